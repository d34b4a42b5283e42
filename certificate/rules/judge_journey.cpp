#include "certificate/rules/judge_journey.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "certificate/declaration_check.h"
#include "certificate/judge.h"
#include "certificate/rules/assessment.h"
#include "certificate/rules/rule_input.h"

namespace clearway::rules {
namespace {

using certificate::Answer;
using certificate::Reading;
using certificate::Reason;
using certificate::Verdict;

constexpr std::size_t kMostReasons = 16;

const char* NotMetSentence() {
  return Translatable("This does not meet a rule of your destination: {1}");
}
const char* MissingSentence() {
  return Translatable("Please also show this: {1}");
}
const char* OpenSentence() {
  return Translatable(
      "This kiosk could not apply all rules of your destination. Please ask our staff for help.");
}
const char* NoRulesSentence() {
  return Translatable(
      "This kiosk has no rules for your destination. Please ask our staff for help.");
}

std::string IdentifierOf(const Heading& heading) {
  return heading.identifier.empty() ? "rule-unreadable" : heading.identifier;
}

std::string Named(const Heading& heading) {
  return fmt::format("{} of {}", IdentifierOf(heading),
                     heading.country.empty() ? heading.source : heading.country);
}

// What a rule says of itself; its name where it says nothing.
std::vector<LocalText> WordsOf(const std::vector<LocalText>& description, const std::string& name) {
  return description.empty() ? std::vector<LocalText>{{"en", name}} : description;
}

Reason NotMet(const Objection& objection) {
  const Heading& heading = objection.rule->heading;
  return {.code = IdentifierOf(heading),
          .for_public = {NotMetSentence(), {}},
          .for_staff = fmt::format("Rule {} is not met: {}", Named(heading),
                                   TextFor(heading.description, "en")),
          .in_rules_words = WordsOf(heading.description, IdentifierOf(heading))};
}

Reason Open(const Heading& heading, const std::string& why) {
  return {.code = IdentifierOf(heading),
          .for_public = {OpenSentence(), {}},
          .for_staff = fmt::format("Rule {} could not be applied: {}", Named(heading), why)};
}

Reason Unreadable(const Problem& problem) {
  return {
      .code = "rule-unreadable",
      .for_public = {OpenSentence(), {}},
      .for_staff = fmt::format("{} cannot be read as a rule: {}", problem.source, problem.what)};
}

Reason NoRuleAboutIt(const Journey& journey) {
  return {.code = "no-rule-about-it",
          .for_public = {OpenSentence(), {}},
          .for_staff = fmt::format("No rule of {} is known to be about this kind of proof.",
                                   journey.destination)};
}

Reason NoRules(const Journey& journey) {
  return {.code = "no-rules",
          .for_public = {NoRulesSentence(), {}},
          .for_staff =
              fmt::format("No rule for {} is in force at this moment: load its rules.",
                          journey.destination.empty() ? "any destination" : journey.destination)};
}

Reason Missing(const Requirement& requirement, const Proof& proof) {
  return {.code = fmt::format("{}.{}", IdentifierOf(requirement.heading), proof.name),
          .for_public = {MissingSentence(), {}},
          .for_staff =
              fmt::format("Requirement {} lacks the proof \"{}\": {}", Named(requirement.heading),
                          proof.name, TextFor(proof.description, "en")),
          .in_rules_words = WordsOf(proof.description, proof.name)};
}

// Reasons of one answer, each code once.
class Reasons {
 public:
  void Add(Reason reason) {
    const bool known = std::ranges::find(reasons_, reason.code, &Reason::code) != reasons_.end();
    if (!known && reasons_.size() < kMostReasons) reasons_.push_back(std::move(reason));
  }
  [[nodiscard]] bool empty() const { return reasons_.empty(); }
  Verdict As(Answer answer) && {
    return {.answer = answer, .reasons = std::move(reasons_), .demo = false};
  }

