#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/core/result.h"

namespace clearway::tools {

// A program that lies beside this one. kNotFound, with what to do, when it does not.
[[nodiscard]] Result<std::filesystem::path> FindSibling(const std::string& name);

// Becomes the sibling program; returns only with the reason why that failed.
[[nodiscard]] Error BecomeSibling(const std::string& name,
                                  const std::vector<std::string>& arguments);

// What a program that has ended wrote to stdout, and its exit status.
struct SiblingOutput {
  std::string text;
  int status = 0;
};

// Runs the sibling program to its end. kBroken when it is killed, or writes more than 4 MiB.
[[nodiscard]] Result<SiblingOutput> RunSibling(const std::string& name,
                                               const std::vector<std::string>& arguments);

}  // namespace clearway::tools
