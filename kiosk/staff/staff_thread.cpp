#include "kiosk/staff/staff_thread.h"

#include <chrono>
#include <utility>

#include "base/core/log.h"
#include "base/core/wipe_stack.h"
#include "events/kiosk_events.h"

namespace clearway::staff {
namespace {

constexpr std::chrono::milliseconds kBetweenBeats{500};

}  // namespace

StaffThread::StaffThread(StaffThreadSettings settings)
    : settings_(std::move(settings)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

StaffThread::~StaffThread() = default;

bool StaffThread::Submit(StaffRequest request) {
  if (answers_.size() >= kCapacity) return false;
  return requests_.TryPush(std::move(request));
}

std::expected<SignIn*, SignInProblem> StaffThread::Book() {
  if (book_) return &*book_;
  auto opened = settings_.open();
  if (!opened) {
    const Fault fault = opened.error().fault;
    Log(events::kiosk::StaffBookUnusable{.fault = fault});
    return std::unexpected(fault == Fault::kBroken ? SignInProblem::kBookBroken
                                                   : SignInProblem::kUnavailable);
  }
  book_.emplace(std::move(*opened));
  return &*book_;
}

std::optional<StaffAnswer> StaffThread::Answer(const LookUpBadge& request) {
  const auto book = Book();
  if (!book) return BadgeLookedUp{request.ticket, std::unexpected(book.error())};
  const SignIn& sign_in = **book;
  return BadgeLookedUp{
      request.ticket,
      Standing{.enrolled = sign_in.IsEnrolled(request.badge.id),
               .awaits_first_supervisor = sign_in.AwaitsFirstSupervisor(),
               .locked_for = sign_in.locked_for(request.now).value_or(std::chrono::seconds(0))}};
}

std::optional<StaffAnswer> StaffThread::Answer(const TrySignIn& request) {
  signed_in_.reset();
  const auto book = Book();
  SignInTried tried{.ticket = request.ticket, .who = request.badge, .badge = request.badge.id};
  if (!book) {
    tried.who = std::unexpected(book.error());
    return tried;
  }
  auto signed_in = (*book)->Try(request.badge, request.pin, request.now);
  if (signed_in) {
    signed_in_ = *signed_in;
  } else {
    tried.who = std::unexpected(signed_in.error());
  }
  tried.locked_for = (*book)->locked_for(request.now).value_or(std::chrono::seconds(0));
  return tried;
}

std::optional<StaffAnswer> StaffThread::Answer(const GivePin& request) {
  PinGiven answer{.ticket = request.ticket,
                  .given = {},
                  .badge = request.badge.id,
                  .by = signed_in_ ? signed_in_->badge().id : request.badge.id};
  const auto book = Book();
  if (!book) {
    answer.given = std::unexpected(book.error());
  } else if (signed_in_) {
    answer.given = (*book)->Enrol(*signed_in_, request.badge, request.pin);
  } else {
    answer.given = (*book)->EnrolFirst(request.badge, request.pin);
  }
  return answer;
}

std::optional<StaffAnswer> StaffThread::Answer(const SignOut&) {
  signed_in_.reset();
  return std::nullopt;
}

void StaffThread::Run(const std::stop_token& stop) {
  while (true) {
    settings_.beat();
    const std::optional<StaffRequest> request = requests_.PopFor(stop, kBetweenBeats);
    if (stop.stop_requested()) return;
    if (!request) continue;
    auto answer = std::visit([this](const auto& one) { return Answer(one); }, *request);
    if (answer && answers_.TryPush(std::move(*answer))) settings_.on_answer();
    WipeStackBelow();
  }
}

}  // namespace clearway::staff
