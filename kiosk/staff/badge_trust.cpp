#include "kiosk/staff/badge_trust.h"

#include <algorithm>
#include <utility>

#include "base/core/file.h"
#include "keys/digest.h"
#include "keys/pem.h"

namespace clearway::staff {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kLargestKeyFile = 64U << 10;
constexpr std::size_t kKeyIdBytes = 8;

Result<keys::PublicKey> BadgeKey(ByteView spki) {
  auto key = keys::PublicKey::FromSpki(spki);
  if (key && key->kind() != keys::KeyKind::kP256 && key->kind() != keys::KeyKind::kEd25519) {
    return Fail(Fault::kUnsupported, "badges are signed on P-256 or with Ed25519");
  }
  return key;
}

}  // namespace

std::string BadgeKeyId(ByteView spki) {
  const keys::Sha256Digest digest = keys::Sha256(spki);
  return std::string(encoding::AsText(ByteView(digest).first(kKeyIdBytes)));
}

BadgeTrust BadgeTrust::FromBundle(const keys::TrustBundle& bundle) {
  BadgeTrust trust;
  for (const Bytes& spki : bundle.badge_signers) {
    [[maybe_unused]] const Status added = trust.AddKey(spki);
  }
  for (const Bytes& revoked : bundle.revoked_badges) {
    BadgeId id{};
    if (revoked.size() != id.size()) continue;
    std::ranges::copy(revoked, id.begin());
    trust.Revoke(id);
  }
  return trust;
}

Result<std::vector<Bytes>> ReadBadgeKeys(const std::filesystem::path& file) {
  const auto bytes = ReadFile(file, kLargestKeyFile);
  if (!bytes) return std::unexpected(bytes.error());
  auto found = keys::PemBlocksOrDer(*bytes, "PUBLIC KEY");
  if (!found) return Fail(found.error().fault, file.string() + ": " + found.error().detail);
  if (found->empty()) {
    return Fail(Fault::kInvalid,
                file.string() + " holds no public key: `clearway badge key` makes one");
  }
  for (const Bytes& spki : *found) {
    if (const auto key = BadgeKey(spki); !key) {
      return Fail(key.error().fault, file.string() + ": " + key.error().detail);
    }
  }
  return found;
}

Status BadgeTrust::AddKeyFile(const std::filesystem::path& file) {
  const auto found = ReadBadgeKeys(file);
  if (!found) return std::unexpected(found.error());
  for (const Bytes& spki : *found) {
    if (Status added = AddKey(spki); !added) return added;
  }
  return {};
}

Status BadgeTrust::AddKey(ByteView spki) {
  auto key = BadgeKey(spki);
  if (!key) return std::unexpected(key.error());
  signers_.push_back({BadgeKeyId(key->ToSpki()), std::move(*key)});
  return {};
}

const keys::PublicKey* BadgeTrust::Find(ByteView key_id) const {
  const auto found = std::ranges::find(signers_, encoding::AsText(key_id), &Signer::key_id);
  return found == signers_.end() ? nullptr : &found->key;
}

}  // namespace clearway::staff
