// Staff at the kiosk: who gets in, and what a badge is otherwise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "staff_rig.h"

namespace clearway::session {
namespace {

using staff::BadgeProblem;
using staff::Role;
using staff::SignInProblem;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Staff, with_a_badge_and_its_pin_get_the_menu_and_are_in_the_log) {
  kiosk.SignIn(kStaff);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  const auto in = kiosk.Records<records::StaffSignedIn>();
  ASSERT_THAT(in, SizeIs(1));
  EXPECT_EQ(in[0].badge, kStaff.id);
  EXPECT_EQ(in[0].role, Role::kStaff);
  ASSERT_THAT(kiosk.Effects<TrySignIn>(), SizeIs(1));
  EXPECT_EQ(kiosk.Effects<TrySignIn>()[0].pin.view(), kStaffPin);
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_FALSE(kiosk.state.session_open);
  EXPECT_THAT(kiosk.Records<records::StaffSignedOut>(), SizeIs(1));
  EXPECT_THAT(kiosk.Effects<EndStaffSignIn>(), SizeIs(1));
}

TEST_F(Staff, whose_badge_is_no_good_read_why_and_the_log_has_it) {
  for (const BadgeProblem problem :
       {BadgeProblem::kMalformed, BadgeProblem::kUnknownSigner, BadgeProblem::kForged,
        BadgeProblem::kNotYetValid, BadgeProblem::kExpired, BadgeProblem::kRevoked,
        BadgeProblem::kClockInDoubt}) {
    kiosk.effects.clear();
    kiosk.ShowBadge(std::unexpected(problem));
    ExpectNotice(problem);
    ASSERT_THAT(kiosk.Records<records::BadgeRefused>(), SizeIs(1));
    EXPECT_EQ(kiosk.Records<records::BadgeRefused>()[0].problem, problem);
    EXPECT_THAT(kiosk.Effects<LookUpBadge>(), IsEmpty());
    kiosk.Press(Action::kBack);
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  }
}

TEST_F(Staff, may_hold_up_a_better_badge_after_a_bad_one) {
  kiosk.ReadGood("LI");
  kiosk.ShowBadge(std::unexpected(BadgeProblem::kExpired));
  kiosk.SignIn(kStaff);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Staff, whose_badges_are_bad_one_after_the_other_neither_fill_the_log_nor_stay) {
  kiosk.ReadGood("LI");
  for (int i = 0; i < 13; ++i) {
    kiosk.ShowBadge(std::unexpected(i % 2 == 0 ? BadgeProblem::kForged : BadgeProblem::kExpired));
    kiosk.Do(BadgeShown{"CB1:" + std::to_string(i), std::unexpected(BadgeProblem::kMalformed)});
    kiosk.Do(Tick{});
  }
  EXPECT_THAT(kiosk.Records<records::BadgeRefused>(), SizeIs(3));
  EXPECT_TRUE(kiosk.state.asking_for_time) << "nobody was active";
  kiosk.Wait(seconds(5));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
}

TEST_F(Staff, with_a_wrong_pin_type_it_again_until_the_lock_which_says_how_long) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.enrolled = true});
  kiosk.Enter("111112");
  kiosk.Tried(std::unexpected(SignInProblem::kWrongPin));
  EXPECT_EQ(kiosk.state.screen, Screen::kTyping);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kStaffPin);
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kStaffPinWrong);
  EXPECT_TRUE(kiosk.state.entry.text.empty());
  kiosk.Enter("111113");
  kiosk.Tried(std::unexpected(SignInProblem::kWrongPin), seconds(60));
  ExpectNotice(SignInProblem::kLocked);
  kiosk.Wait(seconds(18));
  EXPECT_EQ(LockLeft(kiosk.state, kiosk.now.moment), seconds(42));
  const auto refused = kiosk.Records<records::SignInRefused>();
  ASSERT_THAT(refused, SizeIs(2));
  EXPECT_EQ(refused[1].problem, SignInProblem::kWrongPin);
  EXPECT_THAT(kiosk.Records<records::StaffSignedIn>(), IsEmpty());
}

TEST_F(Staff, are_told_of_a_lock_before_they_type) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.enrolled = true, .locked_for = seconds(90)});
  ExpectNotice(SignInProblem::kLocked);
  EXPECT_EQ(LockLeft(kiosk.state, kiosk.now.moment), seconds(90));
  EXPECT_EQ(kiosk.Records<records::SignInRefused>()[0].problem, SignInProblem::kLocked);
}

