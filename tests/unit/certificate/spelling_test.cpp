#include "certificate/spelling.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::certificate {
namespace {

Spelled Of(std::string_view part) {
  const auto spelled = encoding::Spell(part);
  EXPECT_TRUE(spelled && spelled->parts.size() == 1) << part;
  return spelled->parts.at(0);
}

TEST(Spelling, agrees_over_every_way_to_write_a_letter) {
  for (const char* other : {"MUELLER", "MULLER", "MUXXLLER", "Müller", "müller"}) {
    EXPECT_TRUE(Agree(Of("Müller"), Of(other))) << other;
  }
  EXPECT_FALSE(Agree(Of("Müller"), Of("MILLER")));
  EXPECT_FALSE(Agree(Of("MUELLER"), Of("MULLER")));
  EXPECT_TRUE(Agree(Of("Игорь"), Of("IGOR")));
}

TEST(Spelling, knows_the_beginning_of_another) {
  const Relation relation = Relate(Of("KRASU"), Of("Krasuang"));
  EXPECT_FALSE(relation.equal);
  EXPECT_TRUE(relation.one_begins_other);
  EXPECT_FALSE(relation.other_begins_one);
  EXPECT_TRUE(Relate(Of("MU"), Of("Müller")).one_begins_other);
  EXPECT_TRUE(Relate(Of("MUE"), Of("Müller")).one_begins_other);
  EXPECT_FALSE(Relate(Of("MI"), Of("Müller")).one_begins_other);
}

TEST(Spelling, hears_romanisations_of_one_name_and_not_every_short_name) {
  EXPECT_TRUE(SoundAlike(Of("MOHAMMED"), Of("MUHAMAD")));
  EXPECT_TRUE(SoundAlike(Of("YURIY"), Of("IURII")));
  EXPECT_TRUE(SoundAlike(Of("MUELLER"), Of("MULLER")));
  EXPECT_FALSE(SoundAlike(Of("ANNA"), Of("HANNE")));
  EXPECT_FALSE(SoundAlike(Of("HASSAN"), Of("HUSSEIN")) && SoundAlike(Of("OMAR"), Of("AMIR")));
  EXPECT_FALSE(SoundAlike(Of("ZHANG"), Of("ZENG")));
  EXPECT_TRUE(SoundAlike(Of("LYU"), Of("LU")));
}

TEST(Spelling, knows_a_syllable_of_pinyin) {
  for (const char* text : {"LI", "XIANG", "ZHUANG", "A", "ER", "LV", "NYU", "YUE", "DAN"}) {
    EXPECT_TRUE(IsPinyinSyllable(text)) << text;
  }
  for (const char* text : {"ANNA", "XIANGYU", "KARIN", "JOHN", "", "LIND"}) {
    EXPECT_FALSE(IsPinyinSyllable(text)) << text;
  }
}

}  // namespace
}  // namespace clearway::certificate
