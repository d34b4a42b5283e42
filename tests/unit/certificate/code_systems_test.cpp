#include "certificate/code_systems.h"

#include <gtest/gtest.h>

namespace clearway::certificate {
namespace {

TEST(CodeSystems, name_what_they_know_and_keep_what_they_do_not) {
  const Coded known = CodedFrom({"http://hl7.org/fhir/sid/cvx", "207", "shot"});
  EXPECT_EQ(known.name, "Moderna COVID-19 vaccine");
  const Coded unknown = CodedFrom({"http://example.org/codes", "A-207", "shot"});
  EXPECT_EQ(unknown.code, "A-207");
  EXPECT_EQ(unknown.name, "shot");
}

// Rules and lists of names see the code alone.
TEST(CodeSystems, keep_no_code_that_another_system_means_something_else_by) {
  for (const char* system : {"http://example.org/codes", "http://hl7.org/fhir/sid/cvx"}) {
    const Coded foreign = CodedFrom({system, "840539006", "a cold"});
    EXPECT_EQ(foreign.code, "") << system;
    EXPECT_EQ(foreign.name, "a cold") << system;
  }
  EXPECT_EQ(CodedFrom({"http://example.org/codes", "207", {}}).name, "207");
  EXPECT_EQ(CodedFrom({{}, "840539006", {}}).code, "840539006") << "of whatever is expected there";
}

TEST(CodeSystems, say_the_disease_that_is_stated_before_the_one_that_a_vaccine_is_about) {
  const Coding vaccine{"http://id.who.int/icd11/mms", "XM68M6", {}};
  EXPECT_EQ(StatedDisease({}, vaccine).code, kCovid19);
  EXPECT_EQ(StatedDisease({"http://id.who.int/icd11/mms", "1D47", {}}, vaccine).name,
            "Yellow fever");
  EXPECT_EQ(StatedDisease({{}, {}, "Covid-19"}, vaccine).code, kCovid19) << "the same, in words";
  const Coded words = StatedDisease({{}, {}, "Measles"}, vaccine);
  EXPECT_EQ(words.code, "");
  EXPECT_EQ(words.name, "Measles");
}

TEST(CodeSystems, know_the_disease_of_a_vaccine_a_test_and_a_pathogen) {
  EXPECT_EQ(DiseaseOf({"http://hl7.org/fhir/sid/cvx", "37", {}}).name, "Yellow fever");
  EXPECT_EQ(DiseaseOf({"http://loinc.org", "94500-6", {}}).name, "COVID-19");
  EXPECT_EQ(DiseaseOf({"http://id.who.int/icd11/mms", "XM0GQ8", {}}).code, "840539006");
  EXPECT_TRUE(DiseaseOf({"http://loinc.org", "207", {}}).code.empty());
  EXPECT_TRUE(DiseaseOf({}).code.empty());
}

TEST(CodeSystems, tell_kinds_of_tests_apart) {
  EXPECT_EQ(TestKindOf("94500-6"), TestKind::kNucleicAcid);
  EXPECT_EQ(TestKindOf("LP217198-3"), TestKind::kAntigen);
  EXPECT_EQ(TestKindOf("94563-4"), TestKind::kAntibodyIgG);
  EXPECT_EQ(TestKindOf("94564-2"), TestKind::kAntibodyIgM);
  EXPECT_EQ(TestKindOf("94762-2"), TestKind::kOther);
  EXPECT_EQ(TestKindOf("1-1"), TestKind::kOther);
}

TEST(CodeSystems, take_no_unknown_result_for_a_negative_one) {
  EXPECT_EQ(TestResultOf("260415000"), TestResult::kNegative);
  EXPECT_EQ(TestResultOf("10828004"), TestResult::kPositive);
  EXPECT_EQ(TestResultOf("419984006"), TestResult::kInconclusive);
  EXPECT_EQ(TestResultOf(""), TestResult::kUnclear);
  EXPECT_EQ(TestResultOf("264887000"), TestResult::kUnclear) << "not isolated";
  EXPECT_EQ(TestResultIn("Not detected"), TestResult::kNegative);
  EXPECT_EQ(TestResultIn("POSITIVE"), TestResult::kPositive);
  for (const char* words : {"", "abnormal", "not positive", "negative?"}) {
    EXPECT_EQ(TestResultIn(words), TestResult::kUnclear) << words;
  }
}

TEST(CodeSystems, read_how_a_result_is_interpreted) {
  EXPECT_EQ(TestResultInterpretedAs("NEG"), TestResult::kNegative);
  EXPECT_EQ(TestResultInterpretedAs("DET"), TestResult::kPositive);
  EXPECT_EQ(TestResultInterpretedAs("IND"), TestResult::kInconclusive);
  EXPECT_EQ(TestResultInterpretedAs("N"), TestResult::kUnclear) << "normal";
}

TEST(CodeSystems, take_no_code_of_another_system_for_their_own) {
  EXPECT_EQ(TestResultOf(Coding{"http://snomed.info/sct", "260415000", {}}), TestResult::kNegative);
  EXPECT_EQ(TestResultOf(Coding{{}, "260415000", {}}), TestResult::kNegative);
  EXPECT_EQ(TestResultOf(Coding{"http://loinc.org", "260415000", {}}), TestResult::kUnclear);
  EXPECT_EQ(TestResultOf(Coding{"http://loinc.org", "LA6577-6", {}}), TestResult::kNegative);
  EXPECT_EQ(TestResultOf(Coding{"http://loinc.org", "LA6576-8", {}}), TestResult::kPositive);
  EXPECT_EQ(TestResultOf(Coding{"http://snomed.info/sct", "LA6577-6", {}}), TestResult::kUnclear);
  EXPECT_EQ(TestKindOf(Coding{"http://loinc.org", "94500-6", {}}), TestKind::kNucleicAcid);
  EXPECT_EQ(TestKindOf(Coding{"http://snomed.info/sct", "94500-6", {}}), TestKind::kOther);
}

}  // namespace
}  // namespace clearway::certificate
