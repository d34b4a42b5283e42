#include "keys/der_signature.h"

#include <gtest/gtest.h>

namespace clearway::keys {
namespace {

using encoding::Bytes;

Bytes DerOf(const Bytes& raw) {
  const DerSignature der(raw);
  return {der.bytes().begin(), der.bytes().end()};
}

TEST(DerSignature, writes_two_numbers_with_the_fewest_bytes) {
  EXPECT_EQ(DerOf({0x00, 0x01, 0x12, 0x34}), (Bytes{0x30, 7, 0x02, 1, 0x01, 0x02, 2, 0x12, 0x34}));
  EXPECT_EQ(DerOf({0x00, 0x00}), (Bytes{0x30, 6, 0x02, 1, 0x00, 0x02, 1, 0x00}));
}

TEST(DerSignature, keeps_numbers_with_the_highest_bit_from_being_negative) {
  EXPECT_EQ(DerOf({0x80, 0xFF}), (Bytes{0x30, 8, 0x02, 2, 0x00, 0x80, 0x02, 2, 0x00, 0xFF}));
}

TEST(DerSignature, has_room_for_the_longest_signature_and_a_long_length) {
  const Bytes der = DerOf(Bytes(DerSignature::kLongestRaw, 0xFF));
  EXPECT_EQ(der.size(), DerSignature::kLongestRaw + 9);
  EXPECT_EQ((Bytes{der.begin(), der.begin() + 3}), (Bytes{0x30, 0x81, 138}));
}

}  // namespace
}  // namespace clearway::keys
