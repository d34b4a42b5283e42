#include "base/text/language.h"

#include <gtest/gtest.h>

namespace clearway::text {
namespace {

TEST(Language, is_named_by_a_tag_or_as_the_system_names_locales) {
  EXPECT_EQ(Language::Of("ar")->tag(), "ar");
  EXPECT_EQ(Language::Of("en-GB")->tag(), "en");
  EXPECT_EQ(Language::Of("en_US.UTF-8")->tag(), "en");
}

TEST(Language, takes_the_script_of_chinese_from_the_country) {
  for (const char* name : {"zh", "zh-CN", "zh_SG", "zh-Hans", "zh_Hans", "zh-Hans-CN"}) {
    EXPECT_EQ(Language::Of(name)->tag(), "zh-Hans") << name;
  }
  for (const char* name : {"zh-TW", "zh_HK.UTF-8", "zh-Hant"}) {
    EXPECT_EQ(Language::Of(name)->tag(), "zh-Hant") << name;
  }
}

TEST(Language, refuses_what_is_no_tag) {
  for (const char* name : {"", "e", "../etc", "en/..", "english please", "123"}) {
    EXPECT_FALSE(Language::Of(name).has_value()) << name;
  }
  EXPECT_FALSE(Language::Of(std::string(1000, 'a')).has_value());
}

TEST(Language, knows_how_it_is_read) {
  EXPECT_EQ(Language::Of("ar")->direction(), Direction::kRightToLeft);
  EXPECT_EQ(Language::Of("he")->direction(), Direction::kRightToLeft);
  EXPECT_EQ(Language::English().direction(), Direction::kLeftToRight);
  EXPECT_EQ(Language::Chinese().direction(), Direction::kLeftToRight);
}

TEST(Language, is_called_what_its_readers_call_it) {
  EXPECT_EQ(Language::English().own_name(), "English");
  EXPECT_EQ(Language::Chinese().own_name(), "简体中文");
  EXPECT_EQ(Language::Of("ar")->own_name(), "العربية");
}

}  // namespace
}  // namespace clearway::text
