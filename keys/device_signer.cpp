#include "keys/device_signer.h"

#include <openssl/ecdsa.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>

#include "keys/device_key.h"
#include "keys/openssl_handles.h"
#include "keys/p256_spki.h"
#include "keys/private_pem.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kLongestDer = 72;  // bytes of an ECDSA signature on P-256
constexpr int kHalf = DeviceSigner::kSignatureBytes / 2;

using EcSignatureHandle = std::unique_ptr<ECDSA_SIG, FreeWith<&ECDSA_SIG_free>>;

std::unexpected<Error> Failed() {
  ERR_clear_error();
  return Fail(Fault::kBroken, "OpenSSL could not sign with the kiosk's own key");
}

Bytes SpkiOf(ByteView point) {
  Bytes spki(kP256SpkiHead.begin(), kP256SpkiHead.end());
  spki.insert(spki.end(), point.begin() + 1, point.end());
  return spki;
}

}  // namespace

void DeviceSigner::FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Result<DeviceSigner> DeviceSigner::Load(const std::filesystem::path& file) {
  const Result<DecryptionKey> key = LoadDeviceKey(file);
  if (!key) return std::unexpected(key.error());
  const Result<Secret> pem = key->ToPem();
  if (!pem) return std::unexpected(pem.error());
  Key handle(ReadPrivatePem(pem->view()).release());
  if (!handle) return Failed();
  return DeviceSigner(std::move(handle), SpkiOf(key->point()));
}

Result<Bytes> DeviceSigner::Sign(ByteView message) const {
  const MdContextHandle context(EVP_MD_CTX_new());
  std::array<std::uint8_t, kLongestDer> der{};
  std::size_t size = der.size();
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), der.data(), &size, message.data(), message.size()) != 1) {
    return Failed();
  }
  const unsigned char* at = der.data();
  const EcSignatureHandle signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  Bytes raw(kSignatureBytes);
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), kHalf) != kHalf ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + kHalf, kHalf) != kHalf) {
    return Failed();
  }
  return raw;
}

}  // namespace clearway::keys
