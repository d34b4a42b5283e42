// clearway-printer: sets CUPS up for travellers' certificates, and checks that it is.
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "base/command_line/command_line.h"
#include "base/core/file.h"
#include "base/core/without_payload.h"
#include "hal/document_printer.h"
#include "printer/paper.h"
#include "tools/parse_and_run.h"
#include "tools/printer/directives.h"
#include "tools/printer/settings.h"

namespace clearway::printing {
namespace {

namespace fs = std::filesystem;

enum Exit { kDone = 0, kFallsShort = 1, kUsage = 2, kTrouble = 3 };

constexpr std::size_t kLargestFile = 1 << 20;  // bytes
constexpr mode_t kServerFileMode = 0640;
constexpr mode_t kPublicFileMode = 0644;

struct Options {
  fs::path root = "/";
  std::string runtime = "/run/clearway-cups";
  std::string printer;  // as hal::OpenDocumentPrinter takes it; empty: not checked
  std::string paper = "a4";
  [[nodiscard]] fs::path server() const { return root / "etc/cups/cupsd.conf"; }
  [[nodiscard]] fs::path files() const { return root / "etc/cups/cups-files.conf"; }
  [[nodiscard]] fs::path drop_in() const {
    return root / "etc/systemd/system/cups.service.d/clearway.conf";
  }
};

Result<std::string> ReadText(const fs::path& path) {
  auto bytes = ReadFile(path, kLargestFile);
  if (!bytes) return std::unexpected(bytes.error());
  return std::string(bytes->begin(), bytes->end());
}

Status WriteText(const fs::path& path, const std::string& text, mode_t mode) {
  return ReplaceFile(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, mode);
}

Status Change(const fs::path& path, const std::vector<Directive>& directives,
              std::string_view block) {
  const auto before = ReadText(path);
  if (!before) return std::unexpected(before.error());
  const std::string after = With(*before, directives, block);
  if (after == *before) return {};
  const fs::path kept = path.string() + ".before-clearway";
  std::error_code error;
  if (!fs::exists(kept, error)) {
    if (Status written = WriteText(kept, *before, kServerFileMode); !written) return written;
  }
  return WriteText(path, after, kServerFileMode);
}

Status SetUp(const Options& options) {
  if (Status changed = Change(options.server(), ServerSettings(), Policy()); !changed) {
    return changed;
  }
  if (Status changed = Change(options.files(), FileSettings(options.runtime), ""); !changed) {
    return changed;
  }
  std::error_code error;
  fs::create_directories(options.drop_in().parent_path(), error);
  return WriteText(options.drop_in(), ServiceDropIn(options.runtime), kPublicFileMode);
}

int RunSetup(const Options& options) {
  if (const Status done = SetUp(options); !done) {
    fmt::print(stderr, "clearway printer: {}\n", ForTerminal(done.error().detail));
    return done.error().fault == Fault::kNotFound ? kUsage : kTrouble;
  }
  fmt::print(
      "CUPS is set up for travellers' certificates. It takes effect with:\n"
      "  systemctl daemon-reload && systemctl restart cups\n");
  return kDone;
}

// Says what the file says otherwise; how many.
int Differences(const fs::path& path, const std::vector<Directive>& wanted) {
  const auto text = ReadText(path);
  if (!text) {
    fmt::print("{}: {}\n", path.string(), text.error().detail);
    return 1;
  }
  int differences = 0;
  for (const Directive& directive : wanted) {
    const auto value = ValueOf(*text, directive.name);
    if (value == directive.value) continue;
    ++differences;
    fmt::print("{}: {} is {}, wanted is {}\n", path.string(), directive.name,
               value.value_or("not set"), directive.value);
  }
  return differences;
}

// The same of the section that setup writes, line by line: a policy by that name is none without
// its private lines.
int PolicyDifferences(const fs::path& path, std::string_view wanted) {
  const auto text = ReadText(path);
  if (!text) return 0;  // said before
  const std::string_view opening = wanted.substr(0, wanted.find('\n'));
  const auto sections = SectionsOf(*text, opening);
  if (sections == SectionsOf(wanted, opening)) return 0;
  fmt::print("{}: {} {}\n", path.string(), opening,
             sections.empty()       ? "is missing"
             : sections.size() == 1 ? "was changed"
                                    : "stands there more than once");
  return 1;
}

// Says on which addresses others can reach the server; how many. Setup leaves them: somebody may
// have wanted them, of a server that is not the kiosk's alone.
int OpenAddresses(const fs::path& path) {
  const auto text = ReadText(path);
  if (!text) return 0;  // said before
  int open = 0;
  for (const char* name : {"Listen", "SSLListen", "Port", "SSLPort"}) {
    for (const std::string& value : ValuesOf(*text, name)) {
      const bool is_port = std::string_view(name).ends_with("Port");  // on every address
      if (!is_port && IsLocal(value)) continue;
      ++open;
      fmt::print("{}: {} {} lets the network in: write Listen localhost:631 or a socket instead\n",
                 path.string(), name, value);
    }
  }
  return open;
}

bool IsInMemory(const fs::path& folder) {
  struct statfs disk {};
  return statfs(folder.c_str(), &disk) == 0 &&
         (disk.f_type == TMPFS_MAGIC || disk.f_type == RAMFS_MAGIC);
}

const char* Explain(hal::DeviceCode code) {
  switch (code) {
    case hal::DeviceCode::kMediaMisplaced:
      return "the queue does not offer this paper: see lpoptions -l, and `paper` in clearway.toml";
    case hal::DeviceCode::kNotReachable:
      return "no such queue, or nobody answers: see lpstat -v and systemctl status cups";
    default:
      return "see what the printer displays, and lpstat -p";
  }
}

// Says whether pages can be printed there now; how many faults.
Result<int> CheckPrinter(const Options& options) {
  const auto paper = printer::PaperNamed(options.paper);
  if (!paper) return std::unexpected(paper.error());
  const auto device = hal::OpenDocumentPrinter(options.printer, printer::MediaName(*paper, 0));
  if (!device) return std::unexpected(device.error());
  for (const hal::PrinterEvent& event : (*device)->Poll()) {
    const auto* changed = std::get_if<hal::PrinterChanged>(&event);
    if (changed == nullptr || changed->status.state != hal::DeviceState::kUnavailable) continue;
    fmt::print("{}, {}: {}: {}\n", options.printer, options.paper,
               hal::ToString(changed->status.code), Explain(changed->status.code));
    return 1;
  }
  return 0;
}

// Says what setup would mend; how much.
int SetupFaults(const Options& options) {
  int faults = Differences(options.server(), ServerSettings());
  faults += PolicyDifferences(options.server(), Policy());
  faults += Differences(options.files(), FileSettings(options.runtime));
  const auto drop_in = ReadText(options.drop_in());
  if (!drop_in || *drop_in != ServiceDropIn(options.runtime)) {
    ++faults;
    fmt::print("{}: is missing or was changed\n", options.drop_in().string());
  }
  if (!IsInMemory(options.runtime)) {
    ++faults;
    fmt::print("{}: is not there or not in memory: restart cups, and see systemctl status cups\n",
               options.runtime);
  }
  return faults;
}

int RunCheck(const Options& options) {
  const int faults = SetupFaults(options);
  const int open = OpenAddresses(options.server());
  if (!options.printer.empty()) {
    const auto found = CheckPrinter(options);
    if (!found) {
      fmt::print(stderr, "clearway printer: {}\n", ForTerminal(found.error().detail));
      return kUsage;
    }
    if (*found != 0) {
      fmt::print("Pages cannot be printed there now.\n");
      return kFallsShort;
    }
  }
  if (faults > 0) fmt::print("{} to be mended: run `clearway printer setup`\n", faults);
  if (open > 0) fmt::print("{} to be mended by hand\n", open);
  if (faults > 0 || open > 0) return kFallsShort;
  fmt::print("CUPS keeps no document, no title and no job longer than it has to.\n");
  return kDone;
}

int Main(int count, char** arguments) {
  command_line::Program app("clearway printer",
                            "Sets up CUPS where travellers' certificates are printed.");
  Options options;
  app.RequireCommand();
  app.TakeOptionsAnywhere();
  app.Add("--root", options.root, "the system's root folder, of an image for instance")
      .ShowsDefault();
  app.Add("--runtime", options.runtime, "the spool's folder, in memory").ShowsDefault();
  command_line::Command setup = app.AddCommand(
      "setup", "Change cupsd.conf, cups-files.conf and cups.service so that nothing is kept");
  command_line::Command check = app.AddCommand("check", "Say what of that does not hold");
  check.Add("--printer", options.printer,
            "the kiosk's printer, as in clearway.toml: whether it prints now");
  check.Add("--paper", options.paper, "what lies in it: a4, a5 or roll-80").ShowsDefault();
  app.Footer(
      "Exit status: 0 done, 1 something does not hold, 2 usage, 3 a file cannot be written.");
  if (const auto told = command_line::Tell(app.Parse(count, arguments), kUsage)) return *told;
  return setup.IsNamed() ? RunSetup(options) : RunCheck(options);
}

}  // namespace
}  // namespace clearway::printing

// NOLINTNEXTLINE(bugprone-exception-escape): what nobody expects ends a tool, loudly
int main(int count, char** arguments) {
  using namespace clearway::printing;
  return clearway::tools::WithOutputWritten("clearway printer", kTrouble,
                                            [&] { return Main(count, arguments); });
}
