#pragma once

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/public_key.h"
#include "keys/trust_bundle.h"
#include "kiosk/staff/role.h"

namespace clearway::staff {

// The first 8 bytes of the SHA-256 of a key's SubjectPublicKeyInfo.
[[nodiscard]] std::string BadgeKeyId(encoding::ByteView spki);

// The SubjectPublicKeyInfos in a file, PEM ("PUBLIC KEY") or DER, that may sign badges. kNotFound,
// kDenied: no such file, or it cannot be read; kInvalid, kUnsupported: no such key in it.
[[nodiscard]] Result<std::vector<encoding::Bytes>> ReadBadgeKeys(const std::filesystem::path& file);

// Who may sign badges, on P-256 or Ed25519, and which badges count no more. One thread at a time,
// as its keys.
class BadgeTrust {
 public:
  // What a trust bundle says; a key that cannot be used is left out.
  [[nodiscard]] static BadgeTrust FromBundle(const keys::TrustBundle& bundle);

  // Adds the keys in a file, for pilots without a bundle. Errors as ReadBadgeKeys.
  [[nodiscard]] Status AddKeyFile(const std::filesystem::path& file);
  // kInvalid, kUnsupported: no such key.
  [[nodiscard]] Status AddKey(encoding::ByteView spki);
  void Revoke(const BadgeId& id) { revoked_.insert(id); }

  // Null: nobody's.
  [[nodiscard]] const keys::PublicKey* Find(encoding::ByteView key_id) const;
  [[nodiscard]] bool IsRevoked(const BadgeId& id) const { return revoked_.contains(id); }
  [[nodiscard]] bool empty() const { return signers_.empty(); }

 private:
  struct Signer {
    std::string key_id;
    keys::PublicKey key;
  };
  std::vector<Signer> signers_;
  std::set<BadgeId> revoked_;
};

}  // namespace clearway::staff
