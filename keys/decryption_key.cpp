#include "keys/decryption_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <string_view>

#include "keys/openssl_handles.h"
#include "keys/private_pem.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

using SecretNumberHandle = std::unique_ptr<BIGNUM, FreeWith<&BN_clear_free>>;
using GroupHandle = std::unique_ptr<EC_GROUP, FreeWith<&EC_GROUP_free>>;
using PointHandle = std::unique_ptr<EC_POINT, FreeWith<&EC_POINT_free>>;
using BuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<&OSSL_PARAM_BLD_free>>;
using ParametersHandle = std::unique_ptr<OSSL_PARAM, FreeWith<&OSSL_PARAM_free>>;

constexpr std::size_t kMostPlain = 1024;  // bytes: content keys

// What OpenSSL calls the curve's keys, and the curve itself.
struct CurveNames {
  const char* keys;
  const char* group;
  int nid;
};

CurveNames NamesOf(Curve curve) {
  if (curve == Curve::kSm2) return {"SM2", "SM2", NID_sm2};
  return {"EC", "prime256v1", NID_X9_62_prime256v1};
}

std::unexpected<Error> Failed(const char* what) {
  ERR_clear_error();
  return Fail(Fault::kBroken, std::string("OpenSSL could not ") + what);
}

// With `scalar` null: a public key.
EVP_PKEY* KeyFrom(Curve curve, ByteView point, const BIGNUM* scalar) {
  const CurveNames names = NamesOf(curve);
  const BuilderHandle builder(OSSL_PARAM_BLD_new());
  if (builder == nullptr ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, names.group, 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1 ||
      (scalar != nullptr &&
       OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) != 1)) {
    return nullptr;
  }
  const ParametersHandle parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, names.keys, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key,
                        scalar == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR,
                        parameters.get()) != 1) {
    return nullptr;
  }
  return key;
}

// The point of a scalar; empty when the scalar is none of the curve's.
Bytes PointOf(Curve curve, const BIGNUM* scalar) {
  const GroupHandle group(EC_GROUP_new_by_curve_name(NamesOf(curve).nid));
  const PointHandle point(EC_POINT_new(group.get()));
  if (BN_is_zero(scalar) || BN_cmp(scalar, EC_GROUP_get0_order(group.get())) >= 0 ||
      EC_POINT_mul(group.get(), point.get(), scalar, nullptr, nullptr, nullptr) != 1) {
    return {};
  }
  Bytes bytes(kPointBytes);
  const std::size_t length = EC_POINT_point2oct(
      group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes.data(), bytes.size(), nullptr);
  return length == bytes.size() ? bytes : Bytes{};
}

std::optional<Curve> CurveOf(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "SM2") == 1) return Curve::kSm2;
  char group[64] = {};
  std::size_t length = 0;
  if (EVP_PKEY_is_a(key, "EC") != 1 ||
      EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group,
                                     &length) != 1 ||
      std::string_view(group) != "prime256v1") {
    return std::nullopt;
  }
  return Curve::kP256;
}

}  // namespace

void DecryptionKey::FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Result<DecryptionKey> DecryptionKey::Generate(Curve curve) {
  EVP_PKEY* key =
      curve == Curve::kSm2 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2") : EVP_EC_gen("P-256");
  if (key == nullptr) return Failed("make a key");
  return DecryptionKey(key, curve);
}

Result<DecryptionKey> DecryptionKey::FromScalar(Curve curve, ByteView scalar) {
  if (scalar.size() != kScalarBytes) return Fail(Fault::kInvalid, "a private key has 32 bytes");
  const SecretNumberHandle number(BN_secure_new());
  if (BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), number.get()) == nullptr) {
    return Failed("read a number");
  }
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  const Bytes point = PointOf(curve, number.get());
  if (point.empty()) return Fail(Fault::kInvalid, "the number is no private key of its curve");
  EVP_PKEY* key = KeyFrom(curve, point, number.get());
  if (key == nullptr) return Failed("make a private key");
  return DecryptionKey(key, curve);
}

Result<DecryptionKey> DecryptionKey::FromPem(ByteView pem) {
  PkeyHandle key = ReadPrivatePem(pem);
  const std::optional<Curve> curve = key == nullptr ? std::nullopt : CurveOf(key.get());
  if (!curve) {
    return Fail(Fault::kInvalid, "it holds no private key on P-256 or SM2 without a passphrase");
  }
  return DecryptionKey(key.release(), *curve);
}

Secret DecryptionKey::scalar() const {
  BIGNUM* number = nullptr;
  Secret bytes(kScalarBytes);
  EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number);
  const SecretNumberHandle owned(number);
  BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

Bytes DecryptionKey::point() const {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number);
  const SecretNumberHandle owned(number);
  return PointOf(curve_, number);
}

Result<Secret> DecryptionKey::ToPem() const {
  return WritePrivatePem(key_.get());
}

Result<std::string> DecryptionKey::PublicPem() const {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) {
    return Failed("write a public key");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(length));
}

std::optional<Secret> DecryptionKey::Agree(ByteView point) const {
  if (curve_ != Curve::kP256) return std::nullopt;
  const PkeyHandle other(KeyFrom(curve_, point, nullptr));
  const PkeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  Secret shared(kScalarBytes);
  std::size_t length = shared.size();
  const bool agreed =
      other != nullptr && context != nullptr && EVP_PKEY_derive_init(context.get()) == 1 &&
      EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1 &&
      EVP_PKEY_derive(context.get(), shared.data(), &length) == 1 && length == shared.size();
  ERR_clear_error();
  if (!agreed) return std::nullopt;
  return shared;
}

std::optional<Secret> DecryptionKey::Decrypt(ByteView ciphertext) const {
  if (curve_ != Curve::kSm2) return std::nullopt;
  const PkeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  Secret content(kMostPlain);
  std::size_t length = content.size();
  const bool opens = context != nullptr && ciphertext.size() <= kMostPlain &&
                     EVP_PKEY_decrypt_init(context.get()) == 1 &&
                     EVP_PKEY_decrypt(context.get(), content.data(), &length, ciphertext.data(),
                                      ciphertext.size()) == 1;
  ERR_clear_error();
  if (!opens) return std::nullopt;
  content.Shorten(length);
  return content;
}

Result<Bytes> EncryptSm2(ByteView point, ByteView content) {
  const PkeyHandle key(KeyFrom(Curve::kSm2, point, nullptr));
  if (key == nullptr) {
    ERR_clear_error();
    return Fail(Fault::kInvalid, "the public key is no point of SM2's curve");
  }
  const PkeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  std::size_t length = 0;
  if (context == nullptr || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_encrypt(context.get(), nullptr, &length, content.data(), content.size()) != 1) {
    return Failed("begin to encrypt");
  }
  Bytes ciphertext(length);
  if (EVP_PKEY_encrypt(context.get(), ciphertext.data(), &length, content.data(), content.size()) !=
      1) {
    return Failed("encrypt");
  }
  ciphertext.resize(length);
  return ciphertext;
}

}  // namespace clearway::keys
