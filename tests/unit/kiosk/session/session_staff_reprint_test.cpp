// Staff at the kiosk: a traveller's page once more, and the page of a kept copy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "staff_rig.h"

namespace clearway::session {
namespace {

using records::ActionOutcome;
using records::ActionReason;
using staff::StaffAction;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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
  RepeatPrint(0);
  EXPECT_EQ(kiosk.Effects<PrintCertificate>().back().text, "QZXQZXQLI");
}

TEST_F(Staff, whose_repeated_print_fails_too_choose_anew_and_give_a_reason_again) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  RepeatPrint(0);
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
  RepeatPrint(1);
  kiosk.Press(Action::kCancelPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  EXPECT_THAT(Outcomes(), IsEmpty()) << "not known yet";
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kFailed});
  EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  RepeatPrint(1);
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kUnknown});
  kiosk.Press(Action::kPaperMissing);
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kCancelled, ActionOutcome::kFailed));
}

TEST_F(Staff, who_take_a_repeated_page_back_that_came_out_see_to_it_first) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  for (const Action seen : {Action::kPaperCame, Action::kPaperMissing}) {
    RepeatPrint(1);
    kiosk.Press(Action::kCancelPrint);
    kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kUnknown});
    EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
    kiosk.Press(seen);
    EXPECT_EQ(kiosk.state.screen, Screen::kStaffMenu);
  }
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kDone, ActionOutcome::kCancelled));
}

TEST_F(Staff, whose_repeated_page_is_under_way_when_the_kiosk_stops_do_not_know_how_it_ended) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.SignIn(kStaff);
  RepeatPrint(1);
  kiosk.Stop();
  EXPECT_THAT(Outcomes(), testing::ElementsAre(ActionOutcome::kUnknown));
}

TEST_F(Staff, who_repeat_a_page_leave_no_strangers_certificate_behind) {
  kiosk.ReadGood("LI");
  PrintFails();
  kiosk.Press(Action::kBack);
  kiosk.ReadGood("WANG");
  ASSERT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
  kiosk.SignIn(kStaff);
  RepeatPrint(0);
  EXPECT_THAT(kiosk.state.pending, IsEmpty());
  kiosk.Do(PrintUpdate{kiosk.state.print.ticket, PrintPhase::kSent});
  kiosk.Press(Action::kPaperCame);
  kiosk.Press(Action::kSignOut);
  ASSERT_EQ(kiosk.state.screen, Screen::kVerdict);
  kiosk.Press(Action::kShowHelp);
  kiosk.ReadGood("ZHANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller) << "codes are taken at help again";
}

TEST_F(Staff, who_are_interrupted_at_a_question_about_a_stranger_leave_it_not_behind) {
  Kiosk other({.keeps_copies = true, .has_staff_book = true});
  other.ReadGood("LI");
  other.SignIn(kStaff);
  other.Choose(StaffAction::kReprint);
  other.Press(Action::kBack);
  other.ReadGood("WANG");
  ASSERT_EQ(other.state.screen, Screen::kAnotherTraveller);
  other.Do(AuditChanged{false});
  EXPECT_EQ(other.state.screen, Screen::kVerdict);
  EXPECT_THAT(other.state.pending, IsEmpty());
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

}  // namespace
}  // namespace clearway::session