TEST_F(Staff, whose_badge_has_no_pin_here_are_told_so) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.awaits_first_supervisor = true});
  ExpectNotice(SignInProblem::kNotEnrolled);
  kiosk.ShowBadge(kSupervisor);
  kiosk.LookedUp(staff::Standing{});
  ExpectNotice(SignInProblem::kNotEnrolled);
}

TEST_F(Staff, are_told_when_the_book_cannot_be_used) {
  for (const auto problem : {SignInProblem::kBookBroken, SignInProblem::kUnavailable}) {
    kiosk.ShowBadge(kStaff);
    kiosk.LookedUp(std::unexpected(problem));
    ExpectNotice(problem);
    kiosk.Press(Action::kBack);
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  }
}

TEST_F(Staff, cannot_sign_in_where_the_kiosk_has_no_secret_or_cannot_record_it) {
  Kiosk bare;
  bare.ShowBadge(kStaff);
  EXPECT_EQ(bare.state.staff.notice, StaffNotice(StaffNews::kNotOffered));
  EXPECT_THAT(bare.Effects<LookUpBadge>(), IsEmpty());
  kiosk.ReadGood("LI");
  kiosk.Do(AuditChanged{false});
  kiosk.ShowBadge(kStaff);
  ExpectNotice(StaffNews::kNotRecorded);
  EXPECT_THAT(kiosk.Effects<LookUpBadge>(), IsEmpty());
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Staff, a_late_answer_signs_nobody_in) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.enrolled = true});
  kiosk.Enter(kStaffPin);
  const std::uint32_t ticket = kiosk.state.staff.awaited;
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  kiosk.Do(staff::SignInTried{ticket, kStaff});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Records<records::StaffSignedIn>(), IsEmpty());
  EXPECT_THAT(kiosk.Effects<EndStaffSignIn>(), SizeIs(1)) << "the thread forgets them too";
}

TEST_F(Staff, who_go_before_a_wrong_pin_is_answered_have_it_in_the_log_all_the_same) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.enrolled = true});
  kiosk.Enter("111112");
  const std::uint32_t ticket = kiosk.state.staff.awaited;
  kiosk.Press(Action::kBack);
  kiosk.Do(
      staff::SignInTried{ticket, std::unexpected(SignInProblem::kWrongPin), seconds(0), kStaff.id});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  const auto refused = kiosk.Records<records::SignInRefused>();
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_EQ(refused[0].badge, kStaff.id);
  EXPECT_EQ(refused[0].problem, SignInProblem::kWrongPin);
}

TEST_F(Staff, wait_for_no_answer_for_ever_and_a_late_one_signs_nobody_in) {
  kiosk.ShowBadge(kStaff);
  kiosk.LookedUp(staff::Standing{.enrolled = true});
  kiosk.Enter(kStaffPin);
  const std::uint32_t ticket = kiosk.state.staff.awaited;
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(30));
  kiosk.Wait(seconds(29));
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffWaiting);
  kiosk.Wait(seconds(1));
  ExpectNotice(StaffNews::kNoAnswer);
  EXPECT_THAT(kiosk.Effects<EndStaffSignIn>(), SizeIs(1)) << "the thread forgets them too";
  kiosk.Do(staff::SignInTried{ticket, kStaff});
  ExpectNotice(StaffNews::kNoAnswer);
  EXPECT_THAT(kiosk.Records<records::StaffSignedIn>(), IsEmpty());
}

TEST_F(Staff, a_badge_is_no_certificate_and_is_held_nowhere) {
  kiosk.Press(Action::kBegin);
  kiosk.ShowBadge(kStaff);
  EXPECT_EQ(kiosk.state.hint, Hint::kNone);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
  EXPECT_THAT(kiosk.Records<records::VerdictGiven>(), IsEmpty());
}

TEST_F(Staff, a_badge_that_lies_there_after_signing_out_blocks_no_traveller) {
  kiosk.SignIn(kStaff);
  const BadgeShown lying{"CB1:" + staff::ToText(kStaff.id), kStaff};
  kiosk.Press(Action::kSignOut);
  kiosk.effects.clear();
  for (int i = 0; i < 20; ++i) {
    kiosk.Wait(seconds(2));
    kiosk.Do(lying);
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  }
  EXPECT_THAT(kiosk.Effects<LookUpBadge>(), IsEmpty());
  kiosk.ReadGood("LI");
  kiosk.Do(lying);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Staff, a_badge_waits_while_a_page_is_printed) {
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  kiosk.ShowBadge(kStaff);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
}

}  // namespace
}  // namespace clearway::session
