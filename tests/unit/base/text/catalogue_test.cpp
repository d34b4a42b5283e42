#include "base/text/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace clearway::text {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Catalogue Words(const char* language) {
  return std::move(Catalogue::Load(*Language::Of(language), TEST_WORDS)).value();
}

CalendarDate Day(int year, unsigned month, unsigned day) {
  return {.year = year, .month = month, .day = day};
}

TEST(Catalogue, says_a_sentence_in_each_of_several_languages_at_once) {
  const Message message{"Expired on {1}", {"X"}};
  const Catalogue english = Words("en");
  const Catalogue chinese = Words("zh-Hans");
  const Catalogue arabic = Words("ar");
  EXPECT_EQ(english.Say(message), "Expired on X");
  EXPECT_EQ(chinese.Say(message), "已于X过期");
  EXPECT_THAT(arabic.Say(message), HasSubstr("انتهت"));
}

TEST(Catalogue, isolates_arguments_in_a_sentence_that_is_read_from_the_right) {
  EXPECT_EQ(Words("ar").Say({"Expired on {1}", {"AB-12"}}), "انتهت الصلاحية في \u2068AB-12\u2069");
}

TEST(Catalogue, isolates_an_arabic_argument_in_an_english_sentence) {
  EXPECT_EQ(Words("en").Say({"Expired on {1}", {"أمين"}}), "Expired on \u2068أمين\u2069");
}

TEST(Catalogue, puts_arguments_where_the_translation_wants_them) {
  EXPECT_EQ(Words("zh").Say({"{1} of {2}", {"1", "3"}}), "共3页，第1页");
}

TEST(Catalogue, does_not_read_placeholders_out_of_arguments) {
  EXPECT_EQ(Words("en").Say({"{1} and {2}", {"{2}", "b"}}), "{2} and b");
}

TEST(Catalogue, keeps_a_brace_that_has_no_argument) {
  EXPECT_EQ(Words("en").Say({"{1} {2} {x} {", {"a"}}), "a {2} {x} {");
}

TEST(Catalogue, says_in_english_what_it_lacks) {
  EXPECT_EQ(Words("zh").Say({"Ask the staff about {1}", {"this"}}), "Ask the staff about this");
  EXPECT_EQ(Words("zh").Say(""), "");
}

TEST(Catalogue, writes_dates_as_each_language_does) {
  EXPECT_EQ(Words("en").Date(Day(2021, 5, 6)), "6 May 2021");
  EXPECT_EQ(Words("zh").Date(Day(2021, 5, 6)), "2021年5月6日");
  EXPECT_EQ(Words("ar").Date(Day(2021, 5, 6)), "6 مايو 2021");
}

TEST(Catalogue, writes_as_much_of_a_date_as_is_known) {
  EXPECT_EQ(Words("en").Date({.year = 1964, .month = 8, .day = {}}), "August 1964");
  EXPECT_EQ(Words("zh").Date({.year = 1964, .month = 8, .day = {}}), "1964年8月");
  EXPECT_EQ(Words("en").Date({.year = 1964, .month = {}, .day = {}}), "1964");
  EXPECT_EQ(Words("zh").Date({.year = 1964, .month = {}, .day = {}}), "1964年");
  EXPECT_EQ(Words("en").Date({}), "");
}

TEST(Catalogue, shows_the_numbers_of_what_is_no_date) {
  EXPECT_EQ(Words("en").Date(Day(2021, 13, 45)), "2021-13-45");
  EXPECT_EQ(Words("zh").Date(Day(2021, 2, 30)), "2021-02-30");
  EXPECT_EQ(Words("en").Date(Day(2000000000, 1, 1)), "2000000000-01-01");
}

TEST(Catalogue, keeps_old_birth_dates_on_their_day) {
  EXPECT_EQ(Words("en").Date(Day(1899, 12, 31)), "31 December 1899");
  EXPECT_EQ(Words("en").Date(Day(1941, 1, 1)), "1 January 1941");
}

TEST(Catalogue, names_the_zone_of_a_moment) {
  const Timestamp time{std::chrono::seconds(1620309900)};  // 2021-05-06T14:05:00Z
  EXPECT_EQ(Words("en").DateTime(time), "6 May 2021 at 14:05 UTC");
  EXPECT_THAT(Words("zh").DateTime(time), HasSubstr("2021年5月6日"));
  EXPECT_THAT(Words("zh").DateTime(time), HasSubstr("14:05"));
  EXPECT_THAT(Words("ar").DateTime(time), HasSubstr("مايو 2021"));
  EXPECT_THAT(Words("en").DateTime(time, "Asia/Shanghai"), HasSubstr("22:05"));
  EXPECT_THAT(Words("en").DateTime(time, "No/Where"), HasSubstr("14:05 UTC"));
}

TEST(Catalogue, names_countries_by_either_iso_code) {
  EXPECT_EQ(Words("en").CountryName("CN"), "China");
  EXPECT_EQ(Words("zh").CountryName("CHN"), "中国");
  EXPECT_EQ(Words("ar").CountryName("AE"), "الإمارات العربية المتحدة");
  EXPECT_EQ(Words("en").CountryName("D"), "Germany");
}

TEST(Catalogue, returns_an_unknown_country_code_as_it_is) {
  for (const char* code : {"", "Q9", "cn", "UNKNOWN", "Zürich", "XQX"}) {
    EXPECT_EQ(Words("en").CountryName(code), code);
  }
}

TEST(Catalogue, lists_what_a_folder_holds_english_first) {
  EXPECT_THAT(AvailableLanguages(TEST_WORDS),
              ElementsAre(Language::English(), *Language::Of("ar"), Language::Chinese()));
  EXPECT_THAT(AvailableLanguages("/nowhere"), ElementsAre(Language::English()));
}

TEST(Catalogue, that_is_missing_is_not_found) {
  const auto catalogue = Catalogue::Load(*Language::Of("fr"), TEST_WORDS);
  ASSERT_FALSE(catalogue.has_value());
  EXPECT_EQ(catalogue.error().fault, Fault::kNotFound);
}

TEST(Catalogue, that_is_damaged_is_broken_and_does_not_crash) {
  const fs::path folder = fs::temp_directory_path() / "clearway-damaged-catalogue";
  fs::create_directories(folder / "ar/LC_MESSAGES");
  std::ofstream(folder / "ar/LC_MESSAGES/clearway.mo") << "this is no catalogue at all";
  const auto catalogue = Catalogue::Load(*Language::Of("ar"), folder);
  ASSERT_FALSE(catalogue.has_value());
  EXPECT_EQ(catalogue.error().fault, Fault::kBroken);
  fs::remove_all(folder);
}

TEST(Catalogue, of_the_house_are_found_beside_the_program) {
  EXPECT_THAT(AvailableLanguages(),
              ElementsAre(Language::English(), *Language::Of("ar"), Language::Chinese()));
}

}  // namespace
}  // namespace clearway::text
