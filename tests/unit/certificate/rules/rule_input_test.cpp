#include "certificate/rules/rule_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

using certificate::Format;
using certificate::TestKind;
using certificate::TestResult;
using ::testing::ElementsAre;
using ::testing::SizeIs;

const Journey kJourney{.destination = "XA", .region = "ISLE", .origin = "XC", .post = "boarding"};

std::vector<std::string> PartsOf(const certificate::Reading& reading, std::string_view member) {
  const RuleSet rules;
  std::vector<std::string> parts;
  for (const RuleInput& input : InputsOf(reading, kJourney, rules, kNow)) {
    parts.push_back(certlogic::ToJson(certlogic::MemberOf(input.data(), member)));
  }
  return parts;
}

TEST(RuleInput, is_an_eu_certificate_as_its_issuer_wrote_it) {
  EXPECT_THAT(
      PartsOf(ReadingWith(Format::kEuDcc, {Dose(2, 2)}), "payload"),
      ElementsAre(
          R"({"nam":{"fn":"Muster","gn":"Anna","fnt":"MUSTER","gnt":"ANNA"},"dob":"1980-05",)"
          R"("v":[{"tg":"840539006","co":"XB","is":"Institute","ci":"URN:UVCI:01XB/1#2",)"
          R"("vp":"1119349007","mp":"EU/1/20/1528","ma":"ORG-100030215","dn":2,"sd":2,)"
          R"("dt":"2026-12-01"}],"clearway":{"format":"eu-dcc"}})"));
}

// Rules look at v[0]: what stands behind it would be hidden from them.
TEST(RuleInput, lets_each_dose_of_an_eu_certificate_come_first_and_keeps_the_others) {
  const auto parts = PartsOf(ReadingWith(Format::kEuDcc, {Dose(1, 2), Dose(2, 2)}), "payload");
  ASSERT_THAT(parts, SizeIs(2));
  const auto places = [](const std::string& part) {
    return std::pair(part.find(R"("dn":1,)"), part.find(R"("dn":2,)"));
  };
  const auto [one, two] = places(parts[0]);
  EXPECT_LT(one, two);
  const auto [later, first] = places(parts[1]);
  EXPECT_LT(first, later);
  EXPECT_NE(two, std::string::npos);
  EXPECT_NE(later, std::string::npos);
}

TEST(RuleInput, carries_what_surrounds_the_certificate) {
  EXPECT_THAT(PartsOf(ReadingWith(Format::kEuDcc, {Dose(2, 2)}), "external"),
              ElementsAre(R"({"validationClock":"2027-01-15T08:00:00Z","valueSets":{},)"
                          R"("countryCode":"XA","exp":"2027-02-14T08:00:00Z",)"
                          R"("iat":"2026-12-16T08:00:00Z","issuerCountryCode":"XB",)"
                          R"("kid":"AQID","region":"ISLE","origin":"XC","post":"boarding"})"));
}

TEST(RuleInput, names_the_origin_as_rules_do) {
  const auto reading = ReadingWith(Format::kEuDcc, {Dose(2, 2)});
  const RuleSet rules;
  for (const char* origin : {"BR", "br", "bra"}) {
    const auto inputs = InputsOf(reading, {.origin = origin}, rules, kNow);
    EXPECT_THAT(certlogic::ToJson(certlogic::MemberOf(inputs.at(0).data(), "external")),
                ::testing::HasSubstr(R"("origin":"BR")"))
        << origin;
  }
}

TEST(RuleInput, is_one_for_each_record_of_every_other_format) {
  const auto reading = ReadingWith(
      Format::kTravelHealth, {Tested(TestKind::kNucleicAcid, TestResult::kNegative),
                              Tested(TestKind::kAntibodyIgG, TestResult::kPositive), Dose(2, 2)});
  const RuleSet rules;
  std::vector<Subject> subjects;
  for (const RuleInput& input : InputsOf(reading, kJourney, rules, kNow)) {
    subjects.push_back(input.subject());
  }
  EXPECT_THAT(subjects, ElementsAre(Subject::kTest, Subject::kAntibody, Subject::kVaccination));
}

TEST(RuleInput, writes_tests_with_the_codes_of_the_eu) {
  const auto reading =
      ReadingWith(Format::kVdsNc, {Tested(TestKind::kNucleicAcid, TestResult::kNegative)});
  const std::string payload = PartsOf(reading, "payload").at(0);
  EXPECT_THAT(payload, ::testing::HasSubstr(
                           R"("t":[{"tg":"840539006","co":"XB","is":"Institute","tt":"LP6464-4",)"
                           R"("sc":"2027-01-14T12:00:00Z","tr":"260415000"}])"));
}

TEST(RuleInput, has_an_unclear_result_only_of_an_eu_certificate_in_its_own_code) {
  certificate::Record record = Tested(TestKind::kNucleicAcid, TestResult::kUnclear);
  std::get<certificate::Test>(record.details).result_words = "264887000";
  EXPECT_THAT(PartsOf(ReadingWith(Format::kEuDcc, {record}), "payload").at(0),
              ::testing::HasSubstr(R"("tr":"264887000")"));
  EXPECT_THAT(PartsOf(ReadingWith(Format::kVdsNc, {record}), "payload").at(0),
              ::testing::Not(::testing::HasSubstr(R"("tr")")));
}

