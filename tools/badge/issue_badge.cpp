#include "tools/badge/issue_badge.h"

#include <utility>

#include "keys/public_key.h"

namespace clearway::tools {

Result<std::string> IssueBadge(const staff::Badge& badge, const keys::PrivateKey& signer) {
  if (signer.kind() != keys::KeyKind::kP256 && signer.kind() != keys::KeyKind::kEd25519) {
    return Fail(Fault::kUnsupported, "badges are signed on P-256 or with Ed25519");
  }
  const auto half = keys::PublicKey::FromHandle(signer.handle());
  if (!half) return std::unexpected(half.error());
  const std::string key_id = staff::BadgeKeyId(half->ToSpki());
  const auto id = encoding::AsBytes(key_id);
  auto signature = signer.Sign(staff::BadgeSignedBytes(badge, signer.algorithm(), id));
  if (!signature) return std::unexpected(signature.error());
  std::string text = staff::BadgeText({.badge = badge,
                                       .algorithm = signer.algorithm(),
                                       .key_id = {id.begin(), id.end()},
                                       .signature = std::move(*signature)});
  if (const auto read = staff::ParseBadge(text); !read || read->badge != badge) {
    return Fail(Fault::kInvalid, "a badge ends after it begins, and at most 92 days later");
  }
  return text;
}

}  // namespace clearway::tools
