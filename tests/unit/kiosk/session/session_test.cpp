#include "kiosk/session/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// --- The way through ----------------------------------------------------------------------------

TEST(Session, goes_from_attract_over_scanning_to_the_verdict_and_goodbye) {
  Kiosk kiosk;
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  kiosk.Press(Action::kBegin);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  kiosk.Press(Action::kFinish);
  EXPECT_EQ(kiosk.state.screen, Screen::kGoodbye);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(Session, a_code_held_up_while_nobody_touched_anything_begins_the_journey) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_THAT(kiosk.Records<records::SessionBegan>(), SizeIs(1));
}

TEST(Session, shows_each_answer_as_it_was_judged) {
  for (const auto& [cause, answer] :
       {std::pair{std::optional<Cause>(), Answer::kAccepted},
        {std::optional(Cause::kExpired), Answer::kRefused},
        {std::optional(Cause::kBadSignature), Answer::kRefused},
        {std::optional(Cause::kUnknownSigner), Answer::kUndetermined}}) {
    Kiosk kiosk;
    kiosk.Read("code", ReadingOf("LI", cause));
    EXPECT_EQ(kiosk.Answer(), answer);
  }
}

TEST(Session, a_damaged_certificate_that_names_nobody_is_answered_too) {
  Kiosk kiosk;
  kiosk.Read("code", DamagedReading());
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
}

TEST(Session, a_code_that_is_no_certificate_gets_a_hint_and_scanning_goes_on) {
  Kiosk kiosk;
  kiosk.Press(Action::kBegin);
  kiosk.Do(NotACertificate{"https://example.com"});
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_EQ(kiosk.state.hint, Hint::kNotACertificate);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.hint, Hint::kNone);
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST(Session, an_untrusted_clock_leaves_every_answer_undetermined) {
  Kiosk kiosk;
  kiosk.now.time = {.now = Timestamp{}, .trusted = false};
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.Answer(), Answer::kUndetermined);
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kClock));
  EXPECT_FALSE(kiosk.Offers(Action::kPrint));
}

TEST(Session, what_an_untrusted_clock_left_open_is_read_and_judged_when_it_is_right) {
  Kiosk kiosk;
  kiosk.now.time.trusted = false;
  kiosk.ReadGood("LI");
  kiosk.now.time.trusted = true;
  kiosk.Wait(seconds(1));
  ASSERT_THAT(kiosk.Effects<ReadAgain>(), SizeIs(1));
  EXPECT_EQ(kiosk.Answer(), Answer::kUndetermined) << "until it has been read at the right time";
  kiosk.Do(CodeRead{kiosk.Effects<ReadAgain>()[0].text, ReadingOf("LI")});
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(1));
}

// --- One code, one event -------------------------------------------------------------------------

TEST(Session, the_same_code_again_is_one_certificate_and_no_activity) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  for (int i = 0; i < 44; ++i) {
    kiosk.Wait(seconds(1));
    kiosk.ReadGood("LI");
  }
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(1));
  EXPECT_THAT(kiosk.Records<records::VerdictGiven>(), SizeIs(1));
  kiosk.Wait(seconds(1));
  EXPECT_TRUE(kiosk.state.asking_for_time);
}

TEST(Session, a_code_that_has_its_answer_gets_a_hint_when_another_is_wanted) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kAddCertificate);
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_EQ(kiosk.state.hint, Hint::kAlreadyChecked);
}

TEST(Session, a_phone_left_under_the_camera_does_not_begin_the_next_session) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.ReadGood("LI");  // the reader, having forgotten, reports it anew
  EXPECT_EQ(kiosk.state.screen, Screen::kGoodbye);
  kiosk.Wait(seconds(6));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract) << "seen six seconds ago is still there";
}

TEST(Session, the_same_phone_is_welcome_after_it_was_away) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(10));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST(Session, the_same_phone_is_welcome_at_once_when_somebody_begins) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.effects.clear();
  kiosk.Press(Action::kBegin);
  EXPECT_THAT(kiosk.Effects<Forget>(), SizeIs(1)) << "so that the reader reports it anew";
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST(Session, another_phone_need_not_wait_for_the_goodbye_to_end) {
  Kiosk kiosk;
  kiosk.Press(Action::kChooseLanguage, 2);
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.language, 0u);
  EXPECT_THAT(kiosk.state.people, SizeIs(1));
}

// --- A party ------------------------------------------------------------------------------------

