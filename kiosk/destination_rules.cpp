#include "kiosk/destination_rules.h"

#include <utility>

#include "certificate/rules/rule_folder.h"

namespace clearway::kiosk {
namespace {

std::optional<rules::RuleSet> LoadRules(const std::filesystem::path& folder) {
  if (folder.empty()) return std::nullopt;
  Result<rules::RuleSet> loaded = rules::LoadRuleFolder(folder);
  if (loaded) return std::move(*loaded);
  rules::RuleSet unknown;
  unknown.AddProblem(folder.string(), loaded.error().detail);
  return unknown;
}

bool ListsPost(const Config& config) {
  const auto disclosures = DisclosuresOf(config);
  return disclosures && disclosures->Has(config.post);
}

}  // namespace

DestinationRules::DestinationRules(const Config& config)
    : folder_(LoadRules(config.rules_folder)),
      criteria_{.rules = folder_ ? &*folder_ : nullptr,
                .journey = {.destination = config.country,
                            .region = config.region,
                            .origin = {},  // unknown: nobody asks the traveller
                            .post = config.post,
                            .is_listed_post = ListsPost(config)}} {}

void DestinationRules::Follow(const rules::RuleSet* bundled) {
  if (!folder_ && !criteria_.journey.destination.empty()) criteria_.rules = bundled;
}

}  // namespace clearway::kiosk
