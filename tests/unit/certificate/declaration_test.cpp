#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "certificate/dates.h"
#include "certificate/declaration_check.h"
#include "certificate/issuing/issue.h"
#include "certificate/judge.h"
#include "certificate/presentation.h"
#include "certificate/read.h"
#include "certificate/signer_limits.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;
using testing::Contains;

constexpr keys::SignerUsage kDeclarationUsage{
    .test = false, .vaccination = false, .recovery = false, .declaration = true};

PartialDate Day(const char* text) {
  return *ParsePartialDate(text);
}

Declaration GreenDeclaration() {
  return {.status = DeclarationStatus::kGreen,
          .declarer = Declarer::kParent,
          .declarer_name = "MAX MUSTERMANN",
          .itinerary = {{.from = "FRA", .to = "PEK", .day = Day("2027-01-16"), .service = "XX720"},
                        {.from = "PEK", .to = "XIY", .day = Day("2027-01-17"), .service = ""}},
          .entry_point = "PEK",
          .residence = "Hotel, Xi'an",
          .tests = {{.kind = TestKind::kNucleicAcid,
                     .result = TestResult::kNegative,
                     .sampled_on = Day("2027-01-14")}},
          .doses = 3,
          .last_dose = Day("2026-08-01"),
          .diagnosis = DiagnosisHistory::kRecovered,
          .diagnosed_on = Day("2022-12"),
          .mission = "Embassy, Berlin",
          .replaces = "D-2027-000001"};
}

Certificate Specimen(Declaration declaration = GreenDeclaration()) {
  Certificate certificate = TravelHealthSpecimen();
  certificate.document = TravelDocument{
      .kind = DocumentKind::kForeignPassport, .number = "C00000000", .issuing_country = "DE"};
  certificate.serial = "D-2027-000002";
  certificate.issued_at = kNow - hours(2);
  certificate.expires_at = kNow + days(3);
  certificate.records = {{.disease = {.code = "840539006", .name = {}},
                          .country = "CN",
                          .issuer = {},
                          .id = {},
                          .details = std::move(declaration)}};
  return certificate;
}

// The one that the specimen replaces.
Certificate Older(Declaration declaration) {
  declaration.replaces.clear();
  Certificate certificate = Specimen(std::move(declaration));
  certificate.serial = "D-2027-000001";
  certificate.issued_at = kNow - days(1);
  return certificate;
}

std::string Describe(const Reading& reading) {
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

class Declarations : public testing::Test {
 protected:
  [[nodiscard]] Reading ReadCertificate(const Certificate& certificate,
                                        Timestamp now = kNow) const {
    return Read(TravelHealthText(SignedParts(TravelHealthPayload(certificate), issuer_).Message()),
                trust_, now);
  }
  [[nodiscard]] static Verdict JudgeAll(const std::vector<Reading>& readings) {
    return Judge(readings, {.now = kNow, .trusted = true});
  }
  [[nodiscard]] Verdict JudgeOne(const Certificate& certificate) const {
    return JudgeAll({ReadCertificate(certificate)});
  }

  const keys::Issuer issuer_ = MakeTestIssuer(kDeclarationUsage);
  const keys::TrustStore trust_ = Trusting({&issuer_});
};

TEST_F(Declarations, are_read_back_with_everything_that_was_issued) {
  const auto text = Issue(Specimen(), issuer_);
  ASSERT_TRUE(text) << text.error().detail;
  const Reading reading = Read(*text, trust_, kNow);
  ASSERT_EQ(Describe(reading), "valid");
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.document->kind, DocumentKind::kForeignPassport);
  const auto& read = std::get<Declaration>(certificate.records.at(0).details);
  const Declaration issued = GreenDeclaration();
  EXPECT_EQ(read.status, DeclarationStatus::kGreen);
  EXPECT_EQ(read.declarer, Declarer::kParent);
  EXPECT_EQ(read.declarer_name, issued.declarer_name);
  ASSERT_EQ(read.itinerary.size(), 2U);
  EXPECT_EQ(read.itinerary[0].from, "FRA");
  EXPECT_EQ(read.itinerary[0].service, "XX720");
  EXPECT_EQ(read.itinerary[1].day, Day("2027-01-17"));
  EXPECT_EQ(read.entry_point, "PEK");
  EXPECT_EQ(read.residence, "Hotel, Xi'an");
  ASSERT_EQ(read.tests.size(), 1U);
  EXPECT_EQ(read.tests[0].kind, TestKind::kNucleicAcid);
  EXPECT_EQ(read.tests[0].sampled_on, Day("2027-01-14"));
  EXPECT_EQ(read.doses, 3U);
  EXPECT_EQ(read.last_dose, issued.last_dose);
  EXPECT_EQ(read.diagnosis, DiagnosisHistory::kRecovered);
  EXPECT_EQ(read.diagnosed_on, Day("2022-12"));
  EXPECT_EQ(read.mission, "Embassy, Berlin");
  EXPECT_EQ(read.replaces, "D-2027-000001");
}

