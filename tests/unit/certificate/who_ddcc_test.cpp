#include "certificate/who_ddcc.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "keys/issuing/issuer.h"

namespace clearway::certificate {
namespace {

using namespace std::chrono;
using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Entries;
using encoding::cbor::Value;
using keys::KeyKind;

const Timestamp kNow = sys_days(2026y / 6 / 1);

Value CodingOf(const char* system, const char* code) {
  return Value::Map(
      {{Value::Text("system"), Value::Text(system)}, {Value::Text("code"), Value::Text(code)}});
}

void Put(Entries& entries, const char* key, Value value) {
  std::erase_if(entries, [key](const auto& entry) {
    return entry.first.encoded() == Value::Text(key).encoded();
  });
  entries.emplace_back(Value::Text(key), std::move(value));
}

Entries Without(Entries entries, const char* key) {
  std::erase_if(entries, [key](const auto& entry) {
    return entry.first.encoded() == Value::Text(key).encoded();
  });
  return entries;
}

Entries With(Entries entries, const char* key, Value value) {
  Put(entries, key, std::move(value));
  return entries;
}

Entries VaccinationContent() {
  Entries content;
  Put(content, "name", Value::Text("Ana Sample"));
  Put(content, "birthDate", Value::Text("1990-04-12"));
  Put(content, "sex", CodingOf("http://hl7.org/fhir/administrative-gender", "female"));
  Put(content, "vaccine", CodingOf("http://snomed.info/sct", "1121000221106"));
  Put(content, "manufacturer", Value::Text("Organization/973"));
  Put(content, "date", Value::Text("2026-02-03"));
  Put(content, "dose", Value::Integer(1));
  Put(content, "total_doses", Value::Encoded({0xF7}));  // undefined, as in one of WHO's samples
  Put(content, "country", CodingOf("urn:iso:std:iso:3166", "UTO"));
  Put(content, "centre", Value::Text("City Clinic"));
  Put(content, "disease", CodingOf("http://snomed.info/sct", "16541001"));
  Put(content, "hcid", Value::Text("UT111"));
  Put(content, "pha", Value::Text("UT-MOH"));
  Put(content, "valid_from", Value::Text("2026-02-13"));
  Put(content, "valid_until", Value::Text("2026-06-30"));
  return content;
}

Entries TestContent() {
  Entries test;
  Put(test, "pathogen", CodingOf("http://id.who.int/icd11/mms", "XN109"));
  Put(test, "type", CodingOf("http://loinc.org", "LP6464-4"));
  Put(test, "date", Value::Text("2026-05-31T06:15:00Z"));
  Put(test, "result", CodingOf("http://snomed.info/sct", "260415000"));
  Put(test, "country", CodingOf("urn:iso:std:iso:3166", "UTO"));
  Put(test, "centre", Value::Text("Airport Laboratory"));
  Entries content;
  Put(content, "name", Value::Text("Ana Sample"));
  Put(content, "birthDate", Value::Text("1990-04-12"));
  Put(content, "test", Value::Map(test));
  return content;
}

// The same as WHO's implementation guide nests it.
Entries NestedVaccination() {
  Entries vaccination = VaccinationContent();
  for (const char* key :
       {"name", "birthDate", "sex", "hcid", "pha", "valid_from", "valid_until", "total_doses"}) {
    vaccination = Without(vaccination, key);
  }
  Put(vaccination, "totalDoses", Value::Integer(2));
  return vaccination;
}

Entries NestedContent() {
  Entries period;
  Put(period, "start", Value::Text("2026-02-01"));
  Put(period, "end", Value::Text("2026-06-30"));
  Entries certificate;
  Put(certificate, "hcid", Value::Map({{Value::Text("value"), Value::Text("UT222")}}));
  Put(certificate, "period", Value::Map(std::move(period)));
  Entries content;
  Put(content, "name", Value::Text("Ana Sample"));
  Put(content, "vaccination", Value::Map(NestedVaccination()));
  Put(content, "certificate", Value::Map(std::move(certificate)));
  return content;
}

Bytes Bare(Entries content) {
  return Value::Map(std::move(content)).encoded();
}

// A CWT whose hcert claim has these sub-claims.
Bytes Claims(Entries subclaims, std::int64_t expires_at = 1798761600) {
  return Value::Map({{Value::Integer(1), Value::Text("UT")},
                     {Value::Integer(4), Value::Integer(expires_at)},
                     {Value::Integer(6), Value::Integer(1780000000)},
                     {Value::Integer(-260), Value::Map(std::move(subclaims))}})
      .encoded();
}

Bytes Subclaim(std::int64_t key, Entries content) {
  return Claims({{Value::Integer(key), Value::Map(std::move(content))}});
}

class WhoDdcc : public ::testing::Test {
 protected:
  static keys::Issuer NewIssuer(keys::SignerUsage usage = {}, int first_year = 2026,
                                KeyKind kind = KeyKind::kP256) {
    return *keys::MakeIssuer(kind, {.name = "Utopia Health",
                                    .country = "UT",
                                    .not_before = sys_days(year(first_year) / 1 / 1),
                                    .not_after = sys_days(year(first_year + 2) / 1 / 1),
                                    .usage = usage,
                                    .demo = false});
  }
  // Made once: RSA keys take their time.
  static const keys::Issuer& Signer() {
    static const keys::Issuer issuer = NewIssuer();
    return issuer;
  }

