#include "certificate/vds_nc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "base/encoding/base64.h"
#include "base/encoding/canonical_json.h"
#include "tests/unit/keys/ecdsa_signing.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::certificate {
namespace {

using namespace std::chrono;
using encoding::Bytes;
using keys::CertificatePlan;
using keys::KeyKind;
using keys::PrivateKey;
using keys::TestAuthority;
using ::testing::HasSubstr;
using ::testing::Not;

const Timestamp kNow = sys_days(2026y / 6 / 1);

constexpr const char* kHeader = R"({"t":"icao.vacc","v":1,"is":"AUS"})";
constexpr const char* kPerson =
    R"({"n":"CITIZEN  ANA MARIA","dob":"1990-04-12","sex":"F","i":"PA0000001"})";
constexpr const char* kDoses =
    R"([{"des":"XM0GQ8","nam":"Comirnaty","dis":"RA01.0","vd":[)"
    R"({"dvc":"2026-02-03","seq":1,"ctr":"AUS","adm":"City Clinic","lot":"A1"},)"
    R"({"dvc":"2026-03-03","seq":2,"ctr":"AUS","adm":"City Clinic","lot":"A2"}]}])";

struct DataPlan {
  std::string header = kHeader;
  std::string person = kPerson;
  std::string doses = kDoses;
  std::string further;  // members of msg, each with a comma behind it

  [[nodiscard]] std::string text() const {
    return R"({"hdr":)" + header + R"(,"msg":{)" + further + R"("uvci":"U1","pid":)" + person +
           R"(,"ve":)" + doses + "}}";
  }
};

constexpr const char* kTestData =
    R"j({"hdr":{"t":"icao.test","v":1,"is":"AUS"},"msg":{"utci":"T1",)j"
    R"j("pid":{"n":"Ana Maria Citizen","dob":"1990-04-12","dt":"P","dn":"E1234567P"},)j"
    R"j("sp":{"spn":"Airport Laboratory","ctr":"AUS","cd":{"p":"1","e":"a@b.example"}},)j"
    R"j("dat":{"sc":"2026-05-30T12:00:00+08:00","ri":"2026-05-31T14:00:00+08:00"},)j"
    R"j("tr":{"tc":"molecular(PCR)","r":"negative","m":"nasopharyngeal"}}})j";

std::string Canonical(const std::string& json) {
  return encoding::CanonicalJson(encoding::json::Document::Parse(json)->root());
}

std::string SealText(const std::string& data, const Bytes& signature, const Bytes& certificate,
                     const std::string& algorithm = "ES256") {
  return R"({"data":)" + data + R"(,"sig":{"alg":")" + algorithm + R"(","sigvl":")" +
         encoding::EncodeBase64Url(signature) + R"(","cer":")" +
         encoding::EncodeBase64Url(certificate) + R"("}})";
}

class VdsNc : public ::testing::Test {
 protected:
  VdsNc() { EXPECT_TRUE(trust_.authorities().Add(Csca().certificate())); }

  static const TestAuthority& Csca() {
    static const TestAuthority authority("AU");
    return authority;
  }
  static const TestAuthority& OtherCsca() {
    static const TestAuthority authority("JP");
    return authority;
  }

  [[nodiscard]] Bytes Sign(const std::string& data) const {
    return *key_.Sign(encoding::AsBytes(Canonical(data)));
  }
  [[nodiscard]] std::string Seal(const std::string& data) const {
    return SealText(data, Sign(data), certificate_);
  }
  [[nodiscard]] std::string SealUnder(const CertificatePlan& plan) const {
    const std::string data = DataPlan{}.text();
    return SealText(data, Sign(data), Csca().Certify(key_, plan));
  }
  void ExpectCause(const std::string& text, Cause cause, const char* what) const {
    const Reading reading = Read(text, trust_, kNow);
    ASSERT_FALSE(reading.authenticity.valid()) << what;
    EXPECT_STREQ(ToString(*reading.authenticity.cause), ToString(cause))
        << what << ": " << reading.authenticity.step;
  }

  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
  Bytes certificate_ = Csca().Certify(key_, {});
  keys::TrustStore trust_;
};

