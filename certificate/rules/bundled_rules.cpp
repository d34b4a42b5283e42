#include "certificate/rules/bundled_rules.h"

#include <fmt/format.h>

#include <span>
#include <string_view>

#include "base/encoding/bytes.h"

namespace clearway::rules {
namespace {

void AddAll(std::span<const encoding::Bytes> documents, std::string_view what, RuleSet& rules) {
  std::size_t number = 0;
  for (const encoding::Bytes& document : documents) {
    rules.AddDocument(fmt::format("trust bundle, {} {}", what, ++number),
                      encoding::AsText(document));
  }
}

}  // namespace

std::optional<RuleSet> LoadBundledRules(const keys::TrustBundle& bundle) {
  if (bundle.rules.empty()) return std::nullopt;
  RuleSet rules;
  AddAll(bundle.rules, "rules", rules);
  AddAll(bundle.value_sets, "value sets", rules);
  return rules;
}

}  // namespace clearway::rules