  WhoDdcc() { trust_.Add(Signer().signer); }

  static std::string Text(const Bytes& payload, const keys::Issuer& issuer = Signer()) {
    return EuDccText(*SignMessage(payload, issuer));
  }
  [[nodiscard]] Reading ReadPayload(const Bytes& payload, Timestamp now = kNow) const {
    return Read(Text(payload), trust_, now);
  }
  void ExpectCause(const std::string& text, Cause cause, const char* what) const {
    const Reading reading = Read(text, trust_, kNow);
    ASSERT_FALSE(reading.authenticity.valid()) << what;
    EXPECT_STREQ(ToString(*reading.authenticity.cause), ToString(cause))
        << what << ": " << reading.authenticity.step;
  }

  keys::TrustStore trust_;
};

TEST_F(WhoDdcc, without_claims_gives_what_a_vaccination_certificate_says) {
  const Reading reading = ReadPayload(Bare(VaccinationContent()));
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.format, Format::kWhoDdcc);
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.holder.name.full, "Ana Sample");
  EXPECT_EQ(certificate.holder.sex, Sex::kFemale);
  EXPECT_EQ(certificate.serial, "UT111");
  EXPECT_EQ(certificate.issuer, "UT-MOH");
  EXPECT_EQ(certificate.not_before, sys_days(2026y / 2 / 13));
  EXPECT_EQ(certificate.expires_at, sys_days(2026y / 7 / 1) - 1s);
  ASSERT_EQ(certificate.records.size(), 1U);
  EXPECT_EQ(certificate.records[0].disease.name, "Yellow fever");
  EXPECT_EQ(certificate.records[0].country, "UTO");
  const auto& vaccination = std::get<Vaccination>(certificate.records[0].details);
  EXPECT_EQ(vaccination.vaccine.name, "Yellow fever vaccine");
  EXPECT_EQ(vaccination.manufacturer.name, "Organization/973");
  EXPECT_EQ(vaccination.dose, 1U);
  EXPECT_FALSE(vaccination.doses);
}

TEST_F(WhoDdcc, nested_as_the_implementation_guide_does_says_the_same) {
  const Reading reading = ReadPayload(Subclaim(3, NestedContent()));
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.holder.name.full, "Ana Sample");
  EXPECT_EQ(certificate.serial, "UT222");
  EXPECT_EQ(certificate.not_before, sys_days(2026y / 2 / 1));
  EXPECT_EQ(certificate.expires_at, sys_days(2026y / 7 / 1) - 1s);
  const auto& vaccination = std::get<Vaccination>(certificate.records.at(0).details);
  EXPECT_EQ(certificate.records[0].disease.name, "Yellow fever");
  EXPECT_EQ(certificate.records[0].id, "UT222");
  EXPECT_EQ(vaccination.dose, 1U);
  EXPECT_EQ(vaccination.doses, 2U);
  EXPECT_TRUE(ReadPayload(Bare(NestedContent())).authenticity.valid());
}

