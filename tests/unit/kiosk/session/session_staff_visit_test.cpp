// Staff at the kiosk: the traveller beside them, and how they go.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "staff_rig.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using records::ActionOutcome;
using staff::StaffAction;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Staff, give_the_traveller_their_screen_and_language_back) {
  kiosk.Press(Action::kChooseLanguage, 2);
  kiosk.ReadGood("LI");
  kiosk.SignIn(kStaff);
  EXPECT_EQ(kiosk.state.language, 0u) << "staff are spoken to in the kiosk's own language";
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.language, 2u);
  EXPECT_THAT(kiosk.state.people, SizeIs(1));
}

TEST_F(Staff, on_the_first_screen_see_nobody_who_was_there_before) {
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  kiosk.SignIn(kSupervisor);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
  EXPECT_EQ(memmem(&kiosk.state, sizeof kiosk.state, kMarker, std::strlen(kMarker)), nullptr);
  EXPECT_FALSE(kiosk.OffersAction(StaffAction::kManualCheck));
}

TEST_F(Staff, of_whom_a_technician_ends_the_travellers_session_before_anything_shows) {
  kiosk.ReadGood("LI");
  kiosk.SignIn(kTechnician);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
  EXPECT_THAT(kiosk.Effects<Forget>(), SizeIs(1));
  EXPECT_EQ(kiosk.Records<records::SessionEnded>()[0].end, records::SessionEnd::kInterrupted);
  EXPECT_THAT(kiosk.Effects<EndStaffSignIn>(), IsEmpty()) << "who has just signed in stays so";
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST_F(Staff, on_their_screens_take_no_certificate_and_no_passport) {
  kiosk.SignIn(kStaff);
  kiosk.ReadGood("LI");
  kiosk.Do(PassportRead{PassportOf("LI"), "zone"});
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
  EXPECT_THAT(kiosk.state.waiting_passport, IsEmpty());
}

TEST_F(Staff, a_passport_that_the_badge_interrupts_is_forgotten) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.Press(Action::kDeadPhone);
  other.Do(PassportReadOf("LI"));
  ASSERT_EQ(other.state.screen, Screen::kTyping);
  other.SignIn(kStaff);
  EXPECT_THAT(other.state.desk.passport, IsEmpty());
  other.Press(Action::kSignOut);
  EXPECT_EQ(other.state.screen, Screen::kScanning);
}

TEST_F(Staff, who_do_nothing_leave_the_question_behind_help_as_it_was) {
  kiosk.ReadGood("LI");
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kShowHelp);
  kiosk.SignIn(kStaff);
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
  EXPECT_THAT(kiosk.state.pending, SizeIs(1));
}

TEST_F(Staff, who_leave_without_a_word_are_signed_out_and_what_they_began_has_failed) {
  kiosk.ReadGood("LI");
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kEnrol);
  kiosk.Wait(seconds(45));
  EXPECT_TRUE(kiosk.state.asking_for_time);
  kiosk.Wait(seconds(20));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  EXPECT_THAT(kiosk.Records<records::StaffSignedOut>(), SizeIs(1));
  EXPECT_THAT(kiosk.Effects<EndStaffSignIn>(), SizeIs(1));
  EXPECT_THAT(kiosk.state.people, IsEmpty());
}

TEST_F(Staff, whom_the_stopping_kiosk_interrupts_have_failed) {
  kiosk.Read("LI", ReadingOf("LI", certificate::Cause::kUnknownSigner));
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kManualCheck);
  kiosk.Stop();
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  EXPECT_THAT(kiosk.Records<records::StaffSignedOut>(), SizeIs(1));
}

TEST_F(Staff, are_signed_out_when_nothing_can_be_recorded_any_more) {
  kiosk.ReadGood("LI");
  kiosk.SignIn(kStaff);
  kiosk.Do(AuditChanged{false});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_FALSE(kiosk.state.staff.signed_in);
}

TEST_F(Staff, are_so_also_after_a_notice_that_nothing_was_recorded) {
  kiosk.ReadGood("LI");
  kiosk.Do(AuditChanged{false});
  kiosk.ShowBadge(kStaff);
  ExpectNotice(StaffNews::kNotRecorded);
  kiosk.Do(AuditChanged{true});
  kiosk.SignIn(kStaff);
  ASSERT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  kiosk.Do(AuditChanged{false});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_FALSE(kiosk.state.staff.signed_in);
}

TEST_F(Staff, who_are_signed_out_at_a_question_of_theirs_leave_none_of_it_behind) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.ReadGood("LI");
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  other.Press(Action::kBack);
  ASSERT_EQ(other.state.screen, Screen::kVerdict);
  other.ReadGood("WANG");
  ASSERT_EQ(other.state.screen, Screen::kAnotherTraveller);
  other.Do(AuditChanged{false});
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
  EXPECT_THAT(other.state.pending, IsEmpty());
}

TEST_F(Staff, who_leave_a_traveller_have_what_could_not_be_checked_read_again) {
  kiosk.now.time.trusted = false;
  kiosk.Do(Tick{});
  kiosk.ReadGood("LI");
  ASSERT_EQ(kiosk.Answer(), Answer::kUndetermined);
  kiosk.SignIn(kStaff);
  kiosk.now.time.trusted = true;
  kiosk.Do(Tick{});
  kiosk.Do(TrustChanged{true});
  EXPECT_THAT(kiosk.Effects<ReadAgain>(), IsEmpty()) << "the answer would not be taken";
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  ASSERT_THAT(kiosk.Effects<ReadAgain>(), SizeIs(1));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
}

TEST_F(Staff, who_go_leave_no_digit_of_a_pin_behind) {
  kiosk.SignIn(kSupervisor);
  kiosk.Choose(StaffAction::kEnrol);
  kiosk.ShowBadge(kStaff);
  kiosk.Enter("905133");
  kiosk.Press(Action::kBack);
  kiosk.Press(Action::kSignOut);
  kiosk.effects.clear();
  EXPECT_EQ(memmem(&kiosk.state, sizeof kiosk.state, "905133", 6), nullptr);
}

}  // namespace
}  // namespace clearway::session
