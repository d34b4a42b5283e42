#include "base/encoding/mrz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::encoding::mrz {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr Timestamp kNow{sys_days{2026y / 11 / 21}};

// The specimens of Doc 9303 parts 4 to 7 (Utopia's Anna Maria Eriksson).
constexpr std::string_view kTd3 =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n";
constexpr std::string_view kTd2 =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "D231458907UTO7408122F1204159<<<<<<<6";
constexpr std::string_view kTd1 =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
constexpr std::string_view kLongTd1 =
    "I<UTOD23145890<7349<<<<<<<<<<<"
    "3407127M9507122UTO<<<<<<<<<<<2"
    "STEVENSON<<PETER<JOHN<<<<<<<<<";
constexpr std::string_view kVisaA =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r"
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<\r";
constexpr std::string_view kVisaB =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "L8988901C4XXX4009078F9612109<<<<<<<<";

Zone Read(std::string_view text) {
  const Result<Zone> zone = Parse(text, kNow);
  EXPECT_TRUE(zone) << text << ": " << (zone ? "" : zone.error().detail);
  return zone ? *zone : Zone{};
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  const std::size_t at = changed.find(from);
  EXPECT_NE(at, std::string::npos);
  return changed.replace(at, from.size(), to);
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

TEST(Mrz, reads_the_passport_of_doc_9303) {
  const Zone zone = Read(kTd3);
  EXPECT_EQ(zone.format, Format::kTd3);
  EXPECT_EQ(zone.code, "P");
  EXPECT_EQ(zone.issuer, "UTO");
  EXPECT_EQ(zone.primary_name, "ERIKSSON");
  EXPECT_EQ(zone.secondary_name, "ANNA MARIA");
  EXPECT_FALSE(zone.name_may_be_cut);
  EXPECT_EQ(zone.number, "L898902C3");
  EXPECT_EQ(zone.nationality, "UTO");
  EXPECT_EQ(zone.birth_date, (Date{1974, 8, 12}));
  EXPECT_EQ(zone.sex, Sex::kFemale);
  EXPECT_EQ(zone.expiry, (Date{2012, 4, 15}));
  EXPECT_EQ(zone.optional_data, "ZE184226B");
  EXPECT_EQ(zone.checks,
            (Checks{Check::kHolds, Check::kHolds, Check::kHolds, Check::kHolds, Check::kHolds}));
}

TEST(Mrz, reads_cards_and_visas) {
  for (const std::string_view text : {kTd1, kTd2}) {
    const Zone zone = Read(text);
    EXPECT_EQ(zone.number, "D23145890");
    EXPECT_EQ(zone.secondary_name, "ANNA MARIA");
    EXPECT_EQ(zone.checks.optional_data, Check::kAbsent);
    EXPECT_EQ(zone.checks.composite, Check::kHolds);
    EXPECT_TRUE(zone.checks.none_fails());
  }
  for (const std::string_view text : {kVisaA, kVisaB}) {
    const Zone zone = Read(text);
    EXPECT_EQ(zone.number, "L8988901C");
    EXPECT_EQ(zone.nationality, "XXX");
    EXPECT_EQ(zone.checks.composite, Check::kAbsent);
    EXPECT_TRUE(zone.checks.none_fails());
  }
  EXPECT_EQ(Read(kVisaA).format, Format::kVisaA);
  EXPECT_EQ(Read(kVisaA).optional_data, "6ZE184226B");
  EXPECT_EQ(Read(kVisaB).format, Format::kVisaB);
}

TEST(Mrz, reads_a_long_number_that_goes_on_in_the_optional_data) {
  Zone zone = Read(kLongTd1);
  EXPECT_EQ(zone.number, "D23145890734");
  EXPECT_EQ(zone.optional_data, "");
  EXPECT_EQ(zone.checks.number, Check::kHolds);
  EXPECT_TRUE(zone.checks.none_fails());
  EXPECT_EQ(Read(Replaced(kLongTd1, "7349", "7348")).checks.number, Check::kFails);
  for (const Format format : {Format::kTd1, Format::kTd2}) {
    zone.format = format;
    zone.optional_data = "AB";
    const Zone again = Read(Joined(*Compose(zone)));
    EXPECT_EQ(again.number, zone.number);
    EXPECT_EQ(again.optional_data, "AB");
    EXPECT_TRUE(again.checks.none_fails());
  }
}

TEST(Mrz, takes_the_lines_as_readers_send_them) {
  const std::string line_ends(kTd3);
  for (const std::string& text :
       {line_ends, Replaced(line_ends, "\r\n", ""), Replaced(line_ends, "\r\n", "\r"),
        Replaced(line_ends, "\r\n", "\n"), "\n" + line_ends + "\r\n"}) {
    EXPECT_EQ(Read(text).number, "L898902C3");
  }
}

TEST(Mrz, says_of_each_check_digit_whether_it_holds) {
  struct Change {
    const char* from;
    const char* to;
    Check Checks::*fails;
  };
  constexpr Change kChanges[] = {{"L898902C3", "L898902C8", &Checks::number},
                                 {"740812", "740813", &Checks::birth_date},
                                 {"120415", "120416", &Checks::expiry},
                                 {"ZE184226B", "ZE184226C", &Checks::optional_data},
                                 {"<<<<<10", "<<<<<11", &Checks::composite}};
  for (const Change& change : kChanges) {
    const Checks checks = Read(Replaced(kTd3, change.from, change.to)).checks;
    EXPECT_EQ(checks.*change.fails, Check::kFails) << change.from;
    EXPECT_EQ(checks.composite, Check::kFails) << change.from;
    EXPECT_FALSE(checks.none_fails());
  }
}

TEST(Mrz, knows_no_part_of_a_date_that_is_filled) {
  const auto birth_date = [](std::string_view six) {
    return Read(Replaced(kTd3, "740812", six)).birth_date;
  };
  EXPECT_EQ(birth_date("7408<<"), (Date{1974, 8, std::nullopt}));
  EXPECT_EQ(birth_date("74<<<<"), (Date{1974, std::nullopt, std::nullopt}));
  EXPECT_EQ(birth_date("740000"), (Date{1974, std::nullopt, std::nullopt}));
  EXPECT_EQ(birth_date("<<0812"), (Date{std::nullopt, 8, 12}));
  EXPECT_EQ(birth_date("<<<<<<"), Date{});
}

TEST(Mrz, finds_the_century_of_a_birth_in_the_past_and_of_an_expiry_near_the_present) {
  const auto birth_year = [](std::string_view six) {
    return Read(Replaced(kTd3, "740812", six)).birth_date.year;
  };
  EXPECT_EQ(birth_year("261121"), 2026);  // today
  EXPECT_EQ(birth_year("261122"), 1926);
  EXPECT_EQ(birth_year("2612<<"), 1926);
  EXPECT_EQ(birth_year("26<<<<"), 2026);
  EXPECT_EQ(birth_year("000229"), 2000);
  EXPECT_EQ(birth_year("271231"), 1927);
  const auto expiry_year = [](std::string_view six) {
    return Read(Replaced(kTd3, "120415", six)).expiry.year;
  };
  EXPECT_EQ(expiry_year("360101"), 2036);
  EXPECT_EQ(expiry_year("761231"), 2076);
  EXPECT_EQ(expiry_year("770101"), 1977);
}

TEST(Mrz, refuses_what_is_no_zone) {
  const std::string td3(kTd3);
  const std::string td1(kTd1);
  for (const std::string& text : {std::string(),
                                  std::string("\n"),
                                  std::string("P"),
                                  std::string(88, '<'),
                                  std::string(1000, 'A'),
                                  td3.substr(1),
                                  td3 + "<",
                                  td3 + td3,
                                  Replaced(td3, "P<", "p<"),
                                  Replaced(td3, "P<", "X<"),
                                  Replaced(td3, "ERIK", "ER1K"),
                                  Replaced(td3, "UTO74", "UT074"),
                                  Replaced(td3, "740812", "741312"),
                                  Replaced(td3, "740812", "740832"),
                                  Replaced(td3, "740812", "740230"),
                                  Replaced(td3, "740812", "7<0812"),
                                  Replaced(td3, "120415", "121332"),
                                  Replaced(td3, "2F1", "2X1"),
                                  Replaced(td3, "36UTO", "3<UTO"),
                                  Replaced(td1, "ERIKSSON<<ANNA<MARIA", std::string(20, '<')),
                                  Replaced(td1, "I<", "V<"),
                                  Replaced(td3, "ANNA", "\xC3\x84NA")}) {
    EXPECT_FALSE(Parse(text, kNow)) << text;
  }
}

TEST(Mrz, composes_what_it_reads) {
  for (const std::string_view text : {kTd1, kTd2, kTd3, kLongTd1, kVisaA, kVisaB}) {
    std::string plain;
    for (const char character : text) {
      if (character != '\r' && character != '\n') plain += character;
    }
    const auto lines = Compose(Read(text));
    ASSERT_TRUE(lines);
    std::string composed;
    for (const std::string& line : *lines) composed += line;
    EXPECT_EQ(composed, plain);
  }
}

TEST(Mrz, composes_nothing_that_does_not_fit) {
  const auto with = [](auto change) {
    Zone zone = Read(kTd3);
    change(zone);
    return Compose(zone).has_value();
  };
  EXPECT_FALSE(with([](Zone& zone) { zone.number = "L898902C36"; }));
  EXPECT_FALSE(with([](Zone& zone) { zone.issuer = "UTOP"; }));
  EXPECT_FALSE(with([](Zone& zone) { zone.code = "I"; }));
  EXPECT_FALSE(with([](Zone& zone) { zone.primary_name = "Eriksson"; }));
  EXPECT_FALSE(with([](Zone& zone) { zone.optional_data = "ZE 184"; }));
  EXPECT_TRUE(with([](Zone& zone) { zone.birth_date = {}; }));
}

// The examples of Doc 9303-4 section 4.2.3, where issuers have a choice: ours.
TEST(Mrz, cuts_a_name_that_is_too_long_and_ends_it_with_a_letter) {
  constexpr std::size_t kTd3Name = 39;
  EXPECT_EQ(ComposeName("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", kTd3Name),
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  EXPECT_EQ(ComposeName("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", kTd3Name),
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D");
  EXPECT_EQ(ComposeName("ERIKSSON", "ANNA", 14), "ERIKSSON<<ANNA");
  EXPECT_EQ(ComposeName("ERIKSSON", "ANNA MARIA", 15), "ERIKSSON<<ANN<M");
  EXPECT_EQ(ComposeName("SUKARNO", "", 10), "SUKARNO<<<");
  EXPECT_EQ(ComposeName("PAPANDROPOULOUS", "", 10), "PAPANDROPO");
}

TEST(Mrz, marks_a_name_that_may_have_been_cut) {
  Zone zone = Read(kTd3);
  zone.primary_name = "NILAVADHANANANDA";
  zone.secondary_name = "CHAYAPA DEJTHAMRONG KRASUANG";
  const Zone again = Read(Joined(*Compose(zone)));
  EXPECT_TRUE(again.name_may_be_cut);
  EXPECT_EQ(again.secondary_name, "CHAYAPA DEJTHAMRONG K");
}

TEST(Mrz, computes_the_check_digits_of_doc_9303) {
  EXPECT_EQ(CheckDigit("520727"), '3');
  EXPECT_EQ(CheckDigit("AB2134<<<"), '5');
  EXPECT_EQ(CheckDigit(""), '0');
}

TEST(MrzLayout, says_which_characters_may_stand_where) {
  EXPECT_EQ(AlphabetAt(Format::kTd3, 0, 0), "P");
  EXPECT_EQ(AlphabetAt(Format::kTd3, 1, 9), "0123456789");
  EXPECT_EQ(AlphabetAt(Format::kTd1, 0, 14), "0123456789<");
  EXPECT_EQ(AlphabetAt(Format::kTd1, 1, 7), "FM<");
  EXPECT_EQ(AlphabetAt(Format::kVisaB, 0, 0), "V");
  EXPECT_FALSE(AlphabetAt(Format::kTd2, 0, 20).contains('0'));
  EXPECT_TRUE(AlphabetAt(Format::kTd2, 1, 30).contains('0'));
  EXPECT_EQ(AlphabetAt(Format::kTd3, 2, 0), "");
  EXPECT_EQ(AlphabetAt(Format::kTd3, 0, 44), "");
}

TEST(MrzLayout, has_an_alphabet_at_every_position_of_every_format) {
  for (const Format format :
       {Format::kTd1, Format::kTd2, Format::kTd3, Format::kVisaA, Format::kVisaB}) {
    const Layout& layout = LayoutOf(format);
    for (std::size_t line = 0; line < layout.lines; ++line) {
      for (std::size_t column = 0; column < layout.columns; ++column) {
        EXPECT_FALSE(AlphabetAt(format, line, column).empty());
      }
    }
  }
}

}  // namespace
}  // namespace clearway::encoding::mrz
