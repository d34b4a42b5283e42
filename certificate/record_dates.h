#pragma once

#include <optional>
#include <string>

#include "base/core/clock.h"
#include "certificate/certificate.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

// What a record's own dates say against it.
struct DateProblem {
  Cause cause;         // kNotYetValid or kExpired
  std::string detail;  // one English sentence for staff, without any date
};

// An authentic certificate may hold a record of what has not happened yet, which no issuer can have
// seen and which would look fresh to any rule, or a recovery outside the days for which its issuer
// certified it (EU DCC schema 1.3.0, `df` and `du`). Days are those of wherever on Earth it is
// earliest or latest, in the holder's favour.
[[nodiscard]] std::optional<DateProblem> CheckRecordDates(const Certificate& certificate,
                                                          Timestamp now);

}  // namespace clearway::certificate
