#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/config.h"
#include "kiosk/session/session.h"
#include "kiosk/staff/staff_thread.h"

namespace clearway::kiosk {

// Between the session and the staff book, which lies in the data folder: turns what the session
// asks into requests, and answers into its events. Main owns it; nothing here waits.
class StaffDesk {
 public:
  // `beat` and `on_answer` as of staff::StaffThreadSettings.
  StaffDesk(const Config& config, std::function<void()> beat, std::function<void()> on_answer);

  void Ask(const session::LookUpBadge& request, Timestamp now);
  void Ask(const session::TrySignIn& request, Timestamp now);
  void Ask(const session::GivePin& request);
  void EndSignIn();
  [[nodiscard]] std::vector<session::Event> Poll();

 private:
  staff::StaffThread thread_;
  std::vector<session::Event> refused_;  // what could not even be asked is answered as unavailable
};

// Whose PINs there can be: the kiosk has its secret.
[[nodiscard]] bool HasStaffBook(const Config& config);

}  // namespace clearway::kiosk
