#include "keys/public_key.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "keys/issuing/private_key.h"

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

class EveryKind : public testing::TestWithParam<KeyKind> {};
INSTANTIATE_TEST_SUITE_P(PublicKey, EveryKind,
                         testing::Values(KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa),
                         [](const auto& kind) {
                           const std::string name = ToString(kind.param);
                           return name == "RSA" ? name : name.substr(0, 1) + name.substr(2);
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
  const auto other =
      GetParam() == KeyKind::kRsa ? SignatureAlgorithm::kEs256 : SignatureAlgorithm::kPs256;
  EXPECT_FALSE(half->Suits(other));
  EXPECT_FALSE(half->Verifies(other, AsBytes("message"), *key.Sign(AsBytes("message"))));
}

TEST_P(EveryKind, comes_back_from_its_der_and_from_a_copy) {
  const PrivateKey key = Make(GetParam());
  Bytes spki = SpkiOf(key.handle());
  const auto half = PublicKey::FromSpki(spki);
  ASSERT_TRUE(half);
  const Bytes signature = *key.Sign(AsBytes("message"));
  const PublicKey copy = *half;
  EXPECT_TRUE(half->Verifies(key.algorithm(), AsBytes("message"), signature));
  EXPECT_TRUE(copy.Verifies(key.algorithm(), AsBytes("message"), signature));
  spki.push_back(0);
  EXPECT_FALSE(PublicKey::FromSpki(spki));
}

TEST(PublicKey, refuses_kinds_that_no_certificate_may_use) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> kKeys[] = {
      {EVP_RSA_gen(1024), &EVP_PKEY_free},
      {EVP_EC_gen("secp256k1"), &EVP_PKEY_free},
      {EVP_EC_gen("P-521"), &EVP_PKEY_free},
      {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free},
      {EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"), &EVP_PKEY_free}};
  for (const auto& key : kKeys) {
    const auto half = PublicKey::FromHandle(key.get());
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().fault, Fault::kUnsupported);
  }
}

TEST(PublicKey, refuses_bytes_that_are_no_key) {
  EXPECT_FALSE(PublicKey::FromSpki({}));
  EXPECT_FALSE(PublicKey::FromSpki(AsBytes("certainly not a key")));
}

TEST(SignatureAlgorithm, has_only_the_numbers_that_are_offered) {
  EXPECT_EQ(SignatureAlgorithmFromCose(-7), SignatureAlgorithm::kEs256);
  EXPECT_EQ(SignatureAlgorithmFromCose(-37), SignatureAlgorithm::kPs256);
  for (const std::int64_t number : {0, 7, -8, -35, -36, -257, -65537}) {
    EXPECT_EQ(SignatureAlgorithmFromCose(number), std::nullopt) << number;
  }
}

}  // namespace
}  // namespace clearway::keys
