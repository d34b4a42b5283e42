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

#include "base/encoding/base64.h"
#include "certificate/card_parts.h"
#include "certificate/dates.h"
#include "certificate/read.h"
#include "keys/jwk_set.h"
#include "keys/signer.h"
#include "tools/clearway/case_lines.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/journey_options.h"
#include "tools/clearway/output.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using nlohmann::json;
using nlohmann::ordered_json;

// Suites break the lines of their certificates, which means nothing.
Result<Bytes> Base64Member(const json& value) {
  if (!value.is_string()) return Fail(Fault::kInvalid, "key material is not a base64 text");
  std::string text = value.get<std::string>();
  std::erase_if(text, [](char letter) { return std::string_view(" \t\r\n").contains(letter); });
  return encoding::DecodeBase64(text);
}

// Signers that cannot be used are left out, as in a folder: the case then has an unknown signer.
void AddSigners(const json& signers, keys::DemoSigners demo, keys::TrustStore& trust) {
  for (const json& entry : signers) {
    const Result<Bytes> der = Base64Member(entry);
    if (!der) continue;
    Result<keys::Signer> signer = keys::SignerFromX509(*der);
    if (!signer || (signer->demo && demo == keys::DemoSigners::kRefuse)) continue;
    (void)trust.authorities().Pin(*der, demo);  // seals bring the same certificate along
    trust.Add(std::move(*signer));
  }
}

void AddRawKeys(const json& raw_keys, keys::TrustStore& trust) {
  for (const json& entry : raw_keys) {
    if (!entry.is_object() || !entry.contains("kid") || !entry.contains("spki")) continue;
    const Result<Bytes> key_id = Base64Member(entry["kid"]);
    const Result<Bytes> spki = Base64Member(entry["spki"]);
    if (!key_id || !spki) continue;
    Result<keys::Signer> signer =
        keys::SignerFromSpki(std::string(encoding::AsText(*key_id)), *spki);
    if (signer) trust.Add(std::move(*signer));
  }
}

// Authorities and CRLs for VDS-NC. What cannot be used is left out, too.
void AddAuthorities(const json& line, keys::DemoSigners demo, keys::Authorities& authorities) {
  const auto each = [&line](const char* member, auto add) {
    const auto list = line.find(member);
    if (list == line.end()) return;
    for (const json& entry : *list) {
      if (const Result<Bytes> der = Base64Member(entry)) (void)add(*der);
    }
  };
  each("anchors", [&](const Bytes& der) { return authorities.Add(der, demo); });
  each("crls", [&authorities](const Bytes& der) { return authorities.AddCrl(der); });
}

// Keys for SMART Health Cards: JWK sets by their issuer's URL.
void AddJwkSets(const json& sets, keys::DemoSigners demo, keys::TrustStore& trust) {
  for (const auto& [issuer, set] : sets.items()) {
    Result<keys::JwkSet> read = keys::ReadJwkSet(set.dump(), issuer);
    if (!read) continue;
    for (auto& [signer, certificate] : read->signers) {
      const bool is_refused = signer.demo && demo == keys::DemoSigners::kRefuse;
      if (!is_refused) trust.Add(std::move(signer));
    }
  }
}

// One list of revoked cards: for a key of the issuer, `rid`s. Other methods than "rid" do not
// exist.
void AddCardRevocations(const std::string& issuer, const json& list, keys::TrustStore& trust) {
  if (!list.is_object() || !list.contains("kid") || !list["kid"].is_string()) return;
  const json rids = list.value("rids", json::array());
  for (const json& rid : rids) {
    if (!rid.is_string()) continue;
    trust.card_revocations().Add(issuer, list["kid"].get_ref<const std::string&>(),
                                 rid.get_ref<const std::string&>());
  }
}

void AddCardTrust(const json& line, keys::DemoSigners demo, keys::TrustStore& trust) {
  if (const auto sets = line.find("jwks"); sets != line.end() && sets->is_object()) {
    AddJwkSets(*sets, demo, trust);
  }
  const auto revocations = line.find("shc_crls");
  if (revocations == line.end() || !revocations->is_object()) return;
  for (const auto& [issuer, lists] : revocations->items()) {
    for (const json& list : lists) AddCardRevocations(issuer, list, trust);
  }
}

// A code in several parts is a list of texts; parts that make no whole are a certificate that is
// damaged, not a case that is.
struct Payload {
  std::string text;
  std::optional<std::string> problem;
};

