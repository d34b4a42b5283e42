#include "certificate/eu_dcc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/dates.h"
#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "tests/unit/certificate/envelope_forgeries.h"
#include "tests/unit/certificate/eu_dcc_fixture.h"
#include "tests/unit/certificate/specimen.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::days;
using std::chrono::seconds;

TEST_F(EuDcc, reads_back_what_was_issued) {
  const auto text = Issue(EuDccSpecimen(), issuer_);
  ASSERT_TRUE(text) << text.error().detail;
  EXPECT_TRUE(text->starts_with("HC1:"));
  const Reading reading = ReadText(*text);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.holder.name.surname, "Mustermann");
  EXPECT_EQ(certificate.holder.name.surname_icao, "MUSTERMANN");
  EXPECT_EQ(certificate.holder.birth_date, ParsePartialDate("1964-08-12"));
  EXPECT_EQ(certificate.issuer, "XX");
  EXPECT_EQ(certificate.expires_at, kNow + days(30));
  ASSERT_EQ(certificate.records.size(), 1U);
  EXPECT_EQ(certificate.records[0].disease.name, "COVID-19");
  const auto& vaccination = std::get<Vaccination>(certificate.records[0].details);
  EXPECT_EQ(vaccination.product.name, "Comirnaty");
  EXPECT_EQ(vaccination.dose, 2U);
  EXPECT_EQ(vaccination.given_on, ParsePartialDate("2026-08-01"));
  EXPECT_EQ(reading.signed_by->country, "XX");
  EXPECT_FALSE(reading.signed_by->demo);
}

// What is issued for a name, as the machine-readable zone has it; else what stands against it.
std::string IcaoSurname(const char* surname, const char* given_icao, const keys::Issuer& issuer) {
  Certificate certificate = EuDccSpecimen();
  certificate.holder.name.surname = surname;
  certificate.holder.name.surname_icao = given_icao;
  const auto text = Issue(certificate, issuer);
  if (!text) return text.error().detail;
  return Read(*text, Trusting({&issuer}), kNow).certificate->holder.name.surname_icao;
}

TEST_F(EuDcc, is_issued_with_names_as_a_passport_writes_them) {
  const std::pair<const char*, const char*> kNames[] = {
      {"Müller", "MUELLER"}, {"Østergård", "OESTERGAARD"},
      {"Anaïs", "ANAIS"},    {"Łukasz-Ñuñez", "LUKASZ<NUNEZ"},
      {"d'Arc", "DARC"},     {"", ""}};
  for (const auto& [name, icao] : kNames) EXPECT_EQ(IcaoSurname(name, "", issuer_), icao) << name;
  EXPECT_EQ(IcaoSurname("Müller", "MULLER", issuer_), "MULLER");
  EXPECT_EQ(IcaoSurname("王", "WANG", issuer_), "WANG");
}

TEST_F(EuDcc, is_not_issued_with_names_that_no_passport_writes) {
  const std::string long_name(81, 'A');
  const std::pair<const char*, const char*> kNames[] = {{"王", ""},
                                                        {"Agent 7", ""},
                                                        {"'", ""},
                                                        {"Müller", "Müller"},
                                                        {"Müller", "MU LLER"},
                                                        {"Müller", "muller"},
                                                        {long_name.c_str(), ""},
                                                        {"A", long_name.c_str()}};
  for (const auto& [name, icao] : kNames) {
    EXPECT_THAT(IcaoSurname(name, icao, issuer_), testing::HasSubstr("holder.surname_icao"))
        << name;
  }
  Certificate certificate = EuDccSpecimen();
  certificate.holder.name.given = "小明";
  const auto text = Issue(certificate, issuer_);
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().detail, testing::HasSubstr("holder.given_names_icao"));
  EXPECT_THAT(text.error().detail, testing::Not(testing::HasSubstr("小明")));
}

TEST_F(EuDcc, refuses_every_alteration_of_the_envelope_for_its_own_cause) {
  Certificate other = EuDccSpecimen();
  other.holder.name.given = "Erika";
  const Workshop workshop{.trusted = &issuer_,
                          .stranger = &stranger_,
                          .payload = EuDccPayload(EuDccSpecimen()),
                          .other_payload = EuDccPayload(other),
                          .wrap = &EuDccText};
  const std::vector<Forgery> forgeries = EnvelopeForgeries(workshop);
  EXPECT_GE(forgeries.size(), 30U);
  ExpectAll(forgeries);
}

