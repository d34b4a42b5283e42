// Whoever it is and however the name is written: nobody is taken for somebody else, and nobody is
// told that their own passport is another person's.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "base/encoding/mrz.h"
#include "base/encoding/transliterate.h"
#include "certificate/identity.h"

namespace clearway::certificate {
namespace {

namespace mrz = encoding::mrz;

constexpr Timestamp kToday{std::chrono::seconds(1'795'000'000)};  // in November 2026

constexpr std::array kSurnames{"Müller",
                               "Gößmann",
                               "van der Bruggen",
                               "O'Shaughnessy",
                               "García Núñez",
                               "Łoś",
                               "Þorsteinsdóttir",
                               "Ångström",
                               "Çelik",
                               "D\u2019Amico-Rossi",
                               "Nguyễn",
                               "Liu",
                               "Lü",
                               "Wang",
                               "Ouyang",
                               "Щербаков",
                               "Хрущёва",
                               "عبد الرحيم",
                               "Nilavadhanananda",
                               "Al-Hashimi",
                               "Wolfeschlegelsteinhausenbergerdorff-Hagenau",
                               "Bennelong Wooloomooloo Warrandyte Warnambool",
                               "Kim",
                               "Sukarno",
                               "de la Santísima Trinidad y Todos los Santos"};
constexpr std::array kGivenNames{"Anna",
                                 "Anna Maria",
                                 "Jürgen",
                                 "Xiang Yu",
                                 "Xiangyu",
                                 "Wei",
                                 "Mohammed",
                                 "Mohammed Karim",
                                 "José Luis",
                                 "Siobhán",
                                 "Юрий",
                                 "محمود",
                                 "",
                                 "Thị Hường Giang",
                                 "Chayapa Dejthamrong Krasuang",
                                 "Hans-Peter",
                                 "Björn-Åke Øyvind",
                                 "J P",
                                 "Kristján",
                                 "Maximilian Ferdinand Leopold Alexander Wilhelm",
                                 "Dr. Ida"};
constexpr std::array kStates{"DEU", "CHN", "SWE", "UTO", "USA", "TUN", ""};

class People {
 public:
  explicit People(unsigned seed) : random_(seed) {}

  Identity Any() {
    Identity person;
    person.name.surname = Pick(kSurnames);
    person.name.given = Pick(kGivenNames);
    person.birth_date = PartialDate{1930 + static_cast<int>(Upto(90)), 1 + Upto(12), 1 + Upto(28)};
    person.sex = static_cast<Sex>(Upto(3));
    person.nationality = Pick(kStates);
    std::string number;
    for (int i = 0; i < 9; ++i) number += static_cast<char>('0' + Upto(10));
    person.document = TravelDocument{.number = number, .issuing_country = Pick(kStates)};
    return person;
  }

  // What another document says of the same person: less, or in another form.
  Identity Retold(Identity person) {
    Name& name = person.name;
    if (Upto(3) == 0) {
      name.full = Upto(2) == 0 ? name.given + " " + name.surname : name.surname + " " + name.given;
      name.surname.clear();
      name.given.clear();
    }
    if (Upto(4) == 0) person.birth_date->day.reset();
    if (Upto(8) == 0) person.birth_date.reset();
    if (Upto(3) == 0) person.document.reset();
    if (Upto(3) == 0) person.sex = Sex::kUnspecified;
    return person;
  }

  unsigned Upto(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

 private:
  template <std::size_t kCount>
  std::string Pick(const std::array<const char*, kCount>& texts) {
    return texts.at(Upto(static_cast<unsigned>(kCount)));
  }

  std::mt19937 random_;
};

// The person's passport or card, through its printed lines.
Identity PassportOf(const Identity& person, mrz::Format format) {
  mrz::Zone zone{.format = format};
  zone.code = format == mrz::Format::kTd3 ? "P" : "I";
  zone.issuer = person.document->issuing_country;
  zone.primary_name = encoding::Transliterate(person.name.surname).value_or("");
  zone.secondary_name = encoding::Transliterate(person.name.given).value_or("");
  zone.number = person.document->number;
  zone.nationality = person.nationality;
  zone.birth_date = {person.birth_date->year, person.birth_date->month, person.birth_date->day};
  zone.sex = person.sex == Sex::kFemale ? mrz::Sex::kFemale
             : person.sex == Sex::kMale ? mrz::Sex::kMale
                                        : mrz::Sex::kUnspecified;
  zone.expiry = {2031, 1, 31};
  const auto lines = mrz::Compose(zone);
  EXPECT_TRUE(lines);
  std::string text;
  for (const std::string& line : *lines) text += line;
  const auto read = mrz::Parse(text, kToday);
  EXPECT_TRUE(read && read->checks.none_fails()) << text;
  return IdentityOf(*read);
}

std::string Said(const Identity& person) {
  return person.name.surname + " / " + person.name.given + " / " + person.name.full + " / " +
         person.name.surname_icao + " / " + person.name.given_icao;
}

TEST(IdentityProperty, nobodys_own_passport_is_another_persons) {
  People people(20261125);
  int same = 0;
  for (int i = 0; i < 2000; ++i) {
    const Identity person = people.Any();
    const auto format = static_cast<mrz::Format>(people.Upto(3));
    const Identity passport = PassportOf(person, format);
    const Identity told = people.Retold(person);
    const Match match = Compare(told, passport);
    EXPECT_NE(match.answer, Sameness::kDifferent) << Said(told) << " against " << Said(passport);
    EXPECT_EQ(Compare(passport, told).answer, match.answer);
    same += match.answer == Sameness::kSame ? 1 : 0;
  }
  EXPECT_GT(same, 1200);
}

TEST(IdentityProperty, different_people_are_never_the_same) {
  People people(20261126);
  int different = 0;
  for (int i = 0; i < 6000; ++i) {
    const Identity one = people.Any();
    const Identity other = people.Any();
    if (one.birth_date == other.birth_date && one.name.surname == other.name.surname) continue;
    const Match match = Compare(people.Retold(one), people.Retold(other));
    EXPECT_NE(match.answer, Sameness::kSame) << Said(one) << " against " << Said(other);
    different += match.answer == Sameness::kDifferent ? 1 : 0;
  }
  EXPECT_GT(different, 4500);
}

TEST(IdentityProperty, it_does_not_matter_who_is_named_first) {
  People people(20261127);
  for (int i = 0; i < 2000; ++i) {
    const Identity one = people.Retold(people.Any());
    Identity other = people.Retold(people.Any());
    if (people.Upto(2) == 0) other.birth_date = one.birth_date;
    const Match match = Compare(one, other);
    const Match turned = Compare(other, one);
    EXPECT_EQ(match.answer, turned.answer) << Said(one) << " against " << Said(other);
    EXPECT_EQ(match.grounds, turned.grounds) << Said(one) << " against " << Said(other);
  }
}

}  // namespace
}  // namespace clearway::certificate
