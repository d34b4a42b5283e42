#include "kiosk/staff/sign_in.h"

#include <algorithm>
#include <utility>

#include "keys/key_derivation.h"
#include "keys/kiosk_secret.h"
#include "kiosk/staff/lockout.h"

namespace clearway::staff {

SignIn::SignIn(std::filesystem::path file, keys::Secret book_key, keys::Secret pepper,
               StaffBook book, keys::PinCost cost)
    : file_(std::move(file)),
      book_key_(std::move(book_key)),
      pepper_(std::move(pepper)),
      book_(std::move(book)),
      cost_(cost) {}

Result<SignIn> SignIn::Open(std::filesystem::path file, encoding::ByteView kiosk_secret,
                            keys::PinCost cost) {
  auto book_key = keys::DeriveKey(kiosk_secret, encoding::AsBytes("clearway staff book 1"));
  auto pepper = keys::DeriveKey(kiosk_secret, encoding::AsBytes("clearway staff pin 1"));
  if (!book_key || !pepper) return Fail(Fault::kBroken, "OpenSSL could not derive a key");
  auto book = LoadStaffBook(file, book_key->view());
  if (!book) return std::unexpected(book.error());
  return SignIn(std::move(file), std::move(*book_key), std::move(*pepper), std::move(*book), cost);
}

// Bound to the badge, so that nobody can copy a verifier to another badge's place.
std::optional<keys::Secret> SignIn::Verifier(const keys::Pin& pin,
                                             const Enrolment& enrolment) const {
  return keys::KeyFromPin(pin.view(), enrolment.salt, pepper_.view(), enrolment.badge, cost_);
}

std::expected<void, SignInProblem> SignIn::Save(const StaffBook& book) {
  if (!SaveStaffBook(book, file_, book_key_.view())) {
    return std::unexpected(SignInProblem::kUnavailable);
  }
  book_ = book;
  return {};
}

std::optional<std::chrono::seconds> SignIn::locked_for(Timestamp now) const {
  return LockedFor(book_.lockout, now);
}

// An enrolment that too many wrong PINs have used up stays in the book: a kiosk that forgot its
// only supervisor would take whoever holds that badge for the first one.
bool SignIn::IsEnrolled(const BadgeId& badge) const {
  const auto found = std::ranges::find(book_.enrolments, badge, &Enrolment::badge);
  return found != book_.enrolments.end() && found->wrong < kWrongUntilUnenrolled;
}

bool SignIn::AwaitsFirstSupervisor() const {
  return std::ranges::find(book_.enrolments, Role::kSupervisor, &Enrolment::role) ==
         book_.enrolments.end();
}

std::expected<SignedIn, SignInProblem> SignIn::Try(const Badge& badge, const keys::Pin& pin,
                                                   Timestamp now) {
  StaffBook book = book_;
  book.lockout = Rebased(book.lockout, now);
  const Lockout before = book.lockout;
  if (LockedFor(before, now)) {
    // Best effort: a lock that began anew and was not written begins anew once more.
    if (before != book_.lockout) {
      [[maybe_unused]] const auto saved = Save(book);
    }
    return std::unexpected(SignInProblem::kLocked);
  }
  Enrolment* enrolment = book.Find(badge.id);
  if (enrolment == nullptr || enrolment->wrong >= kWrongUntilUnenrolled) {
    return std::unexpected(SignInProblem::kNotEnrolled);
  }
  CountAttempt(book, *enrolment, now);
  if (auto saved = Save(book); !saved) return std::unexpected(saved.error());
  const auto verifier = Verifier(pin, *enrolment);
  if (!verifier) return std::unexpected(SignInProblem::kUnavailable);
  if (!keys::SameTag(verifier->view(), enrolment->verifier)) {
    const bool used_up = enrolment->wrong >= kWrongUntilUnenrolled;
    return std::unexpected(used_up ? SignInProblem::kNotEnrolled : SignInProblem::kWrongPin);
  }
  ForgiveAttempts(book, *enrolment, before);
  enrolment->role = badge.role;  // a renewed badge keeps its number and may have another role
  if (auto saved = Save(book); !saved) return std::unexpected(saved.error());
  return SignedIn(badge);
}

std::expected<void, SignInProblem> SignIn::Put(const Badge& badge, const BadgeId& by,
                                               const keys::Pin& pin) {
  Enrolment enrolment{.badge = badge.id, .role = badge.role, .enrolled_by = by};
  const keys::Secret salt = keys::RandomBytes(enrolment.salt.size());
  std::ranges::copy(salt.view(), enrolment.salt.begin());
  const auto verifier = Verifier(pin, enrolment);
  if (!verifier) return std::unexpected(SignInProblem::kUnavailable);
  std::ranges::copy(verifier->view(), enrolment.verifier.begin());
  StaffBook book = book_;
  if (Enrolment* old = book.Find(badge.id)) {
    *old = enrolment;
  } else if (book.enrolments.size() < kMostEnrolments) {
    book.enrolments.push_back(enrolment);
  } else {
    return std::unexpected(SignInProblem::kFull);
  }
  return Save(book);
}

std::expected<void, SignInProblem> SignIn::Enrol(const SignedIn& supervisor, const Badge& badge,
                                                 const keys::Pin& pin) {
  const bool is_own = badge.id == supervisor.badge().id;
  if (is_own || !supervisor.may(StaffAction::kEnrol)) {
    return std::unexpected(SignInProblem::kNotAllowed);
  }
  return Put(badge, supervisor.badge().id, pin);
}

std::expected<void, SignInProblem> SignIn::EnrolFirst(const Badge& badge, const keys::Pin& pin) {
  const bool is_known =
      std::ranges::find(book_.enrolments, badge.id, &Enrolment::badge) != book_.enrolments.end();
  if (badge.role != Role::kSupervisor || is_known || !AwaitsFirstSupervisor()) {
    return std::unexpected(SignInProblem::kNotAllowed);
  }
  return Put(badge, badge.id, pin);
}

}  // namespace clearway::staff
