#include "tools/clearway/batch.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "base/encoding/base64.h"
#include "certificate/dates.h"
#include "certificate/read.h"
#include "keys/signer.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/output.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using nlohmann::json;
using nlohmann::ordered_json;

Result<Bytes> Base64Member(const json& value) {
  if (!value.is_string()) return Fail(Fault::kInvalid, "key material is not a base64 text");
  return encoding::DecodeBase64(value.get_ref<const std::string&>());
}

// Signers that cannot be used are left out, as in a folder: the case then has an unknown signer.
void AddSigners(const json& signers, keys::DemoSigners demo, keys::TrustStore& trust) {
  for (const json& entry : signers) {
    const Result<Bytes> der = Base64Member(entry);
    if (!der) continue;
    Result<keys::Signer> signer = keys::SignerFromX509(*der);
    if (!signer || (signer->demo && demo == keys::DemoSigners::kRefuse)) continue;
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

// A code in several parts is not put together yet: its first part says which format it is of.
Result<std::string> PayloadOf(const json& line) {
  const auto payload = line.find("payload");
  if (payload != line.end() && payload->is_string()) return payload->get<std::string>();
  if (payload != line.end() && payload->is_array() && !payload->empty() &&
      payload->front().is_string()) {
    return payload->front().get<std::string>();
  }
  return Fail(Fault::kInvalid, "the case has no payload");
}

Result<Timestamp> ClockOf(const json& line, Timestamp now) {
  const auto clock = line.find("clock");
  if (clock == line.end() || clock->is_null()) return now;
  const auto moment = clock->is_string()
                          ? certificate::ParseDateTime(clock->get_ref<const std::string&>())
                          : std::nullopt;
  if (!moment) return Fail(Fault::kInvalid, "the case's clock is not a moment of RFC 3339");
  return *moment;
}

ordered_json ResultOf(const json& id, const certificate::Reading& reading) {
  ordered_json whole = ToJson(reading);
  ordered_json result;
  result["id"] = id;
  for (const char* member : {"outcome", "cause", "format", "issuer", "kinds"}) {
    result[member] = std::move(whole[member]);
  }
  return result;
}

Result<ordered_json> CheckCase(const std::string& text, const keys::TrustStore& trust,
                               keys::DemoSigners demo, Timestamp now) {
  const json line = json::parse(text, nullptr, false);
  if (!line.is_object()) return Fail(Fault::kInvalid, "the line is not a JSON object");
  const Result<std::string> payload = PayloadOf(line);
  if (!payload) return std::unexpected(payload.error());
  const Result<Timestamp> clock = ClockOf(line, now);
  if (!clock) return std::unexpected(clock.error());
  keys::TrustStore case_trust(&trust);
  if (const auto signers = line.find("signers"); signers != line.end()) {
    AddSigners(*signers, demo, case_trust);
  }
  if (const auto raw_keys = line.find("raw_keys"); raw_keys != line.end()) {
    AddRawKeys(*raw_keys, case_trust);
  }
  return ResultOf(line.value("id", json(nullptr)), certificate::Read(*payload, case_trust, *clock));
}

}  // namespace

std::size_t RunBatch(std::istream& cases, std::ostream& results, const keys::TrustStore& trust,
                     keys::DemoSigners demo, Timestamp now) {
  std::size_t broken = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(cases, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    Result<ordered_json> result = CheckCase(line, trust, demo, now);
    if (!result) {
      ++broken;
      Complain(fmt::format("line {}: {}", number, result.error().detail));
      result = ordered_json{{"id", nullptr}, {"error", result.error().detail}};
    }
    results << Dump(*result) << '\n';
  }
  return broken;
}

}  // namespace clearway::tools
