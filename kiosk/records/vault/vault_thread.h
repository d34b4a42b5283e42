#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <thread>
#include <variant>

#include "base/core/bounded_queue.h"
#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/pin.h"
#include "kiosk/records/vault/document_key.h"
#include "kiosk/records/vault/sealed_copy.h"
#include "kiosk/records/vault/vault.h"
#include "kiosk/records/vault/vault_fault.h"

namespace clearway::vault {

// What main asks of the vault. Each is answered once, in order, unless it is withdrawn; `ticket`
// comes back with the answer.
struct KeepCopy {
  std::uint32_t ticket = 0;
  DocumentKey document;
  keys::Pin pin;
  Texts texts;
  TrustedTime time;
};
struct AskForCopy {
  std::uint32_t ticket = 0;
  DocumentKey document;
  keys::Pin pin;
  TrustedTime time;
};
// Every few minutes.
struct PurgeCopies {
  TrustedTime time;
};
using VaultRequest = std::variant<KeepCopy, AskForCopy, PurgeCopies>;

struct KeepAnswer {
  std::uint32_t ticket = 0;
  std::expected<Timestamp, VaultFault> expires_at;
};
struct CopyAnswer {
  std::uint32_t ticket = 0;
  std::expected<Texts, VaultFault> texts;
};
struct PurgeAnswer {
  std::expected<VaultPurge, VaultFault> purged;
};
using VaultAnswer = std::variant<KeepAnswer, CopyAnswer, PurgeAnswer>;

struct VaultThreadSettings {
  // Opens the vault, at the first request and again after trouble; OpenVault with the place's
  // folders.
  std::function<Result<Vault>(const TrustedTime& time)> open;
  // Called from the thread at least once a second, but for the time that a request takes (a quarter
  // of a second, and two where another program has the vault): the watchdog's heart.
  std::function<void()> beat = [] {};
  // Called from the thread after each answer: wakes main.
  std::function<void()> on_answer = [] {};
};

// The vault on a thread of its own, so that main waits neither for the disk nor for Argon2. Submit,
// WithdrawQuestions and Poll belong to the main thread. What waits or is answered holds travellers'
// data: it is wiped when it goes.
class VaultThread {
 public:
  static constexpr std::size_t kCapacity = 16;

  explicit VaultThread(VaultThreadSettings settings);
  // Ends the thread after what it is at; requests that wait are done, so that a copy that was asked
  // for is kept.
  ~VaultThread();

  // False: too much waits already, or answers are not taken; nothing was taken. Never waits.
  [[nodiscard]] bool Submit(VaultRequest request);
  // Nobody waits for the copies that were asked for: what of it has not begun counts as no attempt
  // and is not answered. Copies that shall be kept are kept.
  void WithdrawQuestions();
  [[nodiscard]] std::optional<VaultAnswer> Poll() { return answers_.TryPop(); }

 private:
  void Run(const std::stop_token& stop);
  [[nodiscard]] Vault* Opened(const TrustedTime& time);
  [[nodiscard]] VaultAnswer Answer(KeepCopy& request);
  [[nodiscard]] VaultAnswer Answer(AskForCopy& request);
  [[nodiscard]] VaultAnswer Answer(PurgeCopies& request);
  // Does it in the vault, if that opens; a vault that turns out broken is opened anew next time.
  template <typename Work>
  auto InVault(const TrustedTime& time, Work work) -> decltype(work(std::declval<Vault&>()));

  const VaultThreadSettings settings_;
  BoundedQueue<VaultRequest> requests_{kCapacity};
  BoundedQueue<VaultAnswer> answers_{2 * kCapacity};
  std::optional<Vault> vault_;  // the thread's own
  std::jthread thread_;
};

}  // namespace clearway::vault
