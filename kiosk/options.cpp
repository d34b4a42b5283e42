#include "kiosk/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/core/without_payload.h"

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
  CLI::App app(
      "The screen of a Clearway kiosk: reads travel health certificates, shows the answer, "
      "prints on paper.",
      "clearway-kiosk");
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return ForTerminal(error.what()) + "\nRun with --help for more information.\n";
  });
  app.set_version_flag("--version", "clearway-kiosk " CLEARWAY_VERSION);
  app.add_option("--config", options.config, "the configuration file")->capture_default_str();
  app.add_flag("--check", options.check, "only say what is wrong with the configuration");
  app.add_flag("--demo", options.demo, "accept demonstration keys; every screen and page says so");
  app.add_flag("--windowed", options.windowed, "a window instead of the full screen");
  app.add_option_function<std::string>(
         "--size",
         [&options](const std::string& text) {
           if (const std::string error = ReadSize(text, options); !error.empty()) {
             throw CLI::ValidationError("--size", error);
           }
         },
         "size of the window in pixels, for example 1080x1920")
      ->type_name("WIDTHxHEIGHT");
  app.add_option("--language", options.language,
                 "language of the first screen, for example zh-Hans")
      ->type_name("TAG");
  app.add_option("--tour", options.tour,
                 "go through one journey without a person, leave a picture of each screen in the "
                 "folder, and end")
      ->type_name("FOLDER");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& end) {
    constexpr int kUsage = 2;
    parsed.exit_status = app.exit(end) == 0 ? 0 : kUsage;
  }
  return parsed;
}

}  // namespace clearway::kiosk
