#include "certificate/rules/judge_journey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

using certificate::Answer;
using certificate::Format;
using certificate::Reading;
using certificate::Record;
using certificate::TestKind;
using certificate::TestResult;
using certificate::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A vaccination, or a PCR test and antibodies together.
constexpr const char* kRequirement = R"({
  "Identifier": "PR-XA-0001", "Type": "Requirement", "Country": "XA", "Version": "1.0.0",
  "Description": [{"lang": "en", "desc": "A way in."}],
  "ValidFrom": "2026-01-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z",
  "Proofs": [
    {"Name": "vaccination", "CertificateType": "Vaccination",
     "Description": [{"lang": "en", "desc": "a full vaccination"}], "Logic": true},
    {"Name": "pcr", "CertificateType": "Test",
     "Description": [{"lang": "en", "desc": "a negative PCR test"},
                     {"lang": "zh", "desc": "核酸检测阴性证明"}],
     "Logic": {"and": [{"===": [{"var": "payload.t.0.tt"}, "LP6464-4"]},
                       {"===": [{"var": "payload.t.0.tr"}, "260415000"]}]}},
    {"Name": "igg", "CertificateType": "Antibody",
     "Description": [{"lang": "en", "desc": "an antibody test"}],
     "Logic": {"===": [{"var": "payload.clearway.antibodies.0.class"}, "IgG"]}}],
  "Sets": [["vaccination"], ["pcr", "igg"]]})";

class UnderRules : public ::testing::Test {
 protected:
  void Add(const RuleText& rule) { rules_.AddDocument("rule.json", Json(rule)); }
  void AddRequirement() { rules_.AddDocument("requirement.json", kRequirement); }

  Verdict Judge(const std::vector<Reading>& readings) {
    return JudgeJourney(readings, kTrusted, {&rules_, {.destination = "XA"}});
  }
  Answer AnswerTo(const std::vector<Reading>& readings) { return Judge(readings).answer; }

  static std::vector<std::string> CodesOf(const Verdict& verdict) {
    std::vector<std::string> codes;
    for (const certificate::Reason& reason : verdict.reasons) codes.push_back(reason.code);
    return codes;
  }

  RuleSet rules_;
};

Reading Vaccinated(unsigned dose, unsigned doses) {
  return ReadingWith(Format::kEuDcc, {Dose(dose, doses)});
}
Reading TestedIn(Format format, TestKind kind, TestResult result = TestResult::kNegative) {
  return ReadingWith(format, {Tested(kind, result)});
}

TEST_F(UnderRules, accepts_a_certificate_that_meets_every_rule_about_it) {
  Add({});
  Add({.identifier = "TR-XA-0001", .subject = "Test", .logic = "false"});
  const Verdict verdict = Judge({Vaccinated(2, 2)});
  EXPECT_EQ(verdict.answer, Answer::kAccepted);
  EXPECT_THAT(verdict.reasons, IsEmpty());
}

TEST_F(UnderRules, refuses_with_the_rules_own_words) {
  Add({});
  const Verdict verdict = Judge({Vaccinated(1, 2)});
  EXPECT_EQ(verdict.answer, Answer::kRefused);
  ASSERT_THAT(CodesOf(verdict), ElementsAre("VR-XA-0001"));
  const certificate::Reason& reason = verdict.reasons.front();
  EXPECT_THAT(PublicSentence(reason, "de").arguments, ElementsAre("Alle Dosen werden gebraucht."));
  EXPECT_THAT(PublicSentence(reason, "ar").arguments, ElementsAre("All doses are needed."));
  EXPECT_THAT(reason.for_staff, HasSubstr("VR-XA-0001 of XA"));
}

TEST_F(UnderRules, finds_one_certificate_that_stands_enough) {
  Add({});
  EXPECT_EQ(AnswerTo({Vaccinated(1, 2), Vaccinated(2, 2)}), Answer::kAccepted);
}

