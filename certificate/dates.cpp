#include "certificate/dates.h"

#include <fmt/format.h>

#include "certificate/text_scanner.h"

namespace clearway::certificate {
namespace {

namespace chr = std::chrono;

constexpr std::int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z

chr::year_month_day ToCalendar(const PartialDate& date) {
  return {chr::year(date.year.value_or(0)), chr::month(date.month.value_or(0)),
          chr::day(date.day.value_or(0))};
}

bool TakesPlace(const PartialDate& date) {
  if (!date.year || *date.year < 1) return false;
  if (!date.month) return true;
  if (!date.day) return chr::month(*date.month).ok();
  return ToCalendar(date).ok();
}

// The parts of a date at the front of the text, as far as they go.
std::optional<PartialDate> ScanDate(TextScanner& scanner) {
  PartialDate date;
  date.year = scanner.Number(4);
  if (!date.year) return std::nullopt;
  for (std::optional<unsigned>* part : {&date.month, &date.day}) {
    if (!scanner.Take('-')) break;
    const std::optional<int> number = scanner.Number(2);
    if (!number) return std::nullopt;
    *part = static_cast<unsigned>(*number);
  }
  return TakesPlace(date) ? std::optional(date) : std::nullopt;
}

std::optional<chr::seconds> ScanTimeOfDay(TextScanner& scanner) {
  const std::optional<int> hours = scanner.Number(2);
  if (!hours || !scanner.Take(':')) return std::nullopt;
  const std::optional<int> minutes = scanner.Number(2);
  int seconds = 0;
  if (scanner.Take(':')) {
    const std::optional<int> given = scanner.Number(2);
    if (!given) return std::nullopt;
    seconds = *given;
    if (scanner.Take('.') || scanner.Take(',')) (void)scanner.TakeDigits();
  }
  // 60 is a leap second, which RFC 3339 allows.
  if (!minutes || *hours > 23 || *minutes > 59 || seconds > 60) return std::nullopt;
  return chr::hours(*hours) + chr::minutes(*minutes) + chr::seconds(seconds);
}

std::optional<chr::minutes> ScanOffset(TextScanner& scanner) {
  if (scanner.Take('Z') || scanner.Take('z')) return chr::minutes(0);
  const bool west = scanner.Take('-');
  if (!west && !scanner.Take('+')) return std::nullopt;
  const std::optional<int> hours = scanner.Number(2);
  int minutes = 0;
  if (scanner.Take(':') || !scanner.done()) {
    const std::optional<int> given = scanner.Number(2);
    if (!given) return std::nullopt;
    minutes = *given;
  }
  if (!hours || *hours > 23 || minutes > 59) return std::nullopt;
  const chr::minutes offset = chr::hours(*hours) + chr::minutes(minutes);
  return west ? -offset : offset;
}

// Nothing is known of days outside the years that can be shown.
PartialDate DayAt(Timestamp moment) {
  const auto day = chr::floor<chr::days>(moment);
  return DateOfDayNumber(day.time_since_epoch().count()).value_or(PartialDate{});
}

}  // namespace

std::optional<PartialDate> ParsePartialDate(std::string_view text) {
  if (text.empty()) return PartialDate{};
  TextScanner scanner(text);
  const std::optional<PartialDate> date = ScanDate(scanner);
  if (!date || scanner.done()) return date;
  if (!date->day || !ParseDateTime(text)) return std::nullopt;
  return date;
}

std::string FormatPartialDate(const PartialDate& date) {
  if (!date.year) return {};
  std::string text = fmt::format("{:04}", *date.year);
  if (date.month) text += fmt::format("-{:02}", *date.month);
  if (date.month && date.day) text += fmt::format("-{:02}", *date.day);
  return text;
}

std::optional<Timestamp> ParseDateTime(std::string_view text, UtcOffset offset) {
  TextScanner scanner(text);
  const std::optional<PartialDate> date = ScanDate(scanner);
  if (!date || !date->day) return std::nullopt;
  if (!scanner.Take('T') && !scanner.Take('t') && !scanner.Take(' ')) return std::nullopt;
  const std::optional<chr::seconds> time = ScanTimeOfDay(scanner);
  if (!time) return std::nullopt;
  const bool utc = scanner.done() && offset == UtcOffset::kOptional;
  const std::optional<chr::minutes> ahead = utc ? chr::minutes(0) : ScanOffset(scanner);
  if (!ahead || !scanner.done()) return std::nullopt;
  return chr::sys_days(ToCalendar(*date)) + *time - *ahead;
}

std::optional<std::int64_t> DayNumber(const PartialDate& date) {
  if (!date.day || !TakesPlace(date)) return std::nullopt;
  return chr::sys_days(ToCalendar(date)).time_since_epoch().count();
}

std::optional<PartialDate> DateOfDayNumber(std::int64_t day) {
  constexpr std::int64_t kDay = 86400;
  if (day < kFirstSecond / kDay || day > kLastSecond / kDay) return std::nullopt;
  const chr::year_month_day date{chr::sys_days(chr::days(day))};
  return PartialDate{.year = static_cast<int>(date.year()),
                     .month = static_cast<unsigned>(date.month()),
                     .day = static_cast<unsigned>(date.day())};
}

PartialDate LatestToday(Timestamp now) {
  return DayAt(now + chr::hours(14));
}

PartialDate EarliestToday(Timestamp now) {
  return DayAt(now - chr::hours(12));
}

std::strong_ordering CompareKnown(const PartialDate& one, const PartialDate& other) {
  if (!one.year || !other.year) return std::strong_ordering::equal;
  if (one.year != other.year || !one.month || !other.month) return *one.year <=> *other.year;
  if (one.month != other.month || !one.day || !other.day) return *one.month <=> *other.month;
  return *one.day <=> *other.day;
}

bool IsCalendarMoment(std::int64_t seconds) {
  return seconds >= kFirstSecond && seconds <= kLastSecond;
}

}  // namespace clearway::certificate
