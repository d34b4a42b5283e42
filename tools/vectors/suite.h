#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/encoding/bytes.h"

namespace clearway::tools {

// How our libraries answered the vectors of one public suite.
struct Suite {
  std::string name;
  int right = 0;
  int not_offered = 0;  // of an algorithm that nothing here uses
  std::vector<std::string> wrong;

  void Count(const std::string& id, bool expected, bool seen);
};

// Hexadecimal digits as the suites write bytes. Throws where they are none.
[[nodiscard]] encoding::Bytes FromHex(const std::string& hex);

// A whole JSON file. Throws nlohmann's exceptions.
[[nodiscard]] nlohmann::json ReadJson(const std::filesystem::path& file);

}  // namespace clearway::tools
