#include "certificate/smart_health_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "keys/issuing/issuer.h"
#include "tests/unit/certificate/card_maker.h"

namespace clearway::certificate {
namespace {

using namespace std::chrono;
using keys::KeyKind;
using keys::PrivateKey;
using ::testing::HasSubstr;
using ::testing::Not;

const Timestamp kNow = sys_days(2026y / 6 / 1);

class SmartHealthCard : public ::testing::Test {
 protected:
  SmartHealthCard() { TrustCardKey(key_, "k1", kCardIssuer, trust_); }

  [[nodiscard]] Reading ReadCard(const CardPayload& payload, Timestamp now = kNow) const {
    return Read(Card(key_, payload.text()), trust_, now);
  }
  void ExpectCause(const std::string& text, Cause cause, const char* what) const {
    const Reading reading = Read(text, trust_, kNow);
    ASSERT_FALSE(reading.authenticity.valid()) << what;
    EXPECT_STREQ(ToString(*reading.authenticity.cause), ToString(cause))
        << what << ": " << reading.authenticity.step;
  }

  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
  PrivateKey other_key_ = *PrivateKey::Generate(KeyKind::kP256);
  keys::TrustStore trust_;
};

TEST_F(SmartHealthCard, gives_what_a_sound_card_says) {
  CardPayload payload;
  payload.bundle = Bundle({kPatient, kImmunization, kObservation});
  payload.further = R"("exp":1798761600,)";
  payload.credential = R"("rid":"abc",)";
  const Reading reading = ReadCard(payload);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.format, Format::kSmartHealthCard);
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.issuer, kCardIssuer);
  EXPECT_EQ(certificate.serial, "abc");
  EXPECT_EQ(certificate.holder.name.surname, "Sample");
  EXPECT_EQ(certificate.holder.name.given, "Ana B.");
  EXPECT_EQ(certificate.holder.sex, Sex::kFemale);
  EXPECT_EQ(certificate.holder.birth_date, (PartialDate{1990, 4U, 12U}));
  EXPECT_EQ(certificate.issued_at, sys_days(2026y / 1 / 1));
  EXPECT_EQ(certificate.expires_at, sys_days(2027y / 1 / 1));
  ASSERT_EQ(certificate.records.size(), 2U);
  EXPECT_EQ(certificate.records[0].disease.name, "COVID-19");
  EXPECT_EQ(certificate.records[0].issuer, "City Clinic");
  const auto& vaccination = std::get<Vaccination>(certificate.records[0].details);
  EXPECT_EQ(vaccination.vaccine.name, "Pfizer-BioNTech COVID-19 vaccine");
  EXPECT_EQ(vaccination.given_on, (PartialDate{2026, 3U, 1U}));
  const auto& test = std::get<certificate::Test>(certificate.records[1].details);
  EXPECT_EQ(test.kind, TestKind::kAntigen);
  EXPECT_EQ(test.result, TestResult::kNegative);
  EXPECT_EQ(test.sampled_at, sys_days(2026y / 5 / 20) + 6h + 30min);
  EXPECT_EQ(test.facility, "Airport Laboratory");
}

TEST_F(SmartHealthCard, may_have_a_byte_order_mark_before_its_payload) {
  const Reading reading = Read(Card(key_, "\xEF\xBB\xBF" + CardPayload{}.text()), trust_, kNow);
  EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
}

TEST_F(SmartHealthCard, is_valid_up_to_and_including_its_expiry) {
  CardPayload payload;
  payload.further = R"("exp":1780272000.5,)";  // 2026-06-01T00:00:00Z and a half
  EXPECT_TRUE(ReadCard(payload, kNow).authenticity.valid());
  EXPECT_EQ(ReadCard(payload, kNow + 1s).authenticity.cause, Cause::kExpired);
}

TEST_F(SmartHealthCard, takes_an_expiry_in_milliseconds_as_far_away) {
  CardPayload payload;
  payload.further = R"("exp":1798761600000,)";
  EXPECT_TRUE(ReadCard(payload).authenticity.valid());
}

