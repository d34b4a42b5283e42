#include "camera/reed_solomon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace clearway::camera {
namespace {

using testing::Eq;
using testing::Optional;

using Bytes = std::vector<std::uint8_t>;

class ReedSolomon : public testing::Test {
 protected:
  // A block with random data and `checks` check codewords.
  Bytes RightBlock(int size, int checks) {
    Bytes block(static_cast<std::size_t>(size - checks));
    for (auto& codeword : block) codeword = Random();
    const Bytes check = CheckCodewords(block, checks);
    block.insert(block.end(), check.begin(), check.end());
    return block;
  }
  // Places of the block in random order.
  std::vector<int> Places(const Bytes& block) {
    std::vector<int> places(block.size());
    std::iota(places.begin(), places.end(), 0);
    std::ranges::shuffle(places, random_);
    return places;
  }
  void Damage(Bytes& block, std::span<const int> places) {
    for (const int place : places)
      block[static_cast<std::size_t>(place)] ^= static_cast<std::uint8_t>(1 + Random() % 255);
  }
  std::uint8_t Random() { return static_cast<std::uint8_t>(random_()); }

  std::mt19937 random_{1};
};

TEST_F(ReedSolomon, makes_the_check_codewords_of_the_standards_example) {
  // ISO/IEC 18004, annex I.2: 01234567 in version 1-M.
  const Bytes data = {0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11,
                      0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11};
  const Bytes checks = {0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55};
  EXPECT_EQ(CheckCodewords(data, 10), checks);
}

TEST_F(ReedSolomon, mends_as_many_errors_as_half_the_check_codewords) {
  for (const int checks : {7, 10, 26, 30}) {
    for (int errors = 0; errors <= checks / 2; ++errors) {
      const Bytes right = RightBlock(70, checks);
      Bytes block = right;
      const auto places = Places(block);
      Damage(block, std::span(places).first(static_cast<std::size_t>(errors)));
      EXPECT_THAT(CorrectBlock(block, checks), Optional(Eq(errors)));
      EXPECT_EQ(block, right) << errors << " of " << checks;
    }
  }
}

TEST_F(ReedSolomon, mends_as_many_erasures_as_there_are_check_codewords) {
  const Bytes right = RightBlock(60, 24);
  Bytes block = right;
  const auto places = Places(block);
  const auto erased = std::span(places).first(24);
  Damage(block, erased);
  EXPECT_TRUE(CorrectBlock(block, 24, erased));
  EXPECT_EQ(block, right);
}

TEST_F(ReedSolomon, mends_errors_beside_erasures_and_counts_them) {
  for (int erased = 0; erased <= 20; ++erased) {
    const Bytes right = RightBlock(60, 20);
    Bytes block = right;
    const auto places = Places(block);
    const int errors = (20 - erased) / 2;
    Damage(block, std::span(places).first(static_cast<std::size_t>(erased + errors)));
    EXPECT_THAT(
        CorrectBlock(block, 20, std::span(places).first(static_cast<std::size_t>(erased))),
        Optional(Eq(errors)));
    EXPECT_EQ(block, right) << erased << " erased";
  }
}

TEST_F(ReedSolomon, does_not_mind_erasures_that_were_right) {
  const Bytes right = RightBlock(40, 12);
  Bytes block = right;
  const auto places = Places(block);
  Damage(block, std::span(places).subspan(6, 3));
  EXPECT_THAT(CorrectBlock(block, 12, std::span(places).first(6)), Optional(Eq(3)));
  EXPECT_EQ(block, right);
}

TEST_F(ReedSolomon, leaves_a_block_with_too_many_errors_as_it_was) {
  int refused = 0;
  for (int round = 0; round < 50; ++round) {
    Bytes block = RightBlock(60, 20);
    const auto places = Places(block);
    Damage(block, std::span(places).first(25));
    const Bytes before = block;
    if (CorrectBlock(block, 20)) continue;
    ++refused;
    EXPECT_EQ(block, before);
  }
  EXPECT_GE(refused, 49);
}

TEST_F(ReedSolomon, refuses_more_erasures_than_check_codewords) {
  Bytes block = RightBlock(30, 8);
  Damage(block, std::vector{3});
  EXPECT_FALSE(CorrectBlock(block, 8, std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

}  // namespace
}  // namespace clearway::camera
