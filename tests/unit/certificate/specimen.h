#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/encoding/cbor_writer.h"
#include "certificate/certificate.h"
#include "certificate/read.h"
#include "keys/issuing/issuer.h"
#include "keys/trust_store.h"

// Made-up certificates of made-up people, signed with keys that are made for each test run.
namespace clearway::certificate {

inline constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};  // 2027-01-15T08:00:00Z

inline constexpr keys::SignerUsage kEuUsage{};
inline constexpr keys::SignerUsage kTravelHealthUsage{
    .test = false, .vaccination = false, .recovery = false, .travel_health = true};

// A key and certificate that were valid 100 days ago and are for 100 days more.
[[nodiscard]] keys::Issuer MakeTestIssuer(const keys::SignerUsage& usage,
                                          keys::KeyKind kind = keys::KeyKind::kP256,
                                          bool demo = false);

// The signer of an issuer, for a trust store.
[[nodiscard]] keys::TrustStore Trusting(const std::vector<const keys::Issuer*>& issuers);

// Anna Mustermann, vaccinated twice; in date at kNow.
[[nodiscard]] Certificate EuDccSpecimen();
// Wang Xiaoming with a nucleic acid test, antibody tests and a vaccination; in date at kNow.
[[nodiscard]] Certificate TravelHealthSpecimen();

// A signed message taken apart, to be put together wrongly. `text` gives its code.
struct Parts {
  using Value = encoding::cbor::Value;

  encoding::Bytes protected_header;
  Value unprotected = Value::Map({});
  encoding::Bytes payload;
  encoding::Bytes signature;

  [[nodiscard]] Value Array() const;
  [[nodiscard]] encoding::Bytes Message() const;  // tagged with 18
};

// The parts of a message that `issuer` signed over `payload`.
[[nodiscard]] Parts SignedParts(const encoding::Bytes& payload, const keys::Issuer& issuer);
// The same with a header of the forger's making; `issuer` signs it.
[[nodiscard]] Parts SignedParts(const encoding::Bytes& payload, const keys::Issuer& issuer,
                                encoding::Bytes protected_header);

// {1: algorithm, 4: key id}
[[nodiscard]] encoding::Bytes Header(std::int64_t algorithm, std::string_view key_id);

// Replaces the first occurrence of some bytes; the test fails if there is none.
[[nodiscard]] encoding::Bytes Replaced(encoding::Bytes bytes, std::string_view from,
                                       std::string_view to);

// One way to forge or alter a certificate, and what must come of it.
struct Forgery {
  const char* name;
  Cause cause;
  std::function<std::string()> make;  // the text of the code
};

}  // namespace clearway::certificate