TEST_F(UnderRules, never_accepts_under_a_rule_that_nobody_can_apply) {
  const std::vector<RuleText> unsound = {
      {.logic = R"({"divide":[1,0]})"},
      {.logic = R"({"in":[{"var":"payload.v.0.mp"},{"var":"external.valueSets.missing"}]})"},
      {.logic = R"({"plusTime":[{"var":"payload.v.0.dt"},0,"day"]})"},
      {.logic = R"({"+":[{"var":"payload.v.0.dt"},1]})"},
      {.logic = "7"},
      {.logic = "null"},
      {.engine_version = "9.0.0"},
      {.logic = R"({"!":[{"var":"external.valueSets.missing"}]})"},
  };
  for (const RuleText& rule : unsound) {
    rules_ = RuleSet();
    Add(rule);
    Add({.identifier = "GR-XA-0001", .subject = "General", .logic = "true"});
    const Verdict verdict = Judge({Vaccinated(2, 2)});
    EXPECT_EQ(verdict.answer, Answer::kUndetermined) << rule.logic;
    EXPECT_THAT(CodesOf(verdict), ElementsAre("VR-XA-0001")) << rule.logic;
  }
}

Reading GivenOn(certificate::PartialDate day) {
  Record record = Dose(2, 2);
  std::get<certificate::Vaccination>(record.details).given_on = day;
  return ReadingWith(Format::kSmartHealthCard, {record});
}

TEST_F(UnderRules, does_not_know_how_old_a_dose_of_some_month_is) {
  const std::string logic = R"({"not-after":[
      {"plusTime":[{"var":"external.validationClock"},0,"day"]},
      {"plusTime":[{"var":"payload.v.0.dt"},60,"day"]}]})";
  const auto expect_answers = [this](Answer old) {
    EXPECT_EQ(AnswerTo({GivenOn({2026, 12, 20})}), Answer::kAccepted);
    EXPECT_EQ(AnswerTo({GivenOn({2026, 1, 5})}), old);
    EXPECT_EQ(AnswerTo({GivenOn({2026, 12, {}})}), Answer::kUndetermined);
    EXPECT_EQ(AnswerTo({GivenOn({2026, {}, {}})}), Answer::kUndetermined);
  };
  Add({.logic = logic});
  expect_answers(Answer::kRefused);
  rules_ = RuleSet();
  std::string requirement = kRequirement;
  requirement.replace(requirement.find(R"("Logic": true)"), 13, R"("Logic": )" + logic);
  rules_.AddDocument("requirement.json", requirement);
  expect_answers(Answer::kIncomplete);
}

TEST_F(UnderRules, knows_nothing_under_a_rule_that_has_a_version_nobody_can_read) {
  for (const char* logic : {"true", "false"}) {
    rules_ = RuleSet();
    Add({.logic = logic});
    Add({.logic = "true", .version = "2.0.0-rc"});
    const Verdict verdict = Judge({Vaccinated(2, 2)});
    EXPECT_EQ(verdict.answer, Answer::kUndetermined) << logic;
    EXPECT_THAT(CodesOf(verdict), ElementsAre("VR-XA-0001")) << logic;
  }
  std::string newer = kRequirement;
  newer.replace(newer.find("1.0.0"), 5, "2");
  for (const Reading& reading : {Vaccinated(2, 2), TestedIn(Format::kEuDcc, TestKind::kAntigen)}) {
    rules_ = RuleSet();
    AddRequirement();
    rules_.AddDocument("newer.json", newer);
    EXPECT_EQ(AnswerTo({reading}), Answer::kUndetermined);
  }
}

TEST_F(UnderRules, is_not_sure_of_rules_for_some_origins_where_the_origin_is_unknown) {
  const auto answer = [this](const char* logic, const char* origin, const char* own = "") {
    rules_ = RuleSet();
    Add({});
    Add({.identifier = "VR-XA-0002",
         .logic = logic,
         .more = R"(,"Clearway":{"Origins":["BR"])" + std::string(own) + "}"});
    return JudgeJourney(std::vector{Vaccinated(2, 2)}, kTrusted,
                        {&rules_, {.destination = "XA", .origin = origin}})
        .answer;
  };
  for (const char* own : {"", R"(,"Decisive":true)"}) {
    EXPECT_EQ(answer("false", "bra", own), Answer::kRefused) << own;
    EXPECT_EQ(answer("false", "IN", own), Answer::kAccepted) << own;
    EXPECT_EQ(answer("false", "", own), Answer::kUndetermined) << own;
    EXPECT_EQ(answer("true", "", own), Answer::kAccepted) << own;
  }
}

