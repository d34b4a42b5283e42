#include "kiosk/staff_desk.h"

#include <utility>
#include <variant>

#include "keys/kiosk_secret.h"

namespace clearway::kiosk {
namespace {

constexpr const char* kBook = "staff";

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

template <typename Answer, typename Request>
void StaffDesk::Submit(Request request) {
  const std::uint32_t ticket = request.ticket;
  if (thread_.Submit(std::move(request))) return;
  refused_.push_back(Answer{ticket, std::unexpected(staff::SignInProblem::kUnavailable)});
}

void StaffDesk::Ask(const session::LookUpBadge& request, Timestamp now) {
  Submit<staff::BadgeLookedUp>(staff::LookUpBadge{request.ticket, request.badge, now});
}

void StaffDesk::Ask(const session::TrySignIn& request, Timestamp now) {
  if (auto pin = keys::Pin::Enter(request.pin.view())) {
    Submit<staff::SignInTried>(
        staff::TrySignIn{request.ticket, request.badge, std::move(*pin), now});
  }
}

void StaffDesk::Ask(const session::GivePin& request) {
  if (auto pin = keys::Pin::Enter(request.pin.view())) {
    Submit<staff::PinGiven>(staff::GivePin{request.ticket, request.badge, std::move(*pin)});
  }
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
