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

ReceiptRead ReceiptOnThePage() {
  return {"CC1:QZXQZXQ", certificate::Receipt{.kiosk = "hall-2", .destination = "CN"}, {}};
}

TEST(Session, a_printed_page_left_under_the_camera_does_not_begin_the_next_session) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Do(ReceiptOnThePage());
  kiosk.Press(Action::kFinish);
  kiosk.ReadGood("LI");
  kiosk.Do(ReceiptOnThePage());
  EXPECT_EQ(kiosk.state.screen, Screen::kGoodbye);
  kiosk.Wait(seconds(9));
  kiosk.Do(ReceiptOnThePage());
  kiosk.Wait(seconds(9));
  kiosk.Do(ReceiptOnThePage());
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict) << "each code is away for itself";
}

TEST(Session, the_phones_of_a_party_left_under_the_camera_do_not_begin_the_next_session) {
  Kiosk kiosk;
  for (int code = 0; code < 8; ++code) kiosk.ReadGood("LI", std::to_string(code));
  kiosk.Press(Action::kFinish);
  for (int code = 0; code < 8; ++code) kiosk.ReadGood("LI", std::to_string(code));
  EXPECT_EQ(kiosk.state.screen, Screen::kGoodbye);
}

TEST(Session, a_receipt_beside_a_certificate_leaves_the_certificates_answer_alone) {
  Kiosk kiosk;
  kiosk.Read("LI", ReadingOf("LI", certificate::Cause::kBadSignature));
  kiosk.Do(ReceiptOnThePage());
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), certificate::Answer::kRefused);
  kiosk.Press(Action::kAddCertificate);
  kiosk.Do(ReceiptOnThePage());
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
}

TEST(Session, a_certificate_beside_a_receipt_is_answered) {
  Kiosk kiosk;
  kiosk.Do(ReceiptOnThePage());
  EXPECT_EQ(kiosk.state.screen, Screen::kReceipt);
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
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

// --- The rest -----------------------------------------------------------------------------------

TEST(Reader, works_hard_only_while_somebody_scans) {
  Kiosk kiosk;
  kiosk.Press(Action::kBegin);
  EXPECT_TRUE(kiosk.Effects<SetReaderPace>().back().full);
  kiosk.ReadGood("LI");
  EXPECT_FALSE(kiosk.Effects<SetReaderPace>().back().full);
}

TEST(Reader, rests_before_a_poster_that_looks_like_a_code_far_away) {
  Kiosk kiosk;
  for (const auto guidance : {camera::Guidance::kCloser, camera::Guidance::kHoldStill}) {
    kiosk.Do(GuidanceChanged{guidance});
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
    EXPECT_EQ(kiosk.state.reader_full, false);
  }
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
  EXPECT_THAT(stopped.effects, SizeIs(3));  // cancel, the session's end, forget
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
