#include "certificate/travel_health.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/dates.h"
#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "certificate/travel_health_keys.h"
#include "tests/unit/certificate/envelope_forgeries.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::cbor::Value;
using namespace travel_health;
using std::chrono::days;
using std::chrono::seconds;

std::string Describe(const Reading& reading) {
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

class TravelHealth : public testing::Test {
 protected:
  [[nodiscard]] Reading ReadText(const std::string& text, Timestamp now = kNow) const {
    return Read(text, trust_, now);
  }
  [[nodiscard]] Reading ReadPayload(const Bytes& payload, Timestamp now = kNow) const {
    return ReadText(TravelHealthText(SignedParts(payload, issuer_).Message()), now);
  }
  [[nodiscard]] Reading ReadCertificate(const Certificate& certificate,
                                        Timestamp now = kNow) const {
    return ReadPayload(TravelHealthPayload(certificate), now);
  }

  const keys::Issuer issuer_ = MakeTestIssuer(kTravelHealthUsage);
  const keys::Issuer stranger_ = MakeTestIssuer(kTravelHealthUsage);
  const keys::TrustStore trust_ = Trusting({&issuer_});
};

TEST_F(TravelHealth, reads_back_everything_that_was_issued) {
  const Certificate issued = TravelHealthSpecimen();
  const auto text = Issue(issued, issuer_);
  ASSERT_TRUE(text) << text.error().detail;
  const Reading reading = ReadText(*text);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  const Certificate& read = *reading.certificate;
  EXPECT_EQ(read.holder.name.chinese, "王小明");
  EXPECT_EQ(read.holder.name.surname, "WANG");
  EXPECT_EQ(read.holder.name.given, "XIAOMING");
  EXPECT_EQ(read.holder.birth_date, issued.holder.birth_date);
  EXPECT_EQ(read.holder.sex, Sex::kMale);
  EXPECT_EQ(read.holder.nationality, "CN");
  EXPECT_EQ(read.document->kind, DocumentKind::kOrdinaryPassport);
  EXPECT_EQ(read.document->number, "E00000000");
  EXPECT_EQ(read.serial, "T-2027-000001");
  EXPECT_EQ(read.expires_at, issued.expires_at);
  ASSERT_EQ(read.records.size(), 4U);
  const auto& igg = std::get<certificate::Test>(read.records[1].details);
  EXPECT_EQ(igg.kind, TestKind::kAntibodyIgG);
  EXPECT_EQ(igg.result, TestResult::kPositive);
  EXPECT_EQ(igg.sampled_at, std::get<certificate::Test>(issued.records[1].details).sampled_at);
  EXPECT_EQ(igg.facility, "Hall 2");
  const auto& vaccination = std::get<Vaccination>(read.records[3].details);
  EXPECT_EQ(vaccination.vaccine.code, "1119349007");
  EXPECT_EQ(vaccination.product.name, "Comirnaty");
  EXPECT_EQ(vaccination.dose, 1U);
}

TEST_F(TravelHealth, text_fits_the_alphanumeric_mode_of_a_small_qr_code) {
  const auto text = Issue(TravelHealthSpecimen(), issuer_);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with("TH1:"));
  EXPECT_EQ(text->find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
            std::string::npos);
  EXPECT_LT(text->size(), 600U);  // version 16 at error correction M
}

TEST_F(TravelHealth, knows_every_kind_of_document) {
  for (const auto& [number, kind] : kDocumentTypes) {
    Certificate certificate = TravelHealthSpecimen();
    certificate.document->kind = kind;
    const Reading reading = ReadCertificate(certificate);
    ASSERT_EQ(Describe(reading), "valid");
    EXPECT_EQ(reading.certificate->document->kind, kind);
  }
}

TEST_F(TravelHealth, carries_records_of_any_disease) {
  Certificate certificate = TravelHealthSpecimen();
  certificate.records[3].disease.code = "16541001";
  std::get<Vaccination>(certificate.records[3].details).vaccine.code = "J07BL01";
  const Reading reading = ReadCertificate(certificate);
  ASSERT_EQ(Describe(reading), "valid");
  EXPECT_EQ(reading.certificate->records[3].disease.name, "Yellow fever");
  EXPECT_EQ(std::get<Vaccination>(reading.certificate->records[3].details).vaccine.code, "J07BL01");
}