TEST_F(VdsNc, gives_what_a_proof_of_vaccination_says) {
  const Reading reading = Read(Seal(DataPlan{}.text()), trust_, kNow);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_EQ(reading.format, Format::kVdsNc);
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.issuer, "AUS");
  EXPECT_EQ(certificate.serial, "U1");
  EXPECT_EQ(certificate.holder.name.surname, "CITIZEN");
  EXPECT_EQ(certificate.holder.name.given, "ANA MARIA");
  EXPECT_EQ(certificate.holder.sex, Sex::kFemale);
  ASSERT_TRUE(certificate.document);
  EXPECT_EQ(certificate.document->number, "PA0000001");
  ASSERT_EQ(certificate.records.size(), 2U);
  EXPECT_EQ(certificate.records[1].disease.name, "COVID-19");
  const auto& second = std::get<Vaccination>(certificate.records[1].details);
  EXPECT_EQ(second.dose, 2U);
  EXPECT_EQ(second.product.name, "Comirnaty");
  EXPECT_EQ(second.given_on, (PartialDate{2026, 3U, 3U}));
  EXPECT_TRUE(certificate.unsigned_fields.empty());
  EXPECT_EQ(reading.signed_by->country, "AU");
}

TEST_F(VdsNc, gives_what_a_proof_of_testing_says) {
  const Reading reading = Read(Seal(kTestData), trust_, kNow);
  ASSERT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  const Certificate& certificate = *reading.certificate;
  EXPECT_EQ(certificate.holder.name.full, "Ana Maria Citizen");
  EXPECT_EQ(certificate.document->kind, DocumentKind::kForeignPassport);
  const auto& test = std::get<certificate::Test>(certificate.records.at(0).details);
  EXPECT_EQ(test.kind, TestKind::kNucleicAcid);
  EXPECT_EQ(test.result, TestResult::kNegative);
  EXPECT_EQ(test.sampled_at, sys_days(2026y / 5 / 30) + 4h);
  EXPECT_EQ(test.facility, "Airport Laboratory");
}

TEST_F(VdsNc, has_a_result_in_words) {
  const auto test_with = [this](const std::string& words) {
    std::string data = kTestData;
    data.replace(data.find(R"("negative")"), 10, '"' + words + '"');
    const Reading reading = Read(Seal(data), trust_, kNow);
    EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
    return std::get<certificate::Test>(reading.certificate->records.at(0).details);
  };
  EXPECT_EQ(test_with("Negative").result, TestResult::kNegative);
  EXPECT_EQ(test_with("POSITIVE").result, TestResult::kPositive);
  EXPECT_EQ(test_with("abnormal").result, TestResult::kUnclear);
  EXPECT_EQ(test_with("abnormal").result_words, "abnormal");
}

TEST_F(VdsNc, is_signed_whatever_its_layout) {
  const std::string data = DataPlan{}.text();
  std::string spread;
  for (const char character : data) {
    spread += character;
    if (character == '{' || character == '[') spread += "\n\t ";
  }
  const Bytes signature = Sign(data);
  EXPECT_TRUE(Read(SealText(spread, signature, certificate_), trust_, kNow).authenticity.valid());
  std::string escaped = data;
  escaped.replace(escaped.find("CITIZEN"), 1, "\\u0043");
  EXPECT_TRUE(Read(SealText(escaped, signature, certificate_), trust_, kNow).authenticity.valid());
  std::string number = data;
  number.replace(number.find("\"v\":1"), 5, "\"v\":1.0e0");
  EXPECT_TRUE(Read(SealText(number, signature, certificate_), trust_, kNow).authenticity.valid());
  EXPECT_TRUE(Read("\n " + Seal(data) + "\r\n", trust_, kNow).authenticity.valid());
}

