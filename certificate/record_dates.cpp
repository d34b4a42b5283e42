#include "certificate/record_dates.h"

#include <chrono>
#include <tuple>
#include <variant>

#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

using std::chrono::hours;

// The zones of Earth furthest from UTC.
constexpr hours kLatestZone{14};
constexpr hours kEarliestZone{-12};

PartialDate DayAt(Timestamp moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  return DateOfDayNumber(day.time_since_epoch().count()).value_or(PartialDate{});
}

// As much of both as is known of `date`: 2026 is neither before nor after a day of 2026.
int Compare(const PartialDate& date, const PartialDate& day) {
  const auto known = std::tuple(date.year, date.month ? date.month : day.month,
                                date.month && date.day ? date.day : day.day);
  const auto other = std::tuple(day.year, day.month, day.day);
  return known < other ? -1 : known > other ? 1 : 0;
}

bool IsFuture(const PartialDate& date, Timestamp now) {
  return date.year && Compare(date, DayAt(now + kLatestZone)) > 0;
}

bool IsPast(const PartialDate& date, Timestamp now) {
  return date.year && Compare(date, DayAt(now + kEarliestZone)) < 0;
}

DateProblem NotYetHappened() {
  return {.cause = Cause::kNotYetValid, .detail = "A record is dated in the future."};
}

struct Checker {
  Timestamp now;

  std::optional<DateProblem> operator()(const Vaccination& vaccination) const {
    if (IsFuture(vaccination.given_on, now)) return NotYetHappened();
    return std::nullopt;
  }
  std::optional<DateProblem> operator()(const Test& test) const {
    const bool is_future =
        test.sampled_at ? *test.sampled_at > now + kLatestZone : IsFuture(test.sampled_on, now);
    if (is_future) return NotYetHappened();
    return std::nullopt;
  }
  std::optional<DateProblem> operator()(const Recovery& recovery) const {
    if (IsFuture(recovery.first_positive, now)) return NotYetHappened();
    if (IsFuture(recovery.valid_from, now)) {
      return DateProblem{.cause = Cause::kNotYetValid, .detail = "A recovery counts later only."};
    }
    if (IsPast(recovery.valid_until, now)) {
      return DateProblem{.cause = Cause::kExpired, .detail = "A recovery counts no longer."};
    }
    return std::nullopt;
  }
  // What it declares proves nothing; its status does.
  std::optional<DateProblem> operator()(const Declaration& /*declaration*/) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<DateProblem> CheckRecordDates(const Certificate& certificate, Timestamp now) {
  for (const Record& record : certificate.records) {
    if (auto problem = std::visit(Checker{now}, record.details)) return problem;
  }
  return std::nullopt;
}

}  // namespace clearway::certificate
