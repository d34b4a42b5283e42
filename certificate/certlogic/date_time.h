#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Date-times as the CertLogic specification (1.3.2, "plusTime" and "dccDateOfBirth") has them: UTC,
// whole milliseconds, years 1 to 9999.
namespace clearway::certlogic {

using DateTime = std::chrono::sys_time<std::chrono::milliseconds>;

enum class TimeUnit : std::uint8_t { kYear, kMonth, kDay, kHour };
// "year", "month", "day", "hour"; nullopt for every other word.
[[nodiscard]] std::optional<TimeUnit> ParseTimeUnit(std::string_view word);
[[nodiscard]] const char* ToString(TimeUnit unit);

// YYYY-MM-DD, YYYY-MM-DDThh:mm:ss with or without a fraction (cut to milliseconds) and an offset
// (Z, +h, +hh, +hmm, +hhmm, +h:mm, +hh:mm; none is UTC), and partial dates as ParseBirthDate has
// them. Nullopt for anything else, days that no calendar has included.
[[nodiscard]] std::optional<DateTime> ParseDateTime(std::string_view text);

// YYYY, YYYY-MM and YYYY-MM-DD: the beginning of the last day that it can mean. Nullopt for
// anything else.
[[nodiscard]] std::optional<DateTime> ParseBirthDate(std::string_view text);

// `amount` may be negative. Years and months move the calendar's fields and keep the day, and a day
// that the month has not runs over into the next, as ECMAScript's Date does: 2020-02-29 and a year
// is 2021-03-01. Nullopt when the result leaves the years 1 to 9999.
[[nodiscard]] std::optional<DateTime> PlusTime(DateTime time, std::int64_t amount, TimeUnit unit);

// 2021-05-04T13:37:42.000Z
[[nodiscard]] std::string FormatDateTime(DateTime time);

}  // namespace clearway::certlogic
