#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// "", "1964", "1964-08", "1964-08-12", each also with a time behind a whole day, which is left out.
// Nullopt for anything else, days that no calendar has included. An empty text is a date of which
// nothing is known.
[[nodiscard]] std::optional<PartialDate> ParsePartialDate(std::string_view text);
// The inverse, without a time: "1964-08".
[[nodiscard]] std::string FormatPartialDate(const PartialDate& date);

enum class UtcOffset : std::uint8_t { kOptional, kRequired };

// RFC 3339, and what issuers write instead: seconds left out, fractions (cut off), offsets as
// +02:00, +0200 and +02, a space for the T. Without an offset it is UTC, or nothing where one is
// required. Nullopt for anything else.
[[nodiscard]] std::optional<Timestamp> ParseDateTime(std::string_view text,
                                                     UtcOffset offset = UtcOffset::kOptional);

// Days since 1970-01-01 and back; nullopt for a date that is not a whole day, or a year outside
// 1 to 9999.
[[nodiscard]] std::optional<std::int64_t> DayNumber(const PartialDate& date);
[[nodiscard]] std::optional<PartialDate> DateOfDayNumber(std::int64_t day);

// Today, wherever on Earth it is latest or earliest (UTC+14, UTC-12): what is after the one has not
// come anywhere, what is before the other is over everywhere.
[[nodiscard]] PartialDate LatestToday(Timestamp now);
[[nodiscard]] PartialDate EarliestToday(Timestamp now);

// Compares as much as is known of both: 2026 is neither before nor after a day of 2026.
[[nodiscard]] std::strong_ordering CompareKnown(const PartialDate& one, const PartialDate& other);

// Whether the moment lies in the years 1 to 9999, which is what FormatTimestamp can show.
[[nodiscard]] bool IsCalendarMoment(std::int64_t seconds);

}  // namespace clearway::certificate