TEST_F(SmartHealthCard, is_not_valid_before_it_was_issued) {
  EXPECT_EQ(ReadCard({}, sys_days(2025y / 12 / 31)).authenticity.cause, Cause::kNotYetValid);
  EXPECT_EQ(ReadCard({.nbf = "1767225600000"}).authenticity.cause, Cause::kNotYetValid);
}

TEST_F(SmartHealthCard, is_revoked_by_its_rid_under_its_key) {
  CardPayload payload;
  payload.credential = R"("rid":"abc",)";
  trust_.card_revocations().Add(kCardIssuer, "another", "abc");
  trust_.card_revocations().Add(kCardIssuer, "k1", "abd");
  trust_.card_revocations().Add(kCardIssuer, "k1", "abc.1767225600");
  EXPECT_TRUE(ReadCard(payload).authenticity.valid());
  trust_.card_revocations().Add(kCardIssuer, "k1", "abc.1767225601");
  EXPECT_EQ(ReadCard(payload).authenticity.cause, Cause::kRevoked);
}

TEST_F(SmartHealthCard, issued_after_the_certificate_of_its_key_expired_is_refused) {
  const auto issuer = keys::MakeIssuer(KeyKind::kP256, {.name = "Example Health",
                                                        .country = "UT",
                                                        .not_before = sys_days(2024y / 1 / 1),
                                                        .not_after = sys_days(2025y / 1 / 1),
                                                        .usage = {},
                                                        .demo = false});
  ASSERT_TRUE(issuer);
  const std::string x5c = R"("x5c":[")" + encoding::EncodeBase64(issuer->certificate) + "\"]";
  auto set =
      keys::ReadJwkSet(R"({"keys":[)" + keys::JwkText(issuer->key, "k2", x5c) + "]}", kCardIssuer);
  trust_.Add(std::move(set->signers.at(0).signer));
  const auto text = [&](const char* nbf) {
    return CardText(issuer->key, R"({"zip":"DEF","alg":"ES256","kid":"k2"})",
                    DeflateRaw(CardPayload{.nbf = nbf}.text()));
  };
  EXPECT_TRUE(Read(text("1710000000"), trust_, kNow).authenticity.valid());
  EXPECT_EQ(Read(text("1767225600"), trust_, kNow).authenticity.cause, Cause::kExpired);
  EXPECT_EQ(Read(text("1600000000"), trust_, kNow).authenticity.cause, Cause::kNotYetValid);
}

TEST_F(SmartHealthCard, counts_only_what_took_place_and_is_final) {
  std::string not_done = kImmunization;
  not_done.replace(not_done.find("completed"), 9, "not-done");
  std::string preliminary = kObservation;
  preliminary.replace(preliminary.find("final"), 5, "preliminary");
  const CardPayload mixed{.bundle = Bundle({kPatient, kImmunization, not_done, preliminary})};
  const Reading reading = ReadCard(mixed);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.certificate->records.size(), 1U);
  EXPECT_EQ(ReadCard({.bundle = Bundle({kPatient, not_done})}).authenticity.cause, Cause::kSchema);
}

TEST_F(SmartHealthCard, counts_nothing_that_an_element_may_turn_round) {
  const auto with = [](std::string resource, const std::string& member) {
    return resource.replace(resource.find(R"("status")"), 0, member + ",");
  };
  const std::string extension = R"("modifierExtension":[{"url":"https://x.example/not-given"}])";
  const std::string rules = R"("implicitRules":"https://x.example/rules")";
  const std::string protocol =
      R"("protocolApplied":[{"doseNumberPositiveInt":2},{)" + extension + "}]";
  for (const std::string& member :
       {extension, rules, protocol, std::string(R"("isSubpotent":true)"),
        std::string(R"("isSubpotent":1)")}) {
    const std::string given = with(kImmunization, member);
    EXPECT_EQ(ReadCard({.bundle = Bundle({kPatient, given})}).authenticity.cause, Cause::kSchema);
    const Reading beside = ReadCard({.bundle = Bundle({kPatient, given, kObservation})});
    ASSERT_TRUE(beside.authenticity.valid()) << beside.authenticity.step;
    EXPECT_EQ(beside.certificate->records.size(), 1U);
  }
  const std::string whole = with(kImmunization, R"("isSubpotent":false)");
  EXPECT_TRUE(ReadCard({.bundle = Bundle({kPatient, whole})}).authenticity.valid());
  std::string patient = kPatient;
  patient.replace(patient.find(R"("name")"), 0, extension + ",");
  EXPECT_EQ(ReadCard({.bundle = Bundle({patient, kImmunization})}).authenticity.cause,
            Cause::kSchema);
  const std::string entry = "{" + extension + "," + std::string(kImmunization).substr(1);
  EXPECT_EQ(ReadCard({.bundle = Bundle({kPatient, entry})}).authenticity.cause, Cause::kSchema);
  const std::string bundle = Bundle({kPatient, kImmunization});
  EXPECT_EQ(ReadCard({.bundle = "{" + rules + "," + bundle.substr(1)}).authenticity.cause,
            Cause::kSchema);
}

