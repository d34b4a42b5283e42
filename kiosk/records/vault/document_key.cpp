#include "kiosk/records/vault/document_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/core/wipe.h"

namespace clearway::vault {
namespace {

namespace mrz = encoding::mrz;

constexpr std::size_t kDateDigits = 6;
constexpr std::size_t kLongestNumber = 22;  // of an identity card, with its second part

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsNumberCharacter(char c) {
  return IsDigit(c) || (c >= 'A' && c <= 'Z') || c == '<';
}

std::string_view WithoutFillers(std::string_view text) {
  return text.substr(0, text.find_last_not_of('<') + 1);
}

// Fillers count nothing, so a number has the same check digit with and without those behind it.
std::optional<std::string_view> CheckedNumber(std::string_view typed) {
  if (typed.size() < 2 || typed.size() > kLongestNumber + 1 ||
      !std::ranges::all_of(typed, IsNumberCharacter)) {
    return std::nullopt;
  }
  const std::string_view number = WithoutFillers(typed.substr(0, typed.size() - 1));
  if (number.empty() || mrz::CheckDigit(number) != typed.back()) return std::nullopt;
  return number;
}

// A part that is not known is zeros in some zones and fillers in others; the check digit is the
// same.
std::optional<std::string> CheckedDate(std::string_view typed) {
  if (typed.size() != kDateDigits + 1) return std::nullopt;
  std::string date(typed.substr(0, kDateDigits));
  if (!std::ranges::all_of(date, [](char c) { return IsDigit(c) || c == '<'; }) ||
      mrz::CheckDigit(date) != typed.back()) {
    return std::nullopt;
  }
  std::ranges::replace(date, '<', '0');
  return date;
}

std::string DateText(const mrz::Date& date) {
  return fmt::format("{:02}{:02}{:02}", date.year.value_or(0) % 100, date.month.value_or(0),
                     date.day.value_or(0));
}

// A date of YYMMDD in the orders that people write it in.
void AddOrders(std::string_view date, std::vector<std::string>& orders) {
  const std::string_view month = date.substr(2, 2);
  const std::string_view day = date.substr(4, 2);
  for (const char* century : {"", "19", "20"}) {
    const std::string year = fmt::format("{}{}", century, date.substr(0, 2));
    orders.push_back(fmt::format("{}{}{}", year, month, day));
    orders.push_back(fmt::format("{}{}{}", day, month, year));
    orders.push_back(fmt::format("{}{}{}", month, day, year));
  }
}

}  // namespace

const char* ToString(DocumentField field) {
  switch (field) {
    case DocumentField::kNumber:
      return "number";
    case DocumentField::kBirthDate:
      return "birth_date";
    case DocumentField::kExpiry:
      return "expiry";
  }
  return "unknown";
}

// The dates come first: they have a fixed length, so that no two documents share a text.
DocumentKey::DocumentKey(std::string_view number, std::string_view birth_date,
                         std::string_view expiry)
    : text_(birth_date.size() + expiry.size() + number.size()) {
  auto* at = std::ranges::copy(birth_date, text_.data()).out;
  at = std::ranges::copy(expiry, at).out;
  std::ranges::copy(number, at);
}

std::expected<DocumentKey, DocumentField> DocumentKey::FromZone(const mrz::Zone& zone) {
  const mrz::Checks& checks = zone.checks;
  if (zone.number.empty() || zone.number.size() > kLongestNumber ||
      checks.number != mrz::Check::kHolds) {
    return std::unexpected(DocumentField::kNumber);
  }
  if (checks.birth_date != mrz::Check::kHolds) return std::unexpected(DocumentField::kBirthDate);
  if (checks.expiry != mrz::Check::kHolds) return std::unexpected(DocumentField::kExpiry);
  std::string birth_date = DateText(zone.birth_date);
  std::string expiry = DateText(zone.expiry);
  DocumentKey key(zone.number, birth_date, expiry);
  Wipe(birth_date);
  Wipe(expiry);
  return key;
}

std::expected<DocumentKey, DocumentField> DocumentKey::FromTyped(std::string_view number,
                                                                 std::string_view birth_date,
                                                                 std::string_view expiry) {
  const auto checked_number = CheckedNumber(number);
  if (!checked_number) return std::unexpected(DocumentField::kNumber);
  auto birth = CheckedDate(birth_date);
  if (!birth) return std::unexpected(DocumentField::kBirthDate);
  auto end = CheckedDate(expiry);
  if (!end) return std::unexpected(DocumentField::kExpiry);
  DocumentKey key(*checked_number, *birth, *end);
  Wipe(*birth);
  Wipe(*end);
  return key;
}

std::string_view DocumentKey::number() const {
  return encoding::AsText(view()).substr(2 * kDateDigits);
}

std::string_view DocumentKey::birth_date() const {
  return encoding::AsText(view()).substr(0, kDateDigits);
}

std::vector<std::string> DocumentKey::GuessablePins() const {
  const std::string_view text = encoding::AsText(view());
  std::vector<std::string> pins;
  AddOrders(text.substr(0, kDateDigits), pins);
  AddOrders(text.substr(kDateDigits, kDateDigits), pins);
  std::string digits;
  std::ranges::copy_if(number(), std::back_inserter(digits), IsDigit);
  pins.push_back(std::move(digits));
  return pins;
}

}  // namespace clearway::vault
