#include "camera/mrz_classify.h"

#include <gtest/gtest.h>

#include "camera/training/discriminants.h"
#include "camera/training/glyph_samples.h"

namespace clearway::camera {
namespace {

// The cut of the font that the reader was not taught.
GlyphSamples OtherCut() {
  auto glyphs = GlyphSamples::Open(CLEARWAY_OCR_B_ROUND);
  EXPECT_TRUE(glyphs) << glyphs.error().detail;
  return std::move(glyphs).value();
}

TEST(DistancesOf, is_least_for_what_a_cell_shows) {
  const GlyphSamples glyphs = OtherCut();
  for (const char character : kMrzCharacters) {
    const Nearest nearest =
        NearestOf(DistancesOf(glyphs.DrawClean(character, 0.06)), kMrzCharacters);
    EXPECT_EQ(nearest.character, character);
    EXPECT_GT(nearest.margin, 40) << character;
  }
}

// The pairs that check digits cannot tell apart.
TEST(DistancesOf, tells_apart_what_check_digits_cannot) {
  const GlyphSamples glyphs = OtherCut();
  cv::RNG random(5);
  for (const std::string_view pair : {"6G", "8S", "1L"}) {
    for (int i = 0; i < 200; ++i) {
      const char character = pair[static_cast<std::size_t>(i % 2)];
      const auto distances = DistancesOf(glyphs.Draw(character, 0.08, random));
      EXPECT_EQ(NearestOf(distances, pair).character, character);
      EXPECT_GT(NearestOf(distances, pair).margin, 10);
    }
  }
}

TEST(DistancesOf, is_large_for_what_is_no_letter) {
  cv::RNG random(6);
  for (int i = 0; i < 50; ++i) {
    cv::Mat1f cell(kCellHeight, kCellWidth);
    random.fill(cell, cv::RNG::UNIFORM, 0, 1);
    const Nearest nearest = NearestOf(DistancesOf(cell), kMrzCharacters);
    EXPECT_GT(nearest.distance, 100) << nearest.character;
  }
}

TEST(DistancesOf, does_not_hang_on_brightness_and_contrast) {
  const GlyphSamples glyphs = OtherCut();
  const cv::Mat1f cell = glyphs.DrawClean('R', 0.06);
  const auto plain = DistancesOf(cell);
  cv::Mat1f faint_cell;
  cell.convertTo(faint_cell, CV_32F, 0.2, 30);
  const auto faint = DistancesOf(faint_cell);
  for (std::size_t i = 0; i < plain.size(); ++i)
    EXPECT_NEAR(plain[i], faint[i], 0.05F * plain[i] + 0.5F);
}

TEST(NearestOf, looks_at_the_alphabet_alone) {
  GlyphDistances distances{};
  distances.fill(100);
  distances[kMrzCharacters.find('O')] = 10;
  distances[kMrzCharacters.find('0')] = 25;
  EXPECT_EQ(NearestOf(distances, kMrzCharacters).character, 'O');
  EXPECT_FLOAT_EQ(NearestOf(distances, kMrzCharacters).margin, 15);
  EXPECT_EQ(NearestOf(distances, "0123456789").character, '0');
  EXPECT_FLOAT_EQ(NearestOf(distances, "0123456789").margin, 75);
}

TEST(FindDiscriminants, sees_where_classes_differ_through_what_varies_within_them) {
  // Two numbers vary together and strongly; the classes differ in their difference alone.
  cv::RNG random(7);
  std::vector<cv::Mat1f> classes;
  for (const float offset : {0.0F, 1.0F, 2.0F}) {
    cv::Mat1f samples(400, 2);
    for (int i = 0; i < samples.rows; ++i) {
      const auto both = static_cast<float>(random.gaussian(50));
      samples(i, 0) = both + static_cast<float>(random.gaussian(0.1));
      samples(i, 1) = both + offset;
    }
    classes.push_back(samples);
  }
  const Discriminants found = FindDiscriminants(classes, 1, 1e-9);
  EXPECT_NEAR(found.projection(0, 0) / found.projection(0, 1), -1, 0.01);
  // Ten deviations lie between neighbours.
  EXPECT_NEAR(std::abs(found.centres(1, 0) - found.centres(0, 0)), 10, 1);
  EXPECT_NEAR(std::abs(found.centres(2, 0) - found.centres(0, 0)), 20, 2);
}

}  // namespace
}  // namespace clearway::camera