TEST_F(EuDcc, refuses_every_alteration_of_compression_and_base45) {
  const Bytes message = SignedParts(EuDccPayload(EuDccSpecimen()), issuer_).Message();
  const std::string text = EuDccText(message);
  const auto with_stream = [](const Bytes& stream) {
    return "HC1:" + encoding::EncodeBase45(stream);
  };
  const auto changed = [&](auto change) {
    Bytes stream = encoding::DeflateZlib(message);
    change(stream);
    return with_stream(stream);
  };
  const Cause malformed = Cause::kMalformed;
  ExpectAll({
      {"a character outside of base45", malformed,
       [&] { return text.substr(0, 99) + "!" + text.substr(100); }},
      {"lower case", malformed, [&] { return text.substr(0, 40) + "abc" + text.substr(43); }},
      {"a character lost at the end", malformed, [&] { return text.substr(0, text.size() - 1); }},
      {"three characters lost at the end", malformed,
       [&] { return text.substr(0, text.size() - 3); }},
      {"a space trimmed from inside", malformed,
       [&] { return text.substr(0, 50) + text.substr(51); }},
      {"a group above 65535", malformed,
       [&] { return text.substr(0, 4) + ":::" + text.substr(7); }},
      {"text behind", malformed, [&] { return text + "000"; }},
      {"nothing behind the prefix", malformed, [] { return std::string("HC1:"); }},
      {"no compression", malformed, [&] { return with_stream(message); }},
      {"bytes after the stream", malformed,
       [&] { return changed([](Bytes& s) { s.push_back(0); }); }},
      {"a wrong checksum", malformed, [&] { return changed([](Bytes& s) { s.back() ^= 1; }); }},
      {"no checksum", malformed, [&] { return changed([](Bytes& s) { s.resize(s.size() - 4); }); }},
      {"a second stream behind", malformed,
       [&] {
         return changed([&](Bytes& s) {
           const Bytes again = s;
           s.insert(s.end(), again.begin(), again.end());
         });
       }},
      {"a bomb", malformed, [&] { return with_stream(encoding::DeflateZlib(Bytes(1 << 20))); }},
  });
}

TEST_F(EuDcc, leaves_alone_what_else_the_unprotected_header_says) {
  Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), issuer_);
  parts.unprotected =
      Value::Map({{Value::Integer(3), Value::Integer(61)},         // content type
                  {Value::Integer(4), Value::String(Bytes(8))},    // key id
                  {Value::Integer(11), Value::String(Bytes(64))},  // countersignature
                  {Value::Text("further"), Value::Null()}});
  EXPECT_EQ(Describe(ReadText(EuDccText(parts.Message()))), "valid");
}

TEST_F(EuDcc, is_no_certificate_under_another_prefix) {
  const std::string text = EuDccText(SignedParts(EuDccPayload(EuDccSpecimen()), issuer_).Message());
  for (const std::string& other :
       {"HC2:" + text.substr(4), "hc1:" + text.substr(4), "HC1" + text.substr(4), text.substr(4),
        " " + text, "\n" + text}) {
    const Reading reading = ReadText(other);
    EXPECT_EQ(Describe(reading), "malformed");
    EXPECT_FALSE(reading.is_certificate());
  }
}

TEST_F(EuDcc, leaves_out_the_line_end_of_a_scanner_and_nothing_else) {
  const std::string text = EuDccText(SignedParts(EuDccPayload(EuDccSpecimen()), issuer_).Message());
  EXPECT_EQ(Describe(ReadText(text + "\r\n")), "valid");
  EXPECT_EQ(Describe(ReadText(text + " ")), "malformed");
}

TEST_F(EuDcc, is_valid_until_the_last_second_of_its_expiry) {
  const Certificate specimen = EuDccSpecimen();
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at)), "valid");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at + seconds(1))), "expired");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.issued_at)), "valid");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.issued_at - seconds(1))), "not-yet-valid");
}

TEST_F(EuDcc, is_not_valid_before_its_nbf) {
  Certificate specimen = EuDccSpecimen();
  specimen.not_before = kNow;
  EXPECT_EQ(Describe(ReadCertificate(specimen)), "valid");
  EXPECT_EQ(Describe(ReadCertificate(specimen, kNow - seconds(1))), "not-yet-valid");
}

TEST_F(EuDcc, holds_its_signer_to_the_dates_of_its_key_at_the_moment_of_issue_only) {
  Certificate specimen = EuDccSpecimen();
  specimen.issued_at = *issuer_.signer.not_before - seconds(1);
  EXPECT_EQ(Describe(ReadCertificate(specimen)), "not-yet-valid");
  specimen.issued_at = *issuer_.signer.not_before;
  EXPECT_EQ(Describe(ReadCertificate(specimen)), "valid");
  const Timestamp later = *issuer_.signer.not_after + days(5);
  specimen.issued_at = *issuer_.signer.not_after;
  specimen.expires_at = later + days(1);
  EXPECT_EQ(Describe(ReadCertificate(specimen, later)), "valid");
  specimen.issued_at = *issuer_.signer.not_after + seconds(1);
  EXPECT_EQ(Describe(ReadCertificate(specimen, later)), "expired");
}

