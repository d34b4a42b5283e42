#include "printer/wording.h"

namespace clearway::printer {

namespace {

struct Words {
  const text::Catalogue& language;
  const std::string& zone;

  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const certificate::PartialDate& date) const {
    return language.Date({.year = date.year, .month = date.month, .day = date.day});
  }
  std::string operator()(Timestamp time) const { return language.DateTime(time, zone); }
  std::string operator()(const certificate::Country& country) const {
    return language.CountryName(country.code);
  }
  std::string operator()(const Message& message) const { return language.Say(message); }
};

}  // namespace

std::string InWords(const certificate::Value& value, const text::Catalogue& language,
                    const std::string& zone) {
  return std::visit(Words{language, zone}, value);
}

}  // namespace clearway::printer
