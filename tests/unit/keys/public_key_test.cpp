#include "keys/public_key.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "keys/issuing/private_key.h"
#include "keys/openssl_handles.h"
#include "tests/unit/keys/ecdsa_signing.h"
#include "tests/unit/keys/hex.h"

namespace clearway::keys {
namespace {

using encoding::AsBytes;
using encoding::Bytes;

PrivateKey Make(KeyKind kind) {
  auto key = PrivateKey::Generate(kind);
  if (!key) throw std::runtime_error(key.error().detail);
  return std::move(*key);
}

Bytes SpkiOf(EVP_PKEY* key) {
  unsigned char* data = nullptr;
  const int length = i2d_PUBKEY(key, &data);
  Bytes spki(data, data + length);
  OPENSSL_free(data);
  return spki;
}

Bytes SignWithIdentity(const PrivateKey& key, std::string_view identity, std::string_view text) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  EVP_PKEY_CTX* key_context = nullptr;
  EVP_DigestSignInit(context.get(), &key_context, EVP_sm3(), nullptr, key.handle());
  if (!identity.empty()) {
    EVP_PKEY_CTX_set1_id(key_context, identity.data(), static_cast<int>(identity.size()));
  }
  Bytes der(80);
  std::size_t length = der.size();
  const encoding::ByteView message = AsBytes(text);
  EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size());
  der.resize(length);
  return der;
}

Bytes RawFromDer(const Bytes& der) {
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), &ECDSA_SIG_free);
  Bytes raw(64);
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), raw.data(), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), raw.data() + 32, 32);
  return raw;
}