 private:
  std::vector<Reason> reasons_;
};

// Everything that the verdict is made from.
struct Case {
  const Criteria* criteria;
  Chosen chosen;
  std::vector<Assessment> assessments;
};

std::vector<Assessment> AssessAll(const std::vector<RuleInput>& inputs,
                                  const std::vector<std::vector<std::string>>& issuers,
                                  const Chosen& chosen, const RuleSet& rules, Timestamp now) {
  std::vector<Assessment> assessments;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::vector<Choice<Rule>> asked = rules.ChooseOfIssuers(issuers[i], now);
    asked.insert(asked.end(), chosen.acceptance.begin(), chosen.acceptance.end());
    assessments.push_back(Assess(inputs[i], asked, rules));
  }
  return assessments;
}

void AddNotMet(const Case& judged, Reasons& reasons) {
  for (const Assessment& assessment : judged.assessments) {
    for (const Objection& objection : assessment.not_met) reasons.Add(NotMet(objection));
  }
}

void AddOpen(const Case& judged, Reasons& reasons) {
  for (const Assessment& assessment : judged.assessments) {
    for (const Objection& objection : assessment.open) {
      reasons.Add(Open(objection.rule->heading, objection.why));
    }
  }
}

Reasons DecisiveObjections(const Case& judged) {
  Reasons reasons;
  for (const Assessment& assessment : judged.assessments) {
    for (const Objection& objection : assessment.not_met) {
      if (objection.rule->decisive) reasons.Add(NotMet(objection));
    }
  }
  return reasons;
}

// What keeps from accepting, whatever else is shown: a document or a decisive rule of which nobody
// knows what it says.
Reasons Reservations(const Case& judged) {
  Reasons reasons;
  for (const Problem& problem : judged.criteria->rules->unreadable()) {
    reasons.Add(Unreadable(problem));
  }
  for (const Assessment& assessment : judged.assessments) {
    for (const Objection& objection : assessment.open) {
      if (objection.rule->decisive) reasons.Add(Open(objection.rule->heading, objection.why));
    }
  }
  return reasons;
}

std::size_t CountMissing(const std::vector<std::size_t>& set, const std::vector<bool>& there) {
  return static_cast<std::size_t>(
      std::ranges::count_if(set, [&there](std::size_t proof) { return !there[proof]; }));
}

bool IsMet(const Requirement& requirement, const std::vector<bool>& there) {
  return std::ranges::any_of(requirement.sets,
                             [&there](const auto& set) { return CountMissing(set, there) == 0; });
}

// What is missing of the set that lacks least; of equals, of the one that most is shown of, and
// then of the one that stands first.
void AddMissing(const Requirement& requirement, const std::vector<bool>& there, Reasons& reasons) {
  const auto& nearest = *std::ranges::min_element(requirement.sets, {}, [&there](const auto& set) {
    const std::size_t missing = CountMissing(set, there);
    return std::pair(missing, there.size() - (set.size() - missing));
  });
  for (const std::size_t proof : nearest) {
    if (!there[proof]) reasons.Add(Missing(requirement, requirement.proofs[proof]));
  }
}

// Why a requirement that may be met is not known to be.
void AddDoubts(const Case& judged, const Requirement& requirement, Reasons& reasons) {
  AddOpen(judged, reasons);
  for (const Proof& proof : requirement.proofs) {
    for (const Assessment& assessment : judged.assessments) {
      const Answered answered = Ask(proof.condition, *assessment.input, *judged.criteria->rules);
      if (answered.finding == Finding::kOpen) reasons.Add(Open(requirement.heading, answered.why));
    }
  }
}

Verdict UnderRequirements(const Case& judged) {
  Reasons missing;
  Reasons doubts;
  for (const auto& [requirement, doubt] : judged.chosen.requirements) {
    if (!requirement->problem.empty()) {
      doubts.Add(Open(requirement->heading, requirement->problem));
      continue;
    }
    const Coverage coverage = Cover(*requirement, judged.assessments, *judged.criteria->rules);
    if (IsMet(*requirement, coverage.shown)) continue;
    if (!doubt.empty()) {
      doubts.Add(Open(requirement->heading, doubt));
    } else if (IsMet(*requirement, coverage.perhaps)) {
      AddDoubts(judged, *requirement, doubts);
    } else {
      AddMissing(*requirement, coverage.perhaps, missing);
    }
  }
  if (!missing.empty()) {
    AddNotMet(judged, missing);
    return std::move(missing).As(Answer::kIncomplete);
  }
  if (!doubts.empty()) return std::move(doubts).As(Answer::kUndetermined);
  return Reasons().As(Answer::kAccepted);
}

// The practice of the EU: a certificate that meets every rule about it is enough. One that no rule
// of the destination is about is out of their scope: nobody said that it is enough.
Verdict UnderRulesAlone(const Case& judged) {
  const auto is_enough = [](const Assessment& assessment) {
    return assessment.accepting > 0 && assessment.stands();
  };
  if (std::ranges::any_of(judged.assessments, is_enough)) return Reasons().As(Answer::kAccepted);
  Reasons reasons;
  if (std::ranges::any_of(judged.assessments, &Assessment::may_stand)) {
    AddOpen(judged, reasons);
    const Journey& journey = judged.criteria->journey;
    if (judged.chosen.acceptance.empty()) reasons.Add(NoRules(journey));
    if (reasons.empty()) reasons.Add(NoRuleAboutIt(journey));
    return std::move(reasons).As(Answer::kUndetermined);
  }
  AddNotMet(judged, reasons);
  return std::move(reasons).As(Answer::kRefused);
}

// Where no requirement counts for certain, it has to be enough without one, too.
Verdict UnderAll(const Case& judged) {
  Verdict verdict = UnderRequirements(judged);
  const bool is_certain =
      std::ranges::any_of(judged.chosen.requirements,
                          [](const Choice<Requirement>& choice) { return choice.doubt.empty(); });
  return is_certain || verdict.answer != Answer::kAccepted ? verdict : UnderRulesAlone(judged);
}

Verdict Decide(const Case& judged) {
  if (Reasons decisive = DecisiveObjections(judged); !decisive.empty()) {
    return std::move(decisive).As(Answer::kRefused);
  }
  Verdict verdict = UnderAll(judged);
  if (verdict.answer != Answer::kAccepted) return verdict;
  Reasons reservations = Reservations(judged);
  return reservations.empty() ? verdict : std::move(reservations).As(Answer::kUndetermined);
}

bool IsReplaced(const Reading& reading, std::span<const Reading> readings) {
  return std::ranges::any_of(
      readings, [&reading](const Reading& other) { return certificate::Replaces(other, reading); });
}

}  // namespace

Verdict JudgeJourney(std::span<const Reading> readings, TrustedTime time,
                     const Criteria& criteria) {
  Verdict authentic = certificate::Judge(readings, time);
  if (authentic.answer != Answer::kAccepted) return authentic;
  const RuleSet& rules = *criteria.rules;
  std::vector<RuleInput> inputs;
  std::vector<std::vector<std::string>> issuers;  // of each input
  for (const Reading& reading : readings) {
    if (IsReplaced(reading, readings)) continue;
    for (RuleInput& input : InputsOf(reading, criteria.journey, rules, time.now)) {
      inputs.push_back(std::move(input));
      issuers.push_back(IssuersOf(reading));
    }
  }
  Case judged{.criteria = &criteria,
              .chosen = rules.ChooseFor(criteria.journey, time.now),
              .assessments = {}};
  judged.assessments = AssessAll(inputs, issuers, judged.chosen, rules, time.now);
  Verdict verdict = Decide(judged);
  verdict.demo = authentic.demo;
  return verdict;
}

}  // namespace clearway::rules