TEST_F(UnderRules, accepts_nothing_by_what_may_not_count_for_the_origin) {
  Add({.more = R"(,"Clearway":{"Origins":["BR"]})"});
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
  EXPECT_EQ(AnswerTo({Vaccinated(1, 2)}), Answer::kUndetermined);
  rules_ = RuleSet();
  std::string requirement = kRequirement;
  requirement.insert(requirement.find(R"("Sets")"), R"("Clearway": {"Origins": ["BR"]}, )");
  rules_.AddDocument("requirement.json", requirement);
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined) << "without it, nothing accepts";
  Add({.logic = "true"});
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kAccepted);
  Add({.identifier = "TR-XA-0001", .subject = "Test", .logic = "true"});
  const Reading tested = TestedIn(Format::kEuDcc, TestKind::kNucleicAcid);
  EXPECT_EQ(AnswerTo({tested}), Answer::kUndetermined) << "from there it would be incomplete";
}

TEST_F(UnderRules, decides_nothing_by_a_requirement_whose_sets_are_no_list) {
  std::string requirement = kRequirement;
  const std::string sets = R"([["vaccination"], ["pcr", "igg"]])";
  requirement.replace(requirement.find(sets), sets.size(), R"({"first": ["vaccination"]})");
  rules_.AddDocument("requirement.json", requirement);
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
}

TEST_F(UnderRules, refuses_for_certain_whatever_another_rule_might_have_said) {
  Add({});
  Add({.identifier = "GR-XA-0001", .subject = "General", .logic = R"({"nonsense":[]})"});
  EXPECT_EQ(AnswerTo({Vaccinated(1, 2)}), Answer::kRefused);
}

TEST_F(UnderRules, does_not_accept_where_a_document_of_the_set_is_no_rule) {
  Add({});
  rules_.AddDocument("torn.json", R"({"Identifier":"VR-)");
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
  EXPECT_EQ(AnswerTo({Vaccinated(1, 2)}), Answer::kRefused);
}

TEST_F(UnderRules, knows_nothing_about_a_destination_without_rules) {
  Add({.country = "XC"});
  const Verdict verdict = Judge({Vaccinated(2, 2)});
  EXPECT_EQ(verdict.answer, Answer::kUndetermined);
  EXPECT_THAT(CodesOf(verdict), ElementsAre("no-rules"));
}

TEST_F(UnderRules, asks_the_issuers_rules_about_its_own_certificates) {
  Add({});
  Add({.identifier = "IR-XB-0001",
       .type = "Invalidation",
       .country = "XB",
       .subject = "General",
       .logic = R"({"!":[{"===":[{"var":"payload.v.0.is"},"Institute"]}]})"});
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kRefused);
  Reading elsewhere = Vaccinated(2, 2);
  elsewhere.signed_by->country = "XC";
  elsewhere.certificate->issuer = "XC";
  EXPECT_EQ(AnswerTo({elsewhere}), Answer::kAccepted);
}

TEST_F(UnderRules, finds_the_issuers_rules_however_its_country_is_written_and_whoever_signed) {
  Add({});
  Add({.identifier = "IR-AT-0001",
       .type = "Invalidation",
       .country = "AT",
       .subject = "General",
       .logic = "false"});
  const auto answer = [this](const char* signer, const char* issuer) {
    Reading reading = Vaccinated(2, 2);
    reading.signed_by->country = signer;
    reading.certificate->issuer = issuer;
    return AnswerTo({reading});
  };
  EXPECT_EQ(answer("AT", ""), Answer::kRefused);
  EXPECT_EQ(answer("at", ""), Answer::kRefused);
  EXPECT_EQ(answer("AUT", ""), Answer::kRefused);
  EXPECT_EQ(answer("DE", "AT"), Answer::kRefused);
  EXPECT_EQ(answer("at", "DE"), Answer::kRefused);
  EXPECT_EQ(answer("DE", "DE"), Answer::kAccepted);
}

