// clearway-scan: prints the codes found in picture files. See kUsage.
#include <fmt/format.h>
#include <sys/resource.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <thread>

#include "tools/scan/report.h"
#include "tools/scan/scan.h"

namespace clearway::scan {
namespace {

constexpr const char* kUsage =
    R"(usage: clearway scan IMAGE... [--json] [--time] [--threads N]

Prints the QR codes found in PNG or JPEG pictures.
  --json        one line of JSON a picture: {"file", "codes": [{"text", "corners"}], "ms"};
                bytes that are not UTF-8 come as "base64" instead of "text"
  --time        says how long each picture took, in milliseconds
  --threads N   works on N pictures at a time (as many as there are processors)
  --            what follows are pictures, whatever they begin with

Exit status: 0 every picture holds a code, 1 one holds none, 2 wrong usage or an unreadable picture.
)";

constexpr int kAllHoldCodes = 0;
constexpr int kNoCode = 1;
constexpr int kTrouble = 2;

struct Request {
  std::vector<std::string> files;
  bool json = false;
  bool time = false;
  bool help = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

std::optional<unsigned> ThreadCount(std::string_view text) {
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count < 1 || count > 256)
    return std::nullopt;
  return count;
}

Result<Request> ParseArguments(const std::vector<std::string>& arguments) {
  Request request;
  bool only_files = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (only_files || !word.starts_with('-')) {
      request.files.push_back(word);
    } else if (word == "--") {
      only_files = true;
    } else if (word == "--json") {
      request.json = true;
    } else if (word == "--time") {
      request.time = true;
    } else if (word == "--help" || word == "-h") {
      request.help = true;
    } else if (word == "--threads") {
      const auto count = ThreadCount(++i < arguments.size() ? arguments[i] : "");
      if (!count) return Fail(Fault::kInvalid, "--threads takes a number from 1 to 256.");
      request.threads = *count;
    } else {
      return Fail(Fault::kInvalid, fmt::format("'{}' is no option of scan.", word));
    }
  }
  if (request.files.empty() && !request.help)
    return Fail(Fault::kInvalid, "Name at least one picture.");
  return request;
}

// Prints the answers and returns the exit status.
int Report(const Request& request, const std::vector<Result<ScannedPicture>>& pictures) {
  int status = kAllHoldCodes;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto& picture = pictures[i];
    if (!picture) {
      fmt::print(stderr, "clearway scan: {}\n", picture.error().detail);
      if (request.json) fmt::print("{}\n", JsonError(request.files[i], picture.error()));
      status = kTrouble;
      continue;
    }
    if (picture->codes.empty() && status == kAllHoldCodes) status = kNoCode;
    if (request.json) {
      fmt::print("{}\n", JsonLine(*picture));
    } else {
      fmt::print("{}", PlainLines(*picture, request.time));
    }
  }
  return std::fflush(stdout) == 0 ? status : kTrouble;
}

int Main(const std::vector<std::string>& arguments) {
  // A crash on a hostile picture must not leave a certificate on disk.
  const rlimit no_core{0, 0};
  (void)setrlimit(RLIMIT_CORE, &no_core);
  const auto request = ParseArguments(arguments);
  if (!request) {
    fmt::print(stderr, "clearway scan: {}\n\n{}", request.error().detail, kUsage);
    return kTrouble;
  }
  if (request->help) {
    fmt::print("{}", kUsage);
    return kAllHoldCodes;
  }
  return Report(*request, ScanPictures(request->files, request->threads));
}

}  // namespace
}  // namespace clearway::scan

int main(int count, char** arguments) {
  return clearway::scan::Main({arguments + 1, arguments + count});
}
