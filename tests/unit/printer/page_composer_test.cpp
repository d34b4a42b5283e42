#include "printer/page_composer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/printer/sample_page.h"

namespace clearway::printer {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Box {
  double left;
  double top;
  double right;
  double bottom;
};

bool Overlap(const Box& a, const Box& b) {
  constexpr double kTouch = 1.5;  // points: lines hold some empty leading
  return a.left < b.right - kTouch && b.left < a.right - kTouch && a.top < b.bottom - kTouch &&
         b.top < a.bottom - kTouch;
}

// The lines' own width, from where they start; centred ones take their whole box. Pango's own box
// is taller where a line mixes fonts, without ink in what it adds.
Box BoxOf(const TextPiece& piece) {
  const text::Extents& extents = piece.layout.extents();
  const double size = piece.height / extents.lines / kLineHeight;
  const double top = piece.y + extents.baseline - size * kBaseline;
  const double width = std::min(piece.width, extents.width);
  return {piece.x, top, piece.x + width, top + piece.height};
}

std::vector<text::Catalogue> Languages(std::initializer_list<const char*> tags) {
  std::vector<text::Catalogue> languages;
  for (const char* tag : tags) {
    languages.push_back(text::Catalogue::Load(*text::Language::Of(tag)).value());
  }
  return languages;
}

class PageComposerTest : public ::testing::Test {
 protected:
  std::vector<Sheet> Compose(const PageContent& content, std::initializer_list<const char*> tags,
                             const Paper& paper = kA4, double scale = 1) {
    languages_ = Languages(tags);
    pointers_.clear();
    for (const text::Catalogue& language : languages_) pointers_.push_back(&language);
    code_ = EncodeQr(content.code, WidestCode(paper)).value();
    return ComposePage(content, Lettering(typesetter_, pointers_, scale), paper, code_);
  }

  // What stands on something else or beyond the margins, in words.
  static std::vector<std::string> Faults(const Sheet& sheet, const Paper& paper = kA4) {
    std::vector<Box> boxes;
    if (sheet.code) {
      const double quiet = kQuietZone * sheet.code->module;
      const double dark = sheet.code->width() - 2 * quiet;
      boxes.push_back({sheet.code->x + quiet, sheet.code->y + quiet, sheet.code->x + quiet + dark,
                       sheet.code->y + quiet + dark});
    }
    for (const TextPiece& piece : sheet.texts) {
      if (piece.layout.extents().width > 0) boxes.push_back(BoxOf(piece));
    }
    std::vector<std::string> faults;
    const double margin = text::PointsFromMillimetres(paper.margin) - 1;
    const double right = sheet.size.width - margin;
    const double bottom = sheet.size.height - margin;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const Box& box = boxes[i];
      if (box.left < margin || box.right > right || box.top < margin - 5 || box.bottom > bottom) {
        faults.push_back("box " + std::to_string(i) + " beyond the margin");
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (Overlap(box, boxes[j])) {
          faults.push_back("box " + std::to_string(i) + " on " + std::to_string(j));
        }
      }
    }
    return faults;
  }

  const text::Typesetter typesetter_{text::Medium::kPaper};
  std::vector<text::Catalogue> languages_;
  std::vector<const text::Catalogue*> pointers_;
  QrCode code_;
};

TEST_F(PageComposerTest, lets_nothing_overlap_or_leave_the_sheet) {
  const std::string longest(120, 'W');
  for (const auto& tags : {std::initializer_list<const char*>{"en"},
                           {"zh-Hans", "en"},
                           {"ar", "en", "zh-Hans"},
                           {"en", "zh-Hans"}}) {
    for (const std::string& surname : {std::string("LI"), longest, "van der " + longest}) {
      for (const int records : {1, 3, 9}) {
        PageContent content = SampleContent(records, surname);
        content.demo = records == 3;
        content.unverified = records != 1;
        for (const Sheet& sheet : Compose(content, tags)) {
          EXPECT_THAT(Faults(sheet), IsEmpty()) << *tags.begin() << " " << records;
        }
      }
    }
  }
}

TEST_F(PageComposerTest, keeps_to_every_paper_in_letters_of_every_size) {
  PageContent content = SampleContent(3, "van der " + std::string(40, 'W'));
  content.demo = true;
  content.copy = 2;
  for (const Paper& paper : {kA4, kA5, kRoll80}) {
    for (const double scale : {1.0, 1.5}) {
      for (const auto& tags : {std::initializer_list<const char*>{"en"}, {"ar", "en", "zh-Hans"}}) {
        for (const Sheet& sheet : Compose(content, tags, paper, scale)) {
          EXPECT_THAT(Faults(sheet, paper), IsEmpty())
              << paper.name << " " << scale << " " << *tags.begin();
        }
      }
    }
  }
}

