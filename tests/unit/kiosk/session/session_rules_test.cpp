#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "certificate/rules/judge_journey.h"
#include "kiosk.h"
#include "kiosk/session/view.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;

// A vaccination and a test, from whatever certificates.
constexpr const char* kRequirement = R"({
  "Identifier": "PR-XA-0001", "Type": "Requirement", "Country": "XA", "Version": "1.0.0",
  "Description": [{"lang": "en", "desc": "A vaccination and a test."}],
  "ValidFrom": "2000-01-01T00:00:00Z", "ValidTo": "2100-01-01T00:00:00Z",
  "Proofs": [
    {"Name": "vaccination", "CertificateType": "Vaccination",
     "Description": [{"lang": "en", "desc": "a vaccination"}], "Logic": true},
    {"Name": "test", "CertificateType": "Test",
     "Description": [{"lang": "en", "desc": "a test"}], "Logic": true}],
  "Sets": [["vaccination", "test"]]})";

certificate::Reading ReadingWith(decltype(certificate::Record::details) details,
                                 std::optional<Cause> cause = std::nullopt) {
  certificate::Reading reading = ReadingOf("LI", cause);
  reading.certificate->records.push_back({.disease = {.code = "840539006"},
                                          .country = "XB",
                                          .issuer = "",
                                          .id = "",
                                          .details = std::move(details)});
  return reading;
}

class SessionUnderRules : public ::testing::Test {
 protected:
  SessionUnderRules() {
    rules_.AddDocument("requirement.json", kRequirement);
    criteria_ = {.rules = &rules_, .journey = {.destination = "XA"}};
    kiosk_.now.criteria = &criteria_;
  }

  Answer AnswerOf(std::size_t certificate) const {
    return kiosk_.state.people.at(0).certificates.at(certificate).verdict.answer;
  }

  rules::RuleSet rules_;
  rules::Criteria criteria_;
  Kiosk kiosk_;
};

TEST_F(SessionUnderRules, asks_for_what_is_missing_and_accepts_when_it_comes) {
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  EXPECT_EQ(kiosk_.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk_.Answer(), Answer::kIncomplete);
  EXPECT_THAT(PublicSentence(Current(kiosk_.state)->verdict.reasons.at(0), "en").arguments,
              ::testing::ElementsAre("a test"));
  EXPECT_TRUE(kiosk_.Offers(Action::kAddCertificate));
  kiosk_.Press(Action::kAddCertificate);
  kiosk_.Read("two", ReadingWith(certificate::Test{.kind = certificate::TestKind::kNucleicAcid}));
  EXPECT_EQ(kiosk_.Answer(), Answer::kAccepted);
  EXPECT_EQ(AnswerOf(0), Answer::kAccepted);
}

TEST_F(SessionUnderRules, a_print_says_when_the_answer_was_given_and_that_rules_were_asked) {
  const Timestamp judged = kiosk_.now.time.now;
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  kiosk_.Read("two", ReadingWith(certificate::Test{.kind = certificate::TestKind::kNucleicAcid}));
  kiosk_.Wait(std::chrono::seconds(30));
  kiosk_.Press(Action::kPrint);
  kiosk_.Press(Action::kConfirmPrint);
  const auto* print = kiosk_.Last<PrintCertificate>();
  ASSERT_NE(print, nullptr);
  EXPECT_EQ(print->judged_at, judged);
  EXPECT_TRUE(print->under_rules);
}

TEST_F(SessionUnderRules, an_answer_without_rules_says_so_on_its_print) {
  kiosk_.now.criteria = nullptr;
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  kiosk_.Press(Action::kPrint);
  kiosk_.Press(Action::kConfirmPrint);
  EXPECT_EQ(kiosk_.Answer(), Answer::kAccepted);
  EXPECT_FALSE(kiosk_.Last<PrintCertificate>()->under_rules);
}

TEST_F(SessionUnderRules, keeps_what_is_not_authentic_out_of_the_answer) {
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  kiosk_.Press(Action::kAddCertificate);
  kiosk_.Read("old", ReadingWith(certificate::Test{.kind = certificate::TestKind::kNucleicAcid},
                                 Cause::kExpired));
  EXPECT_EQ(AnswerOf(0), Answer::kIncomplete);
  EXPECT_EQ(AnswerOf(1), Answer::kRefused);
}

TEST_F(SessionUnderRules, leaves_what_was_decided_when_the_clock_falls_into_doubt) {
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  kiosk_.now.time.trusted = false;
  kiosk_.Press(Action::kAddCertificate);
  kiosk_.Read("two", ReadingWith(certificate::Test{.kind = certificate::TestKind::kNucleicAcid}));
  EXPECT_EQ(AnswerOf(0), Answer::kIncomplete);
  EXPECT_EQ(AnswerOf(1), Answer::kUndetermined);
}

TEST_F(SessionUnderRules, writes_the_rule_that_decided_into_the_audit) {
  kiosk_.Read("one", ReadingWith(certificate::Vaccination{}));
  const auto verdicts = kiosk_.Records<records::VerdictGiven>();
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts[0].answer, Answer::kIncomplete);
  ASSERT_EQ(verdicts[0].reasons.size(), 1U);
  EXPECT_EQ(verdicts[0].reasons[0].text(), "PR-XA-0001.test");
}

certificate::Reading DeclarationOf(certificate::DeclarationStatus status, int issued_at) {
  certificate::Reading reading = ReadingWith(certificate::Declaration{.status = status});
  reading.certificate->document = certificate::TravelDocument{
      .kind = certificate::DocumentKind::kForeignPassport, .number = "C1", .issuing_country = "XB"};
  reading.certificate->issued_at = Timestamp(std::chrono::seconds(issued_at));
  return reading;
}

TEST(SessionWithDeclarations, lets_the_newer_one_decide_in_whichever_order_they_are_shown) {
  using enum certificate::DeclarationStatus;
  const certificate::Reading old_green = DeclarationOf(kGreen, 100);
  const certificate::Reading cancelled = DeclarationOf(kCancelled, 200);
  for (const bool old_first : {true, false}) {
    Kiosk kiosk;
    kiosk.Read("one", old_first ? old_green : cancelled);
    kiosk.Read("two", old_first ? cancelled : old_green);
    EXPECT_EQ(AnswerOf(kiosk.state.people.at(0)), Answer::kRefused);
    const auto& old = kiosk.state.people.at(0).certificates.at(old_first ? 0 : 1);
    EXPECT_EQ(old.verdict.answer, Answer::kRefused);
    EXPECT_EQ(old.verdict.reasons.at(0).code, "declaration-replaced");
  }
}

}  // namespace
}  // namespace clearway::session
