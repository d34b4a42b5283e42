#include "kiosk/session/passport.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/core/wipe.h"

namespace clearway::session {
namespace {

namespace mrz = encoding::mrz;

TypedText WithCheckDigit(std::string_view field) {
  TypedText text(field);
  text.Add(mrz::CheckDigit(field));
  return text;
}

TypedText DateText(const mrz::Date& date) {
  std::string digits = fmt::format("{:02}{:02}{:02}", date.year.value_or(0) % 100,
                                   date.month.value_or(0U), date.day.value_or(0U));
  TypedText text = WithCheckDigit(digits);
  Wipe(digits);
  return text;
}

unsigned TwoDigits(std::string_view text) {
  return static_cast<unsigned>(text[0] - '0') * 10 + static_cast<unsigned>(text[1] - '0');
}

// Parts that are not known are zeros.
certificate::PartialDate BirthDateOf(std::string_view digits, Timestamp now) {
  using namespace std::chrono;
  const year_month_day today(floor<days>(now));
  const auto part = [&](std::size_t at) -> std::optional<unsigned> {
    const unsigned number = TwoDigits(digits.substr(at, 2));
    return number == 0 ? std::nullopt : std::optional(number);
  };
  const std::optional<unsigned> month = part(2);
  const std::optional<unsigned> day = part(4);
  const int this_year = static_cast<int>(today.year());
  int year = this_year - this_year % 100 + static_cast<int>(TwoDigits(digits));
  const auto born = std::chrono::year(year) / static_cast<int>(month.value_or(1)) /
                    static_cast<int>(day.value_or(1));
  if (born > today) year -= 100;
  return {.year = year, .month = month, .day = day};
}

}  // namespace

PassportFields FieldsOf(const mrz::Zone& zone) {
  if (!vault::DocumentKey::FromZone(zone)) return {};
  return {.number = WithCheckDigit(zone.number),
          .birth_date = DateText(zone.birth_date),
          .expiry = DateText(zone.expiry)};
}

std::expected<vault::DocumentKey, vault::DocumentField> KeyOf(const PassportFields& fields) {
  return vault::DocumentKey::FromTyped(fields.number.view(), fields.birth_date.view(),
                                       fields.expiry.view());
}

Passport TypedPassport(PassportFields fields, Timestamp now) {
  Passport passport{.identity = {}, .fields = std::move(fields), .typed = true};
  const auto key = KeyOf(passport.fields);
  if (!key) return passport;
  passport.identity.birth_date = BirthDateOf(key->birth_date(), now);
  passport.identity.document.emplace().number = key->number();
  return passport;
}

void Hold(std::vector<Passport>& place, Passport passport) {
  place.clear();
  place.push_back(std::move(passport));
}

}  // namespace clearway::session
