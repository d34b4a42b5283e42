#include "camera/codewords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/camera/made_symbols.h"

namespace clearway::camera {
namespace {

using testing::Eq;
using testing::Optional;

TEST(Codewords, of_every_version_level_and_mask_are_read) {
  std::set<int> masks;
  for (int version = kLeastVersion; version <= kMostVersion; ++version) {
    const SymbolLayout layout(version);
    for (const Level level : kLevels) {
      const std::string text = TextFor(version, level, static_cast<unsigned>(version));
      const cv::Mat1f modules = Symbol(text, version, level);
      ASSERT_EQ(modules.cols, layout.side());
      const FormatGuess guess = GuessFormats(modules).front();
      EXPECT_EQ(guess.format.level, level);
      EXPECT_FALSE(guess.mirrored);
      EXPECT_THAT(ReadCodewords(modules, layout, guess.format), Optional(Eq(text)))
          << "version " << version;
      masks.insert(guess.format.mask);
    }
  }
  EXPECT_EQ(masks.size(), 8U);
}

TEST(Codewords, agree_with_what_is_known_of_a_version) {
  for (int version = kLeastVersion; version <= kMostVersion; ++version) {
    const SymbolLayout layout(version);
    const cv::Mat1f modules = Symbol(TextFor(version, Level::kM, 1), version, Level::kM);
    for (int row = 0; row < layout.side(); ++row) {
      for (int column = 0; column < layout.side(); ++column) {
        const int known = layout.Known(column, row);
        if (known == 0) continue;
        ASSERT_EQ(static_cast<float>(known), modules(row, column))
            << version << ": " << column << ", " << row;
      }
    }
    if (version >= 7) {
      EXPECT_NEAR(VersionAgreement(modules, version), 1, 0.01);
    }
  }
}

TEST(Codewords, of_a_symbol_seen_from_behind_are_told_by_its_format) {
  const std::string text = TextFor(5, Level::kQ, 3);
  const cv::Mat1f modules = Symbol(text, 5, Level::kQ);
  cv::Mat1f behind;
  cv::transpose(modules, behind);
  const FormatGuess guess = GuessFormats(behind).front();
  EXPECT_TRUE(guess.mirrored);
  EXPECT_THAT(ReadCodewords(modules, SymbolLayout(5), guess.format), Optional(Eq(text)));
}

TEST(Codewords, that_nobody_can_see_are_given_up) {
  // Glare over a tenth of a version 12-M symbol: more than half the check codewords could mend.
  const SymbolLayout layout(12);
  const std::string text = TextFor(12, Level::kM, 4);
  const cv::Mat1f whole = Symbol(text, 12, Level::kM);
  const Format format = GuessFormats(whole).front().format;
  std::mt19937 random(5);
  cv::Mat1f unsure = whole.clone();
  cv::Mat1f sure = whole.clone();
  for (int row = 20; row < 44; ++row) {
    for (int column = 38; column < 62; ++column) {
      const bool dark = random() % 2 == 0;
      unsure(row, column) = dark ? 0.1F : -0.1F;
      sure(row, column) = dark ? 1.0F : -1.0F;
    }
  }
  EXPECT_THAT(ReadCodewords(unsure, layout, format), Optional(Eq(text)));
  EXPECT_FALSE(ReadCodewords(sure, layout, format));
}

TEST(Codewords, of_noise_are_no_message) {
  std::mt19937 random(6);
  std::normal_distribution<float> look(0, 1);
  for (const int version : {1, 2, 3, 7, 15}) {
    const SymbolLayout layout(version);
    for (int round = 0; round < 30; ++round) {
      cv::Mat1f modules(layout.side(), layout.side());
      for (float& module : modules) module = look(random);
      for (const Level level : kLevels)
        EXPECT_FALSE(ReadCodewords(modules, layout, {level, round % 8}));
    }
  }
}

TEST(FormatInformation, is_read_with_a_third_of_it_wrong) {
  cv::Mat1f modules = Symbol(TextFor(4, Level::kH, 7), 4, Level::kH);
  const FormatGuess right = GuessFormats(modules).front();
  for (int i = 0; i < 5; ++i) modules(i, 8) = -modules(i, 8);
  for (int i = 0; i < 3; ++i) modules(8, modules.cols - 1 - i) *= 0.2F;
  EXPECT_EQ(GuessFormats(modules).front().format, right.format);
}

}  // namespace
}  // namespace clearway::camera
