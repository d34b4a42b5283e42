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
#include "certificate/issuing/map_builder.h"
#include "certificate/read.h"
#include "tests/unit/certificate/envelope_forgeries.h"
#include "tests/unit/certificate/specimen.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::certificate {
namespace {

using encoding::AsBytes;
using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::days;
using std::chrono::seconds;

std::string Describe(const Reading& reading) {
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

class EuDcc : public testing::Test {
 protected:
  [[nodiscard]] Reading ReadText(const std::string& text, Timestamp now = kNow) const {
    return Read(text, trust_, now);
  }
  // The reading of a payload that the trusted issuer signed as it is.
  [[nodiscard]] Reading ReadPayload(const Bytes& payload, Timestamp now = kNow) const {
    return ReadText(EuDccText(SignedParts(payload, issuer_).Message()), now);
  }
  [[nodiscard]] Reading ReadCertificate(const Certificate& certificate,
                                        Timestamp now = kNow) const {
    return ReadPayload(EuDccPayload(certificate), now);
  }
  void ExpectAll(const std::vector<Forgery>& forgeries) const {
    for (const Forgery& forgery : forgeries) {
      const Reading reading = ReadText(forgery.make());
      EXPECT_EQ(Describe(reading), ToString(forgery.cause)) << forgery.name;
      EXPECT_EQ(reading.format, Format::kEuDcc) << forgery.name;
      EXPECT_FALSE(reading.authenticity.step.empty()) << forgery.name;
    }
  }

  const keys::Issuer issuer_ = MakeTestIssuer(kEuUsage);
  const keys::Issuer stranger_ = MakeTestIssuer(kEuUsage);
  const keys::TrustStore trust_ = Trusting({&issuer_});
};

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

// Contents, signed by the trusted issuer, with one field set to something else.
class EuDccContent : public EuDcc {
 protected:
  using Fields = std::vector<std::pair<Value, Value>>;

  static Value T(std::string_view text) { return Value::Text(text); }

  static void Set(Fields& fields, std::string_view key, const Value& value) {
    std::erase_if(fields, [&](const auto& f) { return f.first.encoded() == T(key).encoded(); });
    fields.emplace_back(T(key), value);
  }
  static void Drop(Fields& fields, std::string_view key) {
    std::erase_if(fields, [&](const auto& f) { return f.first.encoded() == T(key).encoded(); });
  }
  static Fields Vaccine() {
    return {{T("tg"), T("840539006")},    {T("vp"), T("1119349007")},
            {T("mp"), T("EU/1/20/1528")}, {T("ma"), T("ORG-100030215")},
            {T("dn"), Value::Integer(2)}, {T("sd"), Value::Integer(2)},
            {T("dt"), T("2026-08-01")},   {T("co"), T("XX")},
            {T("is"), T("Authority")},    {T("ci"), T("URN:UVCI:01:XX:1#1")}};
  }
  static Fields TestFields() {
    return {{T("tg"), T("840539006")},
            {T("tt"), T("LP6464-4")},
            {T("sc"), T("2027-01-14T10:00:00+01:00")},
            {T("tr"), T("260415000")},
            {T("co"), T("XX")},
            {T("ci"), T("1")}};
  }
  static Fields Dcc() {
    return {{T("ver"), T("1.3.0")},
            {T("nam"), Value::Map({{T("fn"), T("Mustermann")}, {T("fnt"), T("MUSTERMANN")}})},
            {T("dob"), T("1964-08-12")},
            {T("v"), Value::Array({Value::Map(Vaccine())})}};
  }
  static Value Claim(Timestamp moment) { return Value::Integer(moment.time_since_epoch().count()); }
  static Bytes Payload(const Value& dcc, const Value& exp, const Value& iat) {
    return Value::Map({{Value::Integer(1), T("XX")},
                       {Value::Integer(4), exp},
                       {Value::Integer(6), iat},
                       {Value::Integer(-260), Value::Map({{Value::Integer(1), dcc}})}})
        .encoded();
  }
  [[nodiscard]] Reading Of(const Fields& dcc) const {
    return ReadPayload(Payload(Value::Map(dcc), Claim(kNow + days(1)), Claim(kNow - days(1))));
  }
  [[nodiscard]] Reading WithDcc(std::string_view key, const Value& value) const {
    Fields dcc = Dcc();
    Set(dcc, key, value);
    return Of(dcc);
  }
  [[nodiscard]] Reading WithVaccine(std::string_view key, const Value& value) const {
    Fields vaccine = Vaccine();
    Set(vaccine, key, value);
    return WithDcc("v", Value::Array({Value::Map(vaccine)}));
  }
  [[nodiscard]] Reading WithTest(const Fields& test) const {
    Fields dcc = Dcc();
    Drop(dcc, "v");
    Set(dcc, "t", Value::Array({Value::Map(test)}));
    return Of(dcc);
  }
};

TEST_F(EuDccContent, is_valid_as_it_is) {
  EXPECT_EQ(Describe(Of(Dcc())), "valid");
  EXPECT_EQ(Describe(WithTest(TestFields())), "valid");
}

TEST_F(EuDccContent, takes_a_result_that_is_empty_for_one_that_says_nothing) {
  for (const char* result : {"", "an unknown code"}) {
    Fields fields = TestFields();
    Set(fields, "tr", T(result));
    const Reading reading = WithTest(fields);
    ASSERT_EQ(Describe(reading), "valid") << result;
    const auto& test = std::get<certificate::Test>(reading.certificate->records.back().details);
    EXPECT_EQ(test.result, TestResult::kInconclusive) << result;
  }
  for (const Value& none : {Value::Null(), Value::Integer(260415000)}) {
    Fields fields = TestFields();
    Set(fields, "tr", none);
    EXPECT_EQ(Describe(WithTest(fields)), "schema");
  }
}

TEST_F(EuDccContent, takes_null_and_empty_groups_for_none) {
  for (const Value& none : {Value::Null(), Value::Array({}), Value::Array({Value::Null()})}) {
    Fields dcc = Dcc();
    Set(dcc, "t", none);
    Set(dcc, "r", none);
    EXPECT_EQ(Describe(Of(dcc)), "valid");
  }
}

TEST_F(EuDccContent, takes_names_that_are_null_or_missing_as_long_as_one_is_there) {
  const Value names = Value::Map({{T("fn"), Value::Null()}, {T("gnt"), T("ANNA")}});
  EXPECT_EQ(Describe(WithDcc("nam", names)), "valid");
  EXPECT_EQ(Describe(WithDcc("nam", Value::Map({{T("fn"), Value::Null()}}))), "schema");
  EXPECT_EQ(Describe(WithDcc("nam", Value::Map({}))), "schema");
  EXPECT_EQ(Describe(WithDcc("nam", T("Anna"))), "schema");
}

TEST_F(EuDccContent, takes_a_birth_date_as_far_as_it_is_known) {
  for (const char* date : {"", "1964", "1964-08", "1964-08-12", "1899-01-01", "1964-08-12T00:00:00",
                           "1964-08-12T00:00:00.000Z"}) {
    const Reading reading = WithDcc("dob", T(date));
    EXPECT_EQ(Describe(reading), "valid") << date;
    const auto& birth = reading.certificate->holder.birth_date;
    EXPECT_EQ(birth ? FormatPartialDate(*birth) : "", std::string(date).substr(0, 10));
  }
  for (const char* date :
       {"12.08.1964", "1964-13-01", "1964-02-30", "64", "1964-8-1", "unknown", "1964-08-12X"}) {
    EXPECT_EQ(Describe(WithDcc("dob", T(date))), "schema") << date;
  }
}

TEST_F(EuDccContent, takes_dates_under_the_tag_of_date_strings) {
  EXPECT_EQ(Describe(WithDcc("dob", Value::Tagged(0, T("1964-08-12")))), "valid");
  EXPECT_EQ(Describe(WithVaccine("dt", Value::Tagged(0, T("2026-08-01T00:00:00Z")))), "valid");
}

TEST_F(EuDccContent, takes_moments_as_floats_and_under_the_tag_of_epoch_times) {
  const auto exp = static_cast<double>((kNow + days(1)).time_since_epoch().count());
  const auto iat = static_cast<double>((kNow - days(1)).time_since_epoch().count());
  const Value dcc = Value::Map(Dcc());
  EXPECT_EQ(Describe(ReadPayload(Payload(dcc, Value::Float(exp + 0.5), Value::Float(iat)))),
            "valid");
  const Value tagged = Value::Tagged(1, Claim(kNow + days(1)));
  EXPECT_EQ(Describe(ReadPayload(Payload(dcc, tagged, Claim(kNow - days(1))))), "valid");
}

// As Italy has written them.
TEST_F(EuDccContent, takes_moments_under_the_tag_of_date_and_time_strings) {
  const auto described = [&](const char* exp, const char* iat) {
    return Describe(ReadPayload(
        Payload(Value::Map(Dcc()), Value::Tagged(0, T(exp)), Value::Tagged(0, T(iat)))));
  };
  const std::string now = FormatTimestamp(kNow);
  const std::string later = FormatTimestamp(kNow + days(1));
  const std::string earlier = FormatTimestamp(kNow - days(1));
  EXPECT_EQ(described(later.c_str(), earlier.c_str()), "valid");
  EXPECT_EQ(described(now.c_str(), now.c_str()), "valid");
  EXPECT_EQ(described(earlier.c_str(), earlier.c_str()), "expired");
  EXPECT_EQ(described(later.c_str(), later.c_str()), "not-yet-valid");
  EXPECT_EQ(described("2099-01-01T00:00:00.123+02:00", earlier.c_str()), "valid");
  for (const char* vague :
       {"2099-01-01", "2099-01-01T00:00:00", "2099-02-30T00:00:00Z", "soon", ""}) {
    EXPECT_EQ(described(vague, earlier.c_str()), "schema") << vague;
  }
}

TEST_F(EuDccContent, refuses_moments_that_no_calendar_has) {
  const Value dcc = Value::Map(Dcc());
  for (const Value& exp :
       {Value::Float(1e300), Value::Float(-1e18), T("2027-01-01"), Value::Null(),
        Value::Integer(INT64_MAX), Value::Encoded({0xF9, 0x7E, 0x00}),
        Value::Encoded({0xF9, 0x7C, 0x00}), Value::Tagged(2, Value::Integer(1)),
        Value::Tagged(0, Claim(kNow)), Value::Tagged(1, T("2099-01-01T00:00:00Z")),
        Value::Tagged(0, T("9999-12-31T23:59:59-01:00"))}) {
    EXPECT_EQ(Describe(ReadPayload(Payload(dcc, exp, Claim(kNow - days(1))))), "schema");
    EXPECT_EQ(Describe(ReadPayload(Payload(dcc, Claim(kNow + days(1)), exp))), "schema");
  }
}

TEST_F(EuDccContent, needs_no_version) {
  Fields dcc = Dcc();
  Drop(dcc, "ver");
  EXPECT_EQ(Describe(Of(dcc)), "valid");
}

TEST_F(EuDccContent, reads_sample_times_with_offsets_in_every_spelling) {
  const std::pair<const char*, const char*> kTimes[] = {
      {"2027-01-14T10:00:00+01:00", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00+0100", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00+01", "2027-01-14T09:00:00Z"},
      {"2027-01-14T10:00:00.123Z", "2027-01-14T10:00:00Z"},
      {"2027-01-14T10:00", "2027-01-14T10:00:00Z"},
      {"2027-01-14 10:00:00", "2027-01-14T10:00:00Z"}};
  for (const auto& [written, meant] : kTimes) {
    Fields test = TestFields();
    Set(test, "sc", T(written));
    const Reading reading = WithTest(test);
    ASSERT_EQ(Describe(reading), "valid") << written;
    const auto& record = std::get<certificate::Test>(reading.certificate->records[0].details);
    ASSERT_TRUE(record.sampled_at) << written;
    EXPECT_EQ(FormatTimestamp(*record.sampled_at), meant) << written;
  }
  for (const char* written :
       {"yesterday", "2027-01-14T25:00:00Z", "2027-01-14T10:00:00+99:00", ""}) {
    Fields test = TestFields();
    Set(test, "sc", T(written));
    EXPECT_EQ(Describe(WithTest(test)), "schema") << written;
  }
}

TEST_F(EuDccContent, holds_records_of_one_kind_only_and_at_least_one) {
  Fields both = Dcc();
  Set(both, "t", Value::Array({Value::Map(TestFields())}));
  EXPECT_EQ(Describe(Of(both)), "schema");
  Fields none = Dcc();
  Drop(none, "v");
  EXPECT_EQ(Describe(Of(none)), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({Value::Map(Vaccine()), Value::Map(Vaccine())}))),
            "valid");
}

