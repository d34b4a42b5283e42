// A document of acceptance rules from strangers: whatever it is, judging under it ends, and what
// nobody could read is never accepted.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "base/encoding/bytes.h"
#include "certificate/rules/judge_journey.h"

using namespace clearway;

namespace {

certificate::Reading Vaccinated() {
  certificate::Reading reading;
  reading.format = certificate::Format::kEuDcc;
  reading.authenticity = {.cause = std::nullopt, .step = ""};
  reading.certificate.emplace();
  reading.certificate->format = reading.format;
  reading.certificate->records.push_back({.disease = {.code = "840539006"},
                                          .country = "XB",
                                          .issuer = "",
                                          .id = "",
                                          .details = certificate::Vaccination{}});
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const certificate::Reading reading = Vaccinated();
  rules::RuleSet rules;
  rules.AddDocument("fuzz", encoding::AsText({data, size}));
  const TrustedTime time{.now = Timestamp(std::chrono::seconds(1'800'000'000)), .trusted = true};
  const auto verdict =
      rules::JudgeJourney(std::span(&reading, 1), time, {&rules, {.destination = "XA"}});
  const bool accepted = verdict.answer == certificate::Answer::kAccepted;
  if (accepted != verdict.reasons.empty()) std::abort();
  if (accepted && !rules.unreadable().empty()) std::abort();
  return 0;
}
