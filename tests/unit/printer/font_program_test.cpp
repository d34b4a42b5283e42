#include "printer/font_program.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text/catalogue.h"
#include "base/text/typesetter.h"
#include "printer/sheet.h"
#include "printer/slim_pdf.h"

namespace clearway::printer {
namespace {

using Bytes = std::vector<std::uint8_t>;

// An INDEX with offsets of one byte.
Bytes IndexOf(const std::vector<Bytes>& elements) {
  Bytes index{0, static_cast<std::uint8_t>(elements.size())};
  if (elements.empty()) return index;
  index.push_back(1);
  std::uint8_t offset = 1;
  index.push_back(offset);
  for (const Bytes& element : elements) {
    offset = static_cast<std::uint8_t>(offset + element.size());
    index.push_back(offset);
  }
  for (const Bytes& element : elements) index.insert(index.end(), element.begin(), element.end());
  return index;
}

// A program with these global subroutines and an empty top DICT.
Bytes ProgramWith(const std::vector<Bytes>& subroutines) {
  Bytes program{1, 0, 4, 1};
  for (const Bytes& part :
       {IndexOf({{'F'}}), IndexOf({{139, 5}}), IndexOf({}), IndexOf(subroutines)}) {
    program.insert(program.end(), part.begin(), part.end());
  }
  return program;
}

// A number of a DICT in five bytes, whatever it is.
Bytes Operand(std::size_t number) {
  return {29, 0, 0, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
}

Bytes Joined(const std::vector<Bytes>& parts) {
  Bytes whole;
  for (const Bytes& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

// A program of two fonts whose Private DICTs both name the one INDEX of subroutines at its end.
Bytes ProgramOfTwoFonts(const std::vector<Bytes>& subroutines) {
  constexpr std::size_t kOwnSize = 6;  // of a Private DICT
  const Bytes head = Joined({{1, 0, 4, 1}, IndexOf({{'F'}})});
  const Bytes none = IndexOf({});
  const std::size_t fonts = head.size() + IndexOf({Bytes(7)}).size() + 2 * none.size();
  const std::size_t own = fonts + IndexOf({Bytes(11), Bytes(11)}).size();
  const auto font = [&](std::size_t begin) {
    return Joined({Operand(kOwnSize), Operand(begin), {18}});
  };
  return Joined({head, IndexOf({Joined({Operand(fonts), {12, 36}})}), none, none,
                 IndexOf({font(own), font(own + kOwnSize)}), Operand(2 * kOwnSize), Bytes{19},
                 Operand(kOwnSize), Bytes{19}, IndexOf(subroutines)});
}

TEST(FontProgram, keeps_what_is_used_and_empties_the_rest) {
  const Bytes used{139, 140, 5, 11};
  Bytes program = ProgramWith({{11}, {11}, used, {11}});
  const std::size_t size = program.size();
  ASSERT_TRUE(EmptyUnusedSubroutines(program));
  EXPECT_EQ(program.size(), size);
  Bytes expected = ProgramWith({{}, {}, used, {}});
  expected.resize(size);
  EXPECT_EQ(program, expected);
}

TEST(FontProgram, of_two_fonts_with_the_same_subroutines_is_emptied_once) {
  const Bytes used{139, 140, 5, 11};
  Bytes program = ProgramOfTwoFonts({{11}, {11}, used, {11}});
  const std::size_t size = program.size();
  ASSERT_TRUE(EmptyUnusedSubroutines(program));
  Bytes expected = ProgramOfTwoFonts({{}, {}, used, {}});
  expected.resize(size);
  EXPECT_EQ(program, expected);
}

TEST(FontProgram, is_left_alone_where_it_is_cut_short_or_none) {
  const Bytes whole = ProgramWith({{11}, {139, 11}});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const Bytes before = cut;
    EXPECT_FALSE(EmptyUnusedSubroutines(cut)) << length;
    EXPECT_EQ(cut, before);
  }
}

// Every byte changed in turn: whatever it makes of it, it stays within its bounds
// (AddressSanitizer).
TEST(FontProgram, survives_damage) {
  const Bytes whole = ProgramWith({{11}, {139, 11}, {11}});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int value : {0, 1, 12, 28, 29, 30, 127, 255}) {
      Bytes damaged = whole;
      damaged[i] = static_cast<std::uint8_t>(value);
      (void)EmptyUnusedSubroutines(damaged);
      EXPECT_EQ(damaged.size(), whole.size());
    }
  }
}

Bytes ChinesePdf() {
  const text::Typesetter typesetter(text::Medium::kPaper);
  Sheet sheet{.size = {400, 400}};
  TextPiece piece{.layout =
                      typesetter.Set("国际旅行健康证明", text::Language::Chinese(), {.size = 20})};
  sheet.texts.push_back(std::move(piece));
  std::vector<Sheet> sheets;
  sheets.push_back(std::move(sheet));
  return DrawPdf(sheets, text::Direction::kLeftToRight, "2026-11-21T09:00:00Z").value();
}

TEST(SlimPdf, a_page_with_a_few_chinese_words_is_small) {
  EXPECT_LT(ChinesePdf().size(), 25'000U);
}

TEST(SlimPdf, is_done_once_and_leaves_the_rest_alone) {
  const Bytes slim = ChinesePdf();
  Bytes again = slim;
  SlimFonts(again);
  EXPECT_EQ(again, slim);
  for (const std::string text : {"", "no pdf", "/Subtype /CIDFontType0C",
                                 "/Length 9 0 R /Subtype "
                                 "/CIDFontType0C >>\nstream\nabc\n9 0 obj\n  99999\nendobj"}) {
    Bytes other(text.begin(), text.end());
    const Bytes before = other;
    SlimFonts(other);
    EXPECT_EQ(other, before);
  }
}

// The table at the end still says where each object begins.
TEST(SlimPdf, keeps_the_table_of_objects_right) {
  const Bytes pdf = ChinesePdf();
  const std::string text(pdf.begin(), pdf.end());
  const std::size_t start = std::stoul(text.substr(text.rfind("startxref\n") + 10));
  ASSERT_EQ(text.substr(start, 7), "xref\n0 ");
  const std::size_t count = std::stoul(text.substr(start + 7));
  const std::size_t entries = text.find('\n', start + 7) + 1;
  ASSERT_GT(count, 5U);
  for (std::size_t i = 1; i < count; ++i) {
    const std::size_t offset = std::stoul(text.substr(entries + i * 20, 10));
    const std::string object = std::to_string(i) + " 0 obj";
    EXPECT_EQ(text.substr(offset, object.size()), object);
  }
}

}  // namespace
}  // namespace clearway::printer
