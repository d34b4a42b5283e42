#include "keys/public_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "keys/der_signature.h"
#include "keys/digest.h"
#include "keys/openssl_handles.h"
#include "keys/p256_spki.h"
#include "keys/signature_context.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 16384;  // OpenSSL's own bound for verifying

std::optional<KeyKind> KindOf(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1) {
    const int bits = EVP_PKEY_get_bits(key);
    if (bits >= kLeastRsaBits && bits <= kMostRsaBits) return KeyKind::kRsa;
    return std::nullopt;
  }
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return KeyKind::kEd25519;
  if (EVP_PKEY_is_a(key, "SM2") == 1) return KeyKind::kSm2;
  if (EVP_PKEY_is_a(key, "EC") != 1) return std::nullopt;
  char group[64] = {};
  std::size_t length = 0;
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group,
                                     &length) != 1) {
    return std::nullopt;
  }
  if (std::string_view(group) == "prime256v1") return KeyKind::kP256;
  if (std::string_view(group) == "secp384r1") return KeyKind::kP384;
  if (std::string_view(group) == "secp521r1") return KeyKind::kP521;
  return std::nullopt;
}

Bytes SpkiOf(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  if (length <= 0) return {};
  Bytes spki(der, der + length);
  OPENSSL_free(der);
  return spki;
}

// P-256 without a key on it.
PkeyHandle CurveP256() {
  char group[] = "prime256v1";
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
                             OSSL_PARAM_construct_end()};
  const PkeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* curve = nullptr;
  if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &curve, EVP_PKEY_KEY_PARAMETERS, parameters) != 1) {
    return nullptr;
  }
  return PkeyHandle(curve);
}

// A point on P-256 makes a key at once, of a copy of the curve. OpenSSL's reader of
// SubjectPublicKeyInfos looks through all its decoders for each key and works the curve out anew,
// which takes longer than to check a signature, and nearly all signers are on P-256. Null: not such
// a point, or not on the curve.
PkeyHandle KeyOnP256(ByteView spki) {
  static const PkeyHandle kCurve = CurveP256();
  if (spki.size() != kP256SpkiHead.size() + 64 ||
      !std::ranges::equal(spki.first(kP256SpkiHead.size()), kP256SpkiHead)) {
    return nullptr;
  }
  const ByteView point = spki.subspan(kP256SpkiHead.size() - 1);  // from its form on
  PkeyHandle key(kCurve == nullptr ? nullptr : EVP_PKEY_dup(kCurve.get()));
  if (key == nullptr ||
      EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) {
    return nullptr;
  }
  return key;
}

// One of a key's numbers, big-endian, of so many bytes at least. False: it has no such number.
bool AppendNumber(const EVP_PKEY* key, const char* parameter, int bytes, Bytes& parts) {
  const NumberHandle number = NumberOf(key, parameter);
  if (number == nullptr) return false;
  const int length = std::max(bytes, BN_num_bytes(number.get()));
  const std::size_t before = parts.size();
  parts.resize(before + static_cast<std::size_t>(length));
  return BN_bn2binpad(number.get(), parts.data() + before, length) == length;
}

// What the key is, whatever way its SubjectPublicKeyInfo was written: a curve may be named or
// written out, a point compressed. Of one on P-256 it is the usual way, so that a key that came so
// needs no numbers.
Sha256Digest DigestOf(EVP_PKEY* key, KeyKind kind) {
  const bool is_rsa = kind == KeyKind::kRsa;
  const int bytes = is_rsa ? 0 : kind == KeyKind::kP521 ? 66 : kind == KeyKind::kP384 ? 48 : 32;
  Bytes parts(kP256SpkiHead.begin(), kP256SpkiHead.end());
  if (kind != KeyKind::kP256) parts.assign(1, static_cast<std::uint8_t>(kind));
  const bool has_both =
      AppendNumber(key, is_rsa ? OSSL_PKEY_PARAM_RSA_N : OSSL_PKEY_PARAM_EC_PUB_X, bytes, parts) &&
      AppendNumber(key, is_rsa ? OSSL_PKEY_PARAM_RSA_E : OSSL_PKEY_PARAM_EC_PUB_Y, bytes, parts);
  ERR_clear_error();
  return Sha256(has_both ? parts : SpkiOf(key));
}

bool PreparePss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, 32) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1;
}

}  // namespace

void PublicKey::FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

void PublicKey::FreeContext::operator()(evp_pkey_ctx_st* context) const {
  EVP_PKEY_CTX_free(context);
}

PublicKey::PublicKey(evp_pkey_st* key, KeyKind kind, const Sha256Digest& digest)
    : key_(key), kind_(kind), digest_(digest) {}
PublicKey::PublicKey(PublicKey&&) noexcept = default;
PublicKey& PublicKey::operator=(PublicKey&&) noexcept = default;
PublicKey::PublicKey(const PublicKey& other)
    : key_(other.key_.get()), kind_(other.kind_), digest_(other.digest_) {
  if (key_ != nullptr) EVP_PKEY_up_ref(key_.get());
}
PublicKey& PublicKey::operator=(const PublicKey& other) {
  if (this != &other) *this = PublicKey(other);
  return *this;
}
PublicKey::~PublicKey() = default;