TEST_F(EuDcc, that_has_ended_says_so_whatever_else_is_wrong_with_its_dates) {
  Certificate specimen = EuDccSpecimen();
  specimen.issued_at = *issuer_.signer.not_before - seconds(1);
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at)), "not-yet-valid");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at + seconds(1))), "expired");
}

TEST_F(EuDcc, is_refused_when_its_signer_may_not_sign_such_records) {
  const keys::SignerUsage kOnly[] = {
      {.test = true, .vaccination = false, .recovery = false, .travel_health = false},
      {.test = false, .vaccination = true, .recovery = false, .travel_health = false},
      {.test = false, .vaccination = false, .recovery = true, .travel_health = false},
      kTravelHealthUsage};
  Certificate test = EuDccSpecimen();
  test.records[0].details = certificate::Test{
      .kind = TestKind::kNucleicAcid, .sampled_at = kNow, .result = TestResult::kNegative};
  Certificate recovery = EuDccSpecimen();
  const PartialDate day = *ParsePartialDate("2026-12-01");
  recovery.records[0].details =
      Recovery{.first_positive = day, .valid_from = day, .valid_until = day};
  for (const keys::SignerUsage& usage : kOnly) {
    const keys::Issuer issuer = MakeTestIssuer(usage);
    const keys::TrustStore trust = Trusting({&issuer});
    const auto outcome = [&](const Certificate& certificate) {
      const Parts parts = SignedParts(EuDccPayload(certificate), issuer);
      return Describe(Read(EuDccText(parts.Message()), trust, kNow));
    };
    EXPECT_EQ(outcome(EuDccSpecimen()), usage.vaccination ? "valid" : "key-usage");
    EXPECT_EQ(outcome(test), usage.test ? "valid" : "key-usage");
    EXPECT_EQ(outcome(recovery), usage.recovery ? "valid" : "key-usage");
  }
}

TEST_F(EuDcc, tries_every_signer_that_shares_the_key_id) {
  keys::TrustStore trust;
  for (const keys::Issuer* issuer : {&stranger_, &issuer_}) {
    keys::Signer signer = issuer->signer;
    signer.key_id = "shared!!";
    trust.Add(std::move(signer));
  }
  const Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), issuer_, Header(-7, "shared!!"));
  EXPECT_EQ(Describe(Read(EuDccText(parts.Message()), trust, kNow)), "valid");
}

// A renewed certificate has a key id of its own, so these are two words about one key.
TEST_F(EuDcc, stands_only_under_all_that_is_said_of_its_key) {
  const Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), issuer_);
  const auto outcome = [&](const std::vector<keys::Signer>& signers) {
    keys::TrustStore trust;
    for (const keys::Signer& signer : signers) trust.Add(signer);
    return Describe(Read(EuDccText(parts.Message()), trust, kNow));
  };
  keys::Signer bare = issuer_.signer;
  bare.not_before = bare.not_after = std::nullopt;
  keys::Signer outdated = issuer_.signer;
  outdated.not_after = kNow - days(50);
  keys::Signer limited = issuer_.signer;
  limited.limits.kinds = {"test"};
  keys::Signer other_usage = issuer_.signer;
  other_usage.usage.vaccination = false;
  EXPECT_EQ(outcome({bare, issuer_.signer}), "valid");
  const std::pair<keys::Signer, const char*> kStrict[] = {
      {outdated, "expired"}, {limited, "key-usage"}, {other_usage, "key-usage"}};
  for (const auto& [strict, cause] : kStrict) {
    EXPECT_EQ(outcome({bare, strict}), cause);
    EXPECT_EQ(outcome({strict, bare}), cause);
  }
}

