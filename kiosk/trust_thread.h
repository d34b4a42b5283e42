#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/core/clock.h"
#include "base/core/mailbox.h"
#include "kiosk/trust.h"
#include "kiosk/trust_watch.h"

namespace clearway::kiosk {

// Watches whom the kiosk trusts on a thread of its own: thousands of signers take half a second, a
// disk takes as long as it likes, and a traveller's screen waits for neither. Main asks, takes what
// was found, and judges by what it took last.
class TrustThread {
 public:
  // `on_change`, called from the thread: there is something to poll. The destructor waits for a
  // look under way, which a disk may hold up: whoever stops the program kills it then.
  TrustThread(TrustFolders folders, keys::DemoSigners demo, std::function<void()> on_change);

  // Lets the thread look, every two seconds and one look at a time. `synchronised`: the time, if
  // something keeps the clock right.
  void Ask(Moment now, std::optional<Timestamp> synchronised);
  // True when trust, or what is to be said of it, is another one from now on.
  bool Poll();

  [[nodiscard]] bool has_answered() const { return has_answered_; }
  // What follows is valid until a Poll that is true.
  [[nodiscard]] bool usable() const { return trust_ != nullptr; }
  // Nobody while none could be loaded.
  [[nodiscard]] const Trust& trust() const { return trust_ ? *trust_ : nobody_; }
  // See TrustWatch; and whether a disk does not answer.
  [[nodiscard]] const std::vector<std::string>& report() const { return report_; }

 private:
  struct Question {
    Moment now;
    std::optional<Timestamp> synchronised;
    std::shared_ptr<const Trust> retired;  // which takes time to destroy, too
  };
  struct Answer {
    bool changed = false;
    std::shared_ptr<const Trust> trust;
    std::vector<std::string> report;
  };
  void Run(const std::stop_token& stop);

  const std::function<void()> on_change_;
  TrustWatch watch_;  // the thread's alone
  const Trust nobody_{};
  std::shared_ptr<const Trust> trust_;
  std::shared_ptr<const Trust> retired_;
  std::vector<std::string> report_;
  std::optional<Moment> asked_;
  bool is_looking_ = false;
  bool is_late_ = false;
  bool is_told_late_ = false;
  bool has_answered_ = false;
  Mailbox<Question> question_;
  Mailbox<Answer> answer_;
  std::jthread thread_;  // last: it uses the members above
};

}  // namespace clearway::kiosk