TEST_F(WhoDdcc, nested_is_bounded_by_its_period) {
  const Bytes payload = Subclaim(3, NestedContent());
  EXPECT_EQ(ReadPayload(payload, sys_days(2026y / 7 / 1)).authenticity.cause, Cause::kExpired);
  const auto until = [](const char* end) {
    const Entries period = {{Value::Text("end"), Value::Text(end)}};
    const Entries issue = {{Value::Text("period"), Value::Map(period)}};
    return Subclaim(4, With(TestContent(), "certificate", Value::Map(issue)));
  };
  EXPECT_TRUE(ReadPayload(until("2026-06-01")).authenticity.valid());
  EXPECT_EQ(ReadPayload(until("2026-05-31")).authenticity.cause, Cause::kExpired);
}

TEST_F(WhoDdcc, takes_parts_that_are_null_as_absent_and_identifiers_in_either_form) {
  Entries content = VaccinationContent();
  for (const char* key : {"test", "vaccination", "certificate"}) Put(content, key, Value::Null());
  Put(content, "hcid", Value::Map({{Value::Text("value"), Value::Text("UT333")}}));
  const Reading reading = ReadPayload(Bare(content));
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.certificate->serial, "UT333");
  const Entries issue = {{Value::Text("hcid"), Value::Text("UT444")}};
  const Bytes nested = Bare(With(NestedContent(), "certificate", Value::Map(issue)));
  EXPECT_EQ(ReadPayload(nested).certificate->serial, "UT444");
  EXPECT_EQ(ReadPayload(Bare(With(content, "sex", Value::Text("male")))).certificate->holder.sex,
            Sex::kMale);
}

TEST_F(WhoDdcc, gives_what_a_test_report_says) {
  const Reading reading = ReadPayload(Subclaim(4, TestContent()));
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  const Record& record = reading.certificate->records.at(0);
  EXPECT_EQ(record.disease.name, "COVID-19");
  const auto& test = std::get<certificate::Test>(record.details);
  EXPECT_EQ(test.kind, TestKind::kNucleicAcid);
  EXPECT_EQ(test.result, TestResult::kNegative);
  EXPECT_EQ(test.sampled_at, sys_days(2026y / 5 / 31) + 6h + 15min);
  EXPECT_EQ(test.facility, "Airport Laboratory");
}

// Rules ask for a disease by one code, whichever system the issuer took.
TEST_F(WhoDdcc, names_a_disease_in_snomed_ct_where_that_has_it) {
  const auto disease_in = [this](const Entries& content) {
    return ReadPayload(Bare(content)).certificate->records.at(0).disease.code;
  };
  const Value covid = CodingOf("http://id.who.int/icd11/mms", "RA01");
  EXPECT_EQ(disease_in(With(VaccinationContent(), "disease", covid)), "840539006");
  const Value measles = CodingOf("http://id.who.int/icd11/mms", "1F03");
  EXPECT_EQ(disease_in(With(VaccinationContent(), "disease", measles)), "1F03");
}

TEST_F(WhoDdcc, does_not_turn_a_disease_in_words_into_the_vaccines) {
  const Entries content = With(VaccinationContent(), "disease", Value::Text("Measles"));
  const Coded disease = ReadPayload(Bare(content)).certificate->records.at(0).disease;
  EXPECT_EQ(disease.name, "Measles");
  EXPECT_EQ(disease.code, "");
}

TEST_F(WhoDdcc, counts_from_the_day_on_that_its_vaccination_does) {
  const auto cause_with = [this](const Entries& content, const char* day) {
    Entries vaccination = NestedVaccination();
    Put(vaccination, "validFrom", Value::Text(day));
    const Bytes flat = Bare(With(content, "vaccine_valid", Value::Text(day)));
    const Bytes nested = Bare(With(NestedContent(), "vaccination", Value::Map(vaccination)));
    const auto cause = ReadPayload(flat).authenticity.cause;
    EXPECT_EQ(ReadPayload(nested).authenticity.cause, cause) << day;
    return cause;
  };
  EXPECT_EQ(cause_with(VaccinationContent(), "2026-12-01"), Cause::kNotYetValid);
  EXPECT_EQ(cause_with(VaccinationContent(), "2026-02-20"), std::nullopt);
  EXPECT_EQ(cause_with(VaccinationContent(), "some day"), Cause::kSchema);
}

