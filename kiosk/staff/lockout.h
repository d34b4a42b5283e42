#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/core/clock.h"
#include "kiosk/staff/staff_book.h"

// Five wrong PINs, whoever's, lock a kiosk's staff sign-in; each lock is twice as long as the one
// before. Pure.
namespace clearway::staff {

inline constexpr std::uint32_t kWrongUntilLock = 5;
inline constexpr std::chrono::minutes kFirstLock{1};
inline constexpr std::chrono::minutes kLongestLock{60};
// After so long without a wrong PIN the kiosk forgets its locks: somebody who mistyped and went
// home does not make everybody else's next lock longer.
inline constexpr std::chrono::hours kForgottenAfter{24};
// After so many in a row a badge has no PIN here any more, until a supervisor enrols it again.
inline constexpr std::uint32_t kWrongUntilUnenrolled = 20;

// For how long it is locked still; nullopt: it is not. A clock that went back does not make a lock
// longer than it was made.
[[nodiscard]] std::optional<std::chrono::seconds> LockedFor(const Lockout& lockout, Timestamp now);
// The same lock, beginning now, where the clock went back before it.
[[nodiscard]] Lockout Rebased(const Lockout& lockout, Timestamp now);

// One more attempt is about to be made with this badge, and counts as wrong until it proves right.
void CountAttempt(StaffBook& book, Enrolment& enrolment, Timestamp now);
// It was right: what this badge's holder got wrong is forgiven, and nobody else's, so that no
// insider can guess at a colleague's PIN between two sign-ins of their own. `before` is the lockout
// before the attempt was counted.
void ForgiveAttempts(StaffBook& book, Enrolment& enrolment, const Lockout& before);

}  // namespace clearway::staff