TEST_F(Declarations, are_accepted_when_green_whoever_declared_and_whatever_the_passport) {
  for (const auto kind : {DocumentKind::kOrdinaryPassport, DocumentKind::kDiplomaticPassport,
                          DocumentKind::kServicePassport, DocumentKind::kPublicAffairsPassport,
                          DocumentKind::kTravelDocument, DocumentKind::kForeignPassport}) {
    Certificate certificate = Specimen();
    certificate.document->kind = kind;
    EXPECT_EQ(JudgeOne(certificate).answer, Answer::kAccepted);
  }
  Declaration own = GreenDeclaration();
  own.declarer = Declarer::kHolder;
  own.declarer_name.clear();
  EXPECT_EQ(JudgeOne(Specimen(own)).answer, Answer::kAccepted);
}

TEST_F(Declarations, that_are_not_green_are_incomplete_or_refused_with_the_reason) {
  const struct {
    DeclarationStatus status;
    Answer answer;
    const char* code;
  } kCases[] = {
      {DeclarationStatus::kSubmitted, Answer::kIncomplete, "declaration-submitted"},
      {DeclarationStatus::kMoreNeeded, Answer::kIncomplete, "declaration-more-needed"},
      {DeclarationStatus::kCancelled, Answer::kRefused, "declaration-cancelled"},
  };
  for (const auto& [status, answer, code] : kCases) {
    Declaration declaration = GreenDeclaration();
    declaration.status = status;
    const Verdict verdict = JudgeOne(Specimen(declaration));
    EXPECT_EQ(verdict.answer, answer) << code;
    ASSERT_EQ(verdict.reasons.size(), 1U);
    EXPECT_EQ(verdict.reasons[0].code, code);
  }
}

TEST_F(Declarations, are_refused_where_something_that_matters_is_missing) {
  const std::pair<const char*, void (*)(Declaration&)> kMissing[] = {
      {"itinerary", [](Declaration& d) { d.itinerary.clear(); }},
      {"too many legs", [](Declaration& d) { d.itinerary.resize(9, d.itinerary[0]); }},
      {"where a leg begins", [](Declaration& d) { d.itinerary[0].from.clear(); }},
      {"where a leg ends", [](Declaration& d) { d.itinerary[1].to.clear(); }},
      {"a leg's day", [](Declaration& d) { d.itinerary[1].day = {}; }},
      {"entry point", [](Declaration& d) { d.entry_point.clear(); }},
      {"residence", [](Declaration& d) { d.residence.clear(); }},
      {"a test's day", [](Declaration& d) { d.tests[0].sampled_on = {}; }},
      {"a test's kind", [](Declaration& d) { d.tests[0].kind = TestKind::kOther; }},
      {"too many tests", [](Declaration& d) { d.tests.resize(9, d.tests[0]); }},
      {"the last dose's day", [](Declaration& d) { d.last_dose = {}; }},
      {"the declarer's name", [](Declaration& d) { d.declarer_name.clear(); }},
      {"mission", [](Declaration& d) { d.mission.clear(); }},
      {"it replaces itself", [](Declaration& d) { d.replaces = "D-2027-000002"; }},
  };
  for (const auto& [name, remove] : kMissing) {
    Declaration declaration = GreenDeclaration();
    remove(declaration);
    EXPECT_EQ(Describe(ReadCertificate(Specimen(declaration))), "schema") << name;
  }
}

TEST_F(Declarations, stand_alone_and_are_short_lived) {
  Certificate longest = Specimen();
  longest.expires_at = *longest.issued_at + days(14);
  EXPECT_EQ(Describe(ReadCertificate(longest)), "valid");
  longest.expires_at = *longest.issued_at + days(14) + seconds(1);
  EXPECT_EQ(Describe(ReadCertificate(longest)), "schema");
  const keys::Issuer both = MakeTestIssuer({.travel_health = true, .declaration = true});
  for (const Record& other : {Specimen().records[0], TravelHealthSpecimen().records[0]}) {
    Certificate beside = Specimen();
    beside.records.push_back(other);
    const std::string text =
        TravelHealthText(SignedParts(TravelHealthPayload(beside), both).Message());
    EXPECT_EQ(Describe(Read(text, Trusting({&both}), kNow)), "schema");
  }
}

TEST_F(Declarations, and_certificates_have_signers_of_their_own) {
  const keys::Issuer health = MakeTestIssuer(kTravelHealthUsage);
  const keys::TrustStore trust = Trusting({&health, &issuer_});
  const auto read = [&trust](const Certificate& certificate, const keys::Issuer& issuer) {
    const Parts parts = SignedParts(TravelHealthPayload(certificate), issuer);
    return Describe(Read(TravelHealthText(parts.Message()), trust, kNow));
  };
  EXPECT_EQ(read(Specimen(), issuer_), "valid");
  EXPECT_EQ(read(Specimen(), health), "key-usage");
  EXPECT_EQ(read(TravelHealthSpecimen(), issuer_), "key-usage");
  EXPECT_FALSE(Issue(Specimen(), health));
}

