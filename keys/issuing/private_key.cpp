#include "keys/issuing/private_key.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <optional>
#include <utility>

#include "keys/openssl_handles.h"
#include "keys/private_pem.h"
#include "keys/signature_context.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr unsigned kRsaBits = 3072;

using EcSignatureHandle = std::unique_ptr<ECDSA_SIG, FreeWith<&ECDSA_SIG_free>>;

std::unexpected<Error> Failed(const char* what) {
  ERR_clear_error();
  return Fail(Fault::kBroken, std::string("OpenSSL could not ") + what);
}

Result<Bytes> RawFromDer(ByteView der, std::size_t length) {
  const unsigned char* at = der.data();
  const EcSignatureHandle signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (signature == nullptr) return Failed("read back a signature");
  Bytes raw(length);
  const int half = static_cast<int>(length / 2);
  if (BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), half) != half ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + half, half) != half) {
    return Failed("write a signature");
  }
  return raw;
}

EVP_PKEY* NewKey(KeyKind kind) {
  switch (kind) {
    case KeyKind::kP256:
    case KeyKind::kP384:
    case KeyKind::kP521:
      return EVP_EC_gen(ToString(kind));
    case KeyKind::kEd25519:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyKind::kSm2:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2");  // EVP_EC_gen's would sign ECDSA
    case KeyKind::kRsa:
      break;
  }
  return EVP_RSA_gen(kRsaBits);
}

}  // namespace

void PrivateKey::FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Result<PrivateKey> PrivateKey::Generate(KeyKind kind) {
  EVP_PKEY* key = NewKey(kind);
  if (key == nullptr) return Failed("make a key");
  return PrivateKey(key, kind);
}

Result<PrivateKey> PrivateKey::FromPem(std::string_view pem) {
  PkeyHandle key = ReadPrivatePem(encoding::AsBytes(pem));
  if (key == nullptr) {
    return Fail(Fault::kInvalid, "it holds no private key that can be read without a passphrase");
  }
  const Result<PublicKey> half = PublicKey::FromHandle(key.get());
  if (!half) return std::unexpected(half.error());
  return PrivateKey(key.release(), half->kind());
}

SignatureAlgorithm PrivateKey::algorithm() const {
  switch (kind_) {
    case KeyKind::kP256:
    case KeyKind::kP384:
    case KeyKind::kP521:
      return SignatureAlgorithm::kEs256;
    case KeyKind::kEd25519:
      return SignatureAlgorithm::kEdDsa;
    case KeyKind::kSm2:
      return SignatureAlgorithm::kSm2;
    case KeyKind::kRsa:
      break;
  }
  return SignatureAlgorithm::kPs256;
}

Result<Bytes> PrivateKey::Sign(ByteView message) const {
  const MdContextHandle context(EVP_MD_CTX_new());
  std::size_t length = 0;
  if (context == nullptr ||
      !BeginSignature(&EVP_DigestSignInit, context.get(), key_.get(), kind_) ||
      EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) != 1) {
    return Failed("begin to sign");
  }
  Bytes signature(length);
  if (EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) !=
      1) {
    return Failed("sign");
  }
  signature.resize(length);
  const std::optional<std::size_t> raw_length = RawSignatureLength(kind_);
  return raw_length ? RawFromDer(signature, *raw_length) : signature;
}

Result<Secret> PrivateKey::ToPem() const {
  return WritePrivatePem(key_.get());
}

}  // namespace clearway::keys