TEST_F(WhoDdcc, in_claims_is_bounded_by_the_narrower_of_both_validities) {
  const Reading reading = ReadPayload(Subclaim(3, VaccinationContent()));
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.certificate->issuer, "UT");
  EXPECT_EQ(reading.certificate->expires_at, sys_days(2026y / 7 / 1) - 1s);
  const Bytes shorter = Claims({{Value::Integer(3), Value::Map(VaccinationContent())}}, 1780100000);
  EXPECT_EQ(ReadPayload(shorter).authenticity.cause, Cause::kExpired);
}

TEST_F(WhoDdcc, is_valid_through_the_whole_of_its_last_day) {
  const Bytes payload = Bare(VaccinationContent());
  EXPECT_TRUE(ReadPayload(payload, sys_days(2026y / 7 / 1) - 1s).authenticity.valid());
  EXPECT_EQ(ReadPayload(payload, sys_days(2026y / 7 / 1)).authenticity.cause, Cause::kExpired);
  EXPECT_EQ(ReadPayload(payload, sys_days(2026y / 2 / 13) - 1s).authenticity.cause,
            Cause::kNotYetValid);
}

TEST_F(WhoDdcc, without_a_date_of_issue_needs_a_signer_that_is_valid_now) {
  const keys::Issuer old = NewIssuer({}, 2020);
  const keys::Issuer coming = NewIssuer({}, 2030);
  trust_.Add(old.signer);
  trust_.Add(coming.signer);
  ExpectCause(Text(Bare(TestContent()), old), Cause::kExpired, "a signer of the past");
  ExpectCause(Text(Bare(TestContent()), coming), Cause::kNotYetValid, "a signer of the future");
}

TEST_F(WhoDdcc, obeys_claims_that_stand_beside_bare_content) {
  const keys::Issuer issuer = NewIssuer();
  trust_.Add(issuer.signer);
  const auto seconds = [](Timestamp moment) {
    return Value::Integer(moment.time_since_epoch().count());
  };
  const auto text = [&](std::int64_t claim, Value value) {
    Entries content = VaccinationContent();
    content.emplace_back(Value::Integer(claim), std::move(value));
    return Text(Bare(std::move(content)), issuer);
  };
  EXPECT_TRUE(Read(text(4, seconds(kNow + 1h)), trust_, kNow).authenticity.valid());
  ExpectCause(text(4, seconds(kNow - 1h)), Cause::kExpired, "exp");
  ExpectCause(text(5, seconds(kNow + 48h)), Cause::kNotYetValid, "nbf");
  ExpectCause(text(4, Value::Text("soon")), Cause::kSchema, "exp that is no moment");
}

TEST_F(WhoDdcc, trusts_bare_keys_under_an_identifier_of_any_length) {
  const keys::Issuer issuer = NewIssuer();
  const Bytes protected_header = Value::Map({{Value::Integer(1), Value::Integer(-7)}}).encoded();
  const Bytes payload = Bare(VaccinationContent());
  const Bytes signature = *issuer.key.Sign(encoding::cose::SignedBytes(protected_header, payload));
  const Bytes message =
      Value::Array({Value::String(protected_header),
                    Value::Map({{Value::Integer(4), Value::String(encoding::AsBytes("11"))}}),
                    Value::String(payload), Value::String(signature)})
          .encoded();
  keys::Signer signer = issuer.signer;
  signer.key_id = "11";
  signer.not_before = signer.not_after = std::nullopt;
  trust_.Add(signer);
  EXPECT_TRUE(Read(EuDccText(message), trust_, kNow).authenticity.valid());
}

