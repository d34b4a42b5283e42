#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"
#include "kiosk/session/session.h"

namespace clearway::session {
namespace {

using certificate::Cause;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Paper : public ::testing::Test {
 protected:
  void Confirm() {
    kiosk.ReadGood("LI");
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
  }
  void Update(PrintPhase phase, hal::DeviceCode cause = hal::DeviceCode::kOk) {
    kiosk.Do(PrintUpdate{kiosk.state.print.ticket, phase, cause});
  }
  Kiosk kiosk;
};

TEST_F(Paper, is_printed_with_consent_and_in_the_travellers_language) {
  kiosk.Press(Action::kChooseLanguage, 1);
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintConfirm);
  EXPECT_THAT(kiosk.Effects<PrintCertificate>(), IsEmpty());
  kiosk.Press(Action::kConfirmPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  ASSERT_THAT(kiosk.Effects<PrintCertificate>(), SizeIs(1));
  EXPECT_EQ(kiosk.Effects<PrintCertificate>()[0].text, "QZXQZXQLI");
  EXPECT_EQ(kiosk.Effects<PrintCertificate>()[0].language, "zh-Hans");
}

TEST_F(Paper, asks_whether_it_came_out_once_it_was_sent) {
  Confirm();
  Update(PrintPhase::kPrinting);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  Update(PrintPhase::kSent);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  kiosk.Press(Action::kPaperCame);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Records<records::PrintEnded>()[0].outcome, records::PrintOutcome::kSent);
}

TEST_F(Paper, says_which_copy_it_is_and_counts_whatever_may_have_come_out) {
  Confirm();
  Update(PrintPhase::kSent);
  kiosk.Press(Action::kPaperMissing);
  kiosk.Press(Action::kRetryPrint);
  Update(PrintPhase::kSent);
  kiosk.Press(Action::kPaperCame);
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  std::vector<int> copies;
  for (const auto& print : kiosk.Effects<PrintCertificate>()) copies.push_back(print.copy);
  EXPECT_THAT(copies, ElementsAre(1, 2, 3));
}

TEST_F(Paper, that_failed_does_not_count_as_a_copy) {
  Confirm();
  Update(PrintPhase::kFailed);
  kiosk.Press(Action::kRetryPrint);
  EXPECT_EQ(kiosk.Effects<PrintCertificate>().back().copy, 1);
}

TEST_F(Paper, in_large_print_stays_so_when_it_is_tried_again) {
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmLarge);
  Update(PrintPhase::kFailed);
  kiosk.Press(Action::kRetryPrint);
  ASSERT_THAT(kiosk.Effects<PrintCertificate>(), SizeIs(2));
  for (const auto& print : kiosk.Effects<PrintCertificate>()) EXPECT_TRUE(print.large);
}

TEST_F(Paper, that_did_not_come_leads_to_a_retry_by_the_person) {
  Confirm();
  Update(PrintPhase::kSent);
  kiosk.Press(Action::kPaperMissing);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintFailed);
  EXPECT_TRUE(kiosk.Offers(Action::kRetryPrint));
}

TEST_F(Paper, of_which_nobody_knows_is_asked_for_and_not_printed_again) {
  Confirm();
  Update(PrintPhase::kUnknown, hal::DeviceCode::kTimeout);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_EQ(kiosk.state.print.phase, PrintPhase::kUnknown);
  EXPECT_EQ(kiosk.Records<records::PrintEnded>()[0].outcome, records::PrintOutcome::kUnknown);
  kiosk.Press(Action::kPaperCame);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_THAT(kiosk.Effects<PrintCertificate>(), SizeIs(1));
}

TEST_F(Paper, of_an_earlier_start_goes_into_the_audit_log_and_onto_no_screen) {
  const Screen before = kiosk.state.screen;
  kiosk.Do(EarlierPrint{records::PrintOutcome::kUnknown});
  EXPECT_EQ(kiosk.state.screen, before);
  ASSERT_THAT(kiosk.Records<records::PrintRecalled>(), SizeIs(1));
}

TEST_F(Paper, is_never_printed_again_by_itself) {
  Confirm();
  Update(PrintPhase::kFailed, hal::DeviceCode::kMediaEmpty);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintFailed);
  EXPECT_EQ(kiosk.state.print.cause, hal::DeviceCode::kMediaEmpty);
  kiosk.Wait(seconds(30));
  EXPECT_THAT(kiosk.Effects<PrintCertificate>(), SizeIs(1));
  kiosk.Press(Action::kRetryPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  ASSERT_THAT(kiosk.Effects<PrintCertificate>(), SizeIs(2));
  EXPECT_NE(kiosk.Effects<PrintCertificate>()[0].ticket,
            kiosk.Effects<PrintCertificate>()[1].ticket);
}

TEST_F(Paper, that_takes_too_long_is_taken_back_and_asked_for) {
  Confirm();
  kiosk.Wait(seconds(150));
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_EQ(kiosk.state.print.phase, PrintPhase::kUnknown);
  EXPECT_EQ(kiosk.state.print.cause, hal::DeviceCode::kTimeout);
  EXPECT_THAT(kiosk.Effects<CancelPrint>(), SizeIs(1));
  kiosk.Wait(seconds(45));
  EXPECT_TRUE(kiosk.state.asking_for_time);
}

class UnwantedPaper : public Paper {
 protected:
  void TakeBack() {
    Confirm();
    kiosk.Press(Action::kCancelPrint);
  }
  [[nodiscard]] std::vector<records::PrintOutcome> Outcomes() const {
    std::vector<records::PrintOutcome> outcomes;
    for (const auto& ended : kiosk.Records<records::PrintEnded>()) {
      outcomes.push_back(ended.outcome);
    }
    return outcomes;
  }
  // Which copy the next print is.
  [[nodiscard]] int NextCopy() {
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
    return kiosk.Effects<PrintCertificate>().back().copy;
  }
};

