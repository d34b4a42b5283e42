#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"

namespace clearway::tools {

// The files that one command makes: none is there before, and all are afterwards or none that it
// made.
class NewFiles {
 public:
  NewFiles() = default;
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles();  // removes what was made, unless it was kept

  // kDenied: something of this name is there already, be it a link to nowhere. To be asked for all
  // of them before anything is made.
  [[nodiscard]] static Status AreFree(const std::vector<std::filesystem::path>& paths);

  // Notes that this run has made it.
  void Made(const std::filesystem::path& path) { made_.push_back(path); }
  // Makes a file that everybody may read, whatever the umask.
  [[nodiscard]] Status MakePublic(const std::filesystem::path& path, std::string_view content);

  void Keep() { made_.clear(); }

 private:
  std::vector<std::filesystem::path> made_;
};

// kInvalid: `out` or the draft of it, by whatever name, is one of the files that the command reads,
// or there in a folder that it reads: a key written over by what it has signed is lost. Nor may it
// be anybody else's private key.
[[nodiscard]] Status IsNoneOf(const std::filesystem::path& out,
                              const std::vector<std::string>& inputs);

}  // namespace clearway::tools