TEST_F(WhoDdcc, names_the_subclaims_that_are_not_verified_here) {
  for (const std::int64_t key : {5, -6, -7}) {
    const Bytes payload = Claims({{Value::Integer(key), Value::Array({})}});
    const keys::TrustStore nobody;
    for (const Reading& reading : {ReadPayload(payload), Read(Text(payload), nobody, kNow)}) {
      EXPECT_EQ(reading.authenticity.cause, Cause::kUnsupported);
      EXPECT_EQ(reading.format, Format::kWhoDdcc);
      EXPECT_FALSE(reading.certificate);
    }
  }
}

// Else one altered bit would make "could not be checked" of a forgery.
TEST_F(WhoDdcc, finds_a_forgery_among_what_is_not_verified_here) {
  const auto signed_over = [](std::int64_t key) {
    return *SignMessage(Claims({{Value::Integer(key), Value::Map({})}}), Signer());
  };
  Bytes forged = signed_over(5);
  const Bytes message = signed_over(1);
  const auto original = encoding::cose::ParseSign1(message);
  ASSERT_TRUE(original);
  std::ranges::copy(original->signature, forged.end() - std::ssize(original->signature));
  ExpectCause(EuDccText(forged), Cause::kBadSignature, "the signature of an EU DCC");
}

TEST_F(WhoDdcc, altered_in_its_envelope_is_malformed) {
  const std::string good = Text(Bare(VaccinationContent()));
  const Bytes message = *SignMessage(Bare(VaccinationContent()), Signer());
  const Bytes stream = encoding::DeflateZlib(message);
  const auto packed = [](const Bytes& bytes) { return "HC1:" + encoding::EncodeBase45(bytes); };
  const auto changed = [](Bytes bytes, std::size_t from_end, std::uint8_t bits) {
    bytes[bytes.size() - from_end] ^= bits;
    return bytes;
  };
  const auto longer = [](Bytes bytes) {
    bytes.push_back(0);
    return bytes;
  };
  const Bytes cut(stream.begin(), stream.end() - 4);
  const Bytes half(message.begin(),
                   message.begin() + static_cast<std::ptrdiff_t>(message.size() / 2));
  Bytes tagged = message;
  tagged.front() = 0xD3;  // tag 19
  Entries twice = VaccinationContent();
  twice.emplace_back(Value::Text("name"), Value::Text("Somebody Else"));
  const struct {
    const char* what;
    std::string text;
  } kinds[] = {
      {"cut off", good.substr(0, good.size() / 2)},
      {"a character outside of base45", good.substr(0, 20) + "a" + good.substr(21)},
      {"nothing", "HC1:"},
      {"no checksum", packed(cut)},
      {"a wrong checksum", packed(changed(stream, 1, 1))},
      {"a byte after the stream", packed(longer(stream))},
      {"not compressed", packed(message)},
      {"a byte after the message", EuDccText(longer(message))},
      {"half a message", EuDccText(half)},
      {"another tag", EuDccText(tagged)},
      {"an inflate bomb", packed(encoding::DeflateZlib(Bytes(1 << 20)))},
      {"a field twice", Text(Bare(twice))},
      {"a payload that is no CBOR", Text({0xFF})},
      {"an empty payload", Text({})},
      {"two payloads", Text(longer(Bare(VaccinationContent())))},
      {"a payload nested too deeply", Text(Bytes(100, 0x81))},
  };
  for (const auto& kind : kinds) ExpectCause(kind.text, Cause::kMalformed, kind.what);
  EXPECT_FALSE(Read("HC2:" + good.substr(4), trust_, kNow).is_certificate());
}

