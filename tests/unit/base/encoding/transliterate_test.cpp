#include "base/encoding/transliterate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace clearway::encoding {
namespace {

using testing::ElementsAre;

// Doc 9303-3 section 6 A.
TEST(Transliterate, writes_latin_letters_in_a_to_z) {
  const std::pair<const char*, const char*> kNames[] = {
      {"Müller", "MUELLER"},
      {"Gößinger", "GOESSINGER"},
      {"STRAẞE", "STRASSE"},
      {"Núñez", "NUNEZ"},
      {"Ærø", "AEROE"},
      {"Åse", "AASE"},
      {"Þórður", "THORDUR"},
      {"Łukasiewicz", "LUKASIEWICZ"},
      {"Đặng Thị Hường", "DANG THI HUONG"},
      {"Işıl", "ISIL"},
      {"İnönü", "INOENUE"},
      {"Châtelet-Ïsé", "CHATELET ISE"},
      {"Šebestová", "SEBESTOVA"},
      {"Ștefan Țepeș", "STEFAN TEPES"},
      {"Ÿÿ", "YY"},
      {"Lǚ Xiǎopíng", "LUE XIAOPING"},
  };
  for (const auto& [name, zone] : kNames) EXPECT_EQ(Transliterate(name), zone);
}

// Section 4.6: an apostrophe is left out, a hyphen becomes a filler.
TEST(Transliterate, parts_at_spaces_and_hyphens_and_joins_at_apostrophes) {
  EXPECT_EQ(Transliterate("  D'Artagnan-O\u2019Neil,  Jr. "), "DARTAGNAN ONEIL JR");
  EXPECT_EQ(Transliterate("阿"), std::nullopt);
  EXPECT_EQ(Transliterate("---"), "");
}

TEST(Transliterate, takes_a_letter_and_its_mark_for_one) {
  EXPECT_EQ(Transliterate("Mu\u0308ller"), "MUELLER");
  EXPECT_EQ(Transliterate("e\u0301te\u0301"), "ETE");
  EXPECT_EQ(Transliterate("\u0308a"), "A");
}

// Section 6 B.
TEST(Transliterate, writes_cyrillic_letters_in_a_to_z) {
  EXPECT_EQ(Transliterate("Юрий Щербаков"), "IURII SHCHERBAKOV");
  EXPECT_EQ(Transliterate("Наталья Хрущёва"), "NATALIA KHRUSHCHEVA");
  EXPECT_EQ(Transliterate("Ђорђе Љубић"), "DORDE LJUBIC");
}

// Section 6 C, with its own example of a doubled and of a final letter.
TEST(Transliterate, writes_arabic_letters_with_escapes) {
  EXPECT_EQ(Transliterate("محمود عبد الرحيم"), "MXHMWD EBD ALRXHYM");
  EXPECT_EQ(Transliterate("فاطمة"), "FAXTTMXAH");
  EXPECT_EQ(Transliterate("محمّد"), "MXHMMD");
}

TEST(Spell, offers_what_issuers_write_for_a_letter) {
  const auto spelled = Spell("Ünñ");
  ASSERT_TRUE(spelled);
  ASSERT_EQ(spelled->parts.size(), 1U);
  EXPECT_THAT(spelled->parts[0][0], ElementsAre("UE", "UXX", "U", "YU", "V"));
  EXPECT_THAT(spelled->parts[0][1], ElementsAre("N"));
  EXPECT_THAT(spelled->parts[0][2], ElementsAre("N", "NXX"));
  EXPECT_TRUE(spelled->is_latin);
  EXPECT_FALSE(Spell("Юрий")->is_latin);
}

TEST(Spell, refuses_what_is_no_text_or_has_no_spelling) {
  EXPECT_FALSE(Spell("\xFF"));
  EXPECT_FALSE(Spell("王小明"));
  EXPECT_FALSE(Spell("Ωμέγα"));
}

}  // namespace
}  // namespace clearway::encoding
