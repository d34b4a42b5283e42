#pragma once

#include <chrono>
#include <cstdint>
#include <expected>

#include "kiosk/staff/problem.h"
#include "kiosk/staff/role.h"

// What the staff book says of a badge and a PIN: plain values. `ticket` is the asker's own number.
// An answer says what it is about, also to whoever does not wait for it any more.
namespace clearway::staff {

// How a badge stands at this kiosk.
struct Standing {
  bool enrolled = false;                 // it has a PIN here
  bool awaits_first_supervisor = false;  // nobody could enrol it yet but a supervisor themselves
  std::chrono::seconds locked_for{0};    // nobody signs in until then
};

struct BadgeLookedUp {
  std::uint32_t ticket = 0;
  std::expected<Standing, SignInProblem> standing;
};
struct SignInTried {
  std::uint32_t ticket = 0;
  std::expected<Badge, SignInProblem> who;  // who is signed in now
  std::chrono::seconds locked_for{0};       // after it
  BadgeId badge{};                          // whose PIN was tried
};
struct PinGiven {
  std::uint32_t ticket = 0;
  std::expected<void, SignInProblem> given;
  BadgeId badge{};  // whose PIN it is
  BadgeId by{};     // who was signed in; the badge itself: the first supervisor
};

}  // namespace clearway::staff
