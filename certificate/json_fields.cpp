#include "certificate/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "certificate/dates.h"

namespace clearway::certificate {

using encoding::json::Item;

void JsonFields::Refuse(std::string_view key, std::string_view why) {
  if (problem_->empty()) *problem_ = fmt::format("field {}.{} {}", where_, key, why);
}

std::optional<Item> JsonFields::Find(std::string_view key, Need need) {
  std::optional<Item> item = object_.Find(key);
  if (item && item->IsNull()) item.reset();
  if (!item && need == Need::kRequired) Refuse(key, "is missing");
  return item;
}

std::string_view JsonFields::Text(std::string_view key, Need need) {
  const std::optional<Item> item = Find(key, need);
  if (!item) return {};
  const auto text = item->AsText();
  if (!text) {
    Refuse(key, "is not a text");
    return {};
  }
  if (text->empty() && need == Need::kRequired) Refuse(key, "is empty");
  return *text;
}

std::optional<unsigned> JsonFields::Count(std::string_view key, Need need) {
  const std::optional<Item> item = Find(key, need);
  if (!item) return std::nullopt;
  const std::optional<double> number = item->AsNumber();
  if (!number || *number < 0 || *number > 255 || std::floor(*number) != *number) {
    Refuse(key, "is not a count from 0 to 255");
    return std::nullopt;
  }
  return static_cast<unsigned>(*number);
}

std::optional<unsigned> JsonFields::Ordinal(std::string_view key, Need need) {
  const std::optional<unsigned> number = Count(key, need);
  if (number == 0U) Refuse(key, "is 0");
  return number;
}

std::optional<PartialDate> JsonFields::Date(std::string_view key, Need need) {
  const std::string_view text = Text(key, need);
  if (text.empty()) return std::nullopt;
  std::optional<PartialDate> date = ParsePartialDate(text);
  if (!date) Refuse(key, "is not a date");
  return date;
}

std::optional<Timestamp> JsonFields::NumericDate(std::string_view key, Need need) {
  constexpr double kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z
  const std::optional<Item> item = Find(key, need);
  if (!item) return std::nullopt;
  const std::optional<double> number = item->AsNumber();
  if (!number || *number < 0) {
    Refuse(key, "is not a moment of the calendar");
    return std::nullopt;
  }
  const double seconds = std::min(std::floor(*number), kLastSecond);
  return Timestamp(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

}  // namespace clearway::certificate
