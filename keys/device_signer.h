#pragma once

#include <filesystem>
#include <memory>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

struct evp_pkey_st;

namespace clearway::keys {

// What the kiosk states in its own name: ES256 signatures (RFC 9053) with the key of
// keys/device_key.h. It issues no certificate: whoever checks those does not know this key. Moves,
// never copies; OpenSSL wipes the key at the end. One thread at a time.
class DeviceSigner {
 public:
  static constexpr std::size_t kSignatureBytes = 64;

  // From a device key's file, or a systemd credential. Errors as LoadDeviceKey.
  [[nodiscard]] static Result<DeviceSigner> Load(const std::filesystem::path& file);

  // r||s. kBroken: OpenSSL failed.
  [[nodiscard]] Result<encoding::Bytes> Sign(encoding::ByteView message) const;
  // The public half as a SubjectPublicKeyInfo.
  [[nodiscard]] const encoding::Bytes& spki() const { return spki_; }

 private:
  struct FreeKey {
    void operator()(evp_pkey_st* key) const;
  };
  using Key = std::unique_ptr<evp_pkey_st, FreeKey>;
  DeviceSigner(Key key, encoding::Bytes spki) : key_(std::move(key)), spki_(std::move(spki)) {}

  Key key_;
  encoding::Bytes spki_;
};

}  // namespace clearway::keys