TEST_F(TravelHealth, keeps_a_birth_date_as_far_as_it_is_known) {
  for (const char* date : {"1988", "1988-03", "1988-03-14", "1899-12-31"}) {
    Certificate certificate = TravelHealthSpecimen();
    certificate.holder.birth_date = ParsePartialDate(date);
    const Reading reading = ReadCertificate(certificate);
    ASSERT_EQ(Describe(reading), "valid") << date;
    EXPECT_EQ(FormatPartialDate(*reading.certificate->holder.birth_date), date);
  }
}

TEST_F(TravelHealth, is_read_with_and_without_compression) {
  const Bytes message = SignedParts(TravelHealthPayload(TravelHealthSpecimen()), issuer_).Message();
  const std::string plain = "TH1:" + encoding::EncodeBase45(message);
  const std::string compressed = "TH1:" + encoding::EncodeBase45(encoding::DeflateZlib(message));
  EXPECT_EQ(Describe(ReadText(plain)), "valid");
  EXPECT_FALSE(ReadText(plain).envelope.compressed);
  EXPECT_EQ(Describe(ReadText(compressed)), "valid");
  EXPECT_TRUE(ReadText(compressed).envelope.compressed);
}

TEST_F(TravelHealth, refuses_every_alteration_of_the_envelope_for_its_own_cause) {
  Certificate other = TravelHealthSpecimen();
  other.document->number = "E99999999";
  const Workshop workshop{.trusted = &issuer_,
                          .stranger = &stranger_,
                          .payload = TravelHealthPayload(TravelHealthSpecimen()),
                          .other_payload = TravelHealthPayload(other),
                          .wrap = &TravelHealthText};
  const std::vector<Forgery> forgeries = EnvelopeForgeries(workshop);
  EXPECT_GE(forgeries.size(), 30U);
  for (const Forgery& forgery : forgeries) {
    const Reading reading = ReadText(forgery.make());
    EXPECT_EQ(Describe(reading), ToString(forgery.cause)) << forgery.name;
    EXPECT_EQ(reading.format, Format::kTravelHealth) << forgery.name;
  }
}

TEST_F(TravelHealth, refuses_every_alteration_of_compression_and_base45) {
  const Bytes message = SignedParts(TravelHealthPayload(TravelHealthSpecimen()), issuer_).Message();
  Bytes behind = encoding::DeflateZlib(message);
  behind.push_back(0);
  Bytes checksum = encoding::DeflateZlib(message);
  checksum.back() ^= 1;
  const std::string text = TravelHealthText(message);
  for (const std::string& broken :
       {"TH1:" + encoding::EncodeBase45(behind), "TH1:" + encoding::EncodeBase45(checksum),
        "TH1:" + encoding::EncodeBase45(encoding::DeflateZlib(Bytes(1 << 20))),
        text.substr(0, text.size() - 1), text + ":::", std::string("TH1:"),
        text.substr(0, 60) + "#" + text.substr(61)}) {
    EXPECT_EQ(Describe(ReadText(broken)), "malformed");
  }
  EXPECT_FALSE(ReadText("TH2:" + text.substr(4)).is_certificate());
}

TEST_F(TravelHealth, is_signed_with_any_algorithm_of_the_profile) {
  for (const keys::KeyKind kind : {keys::KeyKind::kP256, keys::KeyKind::kP384, keys::KeyKind::kRsa,
                                   keys::KeyKind::kEd25519, keys::KeyKind::kSm2}) {
    const keys::Issuer issuer = MakeTestIssuer(kTravelHealthUsage, kind);
    const auto text = Issue(TravelHealthSpecimen(), issuer);
    ASSERT_TRUE(text) << text.error().detail;
    const Reading reading = Read(*text, Trusting({&issuer}), kNow);
    EXPECT_EQ(Describe(reading), "valid") << ToString(kind);
    EXPECT_EQ(reading.envelope.algorithm, ToString(issuer.key.algorithm()));
    EXPECT_EQ(Describe(ReadText(*text)), "unknown-signer");
  }
}

