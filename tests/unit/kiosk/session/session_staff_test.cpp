// Staff at the kiosk: who gets in, what they do, and what the audit log says of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "kiosk.h"
#include "kiosk/session/session.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using records::ActionOutcome;
using records::ActionReason;
using staff::BadgeProblem;
using staff::Role;
using staff::SignInProblem;
using staff::StaffAction;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const staff::Badge kStaff = StaffBadge(Role::kStaff, 2);
const staff::Badge kSupervisor = StaffBadge(Role::kSupervisor, 1);
const staff::Badge kTechnician = StaffBadge(Role::kTechnician, 3);

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
  [[nodiscard]] std::vector<ActionOutcome> Outcomes() const {
    std::vector<ActionOutcome> outcomes;
    for (const auto& ended : kiosk.Records<records::ActionEnded>()) {
      outcomes.push_back(ended.outcome);
    }
    return outcomes;
  }

  Kiosk kiosk;
};

// ---- who gets in ----

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

// ---- the badge's code ----

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

// ---- the traveller beside them ----

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

// ---- what they do ----

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

TEST_F(Staff, repeat_a_print_that_failed_with_a_reason_in_the_travellers_language) {
  kiosk.Press(Action::kChooseLanguage, 1);
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffReason);
  kiosk.Press(Action::kStaffReason, 2);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  const auto begun = kiosk.Records<records::ActionBegun>();
  ASSERT_THAT(begun, SizeIs(1));
  EXPECT_EQ(begun[0].what, StaffAction::kRepeatPrint);
  EXPECT_EQ(begun[0].reason, ActionReason::kDamaged);
  EXPECT_EQ(begun[0].badge, kStaff.id);
  const auto prints = kiosk.Effects<PrintCertificate>();
  ASSERT_THAT(prints, SizeIs(2));
  EXPECT_EQ(prints[1].text, prints[0].text);
  EXPECT_EQ(prints[1].language, "zh-Hans");
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kSent});
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_THAT(Outcomes(), IsEmpty()) << "not done before somebody has seen the paper";
  kiosk.Press(Action::kPaperCame);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kDone));
  kiosk.Press(Action::kSignOut);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Staff, repeat_the_page_that_failed_and_not_the_one_shown_since) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.Press(Action::kBack);
  kiosk.ReadGood("LI", "2");
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  kiosk.Press(Action::kStaffReason, 0);
  EXPECT_EQ(kiosk.Effects<PrintCertificate>().back().text, "QZXQZXQLI");
}

TEST_F(Staff, whose_repeated_print_fails_too_choose_anew_and_give_a_reason_again) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  kiosk.Press(Action::kStaffReason, 0);
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kFailed});
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintFailed);
  EXPECT_FALSE(kiosk.Offers(Action::kRetryPrint));
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kFailed));
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
}

TEST_F(Staff, whose_repeated_paper_does_not_come_or_is_taken_back_have_it_in_the_log) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  kiosk.Press(Action::kStaffReason, 1);
  kiosk.Press(Action::kCancelPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  kiosk.Choose(StaffAction::kRepeatPrint);
  kiosk.Press(Action::kStaffReason, 1);
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kUnknown});
  kiosk.Press(Action::kPaperMissing);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kCancelled, ActionOutcome::kFailed));
}

TEST_F(Staff, find_nothing_to_repeat_once_the_traveller_is_gone_or_printed_nothing) {
  kiosk.ReadGood("LI");
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  ExpectNotice(StaffNews::kNothingToRepeat);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  kiosk.Press(Action::kSignOut);
  PrintFails();
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  ExpectNotice(StaffNews::kNothingToRepeat);
  EXPECT_THAT(kiosk.Records<records::ActionBegun>(), IsEmpty());
}

