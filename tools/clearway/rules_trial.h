#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/core/result.h"

namespace clearway::tools {

// What came of a folder of rules and their own tests.
struct RulesTrial {
  std::size_t tests = 0;
  std::vector<std::string> failures;  // one line each: which test, what was wanted, what came
};

// Runs the tests that lie beside rules, in the layout of the public rule repositories:
// CC/IDENTIFIER/rule.json and CC/IDENTIFIER/tests/*.json, each {"payload", "external", "expected"}.
// A test without value sets of its own gets those of the folder. kNotFound: no test was found.
[[nodiscard]] Result<RulesTrial> TryRules(const std::filesystem::path& folder);

// A rule file in words, line by line with the values over an input {"payload", "external"} where
// one is given (empty: none).
[[nodiscard]] Result<std::string> ExplainRule(const std::filesystem::path& rule,
                                              const std::filesystem::path& input);

}  // namespace clearway::tools
