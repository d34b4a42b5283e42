#include "kiosk/staff/badge.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/signed_code.h"

namespace clearway::staff {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using encoding::cbor::Value;

constexpr encoding::SignedCodeKind kKind{.prefix = kBadgePrefix,
                                         .context = "clearway staff badge 1"};
constexpr std::chrono::minutes kClockSlack{5};

// CWT claims (RFC 8392); the role's number is of the private-use range.
enum Claim : std::int64_t { kExpiry = 4, kIssuedAt = 6, kId = 7, kRole = -65537 };

std::int64_t NumberOf(Role role) {
  return static_cast<std::int64_t>(role) + 1;
}

std::optional<Role> RoleFrom(std::int64_t number) {
  for (const Role role : {Role::kStaff, Role::kSupervisor, Role::kTechnician}) {
    if (NumberOf(role) == number) return role;
  }
  return std::nullopt;
}

Value Time(Timestamp time) {
  return Value::Integer(time.time_since_epoch().count());
}

Bytes Claims(const Badge& badge) {
  return Value::Map({{Value::Integer(kExpiry), Time(badge.expires_at)},
                     {Value::Integer(kIssuedAt), Time(badge.issued_at)},
                     {Value::Integer(kId), Value::String(badge.id)},
                     {Value::Integer(kRole), Value::Integer(NumberOf(badge.role))}})
      .encoded();
}

encoding::SignedCode CodeOf(const ReadBadge& badge) {
  return {.algorithm = keys::CoseNumber(badge.algorithm),
          .key_id = badge.key_id,
          .payload = Claims(badge.badge),
          .signature = badge.signature};
}

std::optional<std::int64_t> NumberIn(const Item& claims, std::int64_t label) {
  const auto item = claims.Find(label);
  return item ? item->AsInteger() : std::nullopt;
}

std::optional<Badge> ReadClaims(ByteView payload) {
  const auto document = encoding::cbor::Document::Parse(payload, {.depth = 2, .items = 16});
  if (!document) return std::nullopt;
  const Item claims = document->root();
  const auto role = NumberIn(claims, kRole);
  const auto issued_at = NumberIn(claims, kIssuedAt);
  const auto expires_at = NumberIn(claims, kExpiry);
  const auto item = claims.Find(kId);
  const auto id = item ? item->AsBytes() : std::nullopt;
  const auto known_role = role ? RoleFrom(*role) : std::nullopt;
  if (!known_role || !issued_at || !expires_at || !id) return std::nullopt;
  constexpr std::int64_t kYear3000 = 32'503'680'000;
  if (*issued_at < 0 || *expires_at <= *issued_at || *expires_at > kYear3000) return std::nullopt;
  Badge badge{.role = *known_role,
              .issued_at = Timestamp(std::chrono::seconds(*issued_at)),
              .expires_at = Timestamp(std::chrono::seconds(*expires_at))};
  if (id->size() != badge.id.size() || badge.expires_at - badge.issued_at > kLongestBadge) {
    return std::nullopt;
  }
  std::ranges::copy(*id, badge.id.begin());
  return badge;
}

std::optional<ReadBadge> ReadCode(encoding::SignedCode code) {
  const auto algorithm = keys::SignatureAlgorithmFromCose(code.algorithm);
  if (algorithm != keys::SignatureAlgorithm::kEs256 &&
      algorithm != keys::SignatureAlgorithm::kEdDsa) {
    return std::nullopt;
  }
  const auto badge = ReadClaims(code.payload);
  // One spelling: no other claim, length or order.
  if (!badge || Claims(*badge) != code.payload) return std::nullopt;
  return ReadBadge{.badge = *badge,
                   .algorithm = *algorithm,
                   .key_id = std::move(code.key_id),
                   .signature = std::move(code.signature)};
}

}  // namespace

Bytes BadgeSignedBytes(const Badge& badge, keys::SignatureAlgorithm algorithm, ByteView key_id) {
  return encoding::SignedBytes(kKind, CodeOf({.badge = badge,
                                              .algorithm = algorithm,
                                              .key_id = Bytes(key_id.begin(), key_id.end()),
                                              .signature = {}}));
}

std::string BadgeText(const ReadBadge& badge) {
  return encoding::ToText(kKind, CodeOf(badge));
}

std::expected<ReadBadge, BadgeProblem> ParseBadge(std::string_view text) {
  auto code = encoding::ParseSignedCode(kKind, text);
  auto badge = code ? ReadCode(std::move(*code)) : std::nullopt;
  if (!badge) return std::unexpected(BadgeProblem::kMalformed);
  return std::move(*badge);
}

std::expected<Badge, BadgeProblem> CheckBadge(std::string_view text, const BadgeTrust& trust,
                                              const TrustedTime& time) {
  const auto read = ParseBadge(text);
  if (!read) return std::unexpected(read.error());
  const keys::PublicKey* key = trust.Find(read->key_id);
  if (key == nullptr) return std::unexpected(BadgeProblem::kUnknownSigner);
  const Badge& badge = read->badge;
  if (!key->Verifies(read->algorithm, BadgeSignedBytes(badge, read->algorithm, read->key_id),
                     read->signature)) {
    return std::unexpected(BadgeProblem::kForged);
  }
  if (trust.IsRevoked(badge.id)) return std::unexpected(BadgeProblem::kRevoked);
  if (!time.trusted) return std::unexpected(BadgeProblem::kClockInDoubt);
  if (time.now + kClockSlack < badge.issued_at) return std::unexpected(BadgeProblem::kNotYetValid);
  if (time.now > badge.expires_at) return std::unexpected(BadgeProblem::kExpired);
  return badge;
}

}  // namespace clearway::staff