TEST_F(UnderRules, lets_what_is_not_authentic_decide_before_any_rule) {
  Add({.logic = "true"});
  Reading forged = Vaccinated(2, 2);
  forged.authenticity.cause = certificate::Cause::kBadSignature;
  EXPECT_EQ(AnswerTo({forged}), Answer::kRefused);
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2), forged}), Answer::kRefused);
  Reading unknown = Vaccinated(2, 2);
  unknown.authenticity.cause = certificate::Cause::kUnknownSigner;
  EXPECT_EQ(AnswerTo({unknown}), Answer::kUndetermined);
  const Criteria criteria{&rules_, {.destination = "XA"}};
  EXPECT_EQ(
      JudgeJourney(std::vector{Vaccinated(2, 2)}, {.now = kNow, .trusted = false}, criteria).answer,
      Answer::kUndetermined);
}

TEST_F(UnderRules, names_the_proof_that_is_missing) {
  AddRequirement();
  const Verdict verdict = Judge({TestedIn(Format::kTravelHealth, TestKind::kAntibodyIgG)});
  EXPECT_EQ(verdict.answer, Answer::kIncomplete);
  // Of the two ways in both lack one proof, and the second has been begun.
  ASSERT_THAT(CodesOf(verdict), ElementsAre("PR-XA-0001.pcr"));
  EXPECT_THAT(PublicSentence(verdict.reasons[0], "zh-Hans").arguments,
              ElementsAre("核酸检测阴性证明"));
}

TEST_F(UnderRules, judges_proofs_of_several_certificates_and_formats_together) {
  AddRequirement();
  const Reading pcr = TestedIn(Format::kEuDcc, TestKind::kNucleicAcid);
  const Reading igg = TestedIn(Format::kTravelHealth, TestKind::kAntibodyIgG);
  EXPECT_EQ(AnswerTo({pcr}), Answer::kIncomplete);
  EXPECT_EQ(AnswerTo({pcr, igg}), Answer::kAccepted);
  EXPECT_EQ(AnswerTo({igg, pcr}), Answer::kAccepted);
  EXPECT_EQ(AnswerTo({Vaccinated(1, 2)}), Answer::kAccepted);
  const Reading positive = TestedIn(Format::kEuDcc, TestKind::kNucleicAcid, TestResult::kPositive);
  EXPECT_EQ(AnswerTo({positive, igg}), Answer::kIncomplete);
}

TEST_F(UnderRules, counts_no_proof_that_fails_a_rule_and_says_which) {
  AddRequirement();
  Add({});
  const Verdict verdict = Judge({Vaccinated(1, 2)});
  EXPECT_EQ(verdict.answer, Answer::kIncomplete);
  EXPECT_THAT(CodesOf(verdict), ElementsAre("PR-XA-0001.vaccination", "VR-XA-0001"));
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kAccepted);
}

TEST_F(UnderRules, does_not_know_about_a_proof_under_a_rule_that_nobody_can_apply) {
  AddRequirement();
  Add({.logic = R"({"nonsense":[]})"});
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
}

TEST_F(UnderRules, refuses_under_a_decisive_rule_whatever_else_is_shown) {
  AddRequirement();
  Add({.identifier = "TR-XA-0001",
       .subject = "Test",
       .logic = R"({"===":[{"var":"payload.t.0.tr"},"260415000"]})",
       .more = R"(,"Clearway":{"Decisive":true})"});
  const Reading positive = TestedIn(Format::kEuDcc, TestKind::kNucleicAcid, TestResult::kPositive);
  const Verdict verdict = Judge({Vaccinated(2, 2), positive});
  EXPECT_EQ(verdict.answer, Answer::kRefused);
  EXPECT_THAT(CodesOf(verdict), ElementsAre("TR-XA-0001"));
}