TEST_F(WhoDdcc, signed_by_somebody_else_or_altered_is_refused) {
  const keys::Issuer stranger = NewIssuer();
  const keys::Issuer rsa = NewIssuer({}, 2026, KeyKind::kRsa);
  trust_.Add(rsa.signer);
  const Bytes payload = Bare(VaccinationContent());
  const Bytes header =
      Value::Map({{Value::Integer(1), Value::Integer(-7)},
                  {Value::Integer(4), Value::String(encoding::AsBytes(Signer().signer.key_id))}})
          .encoded();
  const auto with_header = [&](std::int64_t algorithm, const std::string& key_id) {
    return Value::Map({{Value::Integer(1), Value::Integer(algorithm)},
                       {Value::Integer(4), Value::String(encoding::AsBytes(key_id))}})
        .encoded();
  };
  const auto message = [&](const Bytes& protected_header, const Bytes& content,
                           const keys::PrivateKey& key, const Bytes& signed_content) {
    const Bytes signature =
        *key.Sign(encoding::cose::SignedBytes(protected_header, signed_content));
    return EuDccText(Value::Array({Value::String(protected_header), Value::Map({}),
                                   Value::String(content), Value::String(signature)})
                         .encoded());
  };
  const auto raw = [&](const Bytes& signature) {
    return EuDccText(Value::Array({Value::String(header), Value::Map({}), Value::String(payload),
                                   Value::String(signature)})
                         .encoded());
  };
  const Bytes good = *Signer().key.Sign(encoding::cose::SignedBytes(header, payload));
  const Bytes other = Bare(With(VaccinationContent(), "name", Value::Text("Somebody Else")));
  Bytes altered = good;
  altered[7] ^= 1;
  Bytes cut(good.begin(), good.end() - 1);
  Bytes longer = good;
  longer.push_back(0);
  ASSERT_TRUE(Read(raw(good), trust_, kNow).authenticity.valid());
  const std::string& id = Signer().signer.key_id;

  ExpectCause(Text(payload, stranger), Cause::kUnknownSigner, "an unknown signer");
  ExpectCause(message(header, payload, stranger.key, payload), Cause::kBadSignature,
              "a wrong key under the right kid");
  ExpectCause(message(with_header(-37, id), payload, rsa.key, payload), Cause::kBadSignature,
              "algorithm swapped");
  ExpectCause(message(with_header(-7, rsa.signer.key_id), payload, Signer().key, payload),
              Cause::kBadSignature, "kid of another signer");
  ExpectCause(message(header, other, Signer().key, payload), Cause::kBadSignature,
              "another content");
  ExpectCause(message(with_header(-257, id), payload, Signer().key, payload),
              Cause::kUnsupportedAlgorithm, "RS256");
  ExpectCause(message(with_header(-8, id), payload, Signer().key, payload),
              Cause::kUnsupportedAlgorithm, "EdDSA");
  ExpectCause(message(with_header(-7, id.substr(1)), payload, Signer().key, payload),
              Cause::kUnknownSigner, "a shorter kid");
  ExpectCause(message(with_header(-7, id + "x"), payload, Signer().key, payload),
              Cause::kUnknownSigner, "a longer kid");
  ExpectCause(message(with_header(-7, ""), payload, Signer().key, payload), Cause::kUnknownSigner,
              "an empty kid");
  ExpectCause(raw(altered), Cause::kBadSignature, "an altered signature");
  ExpectCause(raw(cut), Cause::kBadSignature, "a shorter signature");
  ExpectCause(raw(longer), Cause::kBadSignature, "a longer signature");
  ExpectCause(raw({}), Cause::kBadSignature, "no signature");
  ExpectCause(raw(Bytes(64)), Cause::kBadSignature, "a signature of zeros");
  // Moving the header out of what is signed changes what is signed.
  const Bytes empty;
  ExpectCause(
      EuDccText(
          Value::Array({Value::String(empty),
                        Value::Map({{Value::Integer(1), Value::Integer(-7)},
                                    {Value::Integer(4), Value::String(encoding::AsBytes(id))}}),
                        Value::String(payload), Value::String(good)})
              .encoded()),
      Cause::kBadSignature, "header moved");
}

TEST_F(WhoDdcc, of_a_signer_for_other_records_is_a_matter_of_key_usage) {
  const keys::Issuer tests = NewIssuer({.test = true, .vaccination = false, .recovery = false});
  const keys::Issuer travel =
      NewIssuer({.test = false, .vaccination = false, .recovery = false, .travel_health = true});
  trust_.Add(tests.signer);
  trust_.Add(travel.signer);
  EXPECT_TRUE(Read(Text(Bare(TestContent()), tests), trust_, kNow).authenticity.valid());
  ExpectCause(Text(Bare(VaccinationContent()), tests), Cause::kKeyUsage, "a signer of tests");
  ExpectCause(Text(Bare(TestContent()), travel), Cause::kKeyUsage, "a signer of travel health");
}

