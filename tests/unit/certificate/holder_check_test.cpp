#include "certificate/holder_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/certificate/identity_people.h"

namespace clearway::certificate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kKarin = "Lindqvist|Karin|1968-04-03|F|SE";
constexpr const char* kBertil = "Lindqvist|Bertil|1968-04-03|M|SE";
constexpr const char* kInitial = "Lindqvist|K|1968-04-03|F|SE";

Reading Of(const char* person, bool authentic = true) {
  const Identity identity = PersonOf(person);
  Reading reading{.format = Format::kEuDcc};
  reading.authenticity.cause = authentic ? std::nullopt : std::optional(Cause::kBadSignature);
  reading.certificate = Certificate{.format = Format::kEuDcc};
  reading.certificate->holder = {.name = identity.name,
                                 .birth_date = identity.birth_date,
                                 .sex = identity.sex,
                                 .nationality = identity.nationality};
  return reading;
}

Verdict Accepted() {
  return {.answer = Answer::kAccepted, .reasons = {}};
}

Verdict Judged(const std::vector<Reading>& readings, const std::optional<Identity>& passport,
               Verdict verdict = Accepted()) {
  return WithHolder(std::move(verdict), CheckHolder(readings, passport));
}

TEST(HolderCheck, leaves_the_verdict_of_the_passports_holder_alone) {
  const Verdict verdict = Judged({Of(kKarin), Of(kKarin)}, PersonOf(kKarin));
  EXPECT_EQ(verdict.answer, Answer::kAccepted);
  EXPECT_THAT(verdict.reasons, IsEmpty());
}

TEST(HolderCheck, refuses_another_persons_certificate) {
  const Verdict verdict = Judged({Of(kKarin), Of(kBertil)}, PersonOf(kKarin));
  EXPECT_EQ(verdict.answer, Answer::kRefused);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].code, "other-person");
  EXPECT_THAT(verdict.reasons[0].for_staff, HasSubstr("The name is somebody else's."));
}

TEST(HolderCheck, leaves_what_cannot_be_told_to_staff) {
  const Verdict verdict = Judged({Of(kInitial)}, PersonOf(kKarin));
  EXPECT_EQ(verdict.answer, Answer::kUndetermined);
  EXPECT_EQ(verdict.reasons.at(0).code, "holder-uncertain");
}

TEST(HolderCheck, compares_certificates_with_each_other_without_a_passport) {
  EXPECT_EQ(Judged({Of(kKarin), Of(kBertil)}, std::nullopt).answer, Answer::kRefused);
  EXPECT_EQ(Judged({Of(kKarin), Of(kInitial)}, std::nullopt).answer, Answer::kUndetermined);
  EXPECT_EQ(Judged({Of(kKarin), Of(kKarin)}, std::nullopt).answer, Answer::kAccepted);
  EXPECT_EQ(Judged({Of(kInitial)}, std::nullopt).answer, Answer::kAccepted);
  EXPECT_EQ(CheckHolder({}, std::nullopt).compared_with, ComparedWith::kNothing);
}

TEST(HolderCheck, believes_no_name_that_nobody_signed) {
  const std::vector<Reading> readings{Of(kKarin), Of(kBertil, false)};
  EXPECT_EQ(CheckHolder(readings, PersonOf(kKarin)).match.answer, Sameness::kSame);
  EXPECT_EQ(CheckHolder(std::vector{Of(kBertil, false)}, PersonOf(kKarin)).compared_with,
            ComparedWith::kNothing);
}

TEST(HolderCheck, never_makes_a_verdict_better) {
  const auto with = [](Answer answer, const char* person) {
    return Judged({Of(person)}, PersonOf(kKarin),
                  {.answer = answer, .reasons = {{.code = "before"}}});
  };
  EXPECT_EQ(with(Answer::kRefused, kInitial).answer, Answer::kRefused);
  EXPECT_EQ(with(Answer::kRefused, kInitial).reasons.at(0).code, "before");
  EXPECT_EQ(with(Answer::kUndetermined, kBertil).answer, Answer::kRefused);
  EXPECT_EQ(with(Answer::kUndetermined, kBertil).reasons.at(0).code, "other-person");
  EXPECT_EQ(with(Answer::kIncomplete, kInitial).answer, Answer::kUndetermined);
  EXPECT_EQ(with(Answer::kIncomplete, kKarin).answer, Answer::kIncomplete);
}

TEST(HolderCheck, tells_staff_why_without_naming_anybody) {
  for (const char* person : {kBertil, kInitial}) {
    const Verdict verdict = Judged({Of(person)}, PersonOf(kKarin));
    EXPECT_THAT(verdict.reasons.at(0).for_staff, HasSubstr("passport"));
    for (const char* personal : {"indqvist", "Karin", "Bertil", "1968"}) {
      EXPECT_THAT(verdict.reasons.at(0).for_staff, Not(HasSubstr(personal)));
    }
  }
}

}  // namespace
}  // namespace clearway::certificate