TEST_F(UnwantedPaper, is_taken_back_and_waited_for_until_the_printer_says_how_it_ended) {
  TakeBack();
  EXPECT_THAT(kiosk.Effects<CancelPrint>(), SizeIs(1));
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  EXPECT_TRUE(kiosk.state.print.unwanted);
  EXPECT_FALSE(kiosk.Offers(Action::kCancelPrint));
  EXPECT_THAT(Outcomes(), IsEmpty());
  Update(PrintPhase::kPrinting);  // it was on its way to the printer
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  EXPECT_FALSE(kiosk.Offers(Action::kCancelPrint));
}

TEST_F(UnwantedPaper, of_which_nothing_came_out_was_cancelled_and_is_no_copy) {
  TakeBack();
  Update(PrintPhase::kFailed, hal::DeviceCode::kCancelled);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_THAT(Outcomes(), ElementsAre(records::PrintOutcome::kCancelled));
  EXPECT_EQ(NextCopy(), 1);
  EXPECT_TRUE(kiosk.Offers(Action::kCancelPrint)) << "the next one is wanted";
}

TEST_F(UnwantedPaper, that_came_out_before_is_handed_over_and_counts) {
  TakeBack();
  Update(PrintPhase::kSent);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_THAT(Outcomes(), ElementsAre(records::PrintOutcome::kSent));
  kiosk.Press(Action::kPaperCame);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(NextCopy(), 2);
}

TEST_F(UnwantedPaper, of_which_nobody_knows_is_looked_for_and_not_missed) {
  TakeBack();
  Update(PrintPhase::kUnknown, hal::DeviceCode::kCancelled);
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_EQ(kiosk.state.print.phase, PrintPhase::kUnknown);
  EXPECT_THAT(Outcomes(), ElementsAre(records::PrintOutcome::kUnknown));
  kiosk.Press(Action::kPaperMissing);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict) << "there is nothing to try again";
  EXPECT_EQ(NextCopy(), 2);
}

TEST_F(UnwantedPaper, that_is_never_told_of_is_looked_for_when_the_time_is_over) {
  TakeBack();
  kiosk.Wait(seconds(149));
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  kiosk.Wait(seconds(1));
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintDone);
  EXPECT_THAT(Outcomes(), ElementsAre(records::PrintOutcome::kUnknown));
  Update(PrintPhase::kSent);
  EXPECT_THAT(Outcomes(), SizeIs(1)) << "told once";
}

TEST_F(UnwantedPaper, says_nothing_to_the_next_print) {
  TakeBack();
  const std::uint32_t ticket = kiosk.state.print.ticket;
  Update(PrintPhase::kFailed);
  kiosk.Press(Action::kFinish);
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  kiosk.Do(PrintUpdate{ticket, PrintPhase::kFailed});
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
}

TEST_F(UnwantedPaper, of_a_session_that_was_ended_has_its_end_recorded_and_shown_to_nobody) {
  for (const PrintPhase end : {PrintPhase::kSent, PrintPhase::kFailed, PrintPhase::kUnknown}) {
    kiosk = Kiosk();
    Confirm();
    const std::uint32_t ticket = kiosk.state.print.ticket;
    kiosk.Stop();
    EXPECT_THAT(kiosk.Effects<CancelPrint>(), SizeIs(1));
    EXPECT_THAT(Outcomes(), IsEmpty()) << "not known yet";
    kiosk.ReadGood("WANG");
    kiosk.Press(Action::kPrint);
    kiosk.Press(Action::kConfirmPrint);
    kiosk.Do(PrintUpdate{ticket, PrintPhase::kPrinting});
    kiosk.Do(PrintUpdate{ticket, end});
    EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
    EXPECT_EQ(kiosk.state.print.phase, PrintPhase::kPreparing);
    ASSERT_THAT(kiosk.Records<records::PrintEnded>(), SizeIs(1));
    EXPECT_EQ(kiosk.Records<records::PrintEnded>()[0].ticket, ticket);
    kiosk.Do(PrintUpdate{ticket, end});
    EXPECT_THAT(Outcomes(),
                ElementsAre(end == PrintPhase::kSent     ? records::PrintOutcome::kSent
                            : end == PrintPhase::kFailed ? records::PrintOutcome::kCancelled
                                                         : records::PrintOutcome::kUnknown));
    EXPECT_EQ(kiosk.state.people[0].certificates[0].copies, 0) << "it was not this traveller's";
  }
}

TEST_F(Paper, is_not_offered_for_what_is_not_accepted) {
  kiosk.Read("code", ReadingOf("LI", Cause::kExpired));
  EXPECT_FALSE(kiosk.Offers(Action::kPrint));
  kiosk.Press(Action::kPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Paper, is_not_offered_while_the_printer_is_away_and_is_again_when_it_is_back) {
  kiosk.ReadGood("LI");
  kiosk.Gone(DeviceKind::kPrinter);
  EXPECT_FALSE(kiosk.Offers(Action::kPrint));
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kPrinter));
  kiosk.Back(DeviceKind::kPrinter);
  EXPECT_TRUE(kiosk.Offers(Action::kPrint));
}

TEST(PaperlessKiosk, never_offers_paper_and_misses_no_printer) {
  Kiosk kiosk({.has_printer = false});
  kiosk.Gone(DeviceKind::kPrinter);
  kiosk.ReadGood("LI");
  EXPECT_FALSE(kiosk.Offers(Action::kPrint));
  EXPECT_THAT(Troubles(kiosk.state), IsEmpty());
}

}  // namespace
}  // namespace clearway::session