TEST_F(EuDccContent, is_refused_where_a_field_breaks_its_specification) {
  EXPECT_EQ(Describe(WithDcc("v", Value::Map(Vaccine()))), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({T("vaccinated")}))), "schema");
  EXPECT_EQ(Describe(WithDcc("v", Value::Array(std::vector<Value>(33, Value::Map(Vaccine()))))),
            "schema");
  const std::pair<const char*, Value> kBroken[] = {{"tg", Value::Null()},
                                                   {"tg", T("")},
                                                   {"tg", Value::Integer(840539006)},
                                                   {"dn", Value::Integer(-1)},
                                                   {"dn", Value::Float(1.5)},
                                                   {"dn", T("2")},
                                                   {"dn", Value::Null()},
                                                   {"sd", Value::Integer(256)},
                                                   {"dt", T("2026-02-30")},
                                                   {"dt", T("")},
                                                   {"dt", Value::Integer(20260801)},
                                                   {"mp", Value::Integer(1)},
                                                   {"co", Value::Boolean(true)}};
  for (const auto& [key, value] : kBroken) {
    EXPECT_EQ(Describe(WithVaccine(key, value)), "schema") << key;
  }
}

TEST_F(EuDccContent, is_malformed_where_a_field_stands_twice) {
  Fields vaccine = Vaccine();
  vaccine.emplace_back(T("dn"), Value::Integer(1));
  EXPECT_EQ(Describe(WithDcc("v", Value::Array({Value::Map(vaccine)}))), "malformed");
}

TEST_F(EuDccContent, never_puts_what_it_says_into_the_step) {
  const Reading reading = WithVaccine("dt", T("SECRET"));
  EXPECT_EQ(Describe(reading), "schema");
  EXPECT_EQ(reading.authenticity.step.find("SECRET"), std::string::npos);
  EXPECT_NE(reading.authenticity.step.find("v.dt"), std::string::npos);
}

TEST_F(EuDcc, is_not_a_travel_health_certificate_in_disguise) {
  const Bytes payload = TravelHealthPayload(TravelHealthSpecimen());
  EXPECT_EQ(Describe(ReadPayload(payload)), "malformed");
}

}  // namespace
}  // namespace clearway::certificate
