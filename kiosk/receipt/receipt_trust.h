#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/public_key.h"

namespace clearway::receipt {

// The first 8 bytes of the SHA-256 of a kiosk's SubjectPublicKeyInfo.
[[nodiscard]] std::string KeyId(encoding::ByteView spki);

// The kiosks whose receipts count here: their public keys on P-256. One thread at a time, as its
// keys.
class Trust {
 public:
  // The public keys in a folder's files *.pub and *.pem, as `clearway keys device` writes them;
  // other files are left alone. At most 1,000. kNotFound, kDenied: the folder cannot be read; kInvalid,
  // kUnsupported: a file holds no such key; kFull: there are more.
  [[nodiscard]] static Result<Trust> FromFolder(const std::filesystem::path& folder);

  // kInvalid, kUnsupported: no key on P-256.
  [[nodiscard]] Status AddKey(encoding::ByteView spki);
  // Null: nobody's.
  [[nodiscard]] const keys::PublicKey* Find(encoding::ByteView key_id) const;
  [[nodiscard]] bool empty() const { return kiosks_.empty(); }

 private:
  struct Kiosk {
    std::string key_id;
    keys::PublicKey key;
  };
  std::vector<Kiosk> kiosks_;
};

}  // namespace clearway::receipt
