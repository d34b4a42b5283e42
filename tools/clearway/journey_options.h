#pragma once

#include <string>

#include "base/core/result.h"
#include "certificate/rules/judge_journey.h"

namespace CLI {
class App;
}

namespace clearway::tools {

// The options of commands that judge under rules: which rules, and which journey.
struct JourneyOptions {
  std::string folder;  // of rules; empty: signatures and dates alone
  rules::Journey journey;

  void AddTo(CLI::App& command);
  // Whether a journey is told of. A post alone also decides what is shown, without rules.
  [[nodiscard]] bool wants_rules() const;
  // The folder's rules, and the destination where the folder has rules of one country alone. What
  // is wrong with them is said on stderr. kInvalid: a journey without rules.
  [[nodiscard]] Result<rules::RuleSet> Load();
};

}  // namespace clearway::tools
