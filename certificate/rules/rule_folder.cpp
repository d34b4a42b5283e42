#include "certificate/rules/rule_folder.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "base/core/file.h"
#include "base/encoding/bytes.h"

namespace clearway::rules {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 4;

std::vector<fs::path> JsonFilesBelow(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const fs::path& path = at->path();
    std::error_code ignored;
    const bool tests = path.filename() == "tests";
    if (tests || at.depth() >= kDeepest) at.disable_recursion_pending();
    if (path.extension() == ".json" && fs::is_regular_file(path, ignored)) files.push_back(path);
    if (files.size() > RuleSet::kMostDocuments) break;
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<std::vector<fs::path>> RuleFilesBelow(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Fail(Fault::kNotFound, "there is no folder of rules " + folder.string());
  }
  std::vector<fs::path> files = JsonFilesBelow(folder);
  if (files.empty()) return Fail(Fault::kNotFound, folder.string() + " holds no *.json");
  return files;
}

Result<RuleSet> LoadRuleFolder(const fs::path& folder) {
  const Result<std::vector<fs::path>> files = RuleFilesBelow(folder);
  if (!files) return std::unexpected(files.error());
  RuleSet rules;
  for (const fs::path& file : *files) {
    std::string name = file.lexically_relative(folder).string();
    const auto bytes = ReadFile(file, RuleSet::kLargestDocument);
    if (bytes) {
      rules.AddDocument(std::move(name), encoding::AsText(*bytes));
    } else {
      rules.AddProblem(std::move(name), bytes.error().detail);
    }
  }
  return rules;
}

}  // namespace clearway::rules
