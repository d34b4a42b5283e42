#include "certificate/record_dates.h"

#include <chrono>
#include <variant>

#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

bool IsFuture(const PartialDate& date, Timestamp now) {
  return CompareKnown(date, LatestToday(now)) > 0;
}

bool IsPast(const PartialDate& date, Timestamp now) {
  return CompareKnown(date, EarliestToday(now)) < 0;
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
    const std::chrono::hours ahead(test.is_zone_assumed ? 14 : 0);
    const bool is_future =
        test.sampled_at ? *test.sampled_at > now + ahead : IsFuture(test.sampled_on, now);
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