TEST(Party, a_second_certificate_of_the_same_person_is_added_to_them) {
  Kiosk kiosk;
  kiosk.ReadGood("LI", "vaccination");
  kiosk.ReadGood("LI", "test");
  EXPECT_THAT(kiosk.state.people, SizeIs(1));
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(2));
  EXPECT_EQ(kiosk.state.current, (Position{0, 1}));
  EXPECT_TRUE(kiosk.Offers(Action::kShowOverview));
}

TEST(Party, a_certificate_of_somebody_else_is_asked_about_and_names_nobody_before) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
  EXPECT_THAT(kiosk.state.people, SizeIs(1));
  EXPECT_THAT(kiosk.Records<records::VerdictGiven>(), SizeIs(1)) << "not judged before it is shown";
}

TEST(Party, travelling_together_makes_two_people_with_an_answer_each) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Read("WANG", ReadingOf("WANG", Cause::kExpired));
  kiosk.Press(Action::kTravelTogether);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
  ASSERT_THAT(kiosk.state.people, SizeIs(2));
  EXPECT_EQ(AnswerOf(kiosk.state.people[0]), Answer::kAccepted);
  EXPECT_EQ(AnswerOf(kiosk.state.people[1]), Answer::kRefused);
  EXPECT_THAT(kiosk.state.pending, IsEmpty());
}

TEST(Party, the_next_traveller_finds_nothing_of_the_one_before) {
  Kiosk kiosk;
  kiosk.Press(Action::kChooseLanguage, 1);
  kiosk.ReadGood("LI");
  kiosk.ReadGood("WANG");
  kiosk.effects.clear();
  kiosk.Press(Action::kNextTraveller);
  ASSERT_THAT(kiosk.state.people, SizeIs(1));
  EXPECT_EQ(Current(kiosk.state)->reading.certificate->holder.name.surname, "QZXWANG");
  EXPECT_EQ(kiosk.state.language, 0u);
  EXPECT_THAT(kiosk.Effects<Forget>(), SizeIs(1));
  ASSERT_THAT(kiosk.Records<records::SessionEnded>(), SizeIs(1));
  EXPECT_EQ(kiosk.Records<records::SessionEnded>()[0].end, records::SessionEnd::kNextTraveller);
  EXPECT_THAT(kiosk.Records<records::SessionBegan>(), SizeIs(1));
}

TEST(Party, the_overview_leads_to_each_certificate) {
  Kiosk kiosk;
  kiosk.ReadGood("LI", "1");
  kiosk.ReadGood("LI", "2");
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kTravelTogether);
  kiosk.Press(Action::kShowOverview);
  EXPECT_EQ(kiosk.state.screen, Screen::kOverview);
  EXPECT_THAT(Numbered(kiosk.state), ElementsAre(Position{0, 0}, Position{0, 1}, Position{1, 0}));
  kiosk.Press(Action::kShowCertificate, 1);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.current, (Position{0, 1}));
}

TEST(Party, a_person_is_accepted_when_one_of_their_certificates_is) {
  Kiosk kiosk;
  kiosk.Read("old", ReadingOf("LI", Cause::kExpired));
  kiosk.ReadGood("LI");
  EXPECT_EQ(AnswerOf(kiosk.state.people[0]), Answer::kAccepted);
}

TEST(Party, has_a_bound_for_people_and_for_certificates) {
  Kiosk kiosk;
  for (int i = 0; i < 9; ++i) kiosk.ReadGood("LI", std::to_string(i));
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(8));
  EXPECT_EQ(kiosk.state.hint, Hint::kPartyFull);
  for (int i = 0; i < 8; ++i) {
    kiosk.ReadGood("WANG" + std::to_string(i));
    kiosk.Press(Action::kTravelTogether);
  }
  EXPECT_THAT(kiosk.state.people, SizeIs(8));
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
  EXPECT_FALSE(kiosk.Offers(Action::kTravelTogether));
}

