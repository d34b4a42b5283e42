#include "hal/scan_framing.h"

#include <gtest/gtest.h>

#include <string_view>

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;

constexpr ScanFraming::Time kNow{};

std::span<const std::uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(ScanFraming, takes_lines_whatever_ends_them) {
  ScanFraming framing;
  const auto taken = framing.Take(Bytes("ONE\rTWO\nTHREE\r\nFOUR"), kNow);
  ASSERT_EQ(taken.codes.size(), 3U);
  EXPECT_EQ(taken.codes[0].text, "ONE");
  EXPECT_EQ(taken.codes[1].text, "TWO");
  EXPECT_EQ(taken.codes[2].text, "THREE");
}

TEST(ScanFraming, parts_the_aim_identifier_from_the_text) {
  ScanFraming framing;
  const auto taken = framing.Take(Bytes("]Q1HC1:NCF\r\nHC1:NCF\r\n]d2X\r"), kNow);
  ASSERT_EQ(taken.codes.size(), 3U);
  EXPECT_EQ(taken.codes[0].text, "HC1:NCF");
  EXPECT_EQ(taken.codes[0].symbology, "Q1");
  EXPECT_EQ(taken.codes[1].text, "HC1:NCF");
  EXPECT_EQ(taken.codes[1].symbology, "");
  EXPECT_EQ(taken.codes[2].symbology, "d2");
}

TEST(ScanFraming, joins_a_code_that_comes_byte_by_byte) {
  ScanFraming framing;
  std::vector<ScannedCode> codes;
  for (const char byte : std::string_view("]Q1HC1: A B \r\n")) {
    for (auto& code : framing.Take(Bytes({&byte, 1}), kNow).codes) codes.push_back(code);
  }
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].text, "HC1: A B ") << "spaces are data, at the end too";
}

TEST(ScanFraming, takes_the_longest_code_and_leaves_a_longer_one_out) {
  ScanFraming framing;
  const std::string longest(ScanFraming::kLongestCode, '7');
  EXPECT_EQ(framing.Take(Bytes("]Q1" + longest + "\r"), kNow).codes.at(0).text, longest);
  for (const std::string& line : {longest + "7\r", "]Q1" + longest + "7\r", longest + "77777\r"}) {
    const auto taken = framing.Take(Bytes(line), kNow);
    EXPECT_TRUE(taken.too_long);
    EXPECT_TRUE(taken.codes.empty());
  }
  EXPECT_EQ(framing.Take(Bytes("NEXT\r"), kNow).codes.at(0).text, "NEXT");
}

TEST(ScanFraming, never_joins_a_stale_piece_with_the_next_travellers_code) {
  ScanFraming framing;
  (void)framing.Take(Bytes("HC1:HALF"), kNow);
  const auto taken =
      framing.Take(Bytes("HC1:WHOLE\r"), kNow + ScanFraming::kStale + milliseconds(1));
  EXPECT_TRUE(taken.unfinished);
  ASSERT_EQ(taken.codes.size(), 1U);
  EXPECT_EQ(taken.codes[0].text, "HC1:WHOLE");
}

TEST(ScanFraming, waits_for_a_slow_second_half) {
  ScanFraming framing;
  (void)framing.Take(Bytes("HC1:HALF"), kNow);
  const auto taken = framing.Take(Bytes("AND HALF\r"), kNow + ScanFraming::kStale);
  EXPECT_EQ(taken.codes.at(0).text, "HC1:HALFAND HALF");
}

TEST(ScanFraming, takes_no_code_from_an_empty_line_or_a_bare_identifier) {
  ScanFraming framing;
  EXPECT_TRUE(framing.Take(Bytes("\r\n\r\n]Q1\r\n"), kNow).codes.empty());
}

}  // namespace
}  // namespace clearway::hal
