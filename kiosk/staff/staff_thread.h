#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <variant>

#include "base/core/bounded_queue.h"
#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/pin.h"
#include "kiosk/staff/sign_in.h"
#include "kiosk/staff/staff_answer.h"

namespace clearway::staff {

// What main asks of the staff book. Each is answered once, in order, but SignOut, which is done.
struct LookUpBadge {
  std::uint32_t ticket = 0;
  Badge badge;  // as CheckBadge gave it, here and below
  Timestamp now;
};
struct TrySignIn {
  std::uint32_t ticket = 0;
  Badge badge;
  keys::Pin pin;
  Timestamp now;
};
// By whoever is signed in; by the badge's owner, where nobody is and the kiosk awaits its first
// supervisor.
struct GivePin {
  std::uint32_t ticket = 0;
  Badge badge;
  keys::Pin pin;
};
struct SignOut {};
using StaffRequest = std::variant<LookUpBadge, TrySignIn, GivePin, SignOut>;
using StaffAnswer = std::variant<BadgeLookedUp, SignInTried, PinGiven>;

struct StaffThreadSettings {
  // Opens the book, at the first request and again after trouble.
  std::function<Result<SignIn>()> open;
  // Called from the thread at least once a second, but for the time that a request takes (a quarter
  // of a second): the watchdog's heart.
  std::function<void()> beat = [] {};
  // Called from the thread after each answer: wakes main.
  std::function<void()> on_answer = [] {};
};

// The staff sign-in on a thread of its own, so that main waits neither for the disk nor for Argon2.
// It knows by itself who is signed in: main cannot enrol anybody without that. Submit and Poll
// belong to the main thread.
class StaffThread {
 public:
  static constexpr std::size_t kCapacity = 8;

  explicit StaffThread(StaffThreadSettings settings);
  // Ends the thread after what it is at.
  ~StaffThread();

  // False: too much waits already, or answers are not taken; nothing was taken. Never waits.
  [[nodiscard]] bool Submit(StaffRequest request);
  [[nodiscard]] std::optional<StaffAnswer> Poll() { return answers_.TryPop(); }

 private:
  void Run(const std::stop_token& stop);
  // The book; else why there is none.
  [[nodiscard]] std::expected<SignIn*, SignInProblem> Book();
  [[nodiscard]] std::optional<StaffAnswer> Answer(const LookUpBadge& request);
  [[nodiscard]] std::optional<StaffAnswer> Answer(const TrySignIn& request);
  [[nodiscard]] std::optional<StaffAnswer> Answer(const GivePin& request);
  [[nodiscard]] std::optional<StaffAnswer> Answer(const SignOut& request);

  const StaffThreadSettings settings_;
  BoundedQueue<StaffRequest> requests_{kCapacity};
  BoundedQueue<StaffAnswer> answers_{2 * kCapacity};
  std::optional<SignIn> book_;         // the thread's own, as what follows
  std::optional<SignedIn> signed_in_;  // by the last TrySignIn
  std::jthread thread_;
};

}  // namespace clearway::staff
