// Staff at the kiosk: what their role may do: checks by hand, the printer, the diagnosis.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "staff_rig.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using records::ActionOutcome;
using staff::Role;
using staff::StaffAction;
using std::chrono::seconds;
using ::testing::SizeIs;

TEST_F(Staff, are_offered_what_their_role_may_do_and_nothing_else) {
  kiosk.Read("LI", ReadingOf("LI", Cause::kUnknownSigner));
  for (const auto& badge : {kStaff, kSupervisor, kTechnician}) {
    kiosk.SignIn(badge);
    ASSERT_EQ(kiosk.state.screen, Screen::kStaffMenu);
    for (const auto what : {StaffAction::kRepeatPrint, StaffAction::kClearQueue,
                            StaffAction::kRetract, StaffAction::kEnrol, StaffAction::kDiagnose}) {
      EXPECT_EQ(kiosk.OffersAction(what), staff::May(badge.role, what)) << staff::ToString(what);
    }
    EXPECT_EQ(kiosk.OffersAction(StaffAction::kManualCheck), badge.role != Role::kTechnician);
    kiosk.Press(Action::kSignOut);
  }
}

TEST_F(Staff, decide_by_hand_what_the_kiosk_could_not_and_the_kiosks_answer_stays) {
  for (std::size_t i = 0; i < kCheckOutcomes.size(); ++i) {
    Kiosk other({.has_staff_book = true});
    other.Read("LI", ReadingOf("LI", Cause::kUnknownSigner));
    other.SignIn(kStaff);
    other.Choose(StaffAction::kManualCheck);
    EXPECT_EQ(other.state.screen, Screen::kStaffCheck);
    other.Press(Action::kStaffOutcome, i);
    EXPECT_EQ(other.state.staff.notice, StaffNotice(StaffNews::kCheckRecorded));
    ASSERT_THAT(other.Records<records::ActionEnded>(), SizeIs(1));
    EXPECT_EQ(other.Records<records::ActionEnded>()[0].outcome, kCheckOutcomes[i]);
    EXPECT_EQ(other.Answer(), Answer::kUndetermined);
    other.Press(Action::kBack);
    other.Press(Action::kSignOut);
    EXPECT_EQ(other.state.screen, Screen::kVerdict);
    EXPECT_FALSE(other.Offers(Action::kPrint)) << "nothing is printed as accepted";
    EXPECT_THAT(other.Records<records::VerdictGiven>(), SizeIs(1));
  }
}

TEST_F(Staff, decide_nothing_about_what_the_kiosk_has_decided) {
  kiosk.Read("LI", ReadingOf("LI", Cause::kBadSignature));
  kiosk.SignIn(kStaff);
  EXPECT_FALSE(kiosk.OffersAction(StaffAction::kManualCheck));
  kiosk.Choose(StaffAction::kManualCheck);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
}

TEST_F(Staff, clear_the_queue_and_pull_paper_back_and_read_what_came_of_it) {
  const std::vector<std::tuple<StaffAction, Upkeep, std::optional<Fault>, StaffNews, ActionOutcome>>
      cases{{StaffAction::kClearQueue, Upkeep::kClearQueue, std::nullopt, StaffNews::kQueueCleared,
             ActionOutcome::kDone},
            {StaffAction::kClearQueue, Upkeep::kClearQueue, Fault::kUnavailable,
             StaffNews::kQueueNotCleared, ActionOutcome::kFailed},
            {StaffAction::kRetract, Upkeep::kRetract, std::nullopt, StaffNews::kRetracted,
             ActionOutcome::kDone},
            {StaffAction::kRetract, Upkeep::kRetract, Fault::kUnsupported,
             StaffNews::kCannotRetract, ActionOutcome::kFailed},
            {StaffAction::kRetract, Upkeep::kRetract, Fault::kNotFound,
             StaffNews::kNothingToRetract, ActionOutcome::kFailed},
            {StaffAction::kRetract, Upkeep::kRetract, Fault::kDenied, StaffNews::kNotRetracted,
             ActionOutcome::kFailed}};
  kiosk.SignIn(kSupervisor);
  for (const auto& [what, upkeep, fault, news, outcome] : cases) {
    kiosk.effects.clear();
    kiosk.Choose(what);
    EXPECT_EQ(kiosk.state.screen, Screen::kStaffWaiting);
    ASSERT_THAT(kiosk.Effects<TendPrinter>(), SizeIs(1));
    EXPECT_EQ(kiosk.Effects<TendPrinter>()[0].what, upkeep);
    kiosk.Do(UpkeepDone{kiosk.Effects<TendPrinter>()[0].ticket, upkeep, fault});
    ExpectNotice(news);
    EXPECT_THAT(Outcomes(), testing::ElementsAre(outcome));
    kiosk.Press(Action::kBack);
  }
}

