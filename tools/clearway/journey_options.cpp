#include "tools/clearway/journey_options.h"

#include <CLI/CLI.hpp>

#include "certificate/rules/rule_folder.h"
#include "tools/clearway/complain.h"

namespace clearway::tools {

void JourneyOptions::AddTo(CLI::App& command) {
  command
      .add_option("--rules", folder,
                  "folder of acceptance rules and value sets (*.json); the answer is then under "
                  "them")
      ->type_name("DIR");
  command
      .add_option("--destination", journey.destination,
                  "country of entry, whose rules count; by default the only one in the folder")
      ->type_name("CC");
  command.add_option("--origin", journey.origin, "country of departure")->type_name("CC");
  command.add_option("--region", journey.region, "region of the destination, as its rules name it")
      ->type_name("NAME");
  command
      .add_option("--post", journey.post,
                  "who asks, which decides what rules count and what is shown: self-check, boarding, "
                  "entry, exit, customs")
      ->type_name("NAME");
}

bool JourneyOptions::wants_rules() const {
  return !folder.empty() || !journey.destination.empty() || !journey.origin.empty() ||
         !journey.region.empty();
}

Result<rules::RuleSet> JourneyOptions::Load() {
  if (folder.empty()) {
    return Fail(Fault::kInvalid, "a journey is judged under rules: give --rules DIR as well");
  }
  Result<rules::RuleSet> loaded = rules::LoadRuleFolder(folder);
  if (!loaded) return loaded;
  if (!loaded->problems().empty()) {
    Complain("some rules are unsound and count as undetermined; see clearway rules check " +
             folder);
  }
  if (journey.destination.empty()) journey.destination = loaded->OnlyCountry();
  return loaded;
}

}  // namespace clearway::tools
