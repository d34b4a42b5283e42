// Staff at the kiosk: a badge gets its PIN.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "staff_rig.h"

namespace clearway::session {
namespace {

using records::ActionOutcome;
using staff::BadgeProblem;
using staff::SignInProblem;
using staff::StaffAction;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Staff, of_whom_a_supervisor_gives_a_badge_its_pin_typed_twice) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kEnrol);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffNewBadge);
  kiosk.ShowBadge(kSupervisor);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffNewBadge) << "their own still lies there";
  kiosk.ShowBadge(kStaff);
  kiosk.Enter("123456");
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kPinTooSimple);
  kiosk.Enter("905133");
  kiosk.Enter("905134");
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewStaffPin);
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kPinsDiffer);
  EXPECT_THAT(kiosk.Effects<GivePin>(), IsEmpty());
  kiosk.Enter("905133");
  kiosk.Enter("905133");
  ASSERT_THAT(kiosk.Effects<GivePin>(), SizeIs(1));
  EXPECT_EQ(kiosk.Effects<GivePin>()[0].badge, kStaff);
  EXPECT_EQ(kiosk.Effects<GivePin>()[0].pin.view(), "905133");
  EXPECT_FALSE(kiosk.Offers(Action::kBack)) << "it is done, or it is not";
  kiosk.Do(staff::PinGiven{kiosk.state.staff.awaited, {}, kStaff.id, kSupervisor.id});
  ExpectNotice(StaffNews::kPinGiven);
  const auto given = kiosk.Records<records::PinGiven>();
  ASSERT_THAT(given, SizeIs(1));
  EXPECT_EQ(given[0].badge, kStaff.id);
  EXPECT_EQ(given[0].by, kSupervisor.id);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kDone));
  EXPECT_TRUE(kiosk.state.staff.new_pin.empty());
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
}

TEST_F(Staff, whose_pin_was_given_is_in_the_log_also_when_the_answer_is_late_or_the_kiosk_stops) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kEnrol);
  kiosk.ShowBadge(kStaff);
  kiosk.Enter("905133");
  kiosk.Enter("905133");
  const std::uint32_t ticket = kiosk.state.staff.awaited;
  kiosk.Do(AuditChanged{false});
  EXPECT_EQ(kiosk.state.staff.signed_in, false);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kUnknown));
  kiosk.Do(AuditChanged{true});
  kiosk.Do(staff::PinGiven{ticket, {}, kStaff.id, kSupervisor.id});
  EXPECT_THAT(kiosk.Records<records::PinGiven>(), SizeIs(1));
  kiosk.Do(staff::PinGiven{ticket, std::unexpected(SignInProblem::kFull), kStaff.id});
  EXPECT_THAT(kiosk.Records<records::PinGiven>(), SizeIs(1)) << "nothing was given";
}

TEST_F(Staff, enrol_no_badge_that_is_no_good) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kEnrol);
  kiosk.ShowBadge(std::unexpected(BadgeProblem::kRevoked));
  ExpectNotice(BadgeProblem::kRevoked);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
}

TEST_F(Staff, of_whom_the_first_supervisor_chooses_their_own_pin_and_signs_in_with_it) {
  kiosk.ShowBadge(kSupervisor);
  kiosk.LookedUp(staff::Standing{.awaits_first_supervisor = true});
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewStaffPin);
  kiosk.Enter("905133");
  kiosk.Enter("905133");
  EXPECT_EQ(kiosk.Effects<GivePin>()[0].badge, kSupervisor);
  kiosk.Do(staff::PinGiven{kiosk.state.staff.awaited, {}});
  ExpectNotice(StaffNews::kPinGiven);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kStaffPin);
  kiosk.Enter("905133");
  kiosk.Tried(kSupervisor);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kDone));
}

}  // namespace
}  // namespace clearway::session