TEST_F(Staff, are_told_that_what_cannot_be_recorded_was_not_done) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kClearQueue);
  kiosk.Do(ActionNotRecorded{});
  kiosk.Do(AuditChanged{false});
  ExpectNotice(StaffNews::kNotDone);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  EXPECT_FALSE(kiosk.state.staff.signed_in);
  EXPECT_THAT(kiosk.Records<records::StaffSignedOut>(), SizeIs(1));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
}

TEST_F(Staff, are_told_so_of_a_print_that_was_not_repeated_and_the_traveller_goes_on) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  RepeatPrint(0);
  ASSERT_EQ(kiosk.state.screen, Screen::kPrinting);
  kiosk.Do(ActionNotRecorded{});
  kiosk.Do(AuditChanged{false});
  ExpectNotice(StaffNews::kNotDone);
  EXPECT_EQ(kiosk.state.print.phase, PrintPhase::kFailed);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Staff, who_leave_that_notice_leave_a_closed_kiosk) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kClearQueue);
  kiosk.Do(ActionNotRecorded{});
  kiosk.Do(AuditChanged{false});
  kiosk.Wait(kiosk.state.settings.idle_warning + kiosk.state.settings.idle_end);
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
}

TEST_F(Staff, who_repeat_a_print_leave_no_stranger_waiting_for_an_answer) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.Press(Action::kBack);
  kiosk.ReadGood("WANG");
  ASSERT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
  kiosk.SignIn(kStaff);
  RepeatPrint(0);
  ASSERT_EQ(kiosk.state.screen, Screen::kPrinting);
  EXPECT_THAT(kiosk.state.pending, testing::IsEmpty());
}

TEST_F(Staff, wait_for_the_printer_and_the_log_says_when_nobody_knows_what_it_did) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kClearQueue);
  EXPECT_FALSE(kiosk.Offers(Action::kBack));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffWaiting);
  kiosk.Wait(kiosk.state.settings.staff_limit);
  ExpectNotice(StaffNews::kNoAnswer);
  EXPECT_TRUE(kiosk.state.staff.signed_in);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kUnknown));
  kiosk.Do(UpkeepDone{kiosk.Effects<TendPrinter>()[0].ticket, Upkeep::kClearQueue, std::nullopt});
  ExpectNotice(StaffNews::kNoAnswer);
  EXPECT_THAT(Outcomes(), SizeIs(1));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
}

TEST_F(Staff, who_ask_the_printer_twice_take_no_late_answer_for_the_second_ones) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kClearQueue);
  kiosk.Wait(kiosk.state.settings.staff_limit);
  kiosk.Press(Action::kBack);
  kiosk.Choose(StaffAction::kClearQueue);
  const auto asked = kiosk.Effects<TendPrinter>();
  ASSERT_THAT(asked, SizeIs(2));
  kiosk.Do(UpkeepDone{asked[0].ticket, Upkeep::kClearQueue, Fault::kUnavailable});
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffWaiting);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kUnknown));
  kiosk.Do(UpkeepDone{asked[1].ticket, Upkeep::kClearQueue, std::nullopt});
  ExpectNotice(StaffNews::kQueueCleared);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kUnknown, ActionOutcome::kDone));
}

TEST_F(Staff, of_whom_a_technician_sees_devices_and_trust_also_where_the_kiosk_is_closed) {
  kiosk.Do(TrustChanged{false, {"no bundle"}});
  kiosk.Wait(seconds(4));
  ASSERT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.SignIn(kTechnician);
  kiosk.Choose(StaffAction::kDiagnose);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffDiagnosis);
  kiosk.Press(Action::kBack);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kDone));
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
}

}  // namespace
}  // namespace clearway::session