Result<Payload> PayloadOf(const json& line) {
  const json payload = line.value("payload", json(nullptr));
  if (payload.is_string()) return Payload{payload.get<std::string>(), std::nullopt};
  const bool is_parts =
      payload.is_array() && !payload.empty() &&
      std::ranges::all_of(payload, [](const json& part) { return part.is_string(); });
  if (!is_parts) return Fail(Fault::kInvalid, "the case has no payload");
  auto parts = payload.get<std::vector<std::string>>();
  if (parts.size() == 1) return Payload{std::move(parts.front()), std::nullopt};
  Result<std::string> whole = certificate::JoinCardParts(parts);
  if (!whole) return Payload{{}, whole.error().detail};
  return Payload{std::move(*whole), std::nullopt};
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
std::optional<Timestamp> MomentIn(const std::string& text) {
  if (const auto moment = certificate::ParseDateTime(text)) return moment;
  return certificate::ParseDateTime(text + "T00:00:00Z");
}

Result<TrustedTime> ClockOf(const json& line, TrustedTime time) {
  const auto clock = line.find("clock");
  if (clock == line.end() || clock->is_null()) return time;
  const auto moment =
      clock->is_string() ? MomentIn(clock->get_ref<const std::string&>()) : std::nullopt;
  if (!moment) return Fail(Fault::kInvalid, "the case's clock is not a moment of RFC 3339");
  return TrustedTime{.now = *moment, .trusted = true};
}

// The case's journey; what it does not say is as the settings have it.
Result<rules::Journey> JourneyOf(const json& line, rules::Journey journey) {
  const std::pair<const char*, std::string*> members[] = {{"destination", &journey.destination},
                                                          {"region", &journey.region},
                                                          {"origin", &journey.origin},
                                                          {"post", &journey.post}};
  for (const auto& [member, into] : members) {
    const auto found = line.find(member);
    if (found == line.end() || found->is_null()) continue;
    if (!found->is_string()) {
      return Fail(Fault::kInvalid, fmt::format("the case's {} is not a text", member));
    }
    *into = found->get<std::string>();
  }
  if (const Status known = CheckOrigin(journey); !known) return std::unexpected(known.error());
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

// Values lie in each other at most this deep: some of what reads them goes down as deep. And they
// are this many at most: the smallest take a hundred times their text once they are read.
constexpr int kDeepest = 64;
constexpr int kMostValues = 1 << 18;

// The quote that ends the string of JSON that begins with this one; npos: it has no end.
std::size_t EndOfString(std::string_view text, std::size_t quote) {
  std::size_t at = text.find_first_of("\\\"", quote + 1);
  while (at != std::string_view::npos && text[at] == '\\') {
    at = text.find_first_of("\\\"", at + 2);
  }
  return at;
}

bool IsTooMuch(std::string_view text) {
  constexpr std::string_view kMarks = "[]{},\"";
  int depth = 0;
  int values = 1;
  std::size_t at = text.find_first_of(kMarks);
  while (at != std::string_view::npos) {
    if (text[at] == '"') {
      at = EndOfString(text, at);
      if (at == std::string_view::npos) return false;
    } else if (text[at] == ',') {
      if (++values > kMostValues) return true;
    } else if (text[at] == '[' || text[at] == '{') {
      if (++depth > kDeepest || ++values > kMostValues) return true;
    } else {
      --depth;
    }
    at = text.find_first_of(kMarks, at + 1);
  }
  return false;
}

Result<json> ParseCase(const Result<std::string_view>& text) {
  if (!text) return std::unexpected(text.error());
  if (IsTooMuch(*text)) {
    return Fail(Fault::kInvalid, "the line's values are too many, or lie too deep in each other");
  }
  json line = json::parse(*text, nullptr, false);
  if (!line.is_object()) return Fail(Fault::kInvalid, "the line is not a JSON object");
  return line;
}

// Adds what is found to the case's result.
Status CheckCase(const json& line, const BatchSettings& settings, ordered_json& result) {
  const Result<Payload> payload = PayloadOf(line);
  if (!payload) return std::unexpected(payload.error());
  const Result<TrustedTime> time = ClockOf(line, settings.time);
  if (!time) return std::unexpected(time.error());
  keys::TrustStore case_trust(&settings.keyring.trust);
  if (const auto signers = line.find("signers"); signers != line.end()) {
    AddSigners(*signers, settings.demo, case_trust);
  }
  if (const auto raw_keys = line.find("raw_keys"); raw_keys != line.end()) {
    AddRawKeys(*raw_keys, case_trust);
  }
  AddAuthorities(line, settings.demo, case_trust.authorities());
  AddCardTrust(line, settings.demo, case_trust);
  const certificate::Reading reading =
      ReadPayload(*payload, {case_trust, settings.keyring.reader_keys}, time->now);
  AddSummary(reading, result);
  if (settings.under.rules != nullptr) {
    const Result<rules::Journey> journey = JourneyOf(line, settings.under.journey);
    if (!journey) return std::unexpected(journey.error());
    const rules::Criteria criteria{settings.under.rules, *journey};
    AddVerdict(reading, *time, criteria, result);
  }
  return {};
}

}  // namespace

std::size_t RunBatch(std::istream& cases, std::ostream& results, const BatchSettings& settings) {
  std::size_t broken = 0;
  CaseLines lines(cases, results);
  while (const auto text = lines.Next()) {
    const Result<json> line = ParseCase(*text);
    const json id = line ? line->value("id", json(nullptr)) : json(nullptr);
    ordered_json result = {{"id", id}};
    const Status checked =
        line ? CheckCase(*line, settings, result) : Status(std::unexpected(line.error()));
    if (!checked) {
      ++broken;
      Complain(fmt::format("line {}: {}", lines.number(), checked.error().detail));
      result = ordered_json{{"id", id}, {"error", checked.error().detail}};
    }
    results << Dump(result) << '\n';
  }
  return broken;
}

}  // namespace clearway::tools