class EveryKind : public testing::TestWithParam<KeyKind> {};
INSTANTIATE_TEST_SUITE_P(PublicKey, EveryKind,
                         testing::Values(KeyKind::kP256, KeyKind::kP384, KeyKind::kP521,
                                         KeyKind::kRsa, KeyKind::kEd25519, KeyKind::kSm2),
                         [](const auto& kind) {
                           std::string name = ToString(kind.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(EveryKind, verifies_what_its_private_key_signed_again_and_again) {
  const PrivateKey key = Make(GetParam());
  const auto half = PublicKey::FromHandle(key.handle());
  ASSERT_TRUE(half);
  EXPECT_EQ(half->kind(), GetParam());
  for (const char* message : {"one", "two", "three"}) {
    const auto signature = key.Sign(AsBytes(message));
    ASSERT_TRUE(signature);
    EXPECT_TRUE(half->Verifies(key.algorithm(), AsBytes(message), *signature));
    EXPECT_FALSE(half->Verifies(key.algorithm(), AsBytes("other"), *signature));
  }
}

TEST_P(EveryKind, refuses_every_single_bit_flipped_in_the_first_and_last_bytes) {
  const PrivateKey key = Make(GetParam());
  const auto half = PublicKey::FromHandle(key.handle());
  Bytes signature = *key.Sign(AsBytes("message"));
  for (const std::size_t at : {std::size_t{0}, signature.size() / 2, signature.size() - 1}) {
    for (int bit = 0; bit < 8; ++bit) {
      signature[at] ^= static_cast<std::uint8_t>(1 << bit);
      EXPECT_FALSE(half->Verifies(key.algorithm(), AsBytes("message"), signature));
      signature[at] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
  EXPECT_TRUE(half->Verifies(key.algorithm(), AsBytes("message"), signature));
}

TEST_P(EveryKind, refuses_signatures_of_another_length) {
  const PrivateKey key = Make(GetParam());
  const auto half = PublicKey::FromHandle(key.handle());
  const Bytes signature = *key.Sign(AsBytes("message"));
  Bytes longer = signature;
  longer.push_back(0);
  EXPECT_FALSE(half->Verifies(key.algorithm(), AsBytes("message"), longer));
  EXPECT_FALSE(half->Verifies(key.algorithm(), AsBytes("message"), {}));
  const encoding::ByteView shorter = encoding::ByteView(signature).first(signature.size() - 1);
  EXPECT_FALSE(half->Verifies(key.algorithm(), AsBytes("message"), shorter));
}

TEST_P(EveryKind, refuses_the_algorithm_of_another_kind_of_key) {
  const PrivateKey key = Make(GetParam());
  const auto half = PublicKey::FromHandle(key.handle());
  for (const auto other : {SignatureAlgorithm::kEs256, SignatureAlgorithm::kPs256,
                           SignatureAlgorithm::kEdDsa, SignatureAlgorithm::kSm2}) {
    if (other == key.algorithm()) continue;
    EXPECT_FALSE(half->Suits(other));
    EXPECT_FALSE(half->Verifies(other, AsBytes("message"), *key.Sign(AsBytes("message"))));
  }
}

TEST_P(EveryKind, comes_back_from_its_der_and_from_a_copy) {
  const PrivateKey key = Make(GetParam());
  Bytes spki = SpkiOf(key.handle());
  const auto half = PublicKey::FromSpki(spki);
  ASSERT_TRUE(half);
  const Bytes signature = *key.Sign(AsBytes("message"));
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it is what is tested
  const PublicKey copy = *half;
  EXPECT_TRUE(half->Verifies(key.algorithm(), AsBytes("message"), signature));
  EXPECT_TRUE(copy.Verifies(key.algorithm(), AsBytes("message"), signature));
  spki.push_back(0);
  EXPECT_FALSE(PublicKey::FromSpki(spki));
}

// The key's SubjectPublicKeyInfo with a compressed point.
Bytes CompressedSpkiOf(const PrivateKey& key) {
  Bytes spki = SpkiOf(key.handle());
  const unsigned char* at = spki.data();
  const PkeyHandle copy(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
  EVP_PKEY_set_utf8_string_param(copy.get(), "point-format", "compressed");
  return SpkiOf(copy.get());
}

TEST(PublicKey, has_one_digest_however_it_is_written) {
  const PrivateKey key = Make(KeyKind::kP256);
  const Bytes compressed = CompressedSpkiOf(key);
  ASSERT_LT(compressed.size(), SpkiOf(key.handle()).size());
  EXPECT_EQ(PublicKey::FromSpki(compressed)->digest(),
            PublicKey::FromSpki(SpkiOf(key.handle()))->digest());
}

TEST(PublicKey, has_a_digest_of_its_own) {
  std::set<Sha256Digest> digests;
  std::size_t made = 0;
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kP521, KeyKind::kRsa,
                             KeyKind::kEd25519, KeyKind::kSm2}) {
    for (int again = 0; again < 2; ++again, ++made) {
      digests.insert(PublicKey::FromHandle(Make(kind).handle())->digest());
    }
  }
  EXPECT_EQ(digests.size(), made);
}

TEST(PublicKey, refuses_kinds_that_no_certificate_may_use) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> kKeys[] = {
      {EVP_RSA_gen(1024), &EVP_PKEY_free},
      {EVP_EC_gen("secp256k1"), &EVP_PKEY_free},
      {EVP_EC_gen("P-224"), &EVP_PKEY_free},
      {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"), &EVP_PKEY_free},
      {EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"), &EVP_PKEY_free},
      {EVP_EC_gen("SM2"), &EVP_PKEY_free}};  // an EC key: it would do ECDSA
  for (const auto& key : kKeys) {
    const auto half = PublicKey::FromHandle(key.get());
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().fault, Fault::kUnsupported);
  }
}

// GM/T 0003.5-2012, annex A.2: the published example on the recommended curve.
TEST(PublicKey, verifies_the_published_example_of_sm2) {
  const auto key = PublicKey::FromSpki(
      FromHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004"
              "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"));
  ASSERT_TRUE(key) << key.error().detail;
  EXPECT_EQ(key->kind(), KeyKind::kSm2);
  const Bytes signature = FromHex(
      "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
      "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
  EXPECT_TRUE(key->Verifies(SignatureAlgorithm::kSm2, AsBytes("message digest"), signature));
  EXPECT_FALSE(key->Verifies(SignatureAlgorithm::kSm2, AsBytes("message digesT"), signature));
}

// What OpenSSL 3.0 does where nobody sets an identity.
TEST(PublicKey, refuses_an_sm2_signature_with_another_identity) {
  const PrivateKey key = Make(KeyKind::kSm2);
  const auto half = PublicKey::FromHandle(key.handle());
  for (const std::string_view identity : {"", "1234567812345677"}) {
    EXPECT_FALSE(half->Verifies(SignatureAlgorithm::kSm2, AsBytes("message"),
                                RawFromDer(SignWithIdentity(key, identity, "message"))));
  }
  EXPECT_TRUE(half->Verifies(SignatureAlgorithm::kSm2, AsBytes("message"),
                             RawFromDer(SignWithIdentity(key, kSm2Identity, "message"))));
}

TEST(PublicKey, refuses_an_sm2_signature_written_as_der) {
  const PrivateKey key = Make(KeyKind::kSm2);
  const auto half = PublicKey::FromHandle(key.handle());
  EXPECT_FALSE(half->Verifies(SignatureAlgorithm::kSm2, AsBytes("message"),
                              SignWithIdentity(key, kSm2Identity, "message")));
}

TEST(PublicKey, refuses_a_point_that_is_not_on_its_curve) {
  Bytes spki = SpkiOf(Make(KeyKind::kP256).handle());
  ASSERT_TRUE(PublicKey::FromSpki(spki));
  spki.back() ^= 1;
  EXPECT_FALSE(PublicKey::FromSpki(spki));
}

TEST(PublicKey, is_the_same_from_its_der_and_from_its_handle) {
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa}) {
    const PrivateKey key = Make(kind);
    const auto from_der = PublicKey::FromSpki(SpkiOf(key.handle()));
    ASSERT_TRUE(from_der);
    EXPECT_TRUE(from_der->IsSameAs(*PublicKey::FromHandle(key.handle())));
    EXPECT_FALSE(from_der->IsSameAs(*PublicKey::FromHandle(Make(kind).handle())));
  }
}

TEST(PublicKey, refuses_bytes_that_are_no_key) {
  EXPECT_FALSE(PublicKey::FromSpki({}));
  EXPECT_FALSE(PublicKey::FromSpki(AsBytes("certainly not a key")));
}

TEST(PublicKey, verifies_ecdsa_over_the_longer_digests_and_tells_them_apart) {
  const std::pair<SignatureAlgorithm, const EVP_MD*> kDigests[] = {
      {SignatureAlgorithm::kEs256, EVP_sha256()},
      {SignatureAlgorithm::kEs384, EVP_sha384()},
      {SignatureAlgorithm::kEs512, EVP_sha512()}};
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kP521}) {
    const PrivateKey key = Make(kind);
    const auto half = PublicKey::FromHandle(key.handle());
    for (const auto& [signed_with, digest] : kDigests) {
      const Bytes signature = SignEcdsa(key, digest, AsBytes("message"));
      for (const auto& [checked_with, other] : kDigests) {
        EXPECT_EQ(half->Verifies(checked_with, AsBytes("message"), signature),
                  checked_with == signed_with)
            << ToString(kind) << ToString(signed_with) << ToString(checked_with);
      }
    }
  }
}

