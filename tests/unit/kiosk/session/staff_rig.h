#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "kiosk.h"

namespace clearway::session {

inline const staff::Badge kStaff = StaffBadge(staff::Role::kStaff, 2);
inline const staff::Badge kSupervisor = StaffBadge(staff::Role::kSupervisor, 1);
inline const staff::Badge kTechnician = StaffBadge(staff::Role::kTechnician, 3);

// A kiosk that staff can sign in to, and what became of what they did.
class Staff : public ::testing::Test {
 protected:
  Staff() : kiosk({.has_staff_book = true}) {}

  void ExpectNotice(const StaffNotice& notice) {
    EXPECT_EQ(kiosk.state.screen, Screen::kStaffNotice);
    EXPECT_EQ(kiosk.state.staff.notice, notice);
  }
  void PrintFails() {
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
    kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kFailed});
  }
  // `reason` is the place of one of kRepeatReasons.
  void RepeatPrint(std::size_t reason) {
    kiosk.Choose(staff::StaffAction::kRepeatPrint);
    kiosk.Press(Action::kStaffReason, reason);
  }
  [[nodiscard]] std::vector<records::ActionOutcome> Outcomes() const {
    std::vector<records::ActionOutcome> outcomes;
    for (const auto& ended : kiosk.Records<records::ActionEnded>()) {
      outcomes.push_back(ended.outcome);
    }
    return outcomes;
  }

  Kiosk kiosk;
};

}  // namespace clearway::session
