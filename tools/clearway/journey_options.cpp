#include "tools/clearway/journey_options.h"

#include <fmt/format.h>

#include <utility>

#include "certificate/country_codes.h"
#include "certificate/rules/bundled_rules.h"
#include "certificate/rules/rule_folder.h"
#include "tools/clearway/complain.h"

namespace clearway::tools {
namespace {

Result<rules::RuleSet> FindRules(const std::string& folder,
                                 const std::optional<keys::TrustBundle>& bundle) {
  if (!folder.empty()) return rules::LoadRuleFolder(folder);
  auto bundled = bundle ? rules::LoadBundledRules(*bundle) : std::nullopt;
  if (bundled) return std::move(*bundled);
  return Fail(Fault::kInvalid,
              "a journey is judged under rules: give --rules DIR as well, or a trust bundle that "
              "carries rules");
}

}  // namespace

Status CheckOrigin(const rules::Journey& journey) {
  if (journey.origin.empty() || certificate::IsIssuingCountry(journey.origin)) return {};
  return Fail(Fault::kInvalid,
              fmt::format("no country has the code \"{}\" of the origin", journey.origin));
}

void JourneyOptions::AddTo(const command_line::Command& command) {
  command
      .Add("--rules", folder,
           "folder of acceptance rules and value sets (*.json); the answer is then under "
           "them")
      .Takes("DIR");
  command
      .Add("--destination", journey.destination,
           "country of entry, whose rules count: those of --rules, else of the trust bundle; by "
           "default the only one in the folder")
      .Takes("CC");
  command
      .Add("--origin", journey.origin,
           "country of departure; without it, rules for some alone cannot refuse")
      .Takes("CC");
  command.Add("--region", journey.region, "region of the destination, as its rules name it")
      .Takes("NAME");
  command
      .Add("--post", journey.post,
           "who asks, which decides what rules count and what is shown: self-check, boarding, "
           "entry, exit, customs")
      .Takes("NAME");
}

bool JourneyOptions::wants_rules() const {
  return !folder.empty() || !journey.destination.empty() || !journey.origin.empty() ||
         !journey.region.empty();
}

Result<rules::RuleSet> JourneyOptions::Load(const std::optional<keys::TrustBundle>& bundle) {
  if (const Status known = CheckOrigin(journey); !known) return std::unexpected(known.error());
  Result<rules::RuleSet> loaded = FindRules(folder, bundle);
  if (!loaded) return loaded;
  if (!loaded->problems().empty()) {
    Complain("some rules are unsound and count as undetermined; see clearway " +
             (folder.empty() ? "trust check" : "rules check " + folder));
  }
  if (journey.destination.empty()) journey.destination = loaded->OnlyCountry();
  if (!journey.region.empty() && !loaded->NamesRegionOf(journey)) {
    Complain("note: no rule names that region of the destination: only those for all of it count");
  }
  return loaded;
}

}  // namespace clearway::tools
