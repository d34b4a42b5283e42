#include "kiosk/options.h"

#include <cstdio>

#include "base/command_line/command_line.h"

namespace clearway::kiosk {
namespace {

// "1080x1920"
std::string ReadSize(const std::string& text, Options& options) {
  char rest = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &options.width, &options.height, &rest) == 2 &&
      options.width >= 320 && options.height >= 320 && options.width <= 16384 &&
      options.height <= 16384) {
    return "";
  }
  return "'" + text + "' is no size: write WIDTHxHEIGHT in pixels, for example 1080x1920";
}

}  // namespace

ParsedOptions ParseOptions(int count, char** arguments) {
  ParsedOptions parsed;
  Options& options = parsed.options;
  command_line::Program app(
      "clearway-kiosk",
      "The screen of a Clearway kiosk: reads travel health certificates, shows the answer, "
      "prints on paper.");
  app.Version("clearway-kiosk " CLEARWAY_VERSION);
  app.Add("--config", options.config, "the configuration file").ShowsDefault();
  app.AddFlag("--check", options.check, "only say what is wrong with the configuration");
  app.AddFlag("--demo", options.demo, "accept demonstration keys; every screen and page says so");
  app.AddFlag("--windowed", options.windowed, "a window instead of the full screen");
  app.AddTaker(
         "--size", [&options](const std::string& text) { return ReadSize(text, options); },
         "size of the window in pixels, for example 1080x1920")
      .Takes("WIDTHxHEIGHT");
  app.Add("--language", options.language, "language of the first screen, for example zh-Hans")
      .Takes("TAG");
  app.Add("--tour", options.tour,
          "go through one journey without a person, leave a picture of each screen in the "
          "folder, and end")
      .Takes("FOLDER");
  constexpr int kUsage = 2;
  parsed.exit_status = command_line::Tell(app.Parse(count, arguments), kUsage);
  return parsed;
}

}  // namespace clearway::kiosk
