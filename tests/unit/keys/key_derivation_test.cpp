#include "keys/key_derivation.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding/hex.h"
#include "keys/kiosk_secret.h"
#include "keys/pin_key.h"
#include "tests/unit/keys/temporary_folder.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::EncodeHex;

TEST(KeyDerivation, is_hkdf_of_rfc_5869) {  // appendix A.3: SHA-256, no salt, no info
  const auto key = DeriveKey(Bytes(22, 0x0b), {}, 42);
  ASSERT_TRUE(key);
  EXPECT_EQ(EncodeHex(key->view()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(KeyDerivation, is_hmac_of_rfc_4231) {  // test case 2
  const auto tag =
      HmacSha256(encoding::AsBytes("Jefe"), encoding::AsBytes("what do ya want for nothing?"));
  EXPECT_EQ(EncodeHex(tag), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_TRUE(SameTag(tag, tag));
  EXPECT_FALSE(SameTag(tag, encoding::ByteView(tag).first(31)));
}

TEST(PinKey, is_argon2id_as_its_authors_test_it) {  // phc-winner-argon2, src/test.c
  const auto key = KeyFromPin(encoding::AsBytes("password"), encoding::AsBytes("somesalt"), {}, {},
                              {.memory_kib = 65536, .passes = 2});
  ASSERT_TRUE(key);
  EXPECT_EQ(EncodeHex(key->view()),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
  EXPECT_FALSE(KeyFromPin(encoding::AsBytes("password"), encoding::AsBytes("short"), {}, {}));
}

TEST(PinKey, depends_on_all_it_is_made_of) {
  const auto made = [](const char* pin, std::uint8_t salt, std::uint8_t pepper, const char* bound) {
    return EncodeHex(KeyFromPin(encoding::AsBytes(pin), Bytes(16, salt), Bytes(32, pepper),
                                encoding::AsBytes(bound), {.memory_kib = 32, .passes = 1})
                         ->view());
  };
  const std::string key = made("483920", 1, 2, "a");
  EXPECT_EQ(key, made("483920", 1, 2, "a"));
  EXPECT_NE(key, made("483921", 1, 2, "a"));
  EXPECT_NE(key, made("483920", 3, 2, "a"));
  EXPECT_NE(key, made("483920", 1, 3, "a"));
  EXPECT_NE(key, made("483920", 1, 2, "b"));
}

TEST(PinKey, costs_19_mebibytes_and_two_passes_unless_a_test_says_otherwise) {
  EXPECT_EQ(PinCost{}.memory_kib, 19U * 1024);
  EXPECT_EQ(PinCost{}.passes, 2U);
}

TEST(KioskSecret, is_made_once_and_read_back) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "secret";
  ASSERT_TRUE(MakeKioskSecret(file));
  const auto secret = LoadKioskSecret(file);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->size(), kKioskSecretBytes);
  EXPECT_EQ(MakeKioskSecret(file).error().fault, Fault::kDenied);
  std::filesystem::resize_file(file, 31);
  EXPECT_EQ(LoadKioskSecret(file).error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::keys
