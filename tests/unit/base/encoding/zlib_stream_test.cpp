#include "base/encoding/zlib_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

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

// DEFLATE without the zlib header and checksum around it.
Bytes Raw(const Bytes& content) {
  const Bytes stream = DeflateZlib(content);
  return {stream.begin() + 2, stream.end() - 4};
}

// RFC 1952 section 8.
std::uint32_t Crc32(const Bytes& content) {
  std::uint32_t crc = ~0U;
  for (const std::uint8_t byte : content) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

Bytes GzipTrailer(const Bytes& content) {
  Bytes trailer;
  for (const std::uint32_t number : {Crc32(content), static_cast<std::uint32_t>(content.size())}) {
    for (int shift = 0; shift < 32; shift += 8) {
      trailer.push_back(static_cast<std::uint8_t>(number >> shift));
    }
  }
  return trailer;
}

TEST(ZlibStream, refuses_gzips_checksum_behind_a_zlib_stream_which_has_its_own) {
  const Bytes content = Content(100);
  Bytes stream = DeflateZlib(content);
  std::ranges::copy(GzipTrailer(content), std::back_inserter(stream));
  EXPECT_FALSE(InflateZlib(stream, kBound));
}

TEST(ZlibStream, takes_a_raw_stream_with_gzips_checksum_behind_it_or_without) {
  for (const std::size_t length : {0UL, 1UL, 1000UL, kBound}) {
    const Bytes content = Content(length);
    Bytes stream = Raw(content);
    EXPECT_EQ(InflateRaw(stream, kBound), content) << length;
    std::ranges::copy(GzipTrailer(content), std::back_inserter(stream));
    EXPECT_EQ(InflateRaw(stream, kBound), content) << length;
  }
}

TEST(ZlibStream, refuses_anything_else_behind_a_raw_stream) {
  const Bytes content = Content(100);
  const Bytes stream = Raw(content);
  const Bytes trailer = GzipTrailer(content);
  const auto refuses = [&stream](const Bytes& behind) {
    Bytes longer = stream;
    std::ranges::copy(behind, std::back_inserter(longer));
    return !InflateRaw(longer, kBound);
  };
  for (std::size_t bit = 0; bit < 8 * trailer.size(); ++bit) {
    Bytes wrong = trailer;
    wrong[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_TRUE(refuses(wrong)) << bit;
  }
  for (std::size_t length = 1; length < trailer.size(); ++length) {
    EXPECT_TRUE(refuses({trailer.begin(), trailer.begin() + static_cast<std::ptrdiff_t>(length)}));
  }
  Bytes longer = trailer;
  longer.push_back(0);
  EXPECT_TRUE(refuses(longer));
  EXPECT_TRUE(refuses(Bytes(8)));
}

}  // namespace
}  // namespace clearway::encoding