TEST_F(UnderRules, accepts_nothing_beside_a_rule_that_may_be_decisive_and_not_met) {
  const std::vector<Reading> both = {Vaccinated(1, 2),
                                     TestedIn(Format::kEuDcc, TestKind::kNucleicAcid)};
  const RuleText enough{.identifier = "TR-XA-0001", .subject = "Test", .logic = "true"};
  for (const char* own : {R"({"Decisive":"true"})", R"({"decisive":true})", R"([])"}) {
    rules_ = RuleSet();
    Add(enough);
    Add({.more = std::string(R"(,"Clearway":)") + own});
    const Verdict verdict = Judge(both);
    EXPECT_EQ(verdict.answer, Answer::kUndetermined) << own;
    EXPECT_THAT(CodesOf(verdict), ElementsAre("VR-XA-0001")) << own;
  }
  rules_ = RuleSet();
  Add(enough);
  Add({.logic = R"({"divide":[1,0]})", .more = R"(,"Clearway":{"Decisive":true})"});
  EXPECT_EQ(AnswerTo(both), Answer::kUndetermined);
  rules_ = RuleSet();
  Add(enough);
  Add({.logic = R"({"divide":[1,0]})"});
  EXPECT_EQ(AnswerTo(both), Answer::kAccepted);
}

TEST_F(UnderRules, does_not_accept_under_a_requirement_with_unknown_members_of_ours) {
  for (const char* place : {R"("Sets")", R"("CertificateType": "Vaccination")"}) {
    std::string requirement = kRequirement;
    requirement.insert(requirement.find(place), R"("Clearway": {"decisive": true}, )");
    rules_ = RuleSet();
    rules_.AddDocument("requirement.json", requirement);
    EXPECT_EQ(rules_.problems().size(), 1U) << place;
    EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined) << place;
  }
}

TEST_F(UnderRules, does_not_accept_under_a_requirement_that_nobody_can_read) {
  Add({});
  rules_.AddDocument("broken.json", R"({"Type":"Requirement","Country":"XA"})");
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
}

TEST_F(UnderRules, looks_only_at_the_formats_and_diseases_that_a_rule_names) {
  Add({});
  Add({.identifier = "GR-XA-0001",
       .subject = "General",
       .logic = "false",
       .more = R"(,"Clearway":{"Formats":["shc"],"Diseases":["840539006"]})"});
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kAccepted);
  EXPECT_EQ(AnswerTo({ReadingWith(Format::kSmartHealthCard, {Dose(2, 2)})}), Answer::kRefused);
}

TEST_F(UnderRules, leaves_a_proof_that_no_rule_is_about_to_staff) {
  Add({});
  const Verdict verdict = Judge({TestedIn(Format::kEuDcc, TestKind::kNucleicAcid)});
  EXPECT_EQ(verdict.answer, Answer::kUndetermined);
  EXPECT_THAT(CodesOf(verdict), ElementsAre("no-rule-about-it"));
}

Record About(const char* disease, Record record) {
  record.disease.code = disease;
  return record;
}
const Record kTested = Tested(TestKind::kNucleicAcid, TestResult::kNegative);
constexpr const char* kYellowFever = "16541001";

