#include "certificate/judge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "certificate/dates.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

constexpr TrustedTime kTrusted{.now = kNow, .trusted = true};
constexpr TrustedTime kInDoubt{.now = kNow, .trusted = false};

constexpr Cause kEveryCause[] = {
    Cause::kMalformed,     Cause::kUnsupported,    Cause::kUnsupportedAlgorithm,
    Cause::kUnknownSigner, Cause::kUntrustedChain, Cause::kBadSignature,
    Cause::kKeyUsage,      Cause::kNotYetValid,    Cause::kExpired,
    Cause::kSchema,        Cause::kRevoked};

Reading With(std::optional<Cause> cause, Format format = Format::kEuDcc) {
  Reading reading;
  reading.format = format;
  reading.authenticity = {.cause = cause, .step = cause ? "the step" : ""};
  reading.certificate = Certificate{.format = format};
  return reading;
}

Answer AnswerTo(Cause cause, TrustedTime time = kTrusted) {
  const std::vector<Reading> readings = {With(cause)};
  return Judge(readings, time).answer;
}

TEST(Judge, accepts_when_every_certificate_is_authentic_and_in_date) {
  const std::vector<Reading> readings = {With(std::nullopt),
                                         With(std::nullopt, Format::kTravelHealth)};
  const Verdict verdict = Judge(readings, kTrusted);
  EXPECT_EQ(verdict.answer, Answer::kAccepted);
  EXPECT_TRUE(verdict.reasons.empty());
  EXPECT_FALSE(verdict.demo);
}

TEST(Judge, accepts_nothing_without_content) {
  Reading reading = With(std::nullopt);
  reading.certificate.reset();
  const std::vector<Reading> readings = {std::move(reading)};
  EXPECT_EQ(Judge(readings, kTrusted).answer, Answer::kUndetermined);
}

TEST(Judge, never_calls_what_it_could_not_check_refused_or_accepted) {
  for (const Cause cause : {Cause::kUnsupported, Cause::kUnsupportedAlgorithm,
                            Cause::kUnknownSigner, Cause::kUntrustedChain}) {
    EXPECT_EQ(AnswerTo(cause), Answer::kUndetermined) << ToString(cause);
  }
}

TEST(Judge, refuses_what_is_wrong_for_certain) {
  for (const Cause cause :
       {Cause::kMalformed, Cause::kBadSignature, Cause::kKeyUsage, Cause::kNotYetValid,
        Cause::kExpired, Cause::kSchema, Cause::kRevoked}) {
    EXPECT_EQ(AnswerTo(cause), Answer::kRefused) << ToString(cause);
  }
}

TEST(Judge, decides_nothing_by_a_clock_that_is_in_doubt) {
  const std::vector<Reading> good = {With(std::nullopt)};
  const Verdict verdict = Judge(good, kInDoubt);
  EXPECT_EQ(verdict.answer, Answer::kUndetermined);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].code, "clock-untrusted");
  EXPECT_EQ(AnswerTo(Cause::kExpired, kInDoubt), Answer::kUndetermined);
  EXPECT_EQ(AnswerTo(Cause::kNotYetValid, kInDoubt), Answer::kUndetermined);
  EXPECT_EQ(AnswerTo(Cause::kBadSignature, kInDoubt), Answer::kRefused);
  EXPECT_EQ(AnswerTo(Cause::kUnknownSigner, kInDoubt), Answer::kUndetermined);
}

TEST(Judge, lets_a_refusal_outweigh_everything_else) {
  const std::vector<Reading> readings = {With(std::nullopt), With(Cause::kUnknownSigner),
                                         With(Cause::kExpired)};
  const Verdict verdict = Judge(readings, kTrusted);
  EXPECT_EQ(verdict.answer, Answer::kRefused);
  ASSERT_EQ(verdict.reasons.size(), 2U);
  EXPECT_EQ(verdict.reasons[0].code, "expired");
  EXPECT_EQ(verdict.reasons[1].code, "unknown-signer");
}

TEST(Judge, says_each_reason_once) {
  const std::vector<Reading> readings = {With(Cause::kExpired), With(Cause::kExpired)};
  EXPECT_EQ(Judge(readings, kTrusted).reasons.size(), 1U);
}

TEST(Judge, is_undetermined_when_nothing_was_read) {
  const Verdict verdict = Judge({}, kTrusted);
  EXPECT_EQ(verdict.answer, Answer::kUndetermined);
  EXPECT_EQ(verdict.reasons.at(0).code, "no-certificate");
}

TEST(Judge, calls_a_code_that_is_no_certificate_by_its_name) {
  const std::vector<Reading> readings = {With(Cause::kMalformed, Format::kUnknown)};
  EXPECT_EQ(Judge(readings, kTrusted).reasons.at(0).code, "not-a-certificate");
}

