#include "certificate/travel_health_fields.h"

#include "certificate/dates.h"

namespace clearway::certificate::travel_health {

std::optional<PartialDate> ReadDate(NumberKeyedFields& fields, std::int64_t key, Need need) {
  const auto item = fields.Find(key, need);
  if (!item) return std::nullopt;
  std::optional<PartialDate> date;
  if (const auto day = item->AsInteger()) {
    date = DateOfDayNumber(*day);
  } else if (const auto text = item->AsText(); text && !text->empty()) {
    date = ParsePartialDate(*text);
  }
  if (!date) fields.Refuse(key, "is not a date");
  return date;
}

std::string ReadCode(NumberKeyedFields& fields, std::int64_t key, Need need) {
  const auto item = fields.Find(key, need);
  if (!item) return {};
  if (const auto number = item->AsInteger(); number && *number > 0) return std::to_string(*number);
  if (const auto text = item->AsText(); text && !text->empty()) return std::string(*text);
  fields.Refuse(key, "is not a code");
  return {};
}

}  // namespace clearway::certificate::travel_health