TEST_F(WhoDdcc, signed_well_without_its_layers_of_maps_is_malformed) {
  const auto of_hcert = [](const Value& hcert) {
    return Value::Map({{Value::Integer(4), Value::Integer(1'800'000'000)},
                       {Value::Integer(6), Value::Integer(1'780'000'000)},
                       {Value::Integer(-260), hcert}})
        .encoded();
  };
  const struct {
    const char* what;
    Bytes payload;
  } kinds[] = {
      {"a payload that is no map", Value::Text("certificate").encoded()},
      {"a payload that is an array", Value::Array({Value::Integer(1)}).encoded()},
      {"claims without an hcert", Value::Map({{Value::Integer(4), Value::Integer(1)}}).encoded()},
      {"an hcert that is no map", of_hcert(Value::Array({}))},
      {"an EU DCC in a byte string",
       of_hcert(Value::Map({{Value::Integer(1), Value::String(Bytes{0xA0})}}))},
      {"a sub-claim that is no map", Claims({{Value::Integer(3), Value::Text("x")}})},
  };
  for (const auto& kind : kinds) {
    ExpectCause(Text(kind.payload), Cause::kMalformed, kind.what);
    EXPECT_EQ(Read(Text(kind.payload), keys::TrustStore(), kNow).authenticity.cause,
              Cause::kUnknownSigner)
        << kind.what;
  }
}

TEST_F(WhoDdcc, signed_well_with_a_content_that_breaks_the_profile_is_a_schema_error) {
  const Entries good = VaccinationContent();
  const auto of_test = [](Entries test) {
    Entries content = TestContent();
    Put(content, "test", Value::Map(std::move(test)));
    return Bare(content);
  };
  const struct {
    const char* what;
    Bytes payload;
  } kinds[] = {
      {"no name", Bare(Without(good, "name"))},
      {"an empty name", Bare(With(good, "name", Value::Text("")))},
      {"a blank name", Bare(With(good, "name", Value::Text(" <")))},
      {"a name of a wrong kind", Bare(With(good, "name", Value::Integer(1)))},
      {"no vaccine", Bare(Without(good, "vaccine"))},
      {"a vaccine without a code", Bare(With(good, "vaccine", Value::Map({})))},
      {"a date that no calendar has", Bare(With(good, "date", Value::Text("2026-02-30")))},
      {"a dose of a wrong kind", Bare(With(good, "dose", Value::Text("first")))},
      {"a dose 0", Bare(With(good, "dose", Value::Integer(0)))},
      {"a negative dose", Bare(With(good, "dose", Value::Integer(-1)))},
      {"validity without a day", Bare(With(good, "valid_until", Value::Text("2026")))},
      {"validity of a wrong kind", Bare(With(good, "valid_until", Value::Integer(1)))},
      {"a test that is no map", Bare(With(good, "test", Value::Text("negative")))},
      {"a test without anything", of_test({})},
      {"a vaccination that is no map", Bare(With(good, "vaccination", Value::Integer(1)))},
      {"a vaccination beside a test",
       Bare(With(TestContent(), "vaccination", Value::Map(NestedVaccination())))},
      {"a vaccination beside a vaccine",
       Bare(With(good, "vaccination", Value::Map(NestedVaccination())))},
      {"a test beside a vaccine", Bare(With(TestContent(), "vaccine", Value::Text("any")))},
      {"an identifier of a wrong kind", Bare(With(good, "hcid", Value::Integer(1)))},
      {"an issue that is no map", Bare(With(good, "certificate", Value::Text("UT222")))},
      {"a period that is no map",
       Bare(With(good, "certificate", Value::Map({{Value::Text("period"), Value::Text("2026")}})))},
      {"an unknown sub-claim", Subclaim(9, VaccinationContent())},
      {"two sub-claims", Claims({{Value::Integer(3), Value::Map(good)},
                                 {Value::Integer(4), Value::Map(TestContent())}})},
  };
  for (const auto& kind : kinds) ExpectCause(Text(kind.payload), Cause::kSchema, kind.what);
}

}  // namespace
}  // namespace clearway::certificate