TEST(Judge, has_a_sentence_of_its_own_for_the_public_and_a_detail_for_staff_at_every_cause) {
  std::vector<std::string> sentences;
  for (const Cause cause : kEveryCause) {
    const std::vector<Reading> readings = {With(cause)};
    const Reason reason = Judge(readings, kTrusted).reasons.at(0);
    EXPECT_EQ(reason.code, ToString(cause));
    EXPECT_TRUE(reason.for_public.id.ends_with(".")) << reason.code;
    EXPECT_NE(reason.for_public.id.find("lease"), std::string::npos)
        << reason.code << " does not say what to do";
    EXPECT_NE(reason.for_staff.find("the step"), std::string::npos) << reason.code;
    sentences.push_back(reason.for_public.id);
  }
  std::ranges::sort(sentences);
  EXPECT_EQ(std::ranges::adjacent_find(sentences), sentences.end());
}

// The answer's reason about a certificate with this one record; "accepted" for none.
std::string ReasonOf(decltype(Record::details) details, TrustedTime time = kTrusted) {
  std::vector<Reading> readings = {With(std::nullopt)};
  readings[0].certificate->records.push_back(
      {.disease = {}, .country = {}, .issuer = {}, .id = {}, .details = std::move(details)});
  const Verdict verdict = Judge(readings, time);
  return verdict.reasons.empty() ? ToString(verdict.answer) : verdict.reasons[0].code;
}

PartialDate DayFromNow(int days) {
  const auto day = std::chrono::floor<std::chrono::days>(kNow).time_since_epoch().count();
  return DateOfDayNumber(day + days).value();
}

TEST(Judge, refuses_what_is_dated_in_the_future) {
  EXPECT_EQ(ReasonOf(Vaccination{.given_on = DayFromNow(0)}), "accepted");
  EXPECT_EQ(ReasonOf(Vaccination{.given_on = DayFromNow(2)}), "not-yet-valid");
  EXPECT_EQ(ReasonOf(Vaccination{.given_on = {DayFromNow(0).year, {}, {}}}), "accepted");
  EXPECT_EQ(ReasonOf(Vaccination{.given_on = {*DayFromNow(0).year + 1, {}, {}}}), "not-yet-valid");
  for (const auto& [sampled_at, sampled_on, reason] :
       {std::tuple(std::optional(kNow), PartialDate{}, "accepted"),
        std::tuple(std::optional(kNow + std::chrono::seconds(1)), PartialDate{}, "not-yet-valid"),
        std::tuple(std::optional<Timestamp>(), DayFromNow(0), "accepted"),
        std::tuple(std::optional<Timestamp>(), DayFromNow(2), "not-yet-valid")}) {
    certificate::Test test;
    test.sampled_at = sampled_at;
    test.sampled_on = sampled_on;
    EXPECT_EQ(ReasonOf(test), reason);
  }
  certificate::Test somewhere;
  somewhere.is_zone_assumed = true;
  somewhere.sampled_at = kNow + std::chrono::hours(13);
  EXPECT_EQ(ReasonOf(somewhere), "accepted");
  somewhere.sampled_at = kNow + std::chrono::hours(15);
  EXPECT_EQ(ReasonOf(somewhere), "not-yet-valid");
  EXPECT_EQ(ReasonOf(Recovery{.first_positive = DayFromNow(2)}), "not-yet-valid");
  EXPECT_EQ(ReasonOf(Vaccination{.given_on = DayFromNow(2)}, kInDoubt), "clock-untrusted");
}

TEST(Judge, lets_a_recovery_count_on_the_days_that_its_issuer_certified) {
  const auto from = [](int first, int last) {
    return ReasonOf(Recovery{
        .first_positive = {}, .valid_from = DayFromNow(first), .valid_until = DayFromNow(last)});
  };
  EXPECT_EQ(from(-20, 20), "accepted");
  EXPECT_EQ(from(0, 0), "accepted");
  EXPECT_EQ(from(2, 20), "not-yet-valid");
  EXPECT_EQ(from(-20, -2), "expired");
}

TEST(Judge, says_when_a_verdict_rests_on_demonstration_keys) {
  const keys::Issuer issuer = MakeTestIssuer(kEuUsage, keys::KeyKind::kP256, true);
  std::vector<Reading> readings = {With(std::nullopt)};
  readings[0].signed_by = SignedBy{.name = {}, .country = {}, .demo = issuer.signer.demo};
  EXPECT_TRUE(Judge(readings, kTrusted).demo);
}

}  // namespace
}  // namespace clearway::certificate