// CertLogic takes a month for its last day.
TEST(RuleInput, has_no_date_without_its_day_but_that_of_birth) {
  const certificate::PartialDate month{2026, 12, {}};
  certificate::Record dose = Dose(2, 2);
  std::get<certificate::Vaccination>(dose.details).given_on = month;
  certificate::Record test = Tested(TestKind::kNucleicAcid, TestResult::kNegative);
  std::get<certificate::Test>(test.details).sampled_at.reset();
  std::get<certificate::Test>(test.details).sampled_on = month;
  certificate::Record recovery = dose;
  recovery.details =
      certificate::Recovery{.first_positive = month, .valid_from = month, .valid_until = month};
  certificate::Record declared = dose;
  declared.details = certificate::Declaration{.itinerary = {{.from = "PEK", .day = month}},
                                              .tests = {{.sampled_on = month}},
                                              .last_dose = month,
                                              .diagnosed_on = month};
  for (const certificate::Record& record : {dose, test, recovery, declared}) {
    const std::string payload =
        PartsOf(ReadingWith(Format::kSmartHealthCard, {record}), "payload").at(0);
    EXPECT_EQ(payload.find("2026-12"), std::string::npos) << payload;
    EXPECT_THAT(payload, ::testing::HasSubstr(R"("dob":"1980-05")"));
  }
}

TEST(RuleInput, has_antibodies_and_the_document_in_members_of_ours) {
  auto reading = ReadingWith(Format::kTravelHealth,
                             {Tested(TestKind::kAntibodyIgM, TestResult::kInconclusive)});
  reading.certificate->holder.nationality = "XB";
  reading.certificate->document = {certificate::DocumentKind::kOrdinaryPassport, "SECRET", "XB"};
  const std::string payload = PartsOf(reading, "payload").at(0);
  EXPECT_THAT(payload, ::testing::HasSubstr(R"("antibodies":[{"tg":"840539006",)"));
  EXPECT_THAT(payload, ::testing::HasSubstr(R"("class":"IgM")"));
  EXPECT_THAT(payload, ::testing::HasSubstr(R"("tr":"419984006")"));
  EXPECT_THAT(payload,
              ::testing::HasSubstr(R"("document":{"kind":"ordinary-passport","country":"XB"})"));
  EXPECT_EQ(payload.find("SECRET"), std::string::npos);
  EXPECT_EQ(payload.find(R"("t":)"), std::string::npos);
}

TEST(RuleInput, has_declarations_in_members_of_ours) {
  const certificate::Record record{
      .disease = {.code = "840539006"},
      .country = "XB",
      .issuer = "",
      .id = "D1",
      .details = certificate::Declaration{
          .status = certificate::DeclarationStatus::kMoreNeeded,
          .declarer_name = "SECRET",
          .itinerary = {{.from = "PEK", .to = "XAA", .day = {2027, 1, 16}, .service = "XX 1"}},
          .entry_point = "XAA",
          .residence = "Isle",
          .tests = {{.kind = TestKind::kNucleicAcid,
                     .result = TestResult::kNegative,
                     .sampled_on = {2027, 1, 14}},
                    {.kind = TestKind::kAntibodyIgG, .result = TestResult::kPositive}},
          .doses = 2,
          .last_dose = {2026, 6, 1},
          .diagnosis = certificate::DiagnosisHistory::kRecovered,
          .diagnosed_on = {2025, 2, 3},
          .mission = "Mission in XB"}};
  const std::string payload =
      PartsOf(ReadingWith(Format::kTravelHealth, {record}), "payload").at(0);
  EXPECT_THAT(payload,
              ::testing::HasSubstr(
                  R"("declarations":[{"tg":"840539006","co":"XB","ci":"D1","status":"more-needed",)"
                  R"("mission":"Mission in XB","entryPoint":"XAA","residence":"Isle",)"
                  R"("itinerary":[{"from":"PEK","to":"XAA","day":"2027-01-16","service":"XX 1"}],)"
                  R"("tests":[{"tt":"LP6464-4","sc":"2027-01-14","tr":"260415000"},)"
                  R"({"class":"IgG","tr":"260373001"}],"doses":2,"lastDose":"2026-06-01",)"
                  R"("diagnosis":"recovered","diagnosedOn":"2025-02-03"}])"));
  EXPECT_EQ(payload.find("SECRET"), std::string::npos);
  EXPECT_EQ(payload.find(R"("t":)"), std::string::npos);
}

TEST(RuleInput, has_empty_lists_where_nothing_was_declared) {
  const certificate::Record record{.disease = {}, .details = certificate::Declaration{}};
  EXPECT_THAT(PartsOf(ReadingWith(Format::kTravelHealth, {record}), "payload").at(0),
              ::testing::HasSubstr(R"("declarations":[{"status":"submitted","itinerary":[],)"
                                   R"("tests":[],"doses":0,"diagnosis":"never"}])"));
}

}  // namespace
}  // namespace clearway::rules