TEST_F(UnderRules, never_stretches_the_gateways_rules_to_what_they_were_not_written_about) {
  Add({.logic = "true"});
  Add({.identifier = "TR-XA-0001", .subject = "Test", .logic = "true"});
  Add({.identifier = "GR-XA-0001", .subject = "General", .logic = "true"});
  Record declared = Dose(1, 1);
  declared.details = certificate::Declaration{.status = certificate::DeclarationStatus::kGreen};
  const struct {
    const char* what = nullptr;
    Record record;
  } kinds[] = {
      {"a test of another kind", Tested(TestKind::kOther, TestResult::kNegative)},
      {"a result that is not understood", Tested(TestKind::kNucleicAcid, TestResult::kUnclear)},
      {"antibodies of an unclear result", Tested(TestKind::kAntibodyIgG, TestResult::kUnclear)},
      {"a test for who knows what", About("", kTested)},
      {"a vaccination against who knows what", About("", Dose(2, 2))},
      {"another disease's vaccination", About(kYellowFever, Dose(2, 2))},
      {"antibodies", Tested(TestKind::kAntibodyIgG, TestResult::kPositive)},
      {"a declaration", declared},
  };
  for (const auto& kind : kinds) {
    const Verdict verdict = Judge({ReadingWith(Format::kSmartHealthCard, {kind.record})});
    EXPECT_EQ(verdict.answer, Answer::kUndetermined) << kind.what;
    EXPECT_THAT(CodesOf(verdict), ElementsAre("no-rule-about-it")) << kind.what;
  }
  EXPECT_EQ(AnswerTo({ReadingWith(Format::kSmartHealthCard, {kTested})}), Answer::kAccepted);
}

TEST_F(UnderRules, lets_general_rules_refuse_what_they_cannot_accept) {
  Add({.identifier = "AR-XA-0001", .subject = "Antibody", .logic = "true"});
  const Reading antibodies = TestedIn(Format::kTravelHealth, TestKind::kAntibodyIgG);
  EXPECT_EQ(AnswerTo({antibodies}), Answer::kAccepted);
  Add({.identifier = "GR-XA-0001", .subject = "General", .logic = "false"});
  EXPECT_EQ(AnswerTo({antibodies}), Answer::kRefused);
}

TEST_F(UnderRules, takes_a_sealed_proof_of_testing_as_one_about_covid_19) {
  Add({.identifier = "TR-XA-0001",
       .subject = "Test",
       .logic = R"({"===":[{"var":"payload.t.0.tg"},"840539006"]})"});
  EXPECT_EQ(AnswerTo({ReadingWith(Format::kVdsNc, {About("", kTested)})}), Answer::kAccepted);
  const Record other = About("", Tested(TestKind::kOther, TestResult::kNegative));
  EXPECT_EQ(AnswerTo({ReadingWith(Format::kVdsNc, {other})}), Answer::kUndetermined);
}

TEST_F(UnderRules, asks_about_another_disease_only_what_names_it) {
  const Reading yellow_fever =
      ReadingWith(Format::kSmartHealthCard, {About(kYellowFever, Dose(1, 1))});
  AddRequirement();
  EXPECT_EQ(AnswerTo({yellow_fever}), Answer::kIncomplete);
  rules_ = RuleSet();
  Add({.more = R"(,"Clearway":{"Diseases":["16541001"]})"});
  EXPECT_EQ(AnswerTo({yellow_fever}), Answer::kAccepted);
  EXPECT_EQ(AnswerTo({Vaccinated(2, 2)}), Answer::kUndetermined);
  std::string requirement = kRequirement;
  requirement.replace(requirement.find(R"("Logic": true)"), 13,
                      R"("Logic": true, "Clearway": {"Diseases": ["16541001"]})");
  rules_.AddDocument("requirement.json", requirement);
  EXPECT_EQ(AnswerTo({yellow_fever}), Answer::kAccepted);
}

TEST_F(UnderRules, asks_an_issuers_own_rules_about_every_disease) {
  Add({.more = R"(,"Clearway":{"Diseases":["16541001"]})"});
  Add({.identifier = "IR-XB-0001",
       .type = "Invalidation",
       .country = "XB",
       .subject = "General",
       .logic = "false"});
  const Record yellow_fever = About(kYellowFever, Dose(1, 1));
  EXPECT_EQ(AnswerTo({ReadingWith(Format::kSmartHealthCard, {yellow_fever})}), Answer::kRefused);
}

TEST_F(UnderRules, says_that_a_verdict_rests_on_demonstration_keys) {
  Add({});
  Reading demo = Vaccinated(2, 2);
  demo.signed_by->demo = true;
  EXPECT_TRUE(Judge({demo}).demo);
}

}  // namespace
}  // namespace clearway::rules