TEST(Party, one_persons_name_may_be_spelled_in_two_ways) {
  Kiosk kiosk;
  kiosk.ReadGood("MÜLLER");
  kiosk.Press(Action::kAddCertificate);
  kiosk.ReadGood("MUELLER");
  EXPECT_EQ(kiosk.state.people.size(), 1u);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST(Passport, of_the_certificates_holder_changes_nothing) {
  Kiosk kiosk;
  kiosk.ReadGood("WANG");
  kiosk.effects.clear();
  kiosk.Do(PassportRead{PassportOf("WANG")});
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_TRUE(kiosk.Records<records::VerdictGiven>().empty());
}

TEST(Passport, read_first_refuses_somebody_elses_certificate) {
  Kiosk kiosk;
  kiosk.Do(PassportRead{PassportOf("WANG")});
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_EQ(kiosk.state.hint, Hint::kPassportRead);
  kiosk.ReadGood("SCHMIDT");
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
  EXPECT_EQ(Current(kiosk.state)->verdict.reasons.at(0).code, "other-person");
}

TEST(Passport, leaves_to_staff_what_cannot_be_told) {
  Kiosk kiosk;
  kiosk.ReadGood("MULLER");
  kiosk.Do(PassportRead{PassportOf("MUELLER")});
  EXPECT_EQ(kiosk.Answer(), Answer::kUndetermined);
  EXPECT_EQ(kiosk.Records<records::VerdictGiven>().back().answer, Answer::kUndetermined);
}

TEST(Passport, of_the_next_traveller_waits_for_their_certificate) {
  Kiosk kiosk;
  kiosk.ReadGood("WANG");
  kiosk.Do(PassportRead{PassportOf("SCHMIDT")});
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  kiosk.Press(Action::kAddCertificate);
  kiosk.ReadGood("SCHMIDT");
  kiosk.Press(Action::kTravelTogether);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_TRUE(kiosk.state.people[0].passport.empty());
  EXPECT_EQ(kiosk.state.people[1].passport.size(), 1u);
}

TEST(Passport, left_under_the_camera_does_not_begin_the_next_session) {
  Kiosk kiosk;
  kiosk.Do(PassportRead{PassportOf("WANG"), "P<UTOWANG"});
  kiosk.Press(Action::kFinish);
  kiosk.Do(PassportRead{PassportOf("WANG"), "P<UTOWANG"});
  EXPECT_NE(kiosk.state.screen, Screen::kScanning);
  EXPECT_TRUE(kiosk.state.waiting_passport.empty());
  kiosk.Wait(seconds(11));
  kiosk.Do(PassportRead{PassportOf("WANG"), "P<UTOWANG"});
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
}

TEST(Passport, lying_there_does_not_keep_its_owners_answer_on_the_screen) {
  Kiosk kiosk;
  kiosk.Do(PassportRead{PassportOf("WANG"), "P<UTOWANG"});
  kiosk.ReadGood("WANG");
  const auto warning = kiosk.state.settings.idle_warning;
  kiosk.Wait(warning - seconds(2));
  kiosk.Do(PassportRead{PassportOf("WANG"), "P<UTOWANG"});
  kiosk.Wait(seconds(3));
  EXPECT_TRUE(kiosk.state.asking_for_time);
}

TEST(Passport, is_forgotten_with_the_session) {
  Kiosk kiosk;
  kiosk.Do(PassportRead{PassportOf("WANG")});
  kiosk.Press(Action::kFinish);
  EXPECT_TRUE(kiosk.state.waiting_passport.empty());
}

TEST(Party, whoever_may_be_somebody_else_is_asked) {
  Kiosk kiosk;
  kiosk.ReadGood("MUELLER");
  kiosk.Press(Action::kAddCertificate);
  kiosk.ReadGood("MULLER");
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
}

TEST(Party, a_name_alone_without_a_birth_date_is_not_the_same_person) {
  Kiosk kiosk;
  certificate::Reading undated = ReadingOf("LI");
  undated.certificate->holder.birth_date.reset();
  kiosk.Read("one", undated);
  kiosk.Read("two", undated);
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
}

// --- Language -----------------------------------------------------------------------------------

TEST(Language, can_be_chosen_on_every_screen_of_a_journey_and_ends_with_it) {
  Kiosk kiosk;
  kiosk.Press(Action::kChooseLanguage, 1);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning) << "who chooses a language has begun";
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kChooseLanguage, 2);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.language, 2u);
  kiosk.Press(Action::kFinish);
  EXPECT_EQ(kiosk.state.language, 2u) << "the goodbye is in the traveller's language";
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.language, 0u);
}

TEST(Language, of_a_passer_by_at_a_closed_kiosk_goes_back_to_the_default) {
  Kiosk kiosk;
  kiosk.Do(AuditChanged{false});
  ASSERT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.Press(Action::kChooseLanguage, 1);
  EXPECT_EQ(kiosk.state.language, 1u);
  kiosk.Wait(seconds(45));
  EXPECT_EQ(kiosk.state.language, 0u);
}

// --- Time ---------------------------------------------------------------------------------------

