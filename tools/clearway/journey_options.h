#pragma once

#include <optional>
#include <string>

#include "base/command_line/command_line.h"
#include "base/core/result.h"
#include "certificate/rules/judge_journey.h"
#include "keys/trust_bundle.h"

namespace clearway::tools {

// kInvalid: the journey comes from where no country is. An origin that is not told is unknown.
[[nodiscard]] Status CheckOrigin(const rules::Journey& journey);

// The options of commands that judge under rules: which rules, and which journey.
struct JourneyOptions {
  std::string folder;  // of rules; empty: the trust bundle's
  rules::Journey journey;

  void AddTo(const command_line::Command& command);
  // Whether a journey is told of. A post alone also decides what is shown, without rules.
  [[nodiscard]] bool wants_rules() const;
  // The folder's rules, or without one the bundle's; and the destination where they are of one
  // country alone. What is wrong with them is said on stderr. kInvalid: a journey without rules,
  // or as CheckOrigin.
  [[nodiscard]] Result<rules::RuleSet> Load(const std::optional<keys::TrustBundle>& bundle);
};

}  // namespace clearway::tools
