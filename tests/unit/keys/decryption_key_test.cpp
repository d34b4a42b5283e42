#include "keys/decryption_key.h"

#include <gtest/gtest.h>

#include "tests/unit/keys/hex.h"

namespace clearway::keys {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::ByteView;

Bytes Copy(ByteView view) {
  return {view.begin(), view.end()};
}

Bytes Compressed(const Bytes& point) {
  Bytes compressed(point.begin(), point.begin() + 33);
  compressed[0] = (point.back() & 1) != 0 ? 3 : 2;
  return compressed;
}

// RFC 5903 section 8.1.
TEST(DecryptionKey, agrees_as_the_published_example_of_p256) {
  const auto initiator = DecryptionKey::FromScalar(
      Curve::kP256, FromHex("c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433"));
  const auto responder = DecryptionKey::FromScalar(
      Curve::kP256, FromHex("c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53"));
  ASSERT_TRUE(initiator && responder);
  const Bytes shared = FromHex("d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
  EXPECT_EQ(Copy(initiator->Agree(responder->point())->view()), shared);
  EXPECT_EQ(Copy(responder->Agree(Compressed(initiator->point()))->view()), shared);
}

TEST(DecryptionKey, agrees_with_nothing_that_is_no_point_of_its_curve) {
  const auto key = *DecryptionKey::Generate(Curve::kP256);
  Bytes off_the_curve = DecryptionKey::Generate(Curve::kP256)->point();
  off_the_curve.back() ^= 1;
  Bytes beyond_the_field(33, 0xFF);
  beyond_the_field[0] = 2;
  const Bytes sm2 = DecryptionKey::Generate(Curve::kSm2)->point();
  for (const Bytes& point :
       {Bytes{}, Bytes{0}, Bytes(65), beyond_the_field, off_the_curve, sm2, Bytes(64, 4)}) {
    EXPECT_FALSE(key.Agree(point));
  }
  EXPECT_FALSE(DecryptionKey::Generate(Curve::kSm2)->Agree(key.point()));
}

TEST(DecryptionKey, decrypts_what_was_encrypted_with_sm2_and_nothing_else) {
  const auto key = *DecryptionKey::Generate(Curve::kSm2);
  Bytes ciphertext = *EncryptSm2(key.point(), AsBytes("a content key"));
  EXPECT_EQ(encoding::AsText(key.Decrypt(ciphertext)->view()), "a content key");
  EXPECT_FALSE(DecryptionKey::Generate(Curve::kSm2)->Decrypt(ciphertext));
  EXPECT_FALSE(DecryptionKey::Generate(Curve::kP256)->Decrypt(ciphertext));
  for (std::size_t at = 0; at < ciphertext.size(); ++at) {
    ciphertext[at] ^= 1;
    EXPECT_FALSE(key.Decrypt(ciphertext)) << at;
    ciphertext[at] ^= 1;
  }
  for (std::size_t length = 0; length < ciphertext.size(); ++length) {
    EXPECT_FALSE(key.Decrypt(ByteView(ciphertext).first(length))) << length;
  }
  EXPECT_FALSE(key.Decrypt(Bytes(4096)));
  EXPECT_FALSE(EncryptSm2(Bytes(65), AsBytes("x")));
}

TEST(DecryptionKey, comes_back_from_its_scalar_and_from_pem) {
  for (const Curve curve : {Curve::kP256, Curve::kSm2}) {
    const auto key = *DecryptionKey::Generate(curve);
    const auto from_scalar = DecryptionKey::FromScalar(curve, key.scalar().view());
    ASSERT_TRUE(from_scalar);
    EXPECT_EQ(from_scalar->point(), key.point());
    const auto from_pem = DecryptionKey::FromPem(key.ToPem()->view());
    ASSERT_TRUE(from_pem);
    EXPECT_EQ(from_pem->curve(), curve);
    EXPECT_EQ(from_pem->point(), key.point());
  }
}

TEST(DecryptionKey, refuses_numbers_that_are_no_private_key) {
  const Bytes order = FromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  for (const Bytes& scalar :
       {Bytes{}, Bytes(31, 1), Bytes(33, 1), Bytes(32), order, Bytes(32, 0xFF)}) {
    EXPECT_FALSE(DecryptionKey::FromScalar(Curve::kP256, scalar));
  }
  EXPECT_FALSE(DecryptionKey::FromPem(AsBytes("no key at all")));
}

}  // namespace
}  // namespace clearway::keys
