#include "kiosk/staff/lockout.h"

#include <algorithm>

namespace clearway::staff {
namespace {

std::chrono::seconds LengthOf(const Lockout& lockout) {
  return lockout.locked_until - lockout.locked_at;
}

std::chrono::minutes NextLock(std::uint32_t locks) {
  constexpr std::uint32_t kDoublings = 6;  // more would be cut off
  return std::min(kFirstLock * (1U << std::min(locks, kDoublings)), kLongestLock);
}

}  // namespace

Lockout Rebased(const Lockout& lockout, Timestamp now) {
  Lockout rebased = lockout;
  if (now < lockout.locked_at) {
    rebased.locked_at = now;
    rebased.locked_until = now + LengthOf(lockout);
  }
  return rebased;
}

std::optional<std::chrono::seconds> LockedFor(const Lockout& lockout, Timestamp now) {
  const Lockout lock = Rebased(lockout, now);
  if (now >= lock.locked_until) return std::nullopt;
  return lock.locked_until - now;
}

void CountAttempt(StaffBook& book, Enrolment& enrolment, Timestamp now) {
  Lockout& lockout = book.lockout;
  if (now - lockout.last_wrong >= kForgottenAfter) lockout = {};
  ++enrolment.wrong;
  lockout.last_wrong = now;
  if (++lockout.wrong < kWrongUntilLock) return;
  lockout = {.wrong = 0,
             .locks = lockout.locks + 1,
             .locked_at = now,
             .locked_until = now + NextLock(lockout.locks),
             .last_wrong = now};
}

void ForgiveAttempts(StaffBook& book, Enrolment& enrolment, const Lockout& before) {
  const std::uint32_t own = enrolment.wrong - 1;  // without the one that was right
  enrolment.wrong = 0;
  book.lockout = before;
  book.lockout.wrong -= std::min(book.lockout.wrong, own);
  const bool all_well =
      std::ranges::all_of(book.enrolments, [](const Enrolment& one) { return one.wrong == 0; });
  if (all_well) book.lockout = {};
}

}  // namespace clearway::staff
