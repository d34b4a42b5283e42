#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"
#include "kiosk/session/session.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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
  EXPECT_EQ(Current(kiosk.state)->reading.certificate->holder.name.surname, "QZXQZXQWANG");
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

}  // namespace
}  // namespace clearway::session
