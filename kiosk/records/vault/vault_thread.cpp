#include "kiosk/records/vault/vault_thread.h"

#include <chrono>
#include <utility>

#include "base/core/log.h"
#include "base/core/wipe_stack.h"
#include "events/kiosk_events.h"

namespace clearway::vault {
namespace {

constexpr std::chrono::milliseconds kBetweenBeats{500};

}  // namespace

VaultThread::VaultThread(VaultThreadSettings settings)
    : settings_(std::move(settings)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

VaultThread::~VaultThread() = default;

bool VaultThread::Submit(VaultRequest request) {
  // Answers that nobody takes must not pile up either.
  if (answers_.size() >= kCapacity) return false;
  return requests_.TryPush(std::move(request));
}

void VaultThread::WithdrawQuestions() {
  requests_.RemoveIf(
      [](const VaultRequest& request) { return std::holds_alternative<AskForCopy>(request); });
}

Vault* VaultThread::Opened(const TrustedTime& time) {
  if (vault_) return &*vault_;
  auto opened = settings_.open(time);
  if (!opened) {
    Log(events::kiosk::VaultUnavailable{.fault = opened.error().fault});
    return nullptr;
  }
  vault_.emplace(std::move(*opened));
  return &*vault_;
}

template <typename Work>
auto VaultThread::InVault(const TrustedTime& time, Work work)
    -> decltype(work(std::declval<Vault&>())) {
  Vault* vault = Opened(time);
  if (vault == nullptr) return std::unexpected(VaultFault::kUnavailable);
  auto done = work(*vault);
  if (!done && (done.error() == VaultFault::kBroken || done.error() == VaultFault::kUnavailable)) {
    vault_.reset();
  }
  return done;
}

VaultAnswer VaultThread::Answer(KeepCopy& request) {
  return KeepAnswer{request.ticket, InVault(request.time, [&](Vault& vault) {
                      return vault.Put(request.document, request.pin, request.texts.codes,
                                       request.time);
                    })};
}

VaultAnswer VaultThread::Answer(AskForCopy& request) {
  return CopyAnswer{request.ticket, InVault(request.time, [&](Vault& vault) {
                      return vault.Open(request.document, request.pin, request.time);
                    })};
}

VaultAnswer VaultThread::Answer(PurgeCopies& request) {
  return PurgeAnswer{
      InVault(request.time, [&](Vault& vault) { return vault.Purge(request.time); })};
}

void VaultThread::Run(const std::stop_token& stop) {
  while (true) {
    settings_.beat();
    std::optional<VaultRequest> request = requests_.PopFor(stop, kBetweenBeats);
    if (!request) {
      if (stop.stop_requested()) return;
      continue;
    }
    VaultAnswer answer = std::visit([this](auto& one) { return Answer(one); }, *request);
    if (answers_.TryPush(std::move(answer))) settings_.on_answer();
    WipeStackBelow();
  }
}

}  // namespace clearway::vault