TEST(TimeOut, warns_first_and_says_how_much_time_is_left) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Wait(seconds(44));
  EXPECT_FALSE(kiosk.state.asking_for_time);
  kiosk.Wait(seconds(1));
  EXPECT_TRUE(kiosk.state.asking_for_time);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(TimeLeft(kiosk.state, kiosk.now.moment), seconds(20));
  EXPECT_THAT(Actions(kiosk.state), Not(Contains(Choice{Action::kPrint, 0})));
}

TEST(TimeOut, gives_more_time_to_whoever_asks_for_it) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Wait(seconds(60));
  kiosk.Press(Action::kMoreTime);
  EXPECT_FALSE(kiosk.state.asking_for_time);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  kiosk.Wait(seconds(44));
  EXPECT_FALSE(kiosk.state.asking_for_time);
}

TEST(TimeOut, forgets_everything_when_nobody_answers) {
  Kiosk kiosk;
  kiosk.Press(Action::kChooseLanguage, 1);
  kiosk.ReadGood("LI");
  kiosk.ReadGood("WANG");
  kiosk.effects.clear();
  kiosk.Wait(seconds(65));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_EQ(kiosk.state.language, 0u);
  EXPECT_THAT(kiosk.state.people, IsEmpty());
  EXPECT_THAT(kiosk.state.pending, IsEmpty());
  EXPECT_THAT(kiosk.Effects<Forget>(), SizeIs(1));
  EXPECT_EQ(kiosk.Records<records::SessionEnded>()[0].end, records::SessionEnd::kTimedOut);
}

TEST(TimeOut, also_applies_to_a_journey_that_never_showed_a_certificate) {
  Kiosk kiosk;
  kiosk.Press(Action::kShowHelp);
  kiosk.Wait(seconds(65));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(TimeOut, a_key_or_a_touch_beside_the_buttons_is_activity) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Wait(seconds(40));
  kiosk.Do(Activity{});
  kiosk.Wait(seconds(40));
  EXPECT_FALSE(kiosk.state.asking_for_time);
}

TEST(TimeOut, does_not_run_while_a_page_is_printed) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  kiosk.Wait(seconds(100));
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
  EXPECT_FALSE(kiosk.state.asking_for_time);
}

TEST(TimeOut, the_next_deadline_is_when_time_alone_changes_something) {
  Kiosk kiosk;
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), std::nullopt);
  kiosk.ReadGood("LI");
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(45));
  kiosk.Wait(seconds(45));
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(20));
}

// --- Paper --------------------------------------------------------------------------------------

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
  EXPECT_EQ(kiosk.Effects<PrintCertificate>()[0].text, "QZXLI");
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

TEST_F(Paper, says_which_copy_it_is_and_counts_what_came_out_only) {
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
  EXPECT_THAT(copies, ElementsAre(1, 1, 2));
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

TEST_F(Paper, can_be_cancelled_and_a_late_update_is_ignored) {
  Confirm();
  const std::uint32_t ticket = kiosk.state.print.ticket;
  kiosk.Press(Action::kCancelPrint);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  kiosk.Do(PrintUpdate{ticket, PrintPhase::kSent});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Records<records::PrintEnded>()[0].outcome, records::PrintOutcome::kCancelled);
}

TEST_F(Paper, of_a_session_before_says_nothing_to_the_next) {
  Confirm();
  const std::uint32_t ticket = kiosk.state.print.ticket;
  kiosk.Press(Action::kCancelPrint);
  kiosk.Press(Action::kFinish);
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  kiosk.Do(PrintUpdate{ticket, PrintPhase::kFailed});
  EXPECT_EQ(kiosk.state.screen, Screen::kPrinting);
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

// --- What does not work -------------------------------------------------------------------------

TEST(OutOfService, is_said_when_no_reader_answers_for_a_while_and_ends_by_itself) {
  Kiosk kiosk;
  kiosk.Gone(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(4));
  kiosk.Wait(seconds(4));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kNoReader));
  kiosk.Back(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Records<records::DeviceFault>(), SizeIs(1));
  EXPECT_THAT(kiosk.Records<records::DeviceRecovered>(), SizeIs(1));
}

TEST(OutOfService, a_scanner_stands_in_for_the_camera) {
  Kiosk kiosk({.has_scanner = true});
  kiosk.Gone(DeviceKind::kCamera);
  kiosk.Wait(seconds(10));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kCamera));
}