Result<PublicKey> PublicKey::FromSpki(ByteView spki) {
  if (PkeyHandle key = KeyOnP256(spki)) {
    return PublicKey(key.release(), KeyKind::kP256, Sha256(spki));
  }
  const unsigned char* at = spki.data();
  const PkeyHandle key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
  ERR_clear_error();
  if (key == nullptr) return Fail(Fault::kInvalid, "the public key cannot be read");
  if (at != spki.data() + spki.size()) {
    return Fail(Fault::kInvalid, "bytes follow the public key");
  }
  return FromHandle(key.get());
}

Result<PublicKey> PublicKey::FromHandle(evp_pkey_st* key) {
  const std::optional<KeyKind> kind = KindOf(key);
  ERR_clear_error();
  if (!kind) {
    return Fail(
        Fault::kUnsupported,
        "the public key is neither on P-256, P-384 or P-521, nor RSA of at least 2048 bits, "
        "nor Ed25519 or SM2");
  }
  EVP_PKEY_up_ref(key);
  return PublicKey(key, *kind, DigestOf(key, *kind));
}

Bytes PublicKey::ToSpki() const {
  return SpkiOf(key_.get());
}

bool PublicKey::IsSameAs(const PublicKey& other) const {
  const bool same = EVP_PKEY_eq(key_.get(), other.key_.get()) == 1;
  ERR_clear_error();
  return same;
}

bool PublicKey::Suits(SignatureAlgorithm algorithm) const {
  switch (kind_) {
    case KeyKind::kP256:
    case KeyKind::kP384:
    case KeyKind::kP521:
      return algorithm == SignatureAlgorithm::kEs256 || algorithm == SignatureAlgorithm::kEs384 ||
             algorithm == SignatureAlgorithm::kEs512;
    case KeyKind::kEd25519:
      return algorithm == SignatureAlgorithm::kEdDsa;
    case KeyKind::kSm2:
      return algorithm == SignatureAlgorithm::kSm2;
    case KeyKind::kRsa:
      break;
  }
  return algorithm == SignatureAlgorithm::kPs256;
}

bool PublicKey::Prepare() const {
  if (context_ != nullptr) return true;
  std::unique_ptr<EVP_PKEY_CTX, FreeContext> context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  if (context == nullptr || EVP_PKEY_verify_init(context.get()) != 1 ||
      (kind_ == KeyKind::kRsa && !PreparePss(context.get()))) {
    ERR_clear_error();
    return false;
  }
  context_ = std::move(context);
  return true;
}

bool PublicKey::VerifiesDigest(ByteView digest, ByteView encoded) const {
  return Prepare() && EVP_PKEY_verify(context_.get(), encoded.data(), encoded.size(), digest.data(),
                                      digest.size()) == 1;
}

// Ed25519 signs the message itself, and SM2 hashes the key before it: OpenSSL does both only from
// the beginning.
bool PublicKey::VerifiesMessage(ByteView message, ByteView encoded) const {
  const MdContextHandle context(EVP_MD_CTX_new());
  return context != nullptr &&
         BeginSignature(&EVP_DigestVerifyInit, context.get(), key_.get(), kind_) &&
         EVP_DigestVerify(context.get(), encoded.data(), encoded.size(), message.data(),
                          message.size()) == 1;
}

bool PublicKey::VerifiesEncoded(SignatureAlgorithm algorithm, ByteView message,
                                ByteView encoded) const {
  switch (algorithm) {
    case SignatureAlgorithm::kEs256:
    case SignatureAlgorithm::kPs256:
      return VerifiesDigest(Sha256(message), encoded);
    case SignatureAlgorithm::kEs384:
      return VerifiesDigest(Sha384(message), encoded);
    case SignatureAlgorithm::kEs512:
      return VerifiesDigest(Sha512(message), encoded);
    case SignatureAlgorithm::kEdDsa:
    case SignatureAlgorithm::kSm2:
      break;
  }
  return VerifiesMessage(message, encoded);
}

bool PublicKey::Verifies(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const {
  if (!Suits(algorithm)) return false;
  const std::optional<std::size_t> raw_length = RawSignatureLength(kind_);
  if (raw_length && signature.size() != *raw_length) return false;
  const bool verifies = raw_length
                            ? VerifiesEncoded(algorithm, message, DerSignature(signature).bytes())
                            : VerifiesEncoded(algorithm, message, signature);
  if (!verifies) ERR_clear_error();
  return verifies;
}

const char* ToString(KeyKind kind) {
  switch (kind) {
    case KeyKind::kP256:
      return "P-256";
    case KeyKind::kP384:
      return "P-384";
    case KeyKind::kP521:
      return "P-521";
    case KeyKind::kEd25519:
      return "Ed25519";
    case KeyKind::kSm2:
      return "SM2";
    case KeyKind::kRsa:
      break;
  }
  return "RSA";
}

std::optional<std::size_t> RawSignatureLength(KeyKind kind) {
  switch (kind) {
    case KeyKind::kP256:
    case KeyKind::kSm2:
      return 64;
    case KeyKind::kP384:
      return 96;
    case KeyKind::kP521:
      return DerSignature::kLongestRaw;
    case KeyKind::kRsa:
    case KeyKind::kEd25519:
      break;
  }
  return std::nullopt;
}

}  // namespace clearway::keys
