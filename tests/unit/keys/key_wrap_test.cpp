#include "keys/key_wrap.h"

#include <gtest/gtest.h>

#include "tests/unit/keys/hex.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

const Bytes kWrappingKey =
    FromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const Bytes kKey = FromHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
const Bytes kWrapped =
    FromHex("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");

TEST(KeyWrap, computes_the_example_of_rfc_3394_section_4_6) {
  EXPECT_EQ(*WrapKey(kWrappingKey, kKey), kWrapped);
  const auto key = UnwrapKey(kWrappingKey, kWrapped);
  ASSERT_TRUE(key);
  EXPECT_EQ(Bytes(key->view().begin(), key->view().end()), kKey);
}

TEST(KeyWrap, takes_wrapping_keys_of_every_size_of_aes) {
  for (const std::size_t size : {16U, 24U, 32U}) {
    const ByteView wrapping_key = ByteView(kWrappingKey).first(size);
    const auto wrapped = WrapKey(wrapping_key, kKey);
    ASSERT_TRUE(wrapped);
    EXPECT_TRUE(UnwrapKey(wrapping_key, *wrapped));
  }
  EXPECT_FALSE(WrapKey(ByteView(kWrappingKey).first(20), kKey));
  EXPECT_FALSE(UnwrapKey(ByteView(kWrappingKey).first(20), kWrapped));
}

TEST(KeyWrap, unwraps_nothing_when_a_byte_anywhere_is_changed) {
  Bytes wrapped = kWrapped;
  for (std::uint8_t& byte : wrapped) {
    byte ^= 1;
    EXPECT_FALSE(UnwrapKey(kWrappingKey, wrapped));
    byte ^= 1;
  }
  Bytes wrapping_key = kWrappingKey;
  wrapping_key[31] ^= 1;
  EXPECT_FALSE(UnwrapKey(wrapping_key, kWrapped));
}

TEST(KeyWrap, refuses_lengths_that_cannot_be) {
  for (std::size_t length = 0; length < kWrapped.size(); ++length) {
    EXPECT_FALSE(UnwrapKey(kWrappingKey, ByteView(kWrapped).first(length))) << length;
  }
  EXPECT_FALSE(UnwrapKey(kWrappingKey, Bytes(4096)));
  EXPECT_FALSE(WrapKey(kWrappingKey, ByteView(kKey).first(8)));
  EXPECT_FALSE(WrapKey(kWrappingKey, ByteView(kKey).first(17)));
}

}  // namespace
}  // namespace clearway::keys
