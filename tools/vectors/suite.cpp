#include "tools/vectors/suite.h"

#include <fstream>

namespace clearway::tools {

void Suite::Count(const std::string& id, bool expected, bool seen) {
  if (expected == seen) {
    ++right;
  } else {
    wrong.push_back(id);
  }
}

encoding::Bytes FromHex(const std::string& hex) {
  encoding::Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

nlohmann::json ReadJson(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream);
}

}  // namespace clearway::tools
