#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/core/clock.h"
#include "kiosk/config.h"
#include "kiosk/records/vault/vault_thread.h"
#include "kiosk/service.h"
#include "kiosk/session/session.h"
#include "kiosk/sources/source_thread.h"

namespace clearway::kiosk {

// Between the session's errands, and the vault and the issuer's service, each on a thread of its
// own. Main owns it; nothing here waits.
class CopyDesk {
 public:
  // The texts of codes read with the present trust; what is no certificate is left out.
  using ReadTexts = std::function<std::vector<session::CodeRead>(std::vector<std::string>)>;

  // Without kept.secret there is no vault, without retrieval.url no service: then nothing is asked
  // of them. `service` is beaten from the threads and must outlive the desk. `on_answer` is called
  // from the threads after each answer: wakes main.
  CopyDesk(const Config& config, Service& service, const std::function<void()>& on_answer);
  // With a vault and an issuer's source that are there already; null: there is none.
  CopyDesk(std::unique_ptr<vault::VaultThread> vault, std::unique_ptr<sources::SourceThread> issuer)
      : vault_(std::move(vault)), issuer_(std::move(issuer)) {}

  // What comes of it comes from Poll, also when it cannot even be asked.
  void Ask(session::AskVault question, const TrustedTime& time);
  void Ask(session::AskIssuer question, const TrustedTime& time);
  void Keep(session::KeepCopy copy, const TrustedTime& time);
  // Takes the questions back, so that the next traveller's does not wait behind them.
  void Withdraw();
  // Has the vault purged at the first call and every few minutes.
  void Purge(const TrustedTime& time, Moment now);
  // What nobody awaits any more is not even read.
  [[nodiscard]] std::vector<session::Event> Poll(const session::Waiting& waiting,
                                                 const ReadTexts& read);

  [[nodiscard]] bool has_vault() const { return vault_ != nullptr; }
  [[nodiscard]] bool has_service() const { return issuer_ != nullptr; }

 private:
  void PollVault(const session::Waiting& waiting, const ReadTexts& read,
                 std::vector<session::Event>& events);
  void PollIssuer(const session::Waiting& waiting, const ReadTexts& read,
                  std::vector<session::Event>& events);

  std::unique_ptr<vault::VaultThread> vault_;
  std::unique_ptr<sources::SourceThread> issuer_;
  std::vector<session::Event> refused_;  // what could not even be asked
  std::optional<Moment> purged_;
};

}  // namespace clearway::kiosk