TEST_F(Declarations, are_held_to_the_limits_of_their_signer) {
  EXPECT_STREQ(KindOf(Specimen().records[0]), "declaration");
  keys::Signer signer = issuer_.signer;
  signer.limits.kinds = {"declaration"};
  EXPECT_TRUE(CheckLimits(signer, Specimen(), kNow).valid());
  signer.limits.kinds = {"vaccination", "test"};
  EXPECT_FALSE(CheckLimits(signer, Specimen(), kNow).valid());
}

TEST_F(Declarations, that_were_replaced_do_not_count_beside_the_newer_one) {
  Certificate old = Older(GreenDeclaration());
  Declaration cancelled = GreenDeclaration();
  cancelled.status = DeclarationStatus::kCancelled;
  const Reading old_green = ReadCertificate(old);
  const Reading new_cancelled = ReadCertificate(Specimen(cancelled));
  EXPECT_EQ(JudgeAll({old_green}).answer,
            Answer::kAccepted);  // alone, only its dates and lists tell
  EXPECT_EQ(JudgeAll({old_green, new_cancelled}).answer, Answer::kRefused);
  EXPECT_EQ(JudgeAll({new_cancelled, old_green}).answer, Answer::kRefused);
  std::get<Declaration>(old.records[0].details).status = DeclarationStatus::kMoreNeeded;
  EXPECT_EQ(JudgeAll({ReadCertificate(old), ReadCertificate(Specimen())}).answer,
            Answer::kAccepted);
}

TEST_F(Declarations, replace_only_those_of_the_same_issuer_and_document) {
  Declaration submitted = GreenDeclaration();
  submitted.status = DeclarationStatus::kSubmitted;
  const Certificate old = Older(submitted);
  Certificate other_document = Specimen();
  other_document.document->number = "C11111111";
  Certificate other_issuer = Specimen();
  other_issuer.issuer = "XY";
  for (const Certificate& newer : {other_document, other_issuer}) {
    EXPECT_EQ(JudgeAll({ReadCertificate(old), ReadCertificate(newer)}).answer, Answer::kIncomplete);
  }
}

TEST_F(Declarations, that_are_forged_replace_nothing) {
  Declaration submitted = GreenDeclaration();
  submitted.status = DeclarationStatus::kSubmitted;
  const Certificate old = Older(submitted);
  Reading forged = ReadCertificate(Specimen());
  forged.authenticity = {.cause = Cause::kUnknownSigner, .step = "not trusted"};
  EXPECT_FALSE(Replaces(forged, ReadCertificate(old)));
}

// A good one beside it makes a forgery no better, and one that could not be checked no worse.
TEST_F(Declarations, that_are_forged_are_not_replaced) {
  const Reading newer = ReadCertificate(Specimen());
  Reading forged = ReadCertificate(Older(GreenDeclaration()));
  ASSERT_TRUE(Replaces(newer, forged));
  forged.signed_by.reset();
  for (const Cause cause : {Cause::kBadSignature, Cause::kUnknownSigner}) {
    forged.authenticity = {.cause = cause, .step = "a test"};
    EXPECT_FALSE(Replaces(newer, forged));
    EXPECT_NE(JudgeAll({newer, forged}).answer, Answer::kAccepted);
  }
}

// However they name each other, one of them always counts.
TEST_F(Declarations, never_replace_each_other) {
  for (const auto& [one_names, other_names] :
       {std::pair{true, true}, std::pair{true, false}, std::pair{false, false}}) {
    Certificate one = Specimen();
    Certificate other = Specimen();
    one.serial = "A";
    other.serial = "B";
    std::get<Declaration>(one.records[0].details).replaces = one_names ? "B" : "";
    std::get<Declaration>(other.records[0].details).replaces = other_names ? "A" : "";
    const Reading first = ReadCertificate(one);
    const Reading second = ReadCertificate(other);
    EXPECT_FALSE(Replaces(first, second) && Replaces(second, first));
    EXPECT_EQ(Replaces(first, second), one_names && !other_names);
  }
}

TEST_F(Declarations, show_status_journey_and_what_was_declared) {
  const Presentation shown = Present(Specimen());
  EXPECT_EQ(shown.title, "Health declaration");
  std::vector<std::string> ids;
  for (const Section& section : shown.sections) {
    for (const auto& field : section.fields) ids.push_back(field.id);
  }
  for (const char* id :
       {"declaration.status", "declaration.declarer", "declaration.declarer_name",
        "declaration.leg", "declaration.departure", "declaration.entry_point",
        "declaration.residence", "declaration.test", "declaration.doses", "declaration.last_dose",
        "declaration.diagnosis", "declaration.diagnosed_on", "declaration.mission",
        "declaration.replaces"}) {
    EXPECT_THAT(ids, Contains(id));
  }
  EXPECT_EQ(std::ranges::count(ids, "declaration.leg"), 2);
}

}  // namespace
}  // namespace clearway::certificate