// Two certificates of one key, and a key id that anybody could have exchanged.
TEST_F(EuDcc, stands_under_no_other_key_id_that_a_holder_would_rather_have) {
  const auto algorithm = std::pair(Value::Integer(1), Value::Integer(-7));
  const auto key_id = std::pair(Value::Integer(4), Value::String(encoding::AsBytes("renewed!")));
  const Bytes payload = EuDccPayload(EuDccSpecimen());
  Parts open = SignedParts(payload, issuer_, Value::Map({algorithm}).encoded());
  open.unprotected = Value::Map({key_id});
  const Parts whole = SignedParts(payload, issuer_, Value::Map({algorithm, key_id}).encoded());
  keys::Signer renewed = issuer_.signer;
  renewed.key_id = "renewed!";
  const auto outcome = [&](const keys::Signer& first, bool is_key_id_signed) {
    keys::TrustStore trust;
    trust.Add(first);
    trust.Add(renewed);
    const Parts& parts = is_key_id_signed ? whole : open;
    const Reading reading = Read(EuDccText(parts.Message()), trust, kNow);
    return reading.doubts.empty() ? Describe(reading) : ToString(reading.doubts.front());
  };
  keys::Signer limited = issuer_.signer;
  limited.limits.kinds = {"test"};
  keys::Signer other_usage = issuer_.signer;
  other_usage.usage.vaccination = false;
  keys::Signer needs_list = issuer_.signer;
  needs_list.limits.revocation_required = true;
  keys::Signer outdated = issuer_.signer;
  outdated.not_after = kNow - days(50);
  const std::pair<keys::Signer, const char*> kStrict[] = {{issuer_.signer, "valid"},
                                                          {limited, "key-usage"},
                                                          {other_usage, "key-usage"},
                                                          {needs_list, "revocation-unknown"},
                                                          {outdated, "valid"}};
  for (const auto& [strict, cause] : kStrict) {
    EXPECT_EQ(outcome(strict, false), cause);
    EXPECT_EQ(outcome(strict, true), "valid") << "its issuer has said which one";
  }
}

TEST_F(EuDcc, needs_revocation_data_where_any_entry_of_its_key_requires_it) {
  keys::TrustStore trust;
  keys::Signer strict = issuer_.signer;
  strict.limits.revocation_required = true;
  for (const keys::Signer& signer : {issuer_.signer, strict, strict}) trust.Add(signer);
  const Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), issuer_);
  const Reading reading = Read(EuDccText(parts.Message()), trust, kNow);
  EXPECT_EQ(reading.doubts, std::vector{Doubt::kRevocationUnknown});
}

TEST_F(EuDcc, verifies_p384_and_rsa_keys) {
  for (const keys::KeyKind kind : {keys::KeyKind::kP384, keys::KeyKind::kRsa}) {
    const keys::Issuer issuer = MakeTestIssuer(kEuUsage, kind);
    const auto text = Issue(EuDccSpecimen(), issuer);
    ASSERT_TRUE(text) << text.error().detail;
    EXPECT_EQ(Describe(Read(*text, Trusting({&issuer}), kNow)), "valid");
    EXPECT_EQ(Describe(Read(*text, trust_, kNow)), "unknown-signer");
  }
}

TEST_F(EuDcc, offers_the_algorithms_of_its_specification_only) {
  for (const keys::KeyKind kind : {keys::KeyKind::kEd25519, keys::KeyKind::kSm2}) {
    const keys::Issuer issuer = MakeTestIssuer(kEuUsage, kind);
    EXPECT_FALSE(Issue(EuDccSpecimen(), issuer));
    const Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), issuer);
    EXPECT_EQ(Describe(Read(EuDccText(parts.Message()), Trusting({&issuer}), kNow)),
              "unsupported-algorithm");
  }
}

// Test certificates of Spain and of Slovenia are signed with keys on binary curves.
TEST_F(EuDcc, of_a_known_signer_on_another_curve_cannot_be_checked) {
  const Bytes x509 = keys::TestAuthority().Certify(keys::KeyOnCurve(NID_secp256k1).get(), {});
  const Result<keys::Signer> signer = keys::SignerFromX509(x509);
  ASSERT_FALSE(signer);
  const Bytes header =
      Header(keys::CoseNumber(issuer_.key.algorithm()), keys::NamesOfX509(x509)->key_id);
  const Bytes payload = EuDccPayload(EuDccSpecimen());
  const std::string text = EuDccText(SignedParts(payload, issuer_, header).Message());
  keys::TrustStore trust = Trusting({&issuer_});
  EXPECT_EQ(Describe(Read(text, trust, kNow)), "unknown-signer");
  trust.LeaveOut(x509, signer.error());
  EXPECT_EQ(Describe(Read(text, trust, kNow)), "unsupported-algorithm");
  EXPECT_EQ(Describe(Read(text, keys::TrustStore(&trust), kNow)), "unsupported-algorithm");
}

TEST_F(EuDcc, shows_what_an_unknown_signer_says_without_vouching_for_it) {
  const Parts parts = SignedParts(EuDccPayload(EuDccSpecimen()), stranger_);
  const Reading reading = ReadText(EuDccText(parts.Message()));
  EXPECT_EQ(Describe(reading), "unknown-signer");
  ASSERT_TRUE(reading.certificate);
  EXPECT_EQ(reading.certificate->holder.name.given, "Anna");
  EXPECT_FALSE(reading.signed_by);
}

TEST_F(EuDcc, is_not_a_travel_health_certificate_in_disguise) {
  const Bytes payload = TravelHealthPayload(TravelHealthSpecimen());
  EXPECT_EQ(Describe(ReadPayload(payload)), "malformed");
}

}  // namespace
}  // namespace clearway::certificate