TEST(PublicKey, refuses_numbers_that_no_ecdsa_signature_has) {
  const PrivateKey key = Make(KeyKind::kP256);
  const auto half = PublicKey::FromHandle(key.handle());
  const Bytes order = OrderOf(key);
  Bytes one(32);
  one.back() = 1;
  for (const Bytes& r : {Bytes(32), one, order, Bytes(32, 0xFF)}) {
    for (const Bytes& s : {Bytes(32), one, order, Bytes(32, 0xFF)}) {
      Bytes raw = r;
      raw.insert(raw.end(), s.begin(), s.end());
      EXPECT_FALSE(half->Verifies(SignatureAlgorithm::kEs256, AsBytes("message"), raw));
    }
  }
}

TEST(SignatureAlgorithm, has_the_numbers_and_names_that_are_offered_and_no_others) {
  const std::tuple<SignatureAlgorithm, std::int64_t, const char*> kOffered[] = {
      {SignatureAlgorithm::kEs256, -7, "ES256"},
      {SignatureAlgorithm::kEs384, -35, "ES384"},
      {SignatureAlgorithm::kEs512, -36, "ES512"},
      {SignatureAlgorithm::kPs256, -37, "PS256"},
      {SignatureAlgorithm::kEdDsa, -8, "EdDSA"}};
  for (const auto& [algorithm, number, name] : kOffered) {
    EXPECT_EQ(SignatureAlgorithmFromCose(number), algorithm);
    EXPECT_EQ(SignatureAlgorithmFromJose(name), algorithm);
    EXPECT_STREQ(ToString(algorithm), name);
  }
  EXPECT_EQ(SignatureAlgorithmFromCose(-70001), SignatureAlgorithm::kSm2);
  for (const std::int64_t number : {0, 5, 7, 8, -38, -257, -65537}) {
    EXPECT_EQ(SignatureAlgorithmFromCose(number), std::nullopt) << number;
  }
  for (const char* name : {"", "none", "HS256", "RS256", "es256", "ES256 ", "ES256K", "SM2"}) {
    EXPECT_EQ(SignatureAlgorithmFromJose(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace clearway::keys