TEST_F(TravelHealth, signed_with_another_kind_of_key_than_its_header_says_is_refused) {
  const keys::Issuer ed25519 = MakeTestIssuer(kTravelHealthUsage, keys::KeyKind::kEd25519);
  const keys::Issuer sm2 = MakeTestIssuer(kTravelHealthUsage, keys::KeyKind::kSm2);
  for (const keys::Issuer* issuer : {&ed25519, &sm2, &issuer_}) {
    for (const std::int64_t number : {-7, -37, -8, -70001}) {
      if (number == keys::CoseNumber(issuer->key.algorithm())) continue;
      const Parts parts = SignedParts(TravelHealthPayload(TravelHealthSpecimen()), *issuer,
                                      Header(number, issuer->signer.key_id));
      const Reading reading = Read(TravelHealthText(parts.Message()), Trusting({issuer}), kNow);
      EXPECT_EQ(Describe(reading), "bad-signature") << number;
    }
  }
}

TEST_F(TravelHealth, is_refused_from_a_signer_that_was_trusted_for_other_certificates) {
  const keys::Issuer eu = MakeTestIssuer(kEuUsage);
  const keys::TrustStore trust = Trusting({&eu});
  const Parts parts = SignedParts(TravelHealthPayload(TravelHealthSpecimen()), eu);
  EXPECT_EQ(Describe(Read(TravelHealthText(parts.Message()), trust, kNow)), "key-usage");
}

TEST_F(TravelHealth, is_not_an_eu_dcc_in_disguise) {
  EXPECT_EQ(Describe(ReadPayload(EuDccPayload(EuDccSpecimen()))), "schema");
}

TEST_F(TravelHealth, is_held_to_its_dates_and_those_of_its_signer) {
  const Certificate specimen = TravelHealthSpecimen();
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at)), "valid");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.expires_at + seconds(1))), "expired");
  EXPECT_EQ(Describe(ReadCertificate(specimen, *specimen.issued_at - seconds(1))), "not-yet-valid");
  Certificate early = specimen;
  early.issued_at = *issuer_.signer.not_before - seconds(1);
  EXPECT_EQ(Describe(ReadCertificate(early)), "not-yet-valid");
  Certificate late = specimen;
  late.issued_at = *issuer_.signer.not_after + seconds(1);
  late.expires_at = kNow + days(300);
  EXPECT_EQ(Describe(ReadCertificate(late, kNow + days(200))), "expired");
}

TEST_F(TravelHealth, is_refused_where_something_that_matters_is_missing) {
  const std::pair<const char*, void (*)(Certificate&)> kMissing[] = {
      {"names", [](Certificate& c) { c.holder.name = {}; }},
      {"birth date", [](Certificate& c) { c.holder.birth_date = std::nullopt; }},
      {"nationality", [](Certificate& c) { c.holder.nationality.clear(); }},
      {"document", [](Certificate& c) { c.document = std::nullopt; }},
      {"document number", [](Certificate& c) { c.document->number.clear(); }},
      {"document country", [](Certificate& c) { c.document->issuing_country.clear(); }},
      {"records", [](Certificate& c) { c.records.clear(); }},
      {"too many records", [](Certificate& c) { c.records.resize(33, c.records[0]); }},
      {"serial", [](Certificate& c) { c.serial.clear(); }},
      {"issuer", [](Certificate& c) { c.issuer.clear(); }},
      {"expiry", [](Certificate& c) { c.expires_at = std::nullopt; }},
      {"issue", [](Certificate& c) { c.issued_at = std::nullopt; }},
      {"disease", [](Certificate& c) { c.records[0].disease = {}; }},
      {"dose", [](Certificate& c) { std::get<Vaccination>(c.records[3].details).dose.reset(); }},
      {"date", [](Certificate& c) { std::get<Vaccination>(c.records[3].details).given_on = {}; }},
      {"sample",
       [](Certificate& c) {
         std::get<certificate::Test>(c.records[0].details).sampled_at.reset();
       }},
      {"a type of the profile", [](Certificate& c) { c.records[0].details = Recovery{}; }},
  };
  for (const auto& [name, remove] : kMissing) {
    Certificate certificate = TravelHealthSpecimen();
    remove(certificate);
    EXPECT_EQ(Describe(ReadCertificate(certificate)), "schema") << name;
    EXPECT_FALSE(Issue(certificate, issuer_)) << name;
  }
}