TEST_F(VdsNc, is_one_however_its_type_is_written_and_whatever_became_of_it) {
  const std::string data = DataPlan{}.text();
  const Bytes signature = Sign(data);
  const auto with_type = [&](const std::string& type) {
    std::string altered = data;
    altered.replace(altered.find("\"icao.vacc\""), 11, type);
    return SealText(altered, signature, certificate_);
  };
  const Reading reading = Read(with_type(R"("icao\u002evacc")"), trust_, kNow);
  EXPECT_TRUE(reading.authenticity.valid()) << reading.authenticity.step;
  EXPECT_TRUE(Read(with_type(R"("\u0069cao.vacc")"), trust_, kNow).authenticity.valid());
  for (const char* type : {R"("ic`o.vacc")", "1", "null", "{}"}) {
    EXPECT_EQ(Read(with_type(type), trust_, kNow).format, Format::kVdsNc) << type;
    ExpectCause(with_type(type), Cause::kBadSignature, type);
  }
  const std::string headless = R"({"msg":)" + data.substr(data.find("\"msg\":") + 6);
  ExpectCause(SealText(headless, signature, certificate_), Cause::kBadSignature, "no header");
}

TEST_F(VdsNc, may_stand_in_an_array_of_one) {
  const std::string seal = Seal(DataPlan{}.text());
  EXPECT_TRUE(Read("[" + seal + "]", trust_, kNow).authenticity.valid());
  ExpectCause("[" + seal + "," + seal + "]", Cause::kMalformed, "two");
  ExpectCause("[[" + seal + "]]", Cause::kMalformed, "an array in an array");
}

TEST_F(VdsNc, takes_base64url_with_padding_and_without) {
  const std::string data = DataPlan{}.text();
  const Bytes signature = Sign(data);
  std::string padded = SealText(data, signature, certificate_);
  const std::string plain = encoding::EncodeBase64Url(signature);
  padded.replace(padded.find(plain), plain.size(), plain + "==");
  EXPECT_TRUE(Read(padded, trust_, kNow).authenticity.valid());
  padded.replace(padded.find(plain), plain.size() + 2, plain + "=");
  ExpectCause(padded, Cause::kBadSignature, "half a padding");
}

TEST_F(VdsNc, may_be_signed_with_each_of_the_three_algorithms_of_the_standard) {
  const struct {
    KeyKind kind;
    const EVP_MD* digest;
    const char* algorithm;
  } kinds[] = {{KeyKind::kP256, EVP_sha256(), "ES256"},
               {KeyKind::kP384, EVP_sha384(), "ES384"},
               {KeyKind::kP521, EVP_sha512(), "ES512"}};
  const std::string data = DataPlan{}.text();
  for (const auto& kind : kinds) {
    const PrivateKey key = *PrivateKey::Generate(kind.kind);
    const Bytes signature = keys::SignEcdsa(key, kind.digest, encoding::AsBytes(Canonical(data)));
    const Reading reading =
        Read(SealText(data, signature, Csca().Certify(key, {}), kind.algorithm), trust_, kNow);
    EXPECT_TRUE(reading.authenticity.valid()) << kind.algorithm << reading.authenticity.step;
  }
}

TEST_F(VdsNc, of_a_known_signer_on_another_curve_cannot_be_checked) {
  const std::string data = DataPlan{}.text();
  const auto under = [&](const Bytes& certificate) {
    return SealText(data, Sign(data), certificate);
  };
  for (const int curve : {NID_brainpoolP256r1, NID_secp256k1}) {
    const keys::PkeyHandle key = keys::KeyOnCurve(curve);
    ExpectCause(under(Csca().Certify(key.get(), {})), Cause::kUnsupportedAlgorithm, "vouched for");
    ExpectCause(under(OtherCsca().Certify(key.get(), {})), Cause::kUntrustedChain,
                "vouched for by nobody");
  }
  ASSERT_TRUE(trust_.authorities().AddCrl(Csca().Revoke(7)));
  ExpectCause(under(Csca().Certify(keys::KeyOnCurve(NID_brainpoolP256r1).get(), {})),
              Cause::kRevoked, "revoked");
}

TEST_F(VdsNc, trusts_a_pinned_signer_without_a_path) {
  const Bytes certificate = OtherCsca().Certify(key_, {.key_usage = "", .extended_key_usage = ""});
  const std::string data = DataPlan{}.text();
  const std::string text = SealText(data, Sign(data), certificate);
  ExpectCause(text, Cause::kUntrustedChain, "not pinned");
  ASSERT_TRUE(trust_.authorities().Pin(certificate));
  EXPECT_TRUE(Read(text, trust_, kNow).authenticity.valid());
}

TEST_F(VdsNc, needs_a_signer_that_is_valid_now) {
  const std::string text = Seal(DataPlan{}.text());
  const std::string early = SealUnder({.not_after = keys::kTestBegin + 100});
  const std::string late = SealUnder({.not_before = keys::kTestEnd - 100});
  EXPECT_TRUE(Read(text, trust_, Timestamp(seconds(keys::kTestEnd))).authenticity.valid());
  ExpectCause(early, Cause::kExpired, "a signer of the past");
  ExpectCause(late, Cause::kNotYetValid, "a signer of the future");
  EXPECT_EQ(Read(text, trust_, sys_days(2030y / 1 / 1)).authenticity.cause,
            Cause::kUntrustedChain);  // the authority has expired, too
}

TEST_F(VdsNc, without_trust_is_of_an_unknown_signer_and_still_read) {
  const Reading reading = Read(Seal(DataPlan{}.text()), keys::TrustStore(), kNow);
  EXPECT_EQ(reading.authenticity.cause, Cause::kUnknownSigner);
  ASSERT_TRUE(reading.certificate);
  EXPECT_EQ(reading.certificate->holder.name.surname, "CITIZEN");
}

TEST_F(VdsNc, altered_in_its_envelope_is_malformed) {
  const std::string good = Seal(DataPlan{}.text());
  const auto replaced = [&good](const char* from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), std::string_view(from).size(), to);
    return text;
  };
  Bytes longer = certificate_;
  longer.push_back(0);
  const std::string data = DataPlan{}.text();
  const struct {
    const char* what;
    std::string text;
  } kinds[] = {
      {"cut off", good.substr(0, good.size() / 2)},
      {"something behind it", good + "x"},
      {"a second seal behind it", good + good},
      {"data twice", replaced("{\"data\"", R"({"data":{"hdr":{}},"data")")},
      {"sig twice", replaced("\"sig\"", R"("sig":{},"sig")")},
      {"a name twice", replaced("\"n\"", R"("n":"OTHER","n")")},
      {"a name twice, once in an escape", replaced("\"n\"", R"("\u006e":"OTHER","n")")},
      {"no data", replaced("\"data\"", "\"Data\"")},
      {"no sig", replaced("\"sig\"", "\"Sig\"")},
      {"no algorithm", replaced("\"alg\"", "\"Alg\"")},
      {"no signature", replaced("\"sigvl\"", "\"Sigvl\"")},
      {"no certificate", replaced("\"cer\"", "\"Cer\"")},
      {"data no object", replaced("{\"hdr\"", "[],\"x\":{\"hdr\"")},
      {"signature no text", replaced("\"sigvl\":", "\"sigvl\":1,\"x\":")},
      {"signature of other characters", replaced("\"sigvl\":\"", "\"sigvl\":\"+/")},
      {"certificate not base64url", replaced("\"cer\":\"", "\"cer\":\"!")},
      {"certificate no certificate", replaced("\"cer\":\"", "\"cer\":\"AAAA")},
      {"a byte behind the certificate", SealText(data, Sign(data), longer)},
      {"a certificate beyond all bounds", SealText(data, Sign(data), Bytes(9000))},
      {"text that is not UTF-8", replaced("CITIZEN", "CITIZ\xFFN")},
      {"a lone surrogate", replaced("CITIZEN", R"(CITIZ\ud800N)")},
      {"nested too deeply", replaced("\"hdr\"", "\"x\":" + std::string(1000, '[') + ",\"hdr\"")},
  };
  for (const auto& kind : kinds) ExpectCause(kind.text, Cause::kMalformed, kind.what);
}

TEST_F(VdsNc, signed_by_somebody_else_or_altered_is_refused) {
  const std::string data = DataPlan{}.text();
  const std::string other = DataPlan{.further = R"("opt":"X",)"}.text();
  const PrivateKey stranger = *PrivateKey::Generate(KeyKind::kP256);
  const Bytes good = Sign(data);
  const auto with = [&](const Bytes& signature) { return SealText(data, signature, certificate_); };
  const auto altered = [&](const char* from, const char* to) {
    std::string text = data;
    text.replace(text.find(from), std::string_view(from).size(), to);
    return SealText(text, good, certificate_);
  };
  Bytes flipped = good;
  flipped[40] ^= 4;
  Bytes longer = good;
  longer.push_back(0);
  Bytes der = {0x30, 70, 0x02, 33, 0};
  der.insert(der.end(), good.begin(), good.begin() + 32);
  der.insert(der.end(), {0x02, 33, 0});
  der.insert(der.end(), good.begin() + 32, good.end());
  ASSERT_TRUE(Read(with(good), trust_, kNow).authenticity.valid());

  ExpectCause(with(flipped), Cause::kBadSignature, "an altered signature");
  ExpectCause(with(longer), Cause::kBadSignature, "a longer signature");
  ExpectCause(with({good.begin(), good.end() - 1}), Cause::kBadSignature, "a shorter signature");
  ExpectCause(with({}), Cause::kBadSignature, "an empty signature");
  ExpectCause(with(Bytes(64)), Cause::kBadSignature, "a signature of zeros");
  ExpectCause(with(der), Cause::kBadSignature, "a signature in DER");
  ExpectCause(with(Sign(other)), Cause::kBadSignature, "the signature of another seal");
  ExpectCause(with(*key_.Sign(encoding::AsBytes(data))), Cause::kBadSignature,
              "a signature over the text as it stands");
  ExpectCause(with(*stranger.Sign(encoding::AsBytes(Canonical(data)))), Cause::kBadSignature,
              "a wrong key under the right certificate");
  ExpectCause(SealText(data, good, Csca().Certify(stranger, {})), Cause::kBadSignature,
              "the certificate of another signer");
  ExpectCause(altered("CITIZEN", "CITIZEM"), Cause::kBadSignature, "another name");
  ExpectCause(altered("PA0000001", "PA0000002"), Cause::kBadSignature, "another document");
  ExpectCause(altered("2026-03-03", "2026-05-03"), Cause::kBadSignature, "another date");
  ExpectCause(altered("\"seq\":1", "\"seq\":\"1\""), Cause::kBadSignature, "a number as a text");
  ExpectCause(altered("\"v\":1", "\"v\":2"), Cause::kBadSignature, "another version");
  ExpectCause(altered("\"lot\":\"A1\"", "\"lot\":null"), Cause::kBadSignature, "a value gone");
  ExpectCause(altered(",\"lot\":\"A1\"", ""), Cause::kBadSignature, "a member gone");
  ExpectCause(altered("AUS", "JPN"), Cause::kBadSignature, "another state");
  for (const char* algorithm : {"ES384", "ES512"}) {
    ExpectCause(SealText(data, good, certificate_, algorithm), Cause::kBadSignature, algorithm);
  }
  for (const char* algorithm : {"none", "HS256", "PS256", "RS256", "EdDSA", "es256", "ES256K"}) {
    ExpectCause(SealText(data, good, certificate_, algorithm), Cause::kUnsupportedAlgorithm,
                algorithm);
  }
}

TEST_F(VdsNc, of_a_signer_that_nobody_vouches_for_is_of_an_untrusted_chain) {
  const std::string data = DataPlan{}.text();
  const TestAuthority namesake("AU");
  const auto under = [&](const Bytes& certificate) {
    return SealText(data, Sign(data), certificate);
  };
  const PrivateKey signer = *PrivateKey::Generate(KeyKind::kP256);
  Bytes altered = certificate_;
  altered[altered.size() - 3] ^= 1;
  ExpectCause(under(OtherCsca().Certify(key_, {})), Cause::kUntrustedChain,
              "another country's authority");
  ExpectCause(under(namesake.Certify(key_, {})), Cause::kUntrustedChain,
              "an authority of the same name");
  ExpectCause(SealUnder({.names_authority = false}), Cause::kUntrustedChain, "no authority key id");
  ExpectCause(SealUnder({.digest = EVP_sha1()}), Cause::kUntrustedChain, "signed over SHA-1");
  ExpectCause(under(altered), Cause::kUntrustedChain, "an altered certificate");
}

// The extension of Doc 9303-12: version 0, and a set of types.
TEST_F(VdsNc, is_of_a_type_that_its_signer_may_sign) {
  const std::string vaccination = DataPlan{}.text();
  const std::string test = kTestData;
  const auto cause_of = [this](const std::string& data, const char* types) {
    const Bytes certificate = Csca().Certify(key_, {.document_types = types});
    const Reading reading = Read(SealText(data, Sign(data), certificate), trust_, kNow);
    return reading.authenticity.valid() ? "" : ToString(*reading.authenticity.cause);
  };
  const struct {
    const char* what;
    const char* types;
    const char* of_vaccination;
    const char* of_test;
  } kinds[] = {
      {"no list", "", "", ""},
      {"NV", "DER:30:09:02:01:00:31:04:13:02:4E:56", "", "key-usage"},
      {"NT", "DER:30:09:02:01:00:31:04:13:02:4E:54", "key-usage", ""},
      {"NT and NV", "DER:30:0D:02:01:00:31:08:13:02:4E:54:13:02:4E:56", "", ""},
      {"P", "DER:30:08:02:01:00:31:03:13:01:50", "key-usage", "key-usage"},
      {"none", "DER:30:05:02:01:00:31:00", "key-usage", "key-usage"},
      {"no version", "DER:30:06:31:04:13:02:4E:56", "key-usage", "key-usage"},
      {"a number", "DER:02:01:00", "key-usage", "key-usage"},
      {"cut off", "DER:30:09:02:01:00:31:04:13:02:4E", "key-usage", "key-usage"},
      {"bytes behind it", "DER:30:09:02:01:00:31:04:13:02:4E:56:00", "key-usage", "key-usage"},
      {"text of another kind", "DER:30:09:02:01:00:31:04:0C:02:4E:56", "key-usage", "key-usage"},
  };
  for (const auto& kind : kinds) {
    EXPECT_STREQ(cause_of(vaccination, kind.types), kind.of_vaccination) << kind.what;
    EXPECT_STREQ(cause_of(test, kind.types), kind.of_test) << kind.what;
  }
}

TEST_F(VdsNc, of_a_revoked_signer_is_revoked) {
  ASSERT_TRUE(trust_.authorities().AddCrl(Csca().Revoke(7)));
  ExpectCause(Seal(DataPlan{}.text()), Cause::kRevoked, "serial 7");
  EXPECT_TRUE(Read(SealUnder({.serial = 8}), trust_, kNow).authenticity.valid());
}

TEST_F(VdsNc, is_in_doubt_without_a_fresh_crl_where_one_is_required) {
  const std::string text = Seal(DataPlan{}.text());
  const auto in_doubt = [&text](std::optional<std::int64_t> next_update) {
    keys::TrustStore trust;
    EXPECT_TRUE(trust.authorities().Add(Csca().certificate(), keys::DemoSigners::kRefuse,
                                        {.revocation_required = true}));
    if (next_update) {
      EXPECT_TRUE(trust.authorities().AddCrl(Csca().Revoke(99, *next_update)));
    }
    const Reading reading = Read(text, trust, kNow);
    EXPECT_TRUE(reading.authenticity.valid());
    return !reading.doubts.empty();
  };
  EXPECT_TRUE(in_doubt(std::nullopt));
  EXPECT_TRUE(in_doubt(keys::kTestBegin));
  EXPECT_FALSE(in_doubt(keys::kTestEnd));
}

TEST_F(VdsNc, of_a_signer_for_something_else_is_a_matter_of_key_usage) {
  ExpectCause(SealUnder({.extended_key_usage = ""}), Cause::kKeyUsage, "a passport's signer");
  ExpectCause(SealUnder({.extended_key_usage = "serverAuth"}), Cause::kKeyUsage, "a web server");
  ExpectCause(SealUnder({.extended_key_usage = keys::kEuVaccination}), Cause::kKeyUsage,
              "a signer of EU certificates");
  ExpectCause(SealUnder({.key_usage = "critical,keyAgreement"}), Cause::kKeyUsage,
              "a key that signs nothing");
  ExpectCause(SealUnder({.basic_constraints = "critical,CA:TRUE"}), Cause::kKeyUsage,
              "an authority's key");
  ASSERT_TRUE(trust_.authorities().Add(OtherCsca().certificate()));
  const std::string data = DataPlan{}.text();
  ExpectCause(SealText(data, Sign(data), OtherCsca().Certify(key_, {.country = "AU"})),
              Cause::kKeyUsage, "a signer of another state, whatever it calls itself");
  const std::string unknown = DataPlan{.header = R"({"t":"icao.vacc","v":1,"is":"XYZ"})"}.text();
  ExpectCause(Seal(unknown), Cause::kKeyUsage, "a state that nobody knows");
}

TEST_F(VdsNc, takes_a_birth_date_as_far_as_it_is_known) {
  const auto born = [&](const char* date) {
    const Reading reading =
        Read(Seal(DataPlan{.person = R"({"n":"A","dob":")" + std::string(date) + R"("})"}.text()),
             trust_, kNow);
    EXPECT_TRUE(reading.authenticity.valid()) << date << ": " << reading.authenticity.step;
    return reading.certificate ? reading.certificate->holder.birth_date : std::nullopt;
  };
  EXPECT_EQ(born("1990-04-XX"), (PartialDate{1990, 4U, std::nullopt}));
  EXPECT_EQ(born("1990-XX-XX"), (PartialDate{1990, std::nullopt, std::nullopt}));
  EXPECT_EQ(born("XXXX-XX-XX"), PartialDate{});
  EXPECT_EQ(born("1990"), (PartialDate{1990, std::nullopt, std::nullopt}));
  EXPECT_EQ(born(""), std::nullopt);
}

TEST_F(VdsNc, signed_well_with_a_content_that_breaks_the_report_is_a_schema_error) {
  const struct {
    const char* what = nullptr;
    DataPlan data;
  } kinds[] = {
      {"an unknown type", {.header = R"({"t":"icao.visa","v":1,"is":"AUS"})"}},
      {"an unknown version", {.header = R"({"t":"icao.vacc","v":2,"is":"AUS"})"}},
      {"a version of a wrong kind", {.header = R"({"t":"icao.vacc","v":"1","is":"AUS"})"}},
      {"no state", {.header = R"({"t":"icao.vacc","v":1})"}},
      {"a state of a wrong kind", {.header = R"({"t":"icao.vacc","v":1,"is":["AUS"]})"}},
      {"no name", {.person = R"({"dob":"1990-04-12"})"}},
      {"an empty name", {.person = R"({"n":""})"}},
      {"a birth date that no calendar has", {.person = R"({"n":"A","dob":"1990-02-30"})"}},
      {"a birth date without its month", {.person = R"({"n":"A","dob":"1990-XX-12"})"}},
      {"a birth date and more", {.person = R"({"n":"A","dob":"1990-04-12-XX"})"}},
      {"a person that is no object", {.person = "[]"}},
      {"a person whose name is blank", {.person = R"({"n":" "})"}},
      {"no doses", {.doses = "[]"}},
      {"doses that are no array", {.doses = "{}"}},
      {"an event without doses", {.doses = R"([{"des":"XM0GQ8","vd":[]}])"}},
      {"an event without a vaccine", {.doses = R"([{"vd":[{"dvc":"2026-02-03"}]}])"}},
      {"a dose without a date", {.doses = R"([{"des":"XM0GQ8","vd":[{"seq":1}]}])"}},
      {"a dose with a broken date", {.doses = R"([{"des":"XM0GQ8","vd":[{"dvc":"yesterday"}]}])"}},
      {"a dose's number in words",
       {.doses = R"([{"des":"XM0GQ8","vd":[{"dvc":"2026-02-03","seq":"one"}]}])"}},
      {"a dose's number before all", {.doses = R"([{"des":"X","vd":[{"dvc":"2026","seq":0}]}])"}},
      {"the same as a text", {.doses = R"([{"des":"X","vd":[{"dvc":"2026","seq":"0"}]}])"}},
      {"a dose's number beyond all",
       {.doses = R"([{"des":"X","vd":[{"dvc":"2026","seq":"256"}]}])"}},
      {"a dose's number and more", {.doses = R"([{"des":"X","vd":[{"dvc":"2026","seq":"1 "}]}])"}},
      {"a dose of a wrong kind", {.doses = R"([{"des":"XM0GQ8","vd":["x"]}])"}},
      {"too many doses",
       {.doses = "[" + std::string(64, ' ') +
                 [] {
                   std::string events;
                   for (int i = 0; i < 40; ++i) {
                     events += std::string(i == 0 ? "" : ",") +
                               R"({"des":"X","vd":[{"dvc":"2026-02-03"}]})";
                   }
                   return events;
                 }() +
                 "]"}},
  };
  for (const auto& kind : kinds) ExpectCause(Seal(kind.data.text()), Cause::kSchema, kind.what);
}

TEST_F(VdsNc, takes_the_number_of_a_dose_as_a_text_of_digits_too) {
  for (const char* number : {"2", "\"2\"", "\"02\""}) {
    const std::string doses =
        R"([{"des":"XM0GQ8","vd":[{"dvc":"2026-02-03","seq":)" + std::string(number) + "}]}]";
    const Reading reading = Read(Seal(DataPlan{.doses = doses}.text()), trust_, kNow);
    ASSERT_TRUE(reading.authenticity.valid()) << number << reading.authenticity.step;
    ASSERT_EQ(reading.certificate->records.size(), 1U);
    EXPECT_EQ(std::get<Vaccination>(reading.certificate->records[0].details).dose, 2U) << number;
  }
  const char* empty = R"([{"des":"XM0GQ8","vd":[{"dvc":"2026-02-03","seq":""}]}])";
  const Reading reading = Read(Seal(DataPlan{.doses = empty}.text()), trust_, kNow);
  ASSERT_TRUE(reading.authenticity.valid());
  EXPECT_EQ(std::get<Vaccination>(reading.certificate->records[0].details).dose, std::nullopt);
}

TEST_F(VdsNc, never_names_the_payload_in_what_went_wrong) {
  const std::string data = DataPlan{.person = R"({"n":["secret"]})"}.text();
  EXPECT_THAT(Read(Seal(data), trust_, kNow).authenticity.step, Not(HasSubstr("secret")));
}

TEST_F(VdsNc, that_is_another_json_is_no_certificate) {
  EXPECT_FALSE(Read(R"({"isThisAVDS":false})", trust_, kNow).is_certificate());
  EXPECT_FALSE(Read(R"(["icao"])", trust_, kNow).is_certificate());
}

}  // namespace
}  // namespace clearway::certificate
