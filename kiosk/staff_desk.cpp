#include "kiosk/staff_desk.h"

#include <utility>
#include <variant>

#include "keys/kiosk_secret.h"

namespace clearway::kiosk {
namespace {

constexpr const char* kBook = "staff";
// What could not even be asked: too much waits, or it is no PIN.
const std::unexpected kRefused(staff::SignInProblem::kUnavailable);

// The secret is in memory for as long as it takes to derive the book's keys from it.
Result<staff::SignIn> OpenBook(const std::filesystem::path& folder,
                               const std::filesystem::path& secret_file) {
  const auto secret = keys::LoadKioskSecret(secret_file);
  if (!secret) return std::unexpected(secret.error());
  return staff::SignIn::Open(folder / kBook, secret->view());
}

}  // namespace

bool HasStaffBook(const Config& config) {
  return !config.kiosk_secret.empty();
}

StaffDesk::StaffDesk(const Config& config, std::function<void()> beat,
                     std::function<void()> on_answer)
    : thread_({.open = [folder = config.data_folder,
                        secret = config.kiosk_secret] { return OpenBook(folder, secret); },
               .beat = std::move(beat),
               .on_answer = std::move(on_answer)}) {}

void StaffDesk::Ask(const session::LookUpBadge& request, Timestamp now) {
  if (thread_.Submit(staff::LookUpBadge{request.ticket, request.badge, now})) return;
  refused_.emplace_back(staff::BadgeLookedUp{.ticket = request.ticket, .standing = kRefused});
}

void StaffDesk::Ask(const session::TrySignIn& request, Timestamp now) {
  auto pin = keys::Pin::Enter(request.pin.view());
  if (pin &&
      thread_.Submit(staff::TrySignIn{request.ticket, request.badge, std::move(*pin), now})) {
    return;
  }
  refused_.emplace_back(
      staff::SignInTried{.ticket = request.ticket, .who = kRefused, .badge = request.badge.id});
}

void StaffDesk::Ask(const session::GivePin& request) {
  auto pin = keys::Pin::Enter(request.pin.view());
  if (pin && thread_.Submit(staff::GivePin{request.ticket, request.badge, std::move(*pin)})) {
    return;
  }
  refused_.emplace_back(
      staff::PinGiven{.ticket = request.ticket, .given = kRefused, .badge = request.badge.id});
}

// Requests that wait are few: there is room for this one unless the thread hangs, and then nobody
// is enrolled either.
void StaffDesk::EndSignIn() {
  [[maybe_unused]] const bool taken = thread_.Submit(staff::SignOut{});
}

std::vector<session::Event> StaffDesk::Poll() {
  std::vector<session::Event> events = std::exchange(refused_, {});
  while (auto answer = thread_.Poll()) {
    std::visit([&](auto& one) { events.emplace_back(std::move(one)); }, *answer);
  }
  return events;
}

}  // namespace clearway::kiosk