TEST(OutOfService, a_camera_lost_in_mid_journey_leaves_the_answer_on_the_screen) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Gone(DeviceKind::kCamera);
  kiosk.Wait(seconds(10));
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_TRUE(kiosk.Offers(Action::kPrint));
  EXPECT_FALSE(kiosk.Offers(Action::kAddCertificate));
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
}

TEST(OutOfService, a_journey_without_a_certificate_ends_when_nothing_can_be_read) {
  Kiosk kiosk;
  kiosk.Press(Action::kBegin);
  kiosk.Gone(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  kiosk.Wait(seconds(4));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  EXPECT_FALSE(kiosk.state.session_open);
}

TEST(OutOfService, without_trusted_signers_and_open_again_when_they_come) {
  State state = Begin({}, Moment{});
  Now now;
  EXPECT_EQ(state.screen, Screen::kAttract) << "trust loads while the first screen shows";
  now.moment += seconds(4);
  Stepped stepped = Step(std::move(state), Tick{}, now);
  EXPECT_EQ(stepped.state.screen, Screen::kOutOfService);
  EXPECT_THAT(Troubles(stepped.state), Contains(Trouble::kTrust));
  stepped = Step(std::move(stepped.state), TrustChanged{true}, now);
  EXPECT_EQ(stepped.state.screen, Screen::kAttract);
}

TEST(OutOfService, no_verdict_is_given_that_could_not_be_recorded) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Do(AuditChanged{false});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict) << "what was recorded stays to be seen";
  kiosk.ReadGood("LI", "second");
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(1));
  EXPECT_FALSE(kiosk.Offers(Action::kAddCertificate));
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.Do(AuditChanged{true});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(Technician, sees_the_mistakes_of_the_configuration_until_they_are_mended) {
  Kiosk kiosk;
  kiosk.Do(ConfigurationChecked{{"clearway.toml:3: devices.camera: this value is not allowed"}});
  EXPECT_EQ(kiosk.state.screen, Screen::kTechnician);
  EXPECT_THAT(kiosk.state.configuration_problems, SizeIs(1));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kTechnician);
  kiosk.Do(ConfigurationChecked{{}});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(Help, leads_back_to_where_it_was_asked_for) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kShowHelp);
  EXPECT_EQ(kiosk.state.screen, Screen::kHelp);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

// --- The rest -----------------------------------------------------------------------------------

TEST(Reader, works_hard_only_while_somebody_scans_or_something_comes_near) {
  Kiosk kiosk;
  kiosk.Press(Action::kBegin);
  EXPECT_TRUE(kiosk.Effects<SetReaderPace>().back().full);
  kiosk.ReadGood("LI");
  EXPECT_FALSE(kiosk.Effects<SetReaderPace>().back().full);
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  kiosk.Do(GuidanceChanged{camera::Guidance::kCloser});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_TRUE(kiosk.Effects<SetReaderPace>().back().full);
}

TEST(Demo, is_said_for_a_demonstration_and_for_a_certificate_of_demonstration_keys) {
  Kiosk kiosk;
  EXPECT_FALSE(Demo(kiosk.state));
  certificate::Reading reading = ReadingOf("LI");
  reading.signed_by->demo = true;
  kiosk.Read("code", reading);
  EXPECT_TRUE(Demo(kiosk.state));
  EXPECT_TRUE(Demo(Begin({.demo = true}, Moment{})));
}

TEST(Stop, forgets_the_traveller_and_takes_back_what_is_printing) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  const Stepped stopped = Stop(std::move(kiosk.state), kiosk.now);
  EXPECT_THAT(stopped.state.people, IsEmpty());
  EXPECT_THAT(stopped.effects, SizeIs(4));  // cancel, its record, the session's end, forget
  EXPECT_TRUE(std::holds_alternative<Forget>(stopped.effects.back()));
}

TEST(Audit, of_a_verdict_says_format_answer_reasons_and_issuer_and_nothing_of_the_person) {
  Kiosk kiosk;
  kiosk.Read("code", ReadingOf("LI", Cause::kUnknownSigner));
  ASSERT_THAT(kiosk.Records<records::VerdictGiven>(), SizeIs(1));
  const records::VerdictGiven record = kiosk.Records<records::VerdictGiven>()[0];
  EXPECT_EQ(record.format, certificate::Format::kEuDcc);
  EXPECT_EQ(record.answer, Answer::kUndetermined);
  ASSERT_THAT(record.reasons, SizeIs(1));
  EXPECT_EQ(record.reasons[0].text(), "unknown-signer");
  EXPECT_EQ(record.issuer.text(), "FR");
}

}  // namespace
}  // namespace clearway::session
