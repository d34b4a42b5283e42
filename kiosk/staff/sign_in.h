#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/pin.h"
#include "keys/pin_key.h"
#include "keys/secret.h"
#include "kiosk/staff/badge.h"
#include "kiosk/staff/problem.h"
#include "kiosk/staff/role.h"
#include "kiosk/staff/staff_book.h"

namespace clearway::staff {

// Somebody whose badge and PIN were right. Only SignIn makes one.
class SignedIn {
 public:
  [[nodiscard]] const Badge& badge() const { return badge_; }
  [[nodiscard]] bool may(StaffAction action) const { return May(badge_.role, action); }

 private:
  friend class SignIn;
  explicit SignedIn(const Badge& badge) : badge_(badge) {}
  Badge badge_;
};

// One kiosk's staff sign-in: which badges have which PIN here, in a file that survives restarts.
// The file holds no PIN, and what it holds is worth nothing without the kiosk's secret. Each
// attempt is counted on the disk before it is made. Every call waits for the disk, Try and Enrol
// for Argon2 (about 60 ms): not for main. One thread at a time.
class SignIn {
 public:
  // kBroken: the file was not written by this kiosk; kDenied, kUnavailable: it cannot be read.
  // `cost` is for tests alone.
  [[nodiscard]] static Result<SignIn> Open(std::filesystem::path file,
                                           encoding::ByteView kiosk_secret,
                                           keys::PinCost cost = {});

  // `badge` comes from CheckBadge: forged, expired and revoked ones never get here, and so nobody
  // can lock staff out without a badge of theirs.
  [[nodiscard]] std::expected<SignedIn, SignInProblem> Try(const Badge& badge, const keys::Pin& pin,
                                                           Timestamp now);
  [[nodiscard]] std::optional<std::chrono::seconds> locked_for(Timestamp now) const;
  [[nodiscard]] bool IsEnrolled(const BadgeId& badge) const;

  // Gives a badge a PIN, or another one. kNotAllowed: not by a supervisor, or to their own badge,
  // whose PIN another supervisor changes (docs/staff.md).
  [[nodiscard]] std::expected<void, SignInProblem> Enrol(const SignedIn& supervisor,
                                                         const Badge& badge, const keys::Pin& pin);
  // The first supervisor of a kiosk gives the PIN to their own badge. kNotAllowed: not a
  // supervisor's, or there is one already.
  [[nodiscard]] std::expected<void, SignInProblem> EnrolFirst(const Badge& badge,
                                                              const keys::Pin& pin);
  [[nodiscard]] bool AwaitsFirstSupervisor() const;

 private:
  SignIn(std::filesystem::path file, keys::Secret book_key, keys::Secret pepper, StaffBook book,
         keys::PinCost cost);
  [[nodiscard]] std::expected<void, SignInProblem> Save(const StaffBook& book);
  [[nodiscard]] std::expected<void, SignInProblem> Put(const Badge& badge, const BadgeId& by,
                                                       const keys::Pin& pin);
  [[nodiscard]] std::optional<keys::Secret> Verifier(const keys::Pin& pin,
                                                     const Enrolment& enrolment) const;

  std::filesystem::path file_;
  keys::Secret book_key_;
  keys::Secret pepper_;
  StaffBook book_;
  keys::PinCost cost_;
};

}  // namespace clearway::staff
