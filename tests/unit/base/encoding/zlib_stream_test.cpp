#include "base/encoding/zlib_stream.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::encoding {
namespace {

constexpr std::size_t kBound = 10'000;

Bytes Content(std::size_t length) {
  Bytes bytes(length);
  for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(i * i >> 3);
  return bytes;
}

TEST(ZlibStream, reads_back_what_it_writes) {
  for (const std::size_t length : {0UL, 1UL, 1000UL, kBound}) {
    const auto content = InflateZlib(DeflateZlib(Content(length)), kBound);
    ASSERT_TRUE(content) << length;
    EXPECT_EQ(*content, Content(length));
  }
}

TEST(ZlibStream, refuses_one_byte_above_the_bound) {
  const auto content = InflateZlib(DeflateZlib(Content(kBound + 1)), kBound);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().fault, Fault::kFull);
}

TEST(ZlibStream, refuses_a_bomb_without_making_room_for_it) {
  const Bytes bomb = DeflateZlib(Bytes(50'000'000));
  EXPECT_LT(bomb.size(), 100'000U);
  const auto content = InflateZlib(bomb, kBound);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().fault, Fault::kFull);
}

TEST(ZlibStream, refuses_bytes_behind_the_stream) {
  Bytes stream = DeflateZlib(Content(100));
  stream.push_back(0);
  EXPECT_FALSE(InflateZlib(stream, kBound));
}

TEST(ZlibStream, refuses_a_wrong_or_missing_checksum) {
  Bytes stream = DeflateZlib(Content(100));
  stream.back() ^= 1;
  EXPECT_FALSE(InflateZlib(stream, kBound));
  stream.resize(stream.size() - 4);
  EXPECT_FALSE(InflateZlib(stream, kBound));
}

TEST(ZlibStream, refuses_a_stream_cut_short_anywhere) {
  const Bytes stream = DeflateZlib(Content(100));
  for (std::size_t length = 0; length < stream.size(); ++length) {
    EXPECT_FALSE(InflateZlib(ByteView(stream).first(length), kBound)) << length;
  }
}

TEST(ZlibStream, refuses_what_is_no_zlib_stream) {
  EXPECT_FALSE(InflateZlib(AsBytes("certainly not"), kBound));
  // A preset dictionary (FDICT), which nobody could know.
  EXPECT_FALSE(InflateZlib(Bytes{0x78, 0xBB, 0, 0, 0, 1, 3, 0}, kBound));
}

}  // namespace
}  // namespace clearway::encoding
