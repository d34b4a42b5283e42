// clearway-scan: prints the codes found in picture and film files. See --help.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "base/command_line/command_line.h"
#include "base/core/without_payload.h"
#include "tools/parse_and_run.h"
#include "tools/scan/report.h"
#include "tools/scan/scan.h"

namespace clearway::scan {
namespace {

constexpr int kAllHoldCodes = 0;
constexpr int kNoCode = 1;
constexpr int kTrouble = 2;

struct Request {
  std::vector<std::string> files;
  bool json = false;
  bool time = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

void Describe(const command_line::Command& app, Request& request) {
  app.Add("IMAGE", request.files, "PNG or JPEG pictures; Motion JPEG films (AVI, Matroska)")
      .Required();
  app.AddFlag(
      "--json", request.json,
      "a line of JSON a picture: file, codes (text, or base64 where the bytes are not UTF-8, "
      "and corners), ms");
  app.AddFlag("--time", request.time, "say how long each picture took");
  app.Add("--threads", request.threads, "pictures worked on at a time")
      .Between(1, 256)
      .ShowsDefault();
  app.Footer(
      "A film is read as a kiosk reads it, frame after frame, with what single frames leave open "
      "added "
      "up. Its line holds each code once; --json adds frames, how many there are, and to each code "
      "frame, the one that it was first read in, counted from 1.\n"
      "Exit status: 0 every picture or film holds a code, 1 one holds none, 2 wrong usage or a "
      "picture "
      "that "
      "cannot be read.");
}

// Prints the answers and returns the exit status.
int Report(const Request& request, const std::vector<Result<ScannedPicture>>& pictures) {
  int status = kAllHoldCodes;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto& picture = pictures[i];
    if (!picture) {
      fmt::print(stderr, "clearway scan: {}\n", ForTerminal(picture.error().detail));
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
  return status;
}

int Run(int count, char** arguments) {
  command_line::Program app("clearway scan", "Prints the QR codes found in pictures and films.");
  Request request;
  Describe(app, request);
  if (const auto told = command_line::Tell(app.Parse(count, arguments), kTrouble)) return *told;
  return Report(request, ScanPictures(request.files, request.threads));
}

}  // namespace
}  // namespace clearway::scan

int main(int count, char** arguments) {
  using namespace clearway::scan;
  // A crash on a hostile picture must not leave a certificate on disk.
  const rlimit no_core{0, 0};
  (void)setrlimit(RLIMIT_CORE, &no_core);
  return clearway::tools::WithOutputWritten("clearway scan", kTrouble,
                                            [&] { return Run(count, arguments); });
}
