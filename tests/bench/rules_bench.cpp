// How fast acceptance rules are: evaluations a second on one core, and the whole verdict on one
// certificate under a destination's rules. A made-up set is always measured; folders of rules named
// as arguments are too. See tools/bench.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "certificate/rules/assessment.h"
#include "certificate/rules/judge_journey.h"
#include "certificate/rules/rule_folder.h"
#include "certificate/rules/rule_input.h"

namespace {

using namespace clearway;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr std::chrono::milliseconds kRound{400};
constexpr TrustedTime kNow{.now = Timestamp(std::chrono::seconds(1'637'500'000)), .trusted = true};
constexpr int kMadeUpRules = 30;  // about what the larger national sets had

certificate::Reading Vaccinated() {
  certificate::Reading reading;
  reading.format = certificate::Format::kEuDcc;
  reading.authenticity = {.cause = std::nullopt, .step = ""};
  reading.certificate.emplace();
  reading.certificate->format = reading.format;
  reading.certificate->issuer = "XB";
  reading.certificate->records.push_back(
      {.disease = {.code = "840539006"},
       .country = "XB",
       .issuer = "Bench Institute",
       .id = "URN:UVCI:01XB/BENCH/1#A",
       .details = certificate::Vaccination{.vaccine = {.code = "1119349007"},
                                           .product = {.code = "EU/1/20/1528"},
                                           .manufacturer = {.code = "ORG-100030215"},
                                           .dose = 2,
                                           .doses = 2,
                                           .given_on = {2021, 9, 1}}});
  return reading;
}

rules::RuleSet MadeUpRules() {
  rules::RuleSet set;
  for (int i = 0; i < kMadeUpRules; ++i) {
    set.AddDocument(
        "bench",
        fmt::format(
            R"({{"Identifier":"VR-XA-{:04}","Type":"Acceptance","Country":"XA","Version":"1.0.0",)"
            R"("Engine":"CERTLOGIC","EngineVersion":"1.0.0","CertificateType":"Vaccination",)"
            R"("Description":[{{"lang":"en","desc":"x"}}],"ValidFrom":"2021-01-01T00:00:00Z",)"
            R"("ValidTo":"2030-01-01T00:00:00Z","Logic":{{"if":[{{"var":"payload.v.0"}},{{"and":[)"
            R"({{"in":[{{"var":"payload.v.0.mp"}},["EU/1/20/1507","EU/1/21/1529","EU/1/20/1528"]]}},)"
            R"({{">=":[{{"var":"payload.v.0.dn"}},{{"var":"payload.v.0.sd"}}]}},)"
            R"({{"not-after":[{{"plusTime":[{{"var":"payload.v.0.dt"}},14,"day"]}},)"
            R"({{"plusTime":[{{"var":"external.validationClock"}},0,"day"]}},)"
            R"({{"plusTime":[{{"var":"payload.v.0.dt"}},365,"day"]}}]}}]}},true]}}}})",
            i));
  }
  return set;
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// How often a second `work` runs, times `each`.
template <typename Work>
double RateOf(std::size_t each, const Work& work) {
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = Clock::now();
    std::size_t done = 0;
    for (; Clock::now() - begin < kRound; ++done) work();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    rates.push_back(static_cast<double>(done * each) / seconds);
  }
  return Median(rates);
}

void Measure(const std::string& name, const rules::RuleSet& set) {
  const certificate::Reading reading = Vaccinated();
  const rules::Criteria criteria{&set, {.destination = set.OnlyCountry()}};
  const rules::RuleInput input(reading, *reading.certificate, reading.certificate->records, criteria.journey, set,
                               kNow.now);
  const auto evaluations = RateOf(set.rules().size(), [&] {
    for (const rules::Rule& rule : set.rules()) (void)rules::Ask(rule.condition, input, set);
  });
  certificate::Answer answer{};
  const auto verdicts = RateOf(
      1, [&] { answer = rules::JudgeJourney(std::span(&reading, 1), kNow, criteria).answer; });
  fmt::print("{:<28} {:>4} rules {:>9.0f} evaluations/s   whole verdict {:.3f} ms ({})\n", name,
             set.rules().size(), evaluations, 1000 / verdicts, certificate::ToString(answer));
}

}  // namespace

int main(int argc, char** argv) {
  Measure("made up", MadeUpRules());
  for (const char* folder : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    const auto set = rules::LoadRuleFolder(folder);
    if (set) {
      Measure(folder, *set);
    } else {
      fmt::print("{}: {}\n", folder, set.error().detail);
    }
  }
}
