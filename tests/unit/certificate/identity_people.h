#pragma once

#include <array>
#include <string>
#include <string_view>

#include "certificate/dates.h"
#include "certificate/identity.h"

// Invented people for tests of identity, each in one line.
namespace clearway::certificate {

// "surname|given|birth date|sex|nationality|number|issuing country|Chinese name", as many as are
// wanted. A surname that begins with = is a whole name of unknown parts; one that ends with ~ is
// from a name field that is full.
inline Identity PersonOf(std::string_view line) {
  std::array<std::string, 8> texts;
  for (std::string& text : texts) {
    const std::size_t end = std::min(line.find('|'), line.size());
    text = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  auto& [surname, given, birth_date, sex, nationality, number, country, chinese] = texts;
  Identity person{.birth_date = ParsePartialDate(birth_date), .nationality = nationality};
  person.name_may_be_cut = surname.ends_with('~');
  if (person.name_may_be_cut) surname.pop_back();
  if (surname.starts_with('=')) {
    person.name.full = surname.substr(1);
  } else {
    person.name.surname = surname;
    person.name.given = given;
  }
  person.name.chinese = chinese;
  if (sex == "F") person.sex = Sex::kFemale;
  if (sex == "M") person.sex = Sex::kMale;
  if (!number.empty()) person.document = {.number = number, .issuing_country = country};
  return person;
}

}  // namespace clearway::certificate
