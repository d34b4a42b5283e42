#include "base/text/typesetter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/core/wipe.h"

namespace clearway::text {
namespace {

const Language kArabic = *Language::Of("ar");

class TypesetterTest : public ::testing::Test {
 protected:
  Typesetter typesetter_{Medium::kScreen};
};

// The first and last column that holds ink.
std::pair<int, int> InkColumns(const Bitmap& bitmap) {
  int first = bitmap.width;
  int last = -1;
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      const std::ptrdiff_t pixel = static_cast<std::ptrdiff_t>(y) * bitmap.width + x;
      if (bitmap.alpha[static_cast<std::size_t>(pixel)] < 64) continue;
      first = std::min(first, x);
      last = std::max(last, x);
    }
  }
  return {first, last};
}

TEST_F(TypesetterTest, draws_every_script_of_the_house) {
  for (const char* text : {"Clearway", "国际旅行健康证明", "شهادة", "Ångström Żółć", "Привет"}) {
    const Bitmap bitmap = typesetter_.Set(text, Language::English(), {.size = 32}).Render();
    ASSERT_GT(bitmap.width, 32) << text;
    EXPECT_EQ(bitmap.alpha.size(), static_cast<std::size_t>(bitmap.width * bitmap.height));
    EXPECT_GT(*std::ranges::max_element(bitmap.alpha), 200) << text;
  }
}

TEST_F(TypesetterTest, gives_sizes_in_the_units_of_the_canvas) {
  const Extents small = typesetter_.Set("Hx", Language::English(), {.size = 20}).extents();
  const Extents large = typesetter_.Set("Hx", Language::English(), {.size = 40}).extents();
  EXPECT_NEAR(large.width, 2 * small.width, 2);
  EXPECT_NEAR(small.height, 20 * 1.36, 3);  // Noto Sans' line is 1.36 em high
  EXPECT_GT(small.baseline, 15);
  EXPECT_LT(small.baseline, small.height);
}

TEST_F(TypesetterTest, wraps_at_the_width_even_inside_a_word) {
  const Style style{.size = 20, .width = 100};
  const Layout words = typesetter_.Set("one two three four five six", Language::English(), style);
  EXPECT_GT(words.extents().lines, 1);
  const Layout word = typesetter_.Set(std::string(60, 'W'), Language::English(), style);
  EXPECT_GT(word.extents().lines, 5);
  EXPECT_LE(word.extents().width, 100);
}

TEST_F(TypesetterTest, ends_in_an_ellipsis_where_lines_are_limited) {
  const Style style{.size = 20, .width = 100, .max_lines = 2};
  const Layout layout =
      typesetter_.Set("one two three four five six seven", Language::English(), style);
  EXPECT_EQ(layout.extents().lines, 2);
  EXPECT_TRUE(layout.extents().shortened);
  EXPECT_FALSE(typesetter_.Set("one", Language::English(), style).extents().shortened);
}

TEST_F(TypesetterTest, starts_where_the_reader_starts_whatever_the_script) {
  const Style style{.size = 20, .width = 400};
  for (const char* text : {"Name", "اسم", "26 فبراير 1998", "12345"}) {
    EXPECT_LT(InkColumns(typesetter_.Set(text, Language::English(), style).Render()).first, 10)
        << text;
    EXPECT_GT(InkColumns(typesetter_.Set(text, kArabic, style).Render()).second, 390) << text;
  }
}

TEST_F(TypesetterTest, ends_and_centres_as_asked) {
  for (const char* text : {"Name", "اسم"}) {
    const Style end{.size = 20, .alignment = Alignment::kEnd, .width = 400};
    EXPECT_GT(InkColumns(typesetter_.Set(text, Language::English(), end).Render()).second, 390);
    EXPECT_LT(InkColumns(typesetter_.Set(text, kArabic, end).Render()).first, 10);
    const Style centre{.size = 20, .alignment = Alignment::kCentre, .width = 400};
    const auto [first, last] = InkColumns(typesetter_.Set(text, kArabic, centre).Render());
    EXPECT_NEAR((first + last) / 2.0, 200, 4) << text;
  }
}

TEST_F(TypesetterTest, keeps_earlier_layouts_when_another_language_is_set) {
  const Style style{.size = 20, .width = 400};
  const Layout english = typesetter_.Set("Name", Language::English(), style);
  const Layout arabic = typesetter_.Set("اسم", kArabic, style);
  EXPECT_LT(InkColumns(english.Render()).first, 10);
  EXPECT_GT(InkColumns(arabic.Render()).second, 390);
}

TEST_F(TypesetterTest, sets_lines_of_every_script_at_the_height_asked_for) {
  const Style style{.size = 20, .width = 100, .line_height = 30};
  for (const char* text :
       {"one two three four five", "واحد اثنان ثلاثة أربعة خمسة", "一二三四五六七八"}) {
    const Extents extents = typesetter_.Set(text, Language::English(), style).extents();
    EXPECT_GT(extents.lines, 1) << text;
    EXPECT_NEAR(extents.height, 30 * extents.lines, 0.5) << text;
  }
}

TEST_F(TypesetterTest, draws_han_characters_in_the_shape_of_the_language) {
  const Style style{.size = 64};
  const Bitmap chinese = typesetter_.Set("骨直", Language::Chinese(), style).Render();
  const Bitmap japanese = typesetter_.Set("骨直", *Language::Of("ja"), style).Render();
  EXPECT_NE(chinese.alpha, japanese.alpha);
}

TEST_F(TypesetterTest, copes_with_empty_damaged_and_hostile_text) {
  const Bitmap empty = typesetter_.Set("", Language::English(), {}).Render();
  EXPECT_EQ(empty.width, 0);
  EXPECT_TRUE(empty.alpha.empty());
  const Bitmap damaged = typesetter_
                             .Set(
                                 "a\xff\xfe"
                                 "b\xe4\xb8",
                                 Language::English(), {})
                             .Render();
  EXPECT_GT(damaged.width, 8);
  const Bitmap wide =
      typesetter_.Set(std::string(20000, 'W'), Language::English(), {.size = 20}).Render();
  EXPECT_LE(wide.width, 16384);
}

TEST(Bitmap, leaves_nothing_behind_when_replaced) {
  Bitmap bitmap;
  bitmap.alpha.assign(100, 255);
  const std::uint8_t* memory = bitmap.alpha.data();
  Wipe(bitmap.alpha);
  EXPECT_TRUE(std::all_of(memory, memory + 100, [](std::uint8_t value) { return value == 0; }));
  bitmap = Bitmap();
  EXPECT_TRUE(bitmap.alpha.empty());
}

TEST(Typesetter, lays_out_paper_alike_at_every_scale) {
  const Typesetter paper(Medium::kPaper);
  const double small =
      paper.Set("International certificate", Language::English(), {.size = 9}).extents().width;
  const double large =
      paper.Set("International certificate", Language::English(), {.size = 90}).extents().width;
  EXPECT_NEAR(large, 10 * small, 1);
}

}  // namespace
}  // namespace clearway::text
