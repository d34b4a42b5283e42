#include "certificate/cbor_fields.h"

#include <fmt/format.h>

#include <cmath>

#include "certificate/dates.h"

namespace clearway::certificate {

namespace cbor = encoding::cbor;

namespace {

constexpr std::uint64_t kDateTimeTag = 0;   // RFC 8949 section 3.4.1
constexpr std::uint64_t kEpochTimeTag = 1;  // section 3.4.2

}  // namespace

std::optional<std::string_view> TextOf(const cbor::Item& item) {
  if (item.kind() == cbor::Kind::kTagged && item.tag() == kDateTimeTag)
    return item.tagged().AsText();
  return item.AsText();
}

std::optional<Timestamp> NumericDateOf(const cbor::Item& item) {
  const cbor::Item bare =
      item.kind() == cbor::Kind::kTagged && item.tag() == kEpochTimeTag ? item.tagged() : item;
  const std::optional<double> number = bare.AsNumber();
  // Every moment of the calendar is below 2^53, so that a double holds its whole seconds exactly.
  if (!number || !(std::abs(*number) < 0x1p53)) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(std::floor(*number));
  if (!IsCalendarMoment(seconds)) return std::nullopt;
  return Timestamp(std::chrono::seconds(seconds));
}

template <typename Key>
void CborFields<Key>::Refuse(Key key, std::string_view why) {
  if (problem_->empty()) *problem_ = fmt::format("field {}.{} {}", where_, key, why);
}

template <typename Key>
std::optional<cbor::Item> CborFields<Key>::Find(Key key, Need need) {
  std::optional<cbor::Item> item = map_.Find(key);
  if (item && item->IsNull()) item.reset();
  if (!item && need == Need::kRequired) Refuse(key, "is missing");
  return item;
}

template <typename Key>
std::string_view CborFields<Key>::Text(Key key, Need need) {
  const std::optional<cbor::Item> item = Find(key, need);
  if (!item) return {};
  const std::optional<std::string_view> text = TextOf(*item);
  if (!text) {
    Refuse(key, "is not a text");
    return {};
  }
  if (text->empty() && need == Need::kRequired) Refuse(key, "is empty");
  return *text;
}

template <typename Key>
std::optional<unsigned> CborFields<Key>::Count(Key key, Need need) {
  const std::optional<cbor::Item> item = Find(key, need);
  if (!item) return std::nullopt;
  const std::optional<double> number = item->AsNumber();
  if (!number || *number < 0 || *number > 255 || std::floor(*number) != *number) {
    Refuse(key, "is not a count from 0 to 255");
    return std::nullopt;
  }
  return static_cast<unsigned>(*number);
}

template <typename Key>
std::optional<unsigned> CborFields<Key>::Ordinal(Key key, Need need) {
  const std::optional<unsigned> number = Count(key, need);
  if (number == 0U) Refuse(key, "is 0");
  return number;
}

template <typename Key>
std::optional<PartialDate> CborFields<Key>::Date(Key key, Need need) {
  const std::string_view text = Text(key, need);
  if (text.empty()) return std::nullopt;
  std::optional<PartialDate> date = ParsePartialDate(text);
  if (!date) Refuse(key, "is not a date");
  return date;
}

template class CborFields<std::string_view>;
template class CborFields<std::int64_t>;

}  // namespace clearway::certificate
