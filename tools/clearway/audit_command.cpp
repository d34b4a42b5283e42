#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "certificate/dates.h"
#include "kiosk/records/audit_actions.h"
#include "kiosk/records/audit_export.h"
#include "kiosk/records/audit_log.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/output.h"

namespace clearway::tools {
namespace {

using command_line::Command;
using nlohmann::ordered_json;
using records::AuditReport;

constexpr const char* kFolder = "/var/lib/clearway/audit";

// ---- verify ----

struct VerifyOptions {
  std::string folder = kFolder;
  std::string kept_hash;
  bool json = false;
};

struct AuditFinding {
  AuditReport report;
  std::size_t actions = 0;
  std::size_t not_completed = 0;
  std::optional<bool> has_kept_hash;
  [[nodiscard]] bool sound() const { return report.sound() && has_kept_hash.value_or(true); }
};

Result<AuditFinding> Examine(const VerifyOptions& options) {
  records::AuditActions actions;
  bool has_kept_hash = options.kept_hash == records::NoDigest();
  auto report = records::VerifyAudit(options.folder,
                                     [&](const records::AuditLine& line, std::string_view text) {
                                       actions.Take(line, text);
                                       has_kept_hash |= line.hash == options.kept_hash;
                                     });
  if (!report) return std::unexpected(report.error());
  AuditFinding finding{.report = std::move(*report),
                       .actions = actions.begun(),
                       .not_completed = actions.NotCompleted().size()};
  if (!options.kept_hash.empty()) finding.has_kept_hash = has_kept_hash;
  return finding;
}

ordered_json ToJson(const AuditFinding& finding) {
  const AuditReport& report = finding.report;
  ordered_json json{{"sound", finding.sound()},     {"files", report.files},
                    {"records", report.records},    {"last_hash", report.last_hash},
                    {"torn_end", report.torn_end},  {"set_aside", report.set_aside},
                    {"actions", finding.actions},   {"not_completed", finding.not_completed},
                    {"first_break", ordered_json()}};
  if (report.first_break) {
    json["first_break"] = {{"file", report.first_break->file},
                           {"line", report.first_break->line},
                           {"what", report.first_break->what}};
  }
  if (finding.has_kept_hash) json["has_kept_hash"] = *finding.has_kept_hash;
  return json;
}

void Print(const AuditFinding& finding) {
  const AuditReport& report = finding.report;
  fmt::print("{}: {} records in {} files\n  last hash  {}\n",
             finding.sound() ? "SOUND" : "NOT SOUND", report.records, report.files,
             report.last_hash);
  if (report.first_break) {
    fmt::print("  broken at  {}, line {}: {}\n", report.first_break->file, report.first_break->line,
               report.first_break->what);
  }
  for (const std::string& name : report.set_aside) {
    fmt::print("  set aside  {}: the kiosk found it broken\n", name);
  }
  if (report.torn_end) fmt::print("  the newest line is cut, as after a power cut\n");
  if (finding.has_kept_hash == false) {
    fmt::print(
        "  the kept hash is not among them: newest records were cut off, or it is another "
        "kiosk's\n");
  }
  if (finding.actions != 0) {
    fmt::print("  staff's actions {}, of which {} were not completed and count as failed\n",
               finding.actions, finding.not_completed);
  }
}

int RunVerify(const VerifyOptions& options) {
  const auto finding = Examine(options);
  if (!finding) return Complain(finding.error());
  if (options.json) {
    fmt::print("{}\n", Dump(ToJson(*finding)));
  } else {
    Print(*finding);
  }
  return finding->sound() ? kExitAccepted : kExitRefused;
}

void AddFolder(const Command& command, std::string& folder) {
  command.Add("folder", folder, "the kiosk's audit folder").ShowsDefault();
}

void AddVerify(const Command& audit, int& exit_code) {
  Command command = audit.AddCommand("verify", "Follow the hash chain; exit 0 sound, 1 not sound");
  const auto options = std::make_shared<VerifyOptions>();
  AddFolder(command, options->folder);
  command
      .Add("--kept-hash", options->kept_hash,
           "a last hash of an earlier run: shows whether newer records were cut off")
      .Takes("HASH");
  command.AddFlag("--json", options->json, "one JSON object instead of text");
  command.OnRun([options, &exit_code] { exit_code = RunVerify(*options); });
}

// ---- export ----

struct ExportOptions {
  std::string folder = kFolder;
  std::string from;
  std::string until;
  std::string format = "jsonl";
  std::string out;
  bool badges = false;
};

Result<std::optional<Timestamp>> MomentOf(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto moment = certificate::ParseDateTime(text);
  if (moment) return *moment;
  return Fail(Fault::kInvalid,
              fmt::format("{} wants a moment such as 2026-11-21T00:00:00Z", option));
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// Writes to the file, or to stdout without one, and remembers whether all of it was written.
class Sink {
 public:
  explicit Sink(const std::string& out) {
    if (!out.empty()) owned_.reset(std::fopen(out.c_str(), "wbe"));
    file_ = out.empty() ? stdout : owned_.get();
    good_ = file_ != nullptr;
  }
  void Write(std::string_view text) {
    good_ = good_ && std::fwrite(text.data(), 1, text.size(), file_) == text.size();
  }
  [[nodiscard]] bool Finish() { return good_ && std::fflush(file_) == 0; }

 private:
  std::unique_ptr<std::FILE, CloseFile> owned_;
  std::FILE* file_ = nullptr;
  bool good_ = false;
};

int RunExport(const ExportOptions& options) {
  const auto from = MomentOf("--from", options.from);
  if (!from) return Complain(from.error());
  const auto until = MomentOf("--until", options.until);
  if (!until) return Complain(until.error());
  const records::ExportRequest request{.from = *from,
                                       .until = *until,
                                       .format = options.format == "csv"
                                                     ? records::ExportFormat::kCsv
                                                     : records::ExportFormat::kJsonLines,
                                       .with_badges = options.badges};
  Sink sink(options.out);
  const auto report = records::ExportAudit(options.folder, request,
                                           [&sink](std::string_view line) { sink.Write(line); });
  if (!report) return Complain(report.error());
  if (!sink.Finish())
    return Complain("the export cannot be written: check the folder and the disk");
  if (report->sound()) return kExitAccepted;
  Complain(
      "the log is not sound, and what follows the break is not exported: run clearway audit "
      "verify");
  return kExitRefused;
}

void AddExport(const Command& audit, int& exit_code) {
  Command command = audit.AddCommand(
      "export", "Write the records of a range without hashes and badges; exit 1 not sound");
  const auto options = std::make_shared<ExportOptions>();
  AddFolder(command, options->folder);
  command.Add("--from", options->from, "first moment (RFC 3339)").Takes("TIME");
  command.Add("--until", options->until, "moment behind the last").Takes("TIME");
  command.Add("--format", options->format, "an object a line, or a table")
      .OneOf({"jsonl", "csv"})
      .ShowsDefault();
  command.Add("--out", options->out, "file to write; stdout when left out").Takes("FILE");
  command.AddFlag("--badges", options->badges, "with the badges of staff, which stand for persons");
  command.OnRun([options, &exit_code] { exit_code = RunExport(*options); });
}

}  // namespace

void AddAuditCommand(const Command& program, int& exit_code) {
  Command audit = program.AddCommand("audit", "Check and export a kiosk's audit log");
  audit.RequireCommand();
  AddVerify(audit, exit_code);
  AddExport(audit, exit_code);
}

}  // namespace clearway::tools
