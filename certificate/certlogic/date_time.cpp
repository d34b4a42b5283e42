#include "certificate/certlogic/date_time.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "certificate/dates.h"
#include "certificate/text_scanner.h"

namespace clearway::certlogic {
namespace {

namespace chr = std::chrono;
using certificate::TextScanner;

constexpr std::size_t kWholeDate = 10;  // characters of YYYY-MM-DD

constexpr std::array<std::pair<std::string_view, TimeUnit>, 4> kUnits = {{
    {"year", TimeUnit::kYear},
    {"month", TimeUnit::kMonth},
    {"day", TimeUnit::kDay},
    {"hour", TimeUnit::kHour},
}};

std::optional<DateTime> WithinTheCalendar(DateTime time) {
  const auto seconds = chr::floor<chr::seconds>(time).time_since_epoch().count();
  return certificate::IsCalendarMoment(seconds) ? std::optional(time) : std::nullopt;
}

std::optional<chr::milliseconds> ScanFraction(TextScanner& scanner) {
  std::string digits(scanner.TakeDigits());
  if (digits.empty()) return std::nullopt;
  digits.resize(3, '0');
  return chr::milliseconds((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0'));
}

// hh:mm:ss and a fraction.
std::optional<chr::milliseconds> ScanTimeOfDay(TextScanner& scanner) {
  const std::optional<int> hours = scanner.Number(2);
  if (!hours || !scanner.Take(':')) return std::nullopt;
  const std::optional<int> minutes = scanner.Number(2);
  if (!minutes || !scanner.Take(':')) return std::nullopt;
  const std::optional<int> seconds = scanner.Number(2);
  if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  const chr::milliseconds time =
      chr::hours(*hours) + chr::minutes(*minutes) + chr::seconds(*seconds);
  if (!scanner.Take('.')) return time;
  const std::optional<chr::milliseconds> fraction = ScanFraction(scanner);
  return fraction ? std::optional(time + *fraction) : std::nullopt;
}

// The hours and minutes of an offset: h, hh, hmm, hhmm, h:mm, hh:mm.
std::optional<chr::minutes> ScanOffsetDigits(TextScanner& scanner) {
  std::string digits(scanner.TakeDigits());
  const bool minutes_follow = scanner.Take(':');
  if (digits.size() % 2 == 1) digits.insert(digits.begin(), '0');
  if (minutes_follow) {
    if (digits.size() != 2) return std::nullopt;
    digits += scanner.TakeDigits();
    if (digits.size() != 4) return std::nullopt;
  }
  if (digits.size() == 2) digits += "00";
  if (digits.size() != 4) return std::nullopt;
  TextScanner number(digits);
  const int hours = number.Number(2).value_or(0);
  const int minutes = number.Number(2).value_or(0);
  if (hours > 23 || minutes > 59) return std::nullopt;
  return chr::hours(hours) + chr::minutes(minutes);
}

std::optional<chr::minutes> ScanOffset(TextScanner& scanner) {
  if (scanner.done() || scanner.Take('Z')) return chr::minutes(0);
  const bool west = scanner.Take('-');
  if (!west && !scanner.Take('+')) return std::nullopt;
  const std::optional<chr::minutes> offset = ScanOffsetDigits(scanner);
  if (!offset) return std::nullopt;
  return west ? -*offset : *offset;
}

// The day `day` (1-based) of a month that may be out of its year, and a day that may be out of its
// month.
DateTime Rolled(std::int64_t year, std::int64_t month, unsigned day, chr::milliseconds time) {
  const std::int64_t carried = year + (month >= 0 ? month / 12 : (month - 11) / 12);
  const auto within = static_cast<unsigned>(((month % 12) + 12) % 12);
  const chr::sys_days first = chr::year(static_cast<int>(carried)) / chr::month(within + 1) / 1;
  return first + chr::days(day - 1) + time;
}

}  // namespace

std::optional<TimeUnit> ParseTimeUnit(std::string_view word) {
  for (const auto& [name, unit] : kUnits) {
    if (name == word) return unit;
  }
  return std::nullopt;
}

const char* ToString(TimeUnit unit) {
  for (const auto& [name, known] : kUnits) {
    if (known == unit) return name.data();
  }
  return "";
}

std::optional<DateTime> ParseBirthDate(std::string_view text) {
  if (text.empty() || text.size() > kWholeDate) return std::nullopt;
  const std::optional<certificate::PartialDate> date = certificate::ParsePartialDate(text);
  if (!date) return std::nullopt;
  const chr::year_month month =
      chr::year(date->year.value_or(0)) / chr::month(date->month.value_or(12));
  if (!date->day) return chr::sys_days(month / chr::last);
  return chr::sys_days(month / chr::day(*date->day));
}

std::optional<DateTime> ParseDateTime(std::string_view text) {
  const std::optional<DateTime> date = ParseBirthDate(text.substr(0, kWholeDate));
  if (!date || text.size() <= kWholeDate) return date;
  TextScanner scanner(text.substr(kWholeDate));
  if (!scanner.Take('T')) return std::nullopt;
  const std::optional<chr::milliseconds> time = ScanTimeOfDay(scanner);
  if (!time) return std::nullopt;
  const std::optional<chr::minutes> offset = ScanOffset(scanner);
  if (!offset || !scanner.done()) return std::nullopt;
  return WithinTheCalendar(*date + *time - *offset);
}

std::optional<DateTime> PlusTime(DateTime time, std::int64_t amount, TimeUnit unit) {
  constexpr std::int64_t kMost = 100'000'000;  // hours from the year 1 to 9999, and more
  if (amount < -kMost || amount > kMost) return std::nullopt;
  if (unit == TimeUnit::kHour) return WithinTheCalendar(time + chr::hours(amount));
  if (unit == TimeUnit::kDay) return WithinTheCalendar(time + chr::days(amount));
  const chr::sys_days midnight = chr::floor<chr::days>(time);
  const chr::year_month_day date(midnight);
  const std::int64_t years = unit == TimeUnit::kYear ? amount : 0;
  const std::int64_t months = unit == TimeUnit::kMonth ? amount : 0;
  const std::int64_t year = static_cast<int>(date.year()) + years;
  const std::int64_t month = static_cast<unsigned>(date.month()) - 1 + months;
  if (year + month / 12 < -9999 || year + month / 12 > 19999) return std::nullopt;
  return WithinTheCalendar(Rolled(year, month, static_cast<unsigned>(date.day()), time - midnight));
}

std::string FormatDateTime(DateTime time) {
  const chr::sys_days midnight = chr::floor<chr::days>(time);
  const chr::year_month_day date(midnight);
  const chr::hh_mm_ss clock(time - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

}  // namespace clearway::certlogic
