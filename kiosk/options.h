#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace clearway::kiosk {

// What the command line asks for; everything lasting is in the configuration file.
struct Options {
  std::filesystem::path config = "/etc/clearway/clearway.toml";
  bool demo = false;      // accept demonstration keys, and say so everywhere
  bool windowed = false;  // whatever the configuration says
  int width = 0;          // pixels; 0: as configured
  int height = 0;
  std::string language;        // BCP 47 of the first screen; empty: as configured
  std::filesystem::path tour;  // go through one journey, leave pictures there and end
  bool check = false;          // only check the configuration
};

// Either the options, or the exit status with which the program ends at once (--help, --version, a
// mistake; the text is printed then).
struct ParsedOptions {
  Options options;
  std::optional<int> exit_status;
};
[[nodiscard]] ParsedOptions ParseOptions(int count, char** arguments);

}  // namespace clearway::kiosk