TEST_F(Staff, print_a_kept_copy_with_the_traveller_the_passport_and_the_pin) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  EXPECT_EQ(other.state.screen, Screen::kPassport);
  EXPECT_EQ(other.Records<records::ActionBegun>()[0].what, StaffAction::kReprint);
  other.Do(PassportReadOf("LI"));
  ASSERT_EQ(other.state.entry.what, EntryFor::kPin);
  other.Enter("295174");
  CodeRead found{"QZXQZXQLI", ReadingOf("LI")};
  std::vector<CodeRead> all;
  all.push_back(std::move(found));
  other.Do(VaultAnswered{other.state.waiting.ticket, std::move(all)});
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
  other.Press(Action::kPrint);
  other.Press(Action::kConfirmPrint);
  other.Do(PrintUpdate{other.state.print.ticket, PrintPhase::kSent});
  other.Press(Action::kPaperCame);
  EXPECT_EQ(other.state.screen, Screen::kStaffMenu);
  ASSERT_THAT(other.Records<records::ActionEnded>(), SizeIs(1));
  EXPECT_EQ(other.Records<records::ActionEnded>()[0].outcome, ActionOutcome::kDone);
  other.Press(Action::kSignOut);
  EXPECT_EQ(other.state.screen, Screen::kAttract);
  EXPECT_THAT(other.state.people, IsEmpty());
}

// Fetched by staff for whom ReadingOf names, printed, and taken.
void PrintCopyOf(Kiosk& kiosk, const std::string& surname) {
  kiosk.Choose(StaffAction::kReprint);
  kiosk.Do(PassportReadOf(surname));
  kiosk.Enter("295174");
  std::vector<CodeRead> found;
  found.push_back({kMarker + surname, ReadingOf(surname)});
  kiosk.Do(VaultAnswered{kiosk.state.waiting.ticket, std::move(found)});
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kSent});
  kiosk.Press(Action::kPaperCame);
}

TEST_F(Staff, who_print_for_one_traveller_after_another_show_none_the_others_certificate) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.SignIn(kStaff);
  PrintCopyOf(other, "LI");
  ASSERT_EQ(other.state.screen, Screen::kStaffMenu);
  const std::uint32_t first = other.state.print.ticket;
  other.effects.clear();
  other.Choose(StaffAction::kReprint);
  EXPECT_EQ(other.state.screen, Screen::kPassport);
  EXPECT_THAT(other.state.people, IsEmpty());
  EXPECT_FALSE(CanRepeatPrint(other.state));
  EXPECT_FALSE(other.Effects<Forget>().empty()) << "layouts of what was shown go, too";
  other.Press(Action::kBack);
  EXPECT_EQ(other.state.screen, Screen::kStaffMenu) << "and no answer of anybody's";
  PrintCopyOf(other, "WANG");
  EXPECT_GT(other.state.print.ticket, first);
  ASSERT_THAT(other.state.people, SizeIs(1));
  EXPECT_EQ(other.state.people[0].certificates[0].text, "QZXQZXQWANG");
  EXPECT_THAT(other.state.people[0].certificates, SizeIs(1));
}

TEST_F(Staff, leave_no_help_for_a_question_that_their_reprint_overtook) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.ReadGood("LI");
  other.ReadGood("WANG");
  other.Press(Action::kShowHelp);
  ASSERT_EQ(other.state.before_help, Screen::kAnotherTraveller);
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  other.Press(Action::kBack);
  other.Press(Action::kBack);
  other.Press(Action::kSignOut);
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
}

TEST_F(Staff, who_put_the_passport_away_are_back_at_their_menu) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.ReadGood("WANG");
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  other.Press(Action::kBack);
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
  other.Press(Action::kBack);
  EXPECT_EQ(other.state.screen, Screen::kStaffMenu);
  EXPECT_EQ(other.Records<records::ActionEnded>()[0].outcome, ActionOutcome::kCancelled);
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

// Of a question that the printed copy has overtaken, and of help that staff read themselves,
// nothing comes back.
TEST_F(Staff, who_are_called_from_help_lead_back_to_a_screen_that_has_its_content) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.ReadGood("LI");
  other.ReadGood("WANG");
  ASSERT_EQ(other.state.screen, Screen::kAnotherTraveller);
  other.Press(Action::kShowHelp);
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  ASSERT_EQ(other.state.screen, Screen::kPassport);
  other.Press(Action::kShowHelp);
  other.Press(Action::kBack);
  other.Press(Action::kBack);
  other.Press(Action::kBack);
  ASSERT_EQ(other.state.screen, Screen::kStaffMenu);
  other.Press(Action::kSignOut);
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
  EXPECT_THAT(other.state.pending, IsEmpty());
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

// ---- how they go ----

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
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  kiosk.Choose(StaffAction::kRepeatPrint);
  kiosk.Press(Action::kStaffReason, 0);
  Stepped stopped = Stop(std::move(kiosk.state), kiosk.now);
  kiosk.state = std::move(stopped.state);
  kiosk.effects = std::move(stopped.effects);
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
