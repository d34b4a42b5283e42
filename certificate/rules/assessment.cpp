#include "certificate/rules/assessment.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "certificate/certlogic/evaluation.h"

namespace clearway::rules {
namespace {

bool IsAmong(const std::vector<std::string>& diseases, const std::string& disease) {
  return std::ranges::find(diseases, disease) != diseases.end();
}

// General rules are about everything; no rule is about a disease or format that it does not name.
bool IsAbout(const Rule& rule, const RuleInput& input) {
  const bool subject = rule.subject == Subject::kGeneral || rule.subject == input.subject();
  const bool format =
      rule.formats.empty() || std::ranges::find(rule.formats, input.format()) != rule.formats.end();
  const bool disease = rule.diseases.empty() || IsAmong(rule.diseases, input.disease());
  return subject && format && disease;
}

// The gateway's general rules were written about the three kinds of an EU DCC: another proof can
// fail them, but to meet them says nothing about it.
bool MayAccept(const Rule& rule, const RuleInput& input) {
  if (rule.invalidates || !IsAmong(rule.diseases, input.disease())) return false;
  return rule.subject != Subject::kGeneral || input.subject() == Subject::kTest ||
         input.subject() == Subject::kVaccination || input.subject() == Subject::kRecovery;
}

Answered FromValue(const certlogic::Value& value) {
  const bool* flag = std::get_if<bool>(&value);
  if (flag != nullptr && *flag) return {Finding::kMet, {}};
  if (certlogic::Truth(value) == false) return {Finding::kNotMet, {}};
  return {Finding::kOpen, "it is neither true nor false"};
}

bool Shows(const Proof& proof, const RuleInput& input) {
  const bool subject = proof.subject == Subject::kGeneral || proof.subject == input.subject();
  return subject && IsAmong(proof.diseases, input.disease());
}

}  // namespace

Answered Ask(const Condition& condition, const RuleInput& input, const RuleSet& rules) {
  if (!condition.logic) return {Finding::kOpen, condition.problem};
  for (const std::string& name : condition.value_sets) {
    if (!rules.HasValueSet(name)) {
      return {Finding::kOpen, fmt::format("the value set {} is not known", name)};
    }
  }
  const certlogic::Value data = input.data();
  certlogic::Evaluation evaluation(*condition.logic, data);
  const Result<certlogic::Value> value = evaluation.Run();
  return value ? FromValue(*value) : Answered{Finding::kOpen, value.error().detail};
}

Assessment Assess(const RuleInput& input, const std::vector<Choice<Rule>>& asked,
                  const RuleSet& rules) {
  Assessment assessment{.input = &input, .not_met = {}, .open = {}};
  for (const auto& [rule, doubt] : asked) {
    if (!IsAbout(*rule, input)) continue;
    if (doubt.empty() && MayAccept(*rule, input)) ++assessment.accepting;
    Answered answered = Ask(rule->condition, input, rules);
    if (answered.finding == Finding::kOpen) {
      assessment.open.push_back({rule, std::move(answered.why)});
    } else if (answered.finding == Finding::kNotMet && !doubt.empty()) {
      assessment.open.push_back({rule, doubt});
    } else if (answered.finding == Finding::kNotMet) {
      assessment.not_met.push_back({rule, {}});
    }
  }
  return assessment;
}

Coverage Cover(const Requirement& requirement, const std::vector<Assessment>& assessments,
               const RuleSet& rules) {
  Coverage coverage{.shown = std::vector<bool>(requirement.proofs.size()),
                    .perhaps = std::vector<bool>(requirement.proofs.size())};
  for (std::size_t i = 0; i < requirement.proofs.size(); ++i) {
    const Proof& proof = requirement.proofs[i];
    for (const Assessment& assessment : assessments) {
      if (!assessment.may_stand() || !Shows(proof, *assessment.input)) continue;
      const Finding finding = Ask(proof.condition, *assessment.input, rules).finding;
      if (finding == Finding::kNotMet) continue;
      coverage.perhaps[i] = true;
      if (finding == Finding::kMet && assessment.stands()) coverage.shown[i] = true;
    }
  }
  return coverage;
}

}  // namespace clearway::rules
