#include "tools/clearway/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"
#include "certificate/card_parts.h"
#include "certificate/dates.h"
#include "certificate/read.h"
#include "tools/clearway/case_lines.h"
#include "tools/clearway/case_trust.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/journey_options.h"
#include "tools/clearway/output.h"

namespace clearway::tools {
namespace {

using encoding::json::Document;
using encoding::json::Item;
using nlohmann::ordered_json;

// Values lie in each other at most this deep: some of what reads them goes down as deep. And they
// are this many at most: the smallest take a dozen times their text once they are read.
constexpr encoding::json::Limits kCaseLimits{.depth = 64, .items = 1 << 18};

Result<Document> ParseCase(const Result<std::string_view>& text) {
  if (!text) return std::unexpected(text.error());
  Result<Document> line = Document::Parse(*text, kCaseLimits);
  if (line && line->root().kind() != encoding::json::Kind::kObject) {
    return Fail(Fault::kInvalid, "the line is not a JSON object");
  }
  return line;
}

// Null for a case that has none. A whole number of 64 bits comes back as it was written.
ordered_json IdOf(const Item& line) {
  const std::optional<Item> id = line.Find("id");
  if (!id) return nullptr;
  if (const auto number = id->NumberAsWritten()) return ordered_json::parse(*number);
  return ordered_json::parse(encoding::CanonicalJson(*id));
}

// A member of the case; nullopt where it is missing, or null.
std::optional<Item> Given(const Item& line, std::string_view member) {
  const std::optional<Item> value = line.Find(member);
  return value && !value->IsNull() ? value : std::nullopt;
}

// A code in several parts is a list of texts; parts that make no whole are a certificate that is
// damaged, not a case that is.
struct Payload {
  std::string text;
  std::optional<std::string> problem;
};

Payload Join(const std::vector<std::string>& parts) {
  Result<std::string> whole = certificate::JoinCardParts(parts);
  if (!whole) return {{}, whole.error().detail};
  return {std::move(*whole), std::nullopt};
}

Result<Payload> PayloadOf(const Item& line) {
  const std::optional<Item> payload = line.Find("payload");
  const auto whole = payload ? payload->AsText() : std::nullopt;
  if (whole) return Payload{std::string(*whole), std::nullopt};
  std::vector<std::string> parts;
  for (const Item& part : payload ? payload->Elements() : std::vector<Item>{}) {
    const auto text = part.AsText();
    if (!text) return Fail(Fault::kInvalid, "a part of the case's payload is no text");
    parts.emplace_back(*text);
  }
  if (parts.empty()) return Fail(Fault::kInvalid, "the case has no payload");
  if (parts.size() == 1) return Payload{std::move(parts.front()), std::nullopt};
  return Join(parts);
}

certificate::Reading ReadPayload(const Payload& payload, const certificate::Keyring& keyring,
                                 Timestamp clock) {
  if (!payload.problem) return certificate::Read(payload.text, keyring, clock);
  certificate::Reading reading;
  reading.format = certificate::Format::kSmartHealthCard;
  reading.authenticity = {.cause = certificate::Cause::kMalformed, .step = *payload.problem};
  return reading;
}

// A day alone is its beginning.
std::optional<Timestamp> MomentIn(std::string_view text) {
  if (const auto moment = certificate::ParseDateTime(text)) return moment;
  return certificate::ParseDateTime(std::string(text) + "T00:00:00Z");
}

Result<TrustedTime> ClockOf(const Item& line, TrustedTime time) {
  const std::optional<Item> clock = Given(line, "clock");
  if (!clock) return time;
  const auto moment = clock->AsText().and_then(MomentIn);
  if (!moment) return Fail(Fault::kInvalid, "the case's clock is not a moment of RFC 3339");
  return TrustedTime{.now = *moment, .trusted = true};
}

// The case's journey; what it does not say is as the settings have it.
Result<rules::Journey> JourneyOf(const Item& line, const BatchSettings& settings) {
  rules::Journey journey = settings.under.journey;
  const std::pair<const char*, std::string*> members[] = {{"destination", &journey.destination},
                                                          {"region", &journey.region},
                                                          {"origin", &journey.origin},
                                                          {"post", &journey.post}};
  for (const auto& [member, into] : members) {
    const std::optional<Item> found = Given(line, member);
    if (!found) continue;
    const auto text = found->AsText();
    if (!text) return Fail(Fault::kInvalid, fmt::format("the case's {} is not a text", member));
    *into = *text;
  }
  if (const Status known = CheckOrigin(journey); !known) return std::unexpected(known.error());
  journey.is_listed_post = settings.posts.Has(journey.post);
  return journey;
}

void AddVerdict(const certificate::Reading& reading, TrustedTime time,
                const rules::Criteria& criteria, ordered_json& result) {
  const certificate::Verdict verdict = rules::JudgeJourney(std::span(&reading, 1), time, criteria);
  result["verdict"] = certificate::ToString(verdict.answer);
  result["reasons"] = ordered_json::array();
  for (const certificate::Reason& reason : verdict.reasons) {
    result["reasons"].push_back(reason.code);
  }
}

// Adds what is found to the case's result.
// What is not authentic is beyond doubt.
void AddDoubt(certificate::Doubt doubt, certificate::Reading& reading) {
  const bool has_it = std::ranges::find(reading.doubts, doubt) != reading.doubts.end();
  if (reading.authenticity.valid() && !has_it) reading.doubts.push_back(doubt);
}

Status CheckCase(const Item& line, const BatchSettings& settings, ordered_json& result) {
  const Result<Payload> payload = PayloadOf(line);
  if (!payload) return std::unexpected(payload.error());
  const Result<TrustedTime> time = ClockOf(line, settings.time);
  if (!time) return std::unexpected(time.error());
  keys::TrustStore case_trust(&settings.keyring.trust);
  const bool has_revocations = AddCaseTrust(line, settings.demo, case_trust);
  certificate::Reading reading =
      ReadPayload(*payload, {case_trust, settings.keyring.reader_keys}, time->now);
  if (!has_revocations) AddDoubt(certificate::Doubt::kRevocationUnknown, reading);
  AddSummary(reading, result);
  if (settings.under.rules != nullptr) {
    const Result<rules::Journey> journey = JourneyOf(line, settings);
    if (!journey) return std::unexpected(journey.error());
    const rules::Criteria criteria{settings.under.rules, *journey};
    AddVerdict(reading, *time, criteria, result);
  }
  return {};
}

// What is known of the case is in `result`, also where it is none.
Status RunCase(const Result<std::string_view>& text, const BatchSettings& settings,
               ordered_json& result) {
  const Result<Document> line = ParseCase(text);
  if (!line) return std::unexpected(line.error());
  result["id"] = IdOf(line->root());
  return CheckCase(line->root(), settings, result);
}

}  // namespace

std::size_t RunBatch(std::istream& cases, std::ostream& results, const BatchSettings& settings) {
  std::size_t broken = 0;
  CaseLines lines(cases, results);
  while (const auto text = lines.Next()) {
    ordered_json result = {{"id", nullptr}};
    if (const Status ran = RunCase(*text, settings, result); !ran) {
      ++broken;
      Complain(fmt::format("line {}: {}", lines.number(), ran.error().detail));
      result = ordered_json{{"id", result["id"]}, {"error", ran.error().detail}};
    }
    results << Dump(result) << '\n';
  }
  return broken;
}

}  // namespace clearway::tools