class SmartHealthCardResult : public SmartHealthCard {
 protected:
  // Of an observation with this in the place of its value.
  certificate::Test TestWith(const std::string& value) {
    std::string observation = kObservation;
    const std::string known =
        R"("valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260415000"}]})";
    observation.replace(observation.find(known), known.size(), value);
    const Reading reading = ReadCard({.bundle = Bundle({kPatient, observation})});
    EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
    return std::get<certificate::Test>(reading.certificate->records.at(0).details);
  }
  static std::string Coded(const std::string& codings) {
    return R"("valueCodeableConcept":{"coding":[)" + codings + "]}";
  }

  const std::string local_ = R"({"system":"http://local.example","code":"260415000"})";
  const std::string detected_ = R"({"system":"http://snomed.info/sct","code":"260373001"})";
  const std::string not_detected_ = R"({"system":"http://snomed.info/sct","code":"260415000"})";
  const std::string interpreted_positive_ =
      R"(,"interpretation":[{"coding":[{"code":"POS","display":"Positive"}]}])";
};

TEST_F(SmartHealthCardResult, is_that_of_the_coding_that_is_known) {
  EXPECT_EQ(TestWith(Coded(local_ + "," + detected_)).result, TestResult::kPositive);
  EXPECT_EQ(TestWith(Coded(not_detected_ + "," + not_detected_)).result, TestResult::kNegative);
  EXPECT_EQ(TestWith(Coded(R"({"system":"http://loinc.org","code":"LA6577-6"})")).result,
            TestResult::kNegative);
  EXPECT_EQ(TestWith(R"("valueString":"NOT DETECTED")").result, TestResult::kNegative);
  EXPECT_EQ(TestWith(R"("valueCodeableConcept":{"text":"Positive"})").result,
            TestResult::kPositive);
  EXPECT_EQ(TestWith(Coded(detected_) + interpreted_positive_).result, TestResult::kPositive);
}

TEST_F(SmartHealthCardResult, is_unclear_where_it_is_not_understood_or_contradicts_itself) {
  const struct {
    std::string value;
    std::string words;
  } kinds[] = {
      {Coded(local_), "260415000"},
      {Coded(not_detected_ + "," + detected_), "260415000 / 260373001"},
      {Coded(not_detected_) + interpreted_positive_, "260415000 / Positive"},
      {R"("valueString":"abnormal")", "abnormal"},
      {R"("note":[])", ""},
      {R"("note":[])" + interpreted_positive_, "Positive"},
  };
  for (const auto& kind : kinds) {
    const certificate::Test test = TestWith(kind.value);
    EXPECT_EQ(test.result, TestResult::kUnclear) << kind.value;
    EXPECT_EQ(test.result_words, kind.words) << kind.value;
  }
}

TEST_F(SmartHealthCard, without_trust_is_of_an_unknown_signer_and_still_read) {
  const Reading reading = Read(Card(key_, CardPayload{}.text()), keys::TrustStore(), kNow);
  EXPECT_EQ(reading.authenticity.cause, Cause::kUnknownSigner);
  EXPECT_FALSE(reading.signed_by);
  ASSERT_TRUE(reading.certificate);
  EXPECT_EQ(reading.certificate->holder.name.surname, "Sample");
}

TEST_F(SmartHealthCard, never_names_the_payload_in_what_went_wrong) {
  for (const char* text :
       {"{\"iss\":\"secret\"", "\"secret\"", "[]", "{\"secret\":1,\"secret\":2}"}) {
    EXPECT_THAT(Read(Card(key_, text), trust_, kNow).authenticity.step, Not(HasSubstr("secret")));
  }
}

TEST_F(SmartHealthCard, altered_in_its_envelope_is_malformed) {
  const std::string good = Card(key_, CardPayload{}.text());
  const encoding::Bytes payload = DeflateRaw(CardPayload{}.text());
  encoding::Bytes cut = payload;
  cut.resize(cut.size() - 3);
  encoding::Bytes longer = payload;
  longer.push_back(0);
  const encoding::Bytes zlib = encoding::DeflateZlib(encoding::AsBytes(CardPayload{}.text()));
  const std::string plain = CardPayload{}.text();
  const auto with = [&](std::string_view header) { return CardText(key_, header, payload); };
  const auto forged = [&](std::string_view header, const encoding::Bytes& bytes) {
    return CardText(key_, header, bytes);
  };
  const struct {
    const char* what;
    std::string text;
  } kinds[] = {
      {"an odd number of digits", good.substr(0, good.size() - 1)},
      {"a digit lost in the middle", good.substr(0, 99) + good.substr(100)},
      {"a pair above 77", good.substr(0, 5) + "99" + good.substr(7)},
      {"a letter among the digits", good.substr(0, 5) + "5x" + good.substr(7)},
      {"a space among the digits", good + "  "},
      {"nothing", "shc:/"},
      {"another slash", "shc://" + good.substr(5)},
      {"one part of two", "shc:/1/2/" + good.substr(5)},
      {"part zero", "shc:/0/1/" + good.substr(5)},
      {"part two of one", "shc:/2/1/" + good.substr(5)},
      {"a fourth part of the JWS", good + EncodeDigits(".e30")},
      {"no signature part", good.substr(0, good.rfind("01"))},
      {"cut off in the payload", good.substr(0, 301)},
      {"no kid", with(R"({"zip":"DEF","alg":"ES256"})")},
      {"kid twice", with(R"({"kid":"k9","zip":"DEF","alg":"ES256","kid":"k1"})")},
      {"kid of a wrong kind", with(R"({"zip":"DEF","alg":"ES256","kid":1})")},
      {"no zip", with(R"({"alg":"ES256","kid":"k1"})")},
      {"another zip", with(R"({"zip":"def","alg":"ES256","kid":"k1"})")},
      {"no alg", with(R"({"zip":"DEF","kid":"k1"})")},
      {"a critical header", with(R"({"zip":"DEF","alg":"ES256","kid":"k1","crit":["b64"]})")},
      {"payload not compressed", forged(kCardHeader, {plain.begin(), plain.end()})},
      {"payload in a zlib stream", forged(kCardHeader, zlib)},
      {"payload cut short", forged(kCardHeader, cut)},
      {"a byte after the payload", forged(kCardHeader, longer)},
      {"a payload that grows beyond all bounds", Card(key_, std::string(1 << 20, ' '))},
      {"payload no JSON", Card(key_, "hello")},
      {"payload an array", Card(key_, "[" + plain + "]")},
      {"payload a text", Card(key_, "\"iss\"")},
      {"payload with two issuers", Card(key_, R"({"iss":"x",)" + plain.substr(1))},
      {"payload nested too deeply", Card(key_, std::string(1000, '['))},
      {"payload followed by another", Card(key_, plain + plain)},
      {"payload not UTF-8", Card(key_, "{\"iss\":\"\xFF\"}")},
  };
  for (const auto& kind : kinds) ExpectCause(kind.text, Cause::kMalformed, kind.what);
}

TEST_F(SmartHealthCard, signed_by_somebody_else_or_altered_is_refused) {
  keys::TrustStore& trust = trust_;
  TrustCardKey(other_key_, "k2", kCardIssuer, trust);
  TrustCardKey(other_key_, "k3", "https://other.example", trust);
  const std::string payload = CardPayload{}.text();
  const std::string good = Card(key_, payload);
  const std::string other = Card(key_, CardPayload{.nbf = "1767225601"}.text());
  const std::size_t signature = good.size() - 172;  // of 86 characters
  const auto under = [&](const char* key_id) {
    return std::string(R"({"zip":"DEF","alg":"ES256","kid":")") + key_id + "\"}";
  };
  // Another character of base64url in the place of the one that a pair of digits stands for.
  const auto flipped = [&](std::size_t pair) {
    std::string text = good;
    return text.replace(pair, 2, text.substr(pair, 2) == "20" ? "21" : "20");  // A, B
  };
  ExpectCause(Card(other_key_, payload), Cause::kBadSignature, "wrong key under the right kid");
  ExpectCause(CardText(key_, under("k2"), DeflateRaw(payload)), Cause::kBadSignature,
              "kid of another key of the issuer");
  ExpectCause(CardText(other_key_, under("k3"), DeflateRaw(payload)), Cause::kUnknownSigner,
              "kid and key of another issuer");
  ExpectCause(Card(key_, CardPayload{.issuer = "https://other.example"}.text()),
              Cause::kUnknownSigner, "a known key under another issuer's name");
  ExpectCause(Card(key_, CardPayload{.issuer = "https://health.example/cards/x"}.text()),
              Cause::kUnknownSigner, "an address below the issuer's");
  ExpectCause(CardText(key_, under("k9"), DeflateRaw(payload)), Cause::kUnknownSigner,
              "an unknown kid");
  ExpectCause(CardText(key_, under(""), DeflateRaw(payload)), Cause::kUnknownSigner,
              "an empty kid");
  ExpectCause(good.substr(0, signature) + other.substr(other.size() - 172), Cause::kBadSignature,
              "the signature of another card");
  ExpectCause(other.substr(0, other.size() - 172) + good.substr(signature), Cause::kBadSignature,
              "the content of another card");
  ExpectCause(good.substr(0, signature), Cause::kBadSignature, "an empty signature");
  ExpectCause(good.substr(0, good.size() - 4), Cause::kBadSignature, "a shorter signature");
  ExpectCause(good + "0404", Cause::kBadSignature, "a longer signature");
  for (const std::size_t pair : {signature, signature + 80, good.size() - 22}) {
    ExpectCause(flipped(pair), Cause::kBadSignature, "an altered signature");
  }
  ExpectCause(CardText(key_, R"({"zip":"DEF","alg":"none","kid":"k1"})", DeflateRaw(payload)),
              Cause::kUnsupportedAlgorithm, "algorithm none");
  ExpectCause(CardText(key_, R"({"zip":"DEF","alg":"HS256","kid":"k1"})", DeflateRaw(payload)),
              Cause::kUnsupportedAlgorithm, "algorithm HS256");
  ExpectCause(CardText(key_, R"({"zip":"DEF","alg":"es256","kid":"k1"})", DeflateRaw(payload)),
              Cause::kUnsupportedAlgorithm, "algorithm in lower case");
}

TEST_F(SmartHealthCard, with_a_signature_in_der_is_refused) {
  const std::string signed_text = encoding::EncodeBase64Url(encoding::AsBytes(kCardHeader)) + "." +
                                  encoding::EncodeBase64Url(DeflateRaw(CardPayload{}.text()));
  const encoding::Bytes raw = *key_.Sign(encoding::AsBytes(signed_text));
  encoding::Bytes der = {0x30, 70, 0x02, 33, 0};
  der.insert(der.end(), raw.begin(), raw.begin() + 32);
  der.insert(der.end(), {0x02, 33, 0});
  der.insert(der.end(), raw.begin() + 32, raw.end());
  ExpectCause("shc:/" + EncodeDigits(signed_text + "." + encoding::EncodeBase64Url(der)),
              Cause::kBadSignature, "DER");
}

TEST_F(SmartHealthCard, signed_well_with_a_content_that_breaks_the_framework_is_a_schema_error) {
  std::string no_name = kPatient;
  no_name.replace(no_name.find("\"name\""), 6, "\"Name\"");
  std::string no_date = kImmunization;
  no_date.replace(no_date.find("2026-03-01"), 10, "");
  std::string bad_date = kImmunization;
  bad_date.replace(bad_date.find("2026-03-01"), 10, "2026-13-01");
  std::string no_vaccine = kImmunization;
  no_vaccine.replace(no_vaccine.find("vaccineCode"), 11, "VaccineCode");
  const struct {
    const char* what = nullptr;
    CardPayload payload;
  } kinds[] = {
      {"no health card", {.types = R"(["https://smarthealth.cards#covid19"])"}},
      {"types no array", {.types = R"("https://smarthealth.cards#health-card")"}},
      {"nbf a text", {.nbf = R"("1767225600")"}},
      {"nbf null", {.nbf = "null"}},
      {"nbf negative", {.nbf = "-1"}},
      {"exp a text", {.further = R"("exp":"never",)"}},
      {"rid no text", {.credential = R"("rid":5,)"}},
      {"no patient", {.bundle = Bundle({kImmunization})}},
      {"two patients", {.bundle = Bundle({kPatient, kPatient, kImmunization})}},
      {"no record", {.bundle = Bundle({kPatient})}},
      {"no name", {.bundle = Bundle({no_name, kImmunization})}},
      {"no date of the dose", {.bundle = Bundle({kPatient, no_date})}},
      {"a date that no calendar has", {.bundle = Bundle({kPatient, bad_date})}},
      {"no vaccine", {.bundle = Bundle({kPatient, no_vaccine})}},
      {"no bundle", {.bundle = "{}"}},
      {"a bundle without entries", {.bundle = R"({"resourceType":"Bundle"})"}},
      {"entries no array", {.bundle = R"({"resourceType":"Bundle","entry":{}})"}},
      {"too many entries", {.bundle = Bundle(std::vector<std::string>(100, kImmunization))}},
  };
  for (const auto& kind : kinds) {
    ExpectCause(Card(key_, kind.payload.text()), Cause::kSchema, kind.what);
  }
}

// A bundle's entry with this URL instead of its own, and these members in its resource.
std::string Entry(const char* entry, const std::string& url, const std::string& members) {
  std::string text = entry;
  const std::size_t begin = text.find("resource:");
  text.replace(begin, std::string("resource:0").size(), url);
  text.insert(text.find(R"("resourceType")"), members);
  return text;
}

TEST_F(SmartHealthCard, counts_no_record_of_another_than_its_patient) {
  const std::string server = "https://health.example/fhir/";
  const std::string by_url = kPatient;
  const std::string by_id = Entry(kPatient, "resource:0", R"("id":"7",)");
  const std::string at_server = Entry(kPatient, server + "Patient/7", "");
  const std::string nameless = Entry(kPatient, "", "");
  const auto cause = [&](const std::string& patient, const std::string& url,
                         const std::string& named) {
    const std::string record = Entry(kImmunization, url, R"("patient":)" + named + ",");
    // The record may stand before its patient.
    return ReadCard({.bundle = Bundle({record, patient, kObservation})}).authenticity.cause;
  };
  const auto to = [](const std::string& reference) {
    return R"({"reference":")" + reference + R"("})";
  };
  const struct {
    std::string patient;
    std::string url;
    std::string named;
    bool is_patient;
  } kinds[] = {
      {by_url, "resource:1", to("resource:0"), true},
      {by_url, "resource:1", "null", true},
      {by_url, "resource:1", to("resource:1"), false},
      {by_url, "resource:1", to("Patient/7"), false},
      {by_url, "resource:1", R"("resource:0")", false},
      {by_url, "resource:1", R"({"reference":0})", false},
      {by_url, "resource:1", R"({"identifier":{"value":"7"}})", false},
      {by_id, "resource:1", to("Patient/7"), true},
      {by_id, "resource:1", to("Patient/7/_history/2"), true},
      {by_id, "resource:1", to("Patient/17"), false},
      {by_id, "resource:1", to("Patient/"), false},
      {by_id, "resource:1", to("7"), false},
      {at_server, "resource:1", to(server + "Patient/7"), true},
      {at_server, "resource:1", to("Patient/7"), true},
      {at_server, server + "Immunization/1", to("Patient/7"), true},
      {at_server, "https://other.example/fhir/Immunization/1", to("Patient/7"), false},
      {at_server, server + "Immunization/1", to("Patient/8"), false},
      {nameless, "resource:1", to("resource:0"), true},
  };
  for (const auto& kind : kinds) {
    const auto found = cause(kind.patient, kind.url, kind.named);
    EXPECT_EQ(found, kind.is_patient ? std::nullopt : std::optional(Cause::kSchema))
        << kind.patient << " named by " << kind.url << " as " << kind.named;
  }
  const std::string observation =
      Entry(kObservation, "resource:2", R"("subject":{"reference":"resource:9"},)");
  EXPECT_EQ(ReadCard({.bundle = Bundle({kPatient, observation})}).authenticity.cause,
            Cause::kSchema);
}

TEST_F(SmartHealthCard, of_an_issuer_without_https_is_a_schema_error_even_with_its_key) {
  for (const char* issuer : {"http://health.example", "https://health.example/", "health"}) {
    TrustCardKey(key_, "k1", issuer, trust_);
    ExpectCause(Card(key_, CardPayload{.issuer = issuer}.text()), Cause::kSchema, issuer);
  }
}

TEST_F(SmartHealthCard, key_signs_no_certificate_of_another_format) {
  EXPECT_TRUE(trust_.Find(encoding::AsBytes("k1")).empty());
  EXPECT_EQ(trust_.Find(kCardIssuer, "k1").size(), 1U);
}

TEST_F(SmartHealthCard, can_be_checked_again_and_again) {
  const std::string text = Card(key_, CardPayload{}.text());
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(Read(text, trust_, kNow).authenticity.valid());
}

TEST_F(SmartHealthCard, prefers_the_coding_that_it_knows_and_the_official_name) {
  std::string patient = kPatient;
  const std::string nickname = R"([{"use":"nickname","text":"Annie"},{"use":"official",)";
  patient.replace(patient.find("[{\"family\""), 2, nickname);
  std::string immunization = kImmunization;
  const std::string local = R"([{"system":"http://local.example","code":"X"},)";
  immunization.replace(immunization.find("[{\"system\""), 1, local);
  const Reading reading = ReadCard({.bundle = Bundle({patient, immunization})});
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.certificate->holder.name.surname, "Sample");
  EXPECT_EQ(std::get<Vaccination>(reading.certificate->records[0].details).vaccine.code, "208");
}

TEST_F(SmartHealthCard, never_takes_who_the_holder_was_for_who_the_holder_is) {
  const auto surname_of = [this](const std::string& names) {
    std::string patient = kPatient;
    const auto begin = patient.find("[{\"family\"");
    patient.replace(begin, patient.find("}]", begin) + 2 - begin, names);
    const Reading reading = ReadCard({.bundle = Bundle({patient, kImmunization})});
    return reading.authenticity.valid() ? reading.certificate->holder.name.surname
                                        : std::string(ToString(*reading.authenticity.cause));
  };
  EXPECT_EQ(surname_of(R"([{"use":"old","family":"Was"},{"use":"usual","family":"Is"}])"), "Is");
  EXPECT_EQ(surname_of(R"([{"use":"maiden","family":"Was"},{"family":"Is"}])"), "Is");
  EXPECT_EQ(surname_of(R"([{"use":"temp","family":"Now"},{"use":"usual","family":"Is"}])"), "Is");
  EXPECT_EQ(surname_of(R"([{"use":"temp","family":"Now"}])"), "Now");
  EXPECT_EQ(surname_of(R"([{"use":"old","family":"Was"}])"), "schema");
}

}  // namespace
}  // namespace clearway::certificate