TEST_F(PageComposerTest, gives_a_roll_one_sheet_as_long_as_it_takes) {
  const auto few = Compose(SampleContent(1), {"en"}, kRoll80);
  const auto many = Compose(SampleContent(9), {"en"}, kRoll80);
  ASSERT_THAT(few, SizeIs(1));
  ASSERT_THAT(many, SizeIs(1));
  EXPECT_GT(many[0].size.height, few[0].size.height);
}

TEST_F(PageComposerTest, makes_modules_on_a_roll_of_three_whole_dots_at_least) {
  const double dot = text::PointsFromMillimetres(kRollDot);
  for (const std::size_t length : {10u, 400u, 900u, 1500u, 3000u, 4200u}) {
    PageContent content = SampleContent();
    content.code = "HC1:" + std::string(length, 'A');
    const auto sheets = Compose(content, {"en"}, kRoll80);
    const CodePiece& code = *sheets[0].code;
    EXPECT_GE(code.module, 3 * dot - 1e-9) << length;
    for (const double distance : {code.module, code.x, code.y}) {
      EXPECT_NEAR(std::remainder(distance, dot), 0, 1e-9) << length;
    }
    EXPECT_THAT(Faults(sheets[0], kRoll80), IsEmpty()) << length;
  }
}

TEST_F(PageComposerTest, makes_modules_of_half_a_millimetre_at_least_on_small_sheets) {
  for (const std::size_t length : {10u, 900u, 4200u}) {
    PageContent content = SampleContent();
    content.code = "HC1:" + std::string(length, 'A');
    const auto sheets = Compose(content, {"en"}, kA5);
    EXPECT_GE(sheets[0].code->module, text::PointsFromMillimetres(0.5)) << length;
    EXPECT_THAT(Faults(sheets[0], kA5), IsEmpty()) << length;
  }
}

TEST_F(PageComposerTest, takes_one_sheet_for_a_usual_certificate_and_more_for_many_records) {
  EXPECT_THAT(Compose(SampleContent(3), {"zh-Hans", "en"}), SizeIs(1));
  EXPECT_GT(Compose(SampleContent(12), {"zh-Hans", "en"}).size(), 1u);
}

TEST_F(PageComposerTest, puts_the_code_on_the_first_sheet_only) {
  const auto sheets = Compose(SampleContent(12), {"en"});
  EXPECT_TRUE(sheets[0].code.has_value());
  EXPECT_FALSE(sheets[1].code.has_value());
}

TEST_F(PageComposerTest, makes_modules_of_whole_dots_and_half_a_millimetre_at_least) {
  for (const std::size_t length : {10u, 400u, 900u, 1500u, 3000u, 4200u}) {
    PageContent content = SampleContent();
    content.code = "HC1:" + std::string(length, 'A');
    const auto sheets = Compose(content, {"en"});
    const double module = sheets[0].code->module;
    EXPECT_GE(module, text::PointsFromMillimetres(0.5)) << length;
    EXPECT_NEAR(std::remainder(module, 72.0 / 300), 0, 1e-9) << length;
    EXPECT_THAT(Faults(sheets[0]), IsEmpty()) << length;
  }
}

TEST_F(PageComposerTest, keeps_the_quiet_zone_of_the_code_empty) {
  for (const auto& tags : {std::initializer_list<const char*>{"en"}, {"ar", "en"}}) {
    const auto sheets = Compose(SampleContent(2, std::string(60, 'W')), tags);
    const CodePiece& code = *sheets[0].code;
    const Box zone{code.x, code.y, code.x + code.width(), code.y + code.width()};
    for (const TextPiece& piece : sheets[0].texts) {
      EXPECT_FALSE(Overlap(BoxOf(piece), zone)) << *tags.begin();
    }
  }
}

TEST_F(PageComposerTest, says_on_every_sheet_that_a_demonstration_is_one) {
  PageContent content = SampleContent(12);
  EXPECT_FALSE(Compose(content, {"en"})[0].watermark.has_value());
  content.demo = true;
  for (const Sheet& sheet : Compose(content, {"en"})) EXPECT_TRUE(sheet.watermark.has_value());
}

TEST_F(PageComposerTest, boxes_a_notice_on_what_nobody_verified) {
  PageContent content = SampleContent();
  EXPECT_THAT(Compose(content, {"en"})[0].frames, IsEmpty());
  content.unverified = true;
  EXPECT_THAT(Compose(content, {"en"})[0].frames, SizeIs(1));
}

}  // namespace
}  // namespace clearway::printer
