#pragma once

#include <filesystem>
#include <vector>

#include "base/core/result.h"
#include "certificate/rules/rule_set.h"

namespace clearway::rules {

// Every *.json below the folder, at most 4 folders deep, in the order of their names, but those in
// folders named "tests": the layout of the public rule repositories (CC/IDENTIFIER/rule.json), and
// any other. At most one more than a set may have documents. kNotFound: there is no such folder, or
// no *.json in it.
[[nodiscard]] Result<std::vector<std::filesystem::path>> RuleFilesBelow(
    const std::filesystem::path& folder);

// The rules and value sets of all these files. What cannot be read is a problem of the set. Errors
// as RuleFilesBelow.
[[nodiscard]] Result<RuleSet> LoadRuleFolder(const std::filesystem::path& folder);

}  // namespace clearway::rules
