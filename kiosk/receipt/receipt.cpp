#include "kiosk/receipt/receipt.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/signed_code.h"
#include "keys/signature.h"

namespace clearway::receipt {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using encoding::cbor::Value;

constexpr encoding::SignedCodeKind kKind{.prefix = kPrefix, .context = "clearway receipt 1"};
constexpr std::chrono::minutes kClockSlack{5};
constexpr std::int64_t kYear3000 = 32'503'680'000;
// The answer: nothing else is stated in a receipt.
constexpr std::int64_t kAccepted = 1;
constexpr std::int64_t kAcceptedInDemonstration = 2;

// CWT claims (RFC 8392), and two of the private-use range.
enum Claim : std::int64_t {
  kIssuer = 1,
  kExpiry = 4,
  kIssuedAt = 6,
  kId = 7,
  kDestination = -65538,
  kAnswer = -65539
};

bool IsKioskId(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

bool IsCountry(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsSensible(const Receipt& receipt) {
  const auto lifetime = receipt.expires_at - receipt.checked_at;
  return IsKioskId(receipt.kiosk) && IsCountry(receipt.destination) &&
         receipt.checked_at.time_since_epoch().count() >= 0 && lifetime >= kShortest &&
         lifetime <= kLongest && receipt.expires_at.time_since_epoch().count() <= kYear3000;
}

Value Time(Timestamp time) {
  return Value::Integer(time.time_since_epoch().count());
}

Bytes Claims(const Receipt& receipt) {
  return Value::Map({{Value::Integer(kIssuer), Value::Text(receipt.kiosk)},
                     {Value::Integer(kExpiry), Time(receipt.expires_at)},
                     {Value::Integer(kIssuedAt), Time(receipt.checked_at)},
                     {Value::Integer(kId), Value::String(receipt.number)},
                     {Value::Integer(kDestination), Value::Text(receipt.destination)},
                     {Value::Integer(kAnswer),
                      Value::Integer(receipt.demo ? kAcceptedInDemonstration : kAccepted)}})
      .encoded();
}

encoding::SignedCode CodeOf(const ReadReceipt& receipt) {
  return {.algorithm = keys::CoseNumber(keys::SignatureAlgorithm::kEs256),
          .key_id = receipt.key_id,
          .payload = Claims(receipt.receipt),
          .signature = receipt.signature};
}

std::optional<std::int64_t> NumberIn(const Item& claims, std::int64_t label) {
  const auto item = claims.Find(label);
  return item ? item->AsInteger() : std::nullopt;
}

std::optional<std::string> TextIn(const Item& claims, std::int64_t label) {
  const auto item = claims.Find(label);
  const auto text = item ? item->AsText() : std::nullopt;
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<Timestamp> TimeIn(const Item& claims, std::int64_t label) {
  const auto seconds = NumberIn(claims, label);
  if (!seconds || *seconds < 0 || *seconds > kYear3000) return std::nullopt;
  return Timestamp(std::chrono::seconds(*seconds));
}

std::optional<Receipt> ReadClaims(ByteView payload) {
  const auto document = encoding::cbor::Document::Parse(payload, {.depth = 2, .items = 16});
  if (!document) return std::nullopt;
  const Item claims = document->root();
  auto kiosk = TextIn(claims, kIssuer);
  auto destination = TextIn(claims, kDestination);
  const auto checked_at = TimeIn(claims, kIssuedAt);
  const auto expires_at = TimeIn(claims, kExpiry);
  const auto item = claims.Find(kId);
  const auto number = item ? item->AsBytes() : std::nullopt;
  if (!kiosk || !destination || !checked_at || !expires_at || !number) return std::nullopt;
  const auto answer = NumberIn(claims, kAnswer);
  if (answer != kAccepted && answer != kAcceptedInDemonstration) return std::nullopt;
  Receipt receipt{.kiosk = std::move(*kiosk),
                  .destination = std::move(*destination),
                  .checked_at = *checked_at,
                  .expires_at = *expires_at,
                  .demo = answer == kAcceptedInDemonstration};
  if (number->size() != receipt.number.size() || !IsSensible(receipt)) return std::nullopt;
  std::ranges::copy(*number, receipt.number.begin());
  return receipt;
}

std::optional<ReadReceipt> ReadCode(encoding::SignedCode code) {
  if (keys::SignatureAlgorithmFromCose(code.algorithm) != keys::SignatureAlgorithm::kEs256) {
    return std::nullopt;
  }
  auto receipt = ReadClaims(code.payload);
  // One spelling: no other claim, length or order.
  if (!receipt || Claims(*receipt) != code.payload) return std::nullopt;
  return ReadReceipt{.receipt = std::move(*receipt),
                     .key_id = std::move(code.key_id),
                     .signature = std::move(code.signature)};
}

}  // namespace

Bytes SignedBytes(const Receipt& receipt, ByteView key_id) {
  return encoding::SignedBytes(
      kKind,
      CodeOf({.receipt = receipt, .key_id = Bytes(key_id.begin(), key_id.end()), .signature = {}}));
}

std::string Text(const ReadReceipt& receipt) {
  return encoding::ToText(kKind, CodeOf(receipt));
}

std::expected<ReadReceipt, Problem> Parse(std::string_view text) {
  auto code = encoding::ParseSignedCode(kKind, text);
  auto receipt = code ? ReadCode(std::move(*code)) : std::nullopt;
  if (!receipt) return std::unexpected(Problem::kMalformed);
  return std::move(*receipt);
}

std::expected<Receipt, Problem> Prove(std::string_view text, const Trust& trust) {
  auto read = Parse(text);
  if (!read) return std::unexpected(read.error());
  const keys::PublicKey* key = trust.Find(read->key_id);
  if (key == nullptr) return std::unexpected(Problem::kUnknownKiosk);
  if (!key->Verifies(keys::SignatureAlgorithm::kEs256, SignedBytes(read->receipt, read->key_id),
                     read->signature)) {
    return std::unexpected(Problem::kForged);
  }
  return std::move(read->receipt);
}

std::optional<Problem> WhyNot(const Receipt& receipt, const Wanted& wanted,
                              const TrustedTime& time) {
  if (!time.trusted) return Problem::kClockInDoubt;
  if (time.now + kClockSlack < receipt.checked_at) return Problem::kNotYetValid;
  if (time.now > receipt.expires_at) return Problem::kExpired;
  if (!wanted.destination.empty() && wanted.destination != receipt.destination) {
    return Problem::kOtherDestination;
  }
  if (receipt.demo && !wanted.demo) return Problem::kDemonstration;
  return std::nullopt;
}

std::expected<Receipt, Problem> Check(std::string_view text, const Trust& trust,
                                      const Wanted& wanted, const TrustedTime& time) {
  auto receipt = Prove(text, trust);
  if (!receipt) return receipt;
  if (const auto problem = WhyNot(*receipt, wanted, time)) return std::unexpected(*problem);
  return receipt;
}

Result<std::string> Issue(const Receipt& receipt, const keys::DeviceSigner& signer) {
  if (!IsSensible(receipt)) return Fail(Fault::kInvalid, "a receipt cannot say this");
  const std::string id = KeyId(signer.spki());
  ReadReceipt made{.receipt = receipt, .key_id = Bytes(id.begin(), id.end()), .signature = {}};
  auto signature = signer.Sign(SignedBytes(receipt, made.key_id));
  if (!signature) return std::unexpected(signature.error());
  made.signature = std::move(*signature);
  return Text(made);
}

}  // namespace clearway::receipt
