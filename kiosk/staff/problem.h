#pragma once

#include <cstdint>

// Why staff are not let in, in words that the audit log has too.
namespace clearway::staff {

enum class BadgeProblem : std::uint8_t {
  kMalformed,      // no badge, or spelled in another way than badges are
  kUnknownSigner,  // no key of ours has signed it
  kForged,         // its signature does not hold
  kNotYetValid,
  kExpired,
  kRevoked,
  kClockInDoubt,  // nobody can say whether it has expired
};
[[nodiscard]] const char* ToString(BadgeProblem problem);

enum class SignInProblem : std::uint8_t {
  kWrongPin,
  kNotEnrolled,  // the badge has no PIN at this kiosk: a supervisor gives it one
  kLocked,       // too many wrong PINs; SignIn::locked_for says how long
  kNotAllowed,   // the badge's role may not do that
  kFull,         // no more badges can be enrolled here
  kUnavailable,  // the book cannot be read or written: nobody signs in without being counted
  kBookBroken,   // the book was not written by this kiosk: somebody has to find out who wrote it
};
[[nodiscard]] const char* ToString(SignInProblem problem);

}  // namespace clearway::staff
