#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace clearway::records {

// A folder of this test's own, removed with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = ::testing::TempDir() + "clearway-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::filesystem::path audit() const { return path_ / "audit"; }

  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(audit()))
      names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
  }
  // Of the only file, or of the one named.
  [[nodiscard]] std::string Read(const std::string& name = "") const {
    std::ifstream stream(audit() / (name.empty() ? Names().at(0) : name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void Write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(audit());
    std::ofstream(audit() / name, std::ios::binary) << content;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace clearway::records
