#include "printer/qr_outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace clearway::printer {
namespace {

QrCode Drawn(const std::vector<std::string>& rows) {
  QrCode code;
  code.width = static_cast<int>(rows.size());
  for (const std::string& row : rows) {
    for (const char module : row) code.modules.push_back(module == '#' ? 1 : 0);
  }
  return code;
}

// One turn for each module to the right of a side that goes up, one less for a side that goes down.
void AddTurns(const Outline& outline, int width, std::vector<int>& turns) {
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Corner from = outline[i];
    const Corner to = outline[(i + 1) % outline.size()];
    for (int y = std::min(from.y, to.y); y < std::max(from.y, to.y); ++y) {
      for (int x = from.x; x < width; ++x) {
        turns[static_cast<std::size_t>(y * width + x)] += to.y < from.y ? 1 : -1;
      }
    }
  }
}

void ExpectFilled(const QrCode& code) {
  const std::vector<Outline> outlines = OutlinesOf(code);
  std::vector<int> turns(code.modules.size());  // how often the lines go around each module
  for (const Outline& outline : outlines) AddTurns(outline, code.width, turns);
  for (std::size_t i = 0; i < turns.size(); ++i) EXPECT_EQ(turns[i], code.modules[i]) << i;
  for (const Outline& outline : outlines) {
    for (std::size_t i = 0; i < outline.size(); ++i) {
      const Corner from = outline[i];
      const Corner to = outline[(i + 1) % outline.size()];
      EXPECT_NE(from.x == to.x, from.y == to.y) << "along one axis, and somewhere";
    }
  }
}

TEST(QrOutline, of_a_block_is_its_four_corners_clockwise) {
  const auto outlines = OutlinesOf(Drawn({"...", ".##", ".##"}));
  ASSERT_EQ(outlines.size(), 1U);
  EXPECT_EQ(outlines[0], (Outline{{1, 1}, {3, 1}, {3, 3}, {1, 3}}));
}

TEST(QrOutline, goes_around_what_is_enclosed_the_other_way) {
  const QrCode ring = Drawn({"###", "#.#", "###"});
  const auto outlines = OutlinesOf(ring);
  ASSERT_EQ(outlines.size(), 2U);
  EXPECT_EQ(outlines[1], (Outline{{1, 2}, {2, 2}, {2, 1}, {1, 1}}));
  ExpectFilled(ring);
}

TEST(QrOutline, keeps_modules_apart_that_touch_at_a_corner) {
  const QrCode diagonal = Drawn({"#.#", ".#.", "#.#"});
  EXPECT_EQ(OutlinesOf(diagonal).size(), 5U);
  ExpectFilled(diagonal);
}

TEST(QrOutline, fills_exactly_the_dark_modules_of_codes) {
  for (const std::size_t length : {1U, 100U, 1000U, 2953U}) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + i * i % 26);
    ExpectFilled(std::move(EncodeQr(text, kWidestSymbol)).value());
  }
}

TEST(QrOutline, of_nothing_dark_is_nothing) {
  EXPECT_TRUE(OutlinesOf(Drawn({"..", ".."})).empty());
}

}  // namespace
}  // namespace clearway::printer