Bytes WithRecord(std::vector<std::pair<Value, Value>> record) {
  const Certificate specimen = TravelHealthSpecimen();
  const auto moment = [](Timestamp at) { return Value::Integer(at.time_since_epoch().count()); };
  const Value holder = Value::Map({{Value::Integer(kSurname), Value::Text("WANG")},
                                   {Value::Integer(kBirthDate), Value::Integer(6647)},
                                   {Value::Integer(kNationality), Value::Text("CN")}});
  const Value document = Value::Map({{Value::Integer(kDocumentType), Value::Integer(1)},
                                     {Value::Integer(kNumber), Value::Text("E1")},
                                     {Value::Integer(kIssuingCountry), Value::Text("CN")}});
  const Value content =
      Value::Map({{Value::Integer(kHolder), holder},
                  {Value::Integer(kDocument), document},
                  {Value::Integer(kRecords), Value::Array({Value::Map(std::move(record))})},
                  {Value::Integer(kSerial), Value::Text("S1")}});
  return Value::Map({{Value::Integer(1), Value::Text("XX")},
                     {Value::Integer(4), moment(*specimen.expires_at)},
                     {Value::Integer(6), moment(*specimen.issued_at)},
                     {Value::Integer(kContentClaim), content}})
      .encoded();
}

std::vector<std::pair<Value, Value>> TestRecord() {
  return {{Value::Integer(kType), Value::Integer(10)},
          {Value::Integer(kDisease), Value::Integer(840539006)},
          {Value::Integer(kResult), Value::Integer(0)},
          {Value::Integer(kSampledOn), Value::Integer(20000)}};
}

TEST_F(TravelHealth, refuses_values_that_its_profile_does_not_have) {
  EXPECT_EQ(Describe(ReadPayload(WithRecord(TestRecord()))), "valid");
  const std::tuple<std::size_t, std::int64_t, Value> kBroken[] = {
      {0, kType, Value::Integer(31)},
      {0, kType, Value::Text("test")},
      {0, kType, Value::Null()},
      {1, kDisease, Value::Integer(-1)},
      {1, kDisease, Value::Text("")},
      {1, kDisease, Value::Float(1)},
      {2, kResult, Value::Integer(3)},
      {2, kResult, Value::Boolean(false)},
      {3, kSampledOn, Value::Text("soon")},
      {3, kSampledOn, Value::Integer(INT64_MAX)},
      {3, kSampledAt, Value::Float(1e40)},
      {3, kSampledOn, Value::Null()}};
  for (const auto& [index, key, value] : kBroken) {
    auto record = TestRecord();
    record[index] = {Value::Integer(key), value};
    EXPECT_EQ(Describe(ReadPayload(WithRecord(record))), "schema") << key;
  }
}

TEST_F(TravelHealth, leaves_alone_what_a_later_version_may_add) {
  auto record = TestRecord();
  record.emplace_back(Value::Integer(99), Value::Text("later"));
  EXPECT_EQ(Describe(ReadPayload(WithRecord(record))), "valid");
}

TEST_F(TravelHealth, is_malformed_where_a_key_stands_twice) {
  auto record = TestRecord();
  record.emplace_back(Value::Integer(kResult), Value::Integer(1));
  EXPECT_EQ(Describe(ReadPayload(WithRecord(record))), "malformed");
}

}  // namespace
}  // namespace clearway::certificate
