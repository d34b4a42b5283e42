#include "certificate/revocation_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding/base64.h"
#include "certificate/issuing/issue.h"
#include "certificate/judge.h"
#include "keys/digest.h"
#include "keys/revocation_builder.h"
#include "keys/revocation_scope.h"
#include "tests/unit/certificate/specimen.h"
#include "tests/unit/keys/ecdsa_signing.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::certificate {
namespace {

namespace fs = std::filesystem;
using encoding::AsBytes;
using encoding::Bytes;
using keys::RevocationKind;
using std::chrono::days;

constexpr TrustedTime kTime{.now = kNow, .trusted = true};

Bytes ShortDigest(encoding::ByteView bytes) {
  const keys::Sha256Digest digest = keys::Sha256(bytes);
  return Bytes(digest.begin(), digest.begin() + 16);
}

struct Entry {
  RevocationKind kind;
  Bytes value;
};

class RevocationCheck : public testing::Test {
 protected:
  RevocationCheck() {
    std::string pattern = (fs::temp_directory_path() / "clearway-revoked-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~RevocationCheck() override { fs::remove_all(folder_); }

  // A file with the scope's list, good until `next_update`.
  void Revoke(const std::string& scope, const std::vector<Entry>& entries,
              Timestamp next_update = kNow + days(1)) {
    auto builder = keys::RevocationBuilder::Create(folder_ / "revoked");
    ASSERT_TRUE(builder);
    builder->AddScope(scope, kNow - days(1), next_update);
    for (const Entry& entry : entries) {
      ASSERT_TRUE(builder->Add(entry.kind, scope, entry.value));
    }
    ASSERT_TRUE(builder->Finish(kNow - days(1)));
    auto file = keys::RevocationFile::Open(folder_ / "revoked");
    ASSERT_TRUE(file) << file.error().detail;
    file_.emplace(std::move(*file));
  }

  // Changes a byte of the entries that were built last.
  void DamageEntries() {
    fs::permissions(folder_ / "revoked", fs::perms::owner_write, fs::perm_options::add);
    keys::revocation_format::Header header{};
    std::fstream file(folder_ / "revoked", std::ios::in | std::ios::out | std::ios::binary);
    file.read(reinterpret_cast<char*>(&header), sizeof header);
    const auto at = static_cast<std::streamoff>(header.entries.offset);
    file.seekg(at);
    const char changed = static_cast<char>(file.get() ^ 1);
    file.seekp(at);
    file.put(changed);
    file.close();
    auto opened = keys::RevocationFile::Open(folder_ / "revoked");
    ASSERT_TRUE(opened) << opened.error().detail;
    file_.emplace(std::move(*opened));
  }

  [[nodiscard]] Reading ReadUnder(const std::string& text, const keys::Issuer& issuer,
                                  bool required) const {
    keys::TrustStore trust;
    keys::Signer signer = issuer.signer;
    signer.limits.revocation_required = required;
    trust.Add(std::move(signer));
    if (file_) trust.UseRevocations(&*file_);
    return Read(text, trust, kNow);
  }
  [[nodiscard]] static std::string AnswerTo(const Reading& reading) {
    const Verdict verdict = Judge({&reading, 1}, kTime);
    return verdict.reasons.empty() ? ToString(verdict.answer) : verdict.reasons[0].code;
  }
  [[nodiscard]] std::string Eu(bool required = true) const {
    return AnswerTo(ReadUnder(eu_text_, eu_issuer_, required));
  }
  [[nodiscard]] std::string TravelHealth(bool required = true) const {
    return AnswerTo(ReadUnder(travel_text_, travel_issuer_, required));
  }
  [[nodiscard]] std::string EuScope() const {
    return "eu:" + encoding::EncodeBase64(AsBytes(eu_issuer_.signer.key_id));
  }

  const Certificate eu_ = EuDccSpecimen();
  const keys::Issuer eu_issuer_ = MakeTestIssuer(kEuUsage);
  const std::string eu_text_ = Issue(eu_, eu_issuer_).value();
  const keys::Issuer travel_issuer_ = MakeTestIssuer(kTravelHealthUsage);
  const std::string travel_text_ = Issue(TravelHealthSpecimen(), travel_issuer_).value();
  fs::path folder_;
  std::optional<keys::RevocationFile> file_;
};

TEST_F(RevocationCheck, accepts_what_a_fresh_list_does_not_have) {
  Revoke(EuScope(), {{RevocationKind::kUvci, Bytes(16, 7)}});
  EXPECT_EQ(Eu(), "accepted");
}

TEST_F(RevocationCheck, refuses_by_each_of_the_three_hashes) {
  const std::string& uvci = eu_.records[0].id;
  const std::string joined = eu_.issuer + uvci;
  Revoke(EuScope(), {{RevocationKind::kUvci, ShortDigest(AsBytes(uvci))}});
  EXPECT_EQ(Eu(), "revoked");
  Revoke(EuScope(), {{RevocationKind::kCountryCodeUvci, ShortDigest(AsBytes(joined))}});
  EXPECT_EQ(Eu(), "revoked");
  const Parts parts = SignedParts(EuDccPayload(eu_), eu_issuer_);
  const Bytes r(parts.signature.begin(), parts.signature.begin() + 32);
  Revoke(EuScope(), {{RevocationKind::kSignature, ShortDigest(r)}});
  const Reading reading = ReadUnder(EuDccText(parts.Message()), eu_issuer_, false);
  EXPECT_EQ(AnswerTo(reading), "revoked");
}

TEST_F(RevocationCheck, is_not_dodged_by_the_other_signature_with_the_same_r) {
  Parts parts = SignedParts(EuDccPayload(eu_), eu_issuer_);
  const Bytes r(parts.signature.begin(), parts.signature.begin() + 32);
  Bytes other = keys::WithOtherS(eu_issuer_.key, parts.signature);
  ASSERT_NE(other, parts.signature);
  parts.signature = std::move(other);
  EXPECT_EQ(AnswerTo(ReadUnder(EuDccText(parts.Message()), eu_issuer_, false)), "accepted");
  Revoke(EuScope(), {{RevocationKind::kSignature, ShortDigest(r)}});
  EXPECT_EQ(AnswerTo(ReadUnder(EuDccText(parts.Message()), eu_issuer_, false)), "revoked");
}

// The key id may stand outside of the signature, and an authority may certify one key twice.
TEST_F(RevocationCheck, is_not_dodged_by_another_key_id_of_the_same_key) {
  using Value = encoding::cbor::Value;
  Revoke(EuScope(), {{RevocationKind::kUvci, ShortDigest(AsBytes(eu_.records[0].id))}});
  const Bytes only_algorithm = Value::Map({{Value::Integer(1), Value::Integer(-7)}}).encoded();
  Parts parts = SignedParts(EuDccPayload(eu_), eu_issuer_, only_algorithm);
  parts.unprotected =
      Value::Map({{Value::Integer(4), Value::String(encoding::AsBytes("renewed!"))}});
  keys::Signer renewed = eu_issuer_.signer;
  renewed.key_id = "renewed!";
  keys::TrustStore trust;
  trust.Add(renewed);
  trust.UseRevocations(&*file_);
  EXPECT_EQ(AnswerTo(Read(EuDccText(parts.Message()), trust, kNow)), "accepted");
  trust.Add(eu_issuer_.signer);
  EXPECT_EQ(AnswerTo(Read(EuDccText(parts.Message()), trust, kNow)), "revoked");
  keys::TrustStore above(&trust);
  above.Add(renewed);
  EXPECT_EQ(AnswerTo(Read(EuDccText(parts.Message()), above, kNow)), "revoked");
}

TEST_F(RevocationCheck, is_not_dodged_by_another_spelling_of_the_same_key) {
  using Value = encoding::cbor::Value;
  Revoke(EuScope(), {{RevocationKind::kUvci, ShortDigest(AsBytes(eu_.records[0].id))}});
  const Bytes only_algorithm = Value::Map({{Value::Integer(1), Value::Integer(-7)}}).encoded();
  Parts parts = SignedParts(EuDccPayload(eu_), eu_issuer_, only_algorithm);
  parts.unprotected = Value::Map({{Value::Integer(4), Value::String(AsBytes("bare key"))}});
  const Bytes spki = eu_issuer_.signer.key.ToSpki();
  // Half of the point, and whether the other half is odd.
  Bytes compressed{0x30, 0x39};
  compressed.insert(compressed.end(), spki.begin() + 2, spki.end() - 32);
  compressed[24] = 34;
  compressed[26] = (spki.back() & 1) == 0 ? 2 : 3;
  const auto bare = keys::SignerFromSpki("bare key", compressed);
  ASSERT_TRUE(bare) << bare.error().detail;
  keys::TrustStore trust;
  trust.Add(*bare);
  trust.UseRevocations(&*file_);
  EXPECT_EQ(AnswerTo(Read(EuDccText(parts.Message()), trust, kNow)), "accepted");
  trust.Add(eu_issuer_.signer);
  EXPECT_EQ(AnswerTo(Read(EuDccText(parts.Message()), trust, kNow)), "revoked");
}

TEST_F(RevocationCheck, takes_all_of_an_rsa_signature) {
  const keys::Issuer issuer = MakeTestIssuer(kEuUsage, keys::KeyKind::kRsa);
  const Parts parts = SignedParts(EuDccPayload(eu_), issuer);
  Revoke("eu:" + encoding::EncodeBase64(AsBytes(issuer.signer.key_id)),
         {{RevocationKind::kSignature, ShortDigest(parts.signature)}});
  EXPECT_EQ(AnswerTo(ReadUnder(EuDccText(parts.Message()), issuer, true)), "revoked");
}

TEST_F(RevocationCheck, does_not_take_one_kind_of_value_or_one_scope_for_another) {
  const Bytes uvci = ShortDigest(AsBytes(eu_.records[0].id));
  Revoke(EuScope(), {{RevocationKind::kSignature, uvci}, {RevocationKind::kTravelHealth, uvci}});
  EXPECT_EQ(Eu(), "accepted");
  Revoke("eu:somebody else", {{RevocationKind::kUvci, uvci}});
  EXPECT_EQ(Eu(false), "accepted");
}

TEST_F(RevocationCheck, refuses_a_travel_health_certificate_by_its_serial) {
  Revoke("thc:XX", {{RevocationKind::kTravelHealth, Bytes{'o', 't', 'h', 'e', 'r'}}});
  EXPECT_EQ(TravelHealth(), "accepted");
  const std::string serial = TravelHealthSpecimen().serial;
  Revoke("thc:XX", {{RevocationKind::kTravelHealth, Bytes(serial.begin(), serial.end())}});
  EXPECT_EQ(TravelHealth(), "revoked");
}

TEST_F(RevocationCheck, never_accepts_where_required_data_is_missing_or_stale) {
  EXPECT_EQ(Eu(), "revocation-unknown");
  EXPECT_EQ(TravelHealth(), "revocation-unknown");
  Revoke("eu:somebody else", {});
  EXPECT_EQ(Eu(), "revocation-unknown");
  Revoke(EuScope(), {}, kNow - days(1));
  EXPECT_EQ(Eu(), "revocation-unknown");
  EXPECT_EQ(Judge({}, kTime).answer, Answer::kUndetermined);
}

TEST_F(RevocationCheck, does_without_data_where_none_is_required) {
  EXPECT_EQ(Eu(false), "accepted");
  Revoke(EuScope(), {}, kNow - days(1));
  EXPECT_EQ(Eu(false), "accepted");
}

TEST_F(RevocationCheck, still_refuses_what_a_stale_list_has) {
  Revoke(EuScope(), {{RevocationKind::kUvci, ShortDigest(AsBytes(eu_.records[0].id))}},
         kNow - days(1));
  EXPECT_EQ(Eu(), "revoked");
}

TEST_F(RevocationCheck, never_accepts_what_a_damaged_list_might_have_named) {
  Revoke(EuScope(), {{RevocationKind::kUvci, ShortDigest(AsBytes(eu_.records[0].id))}});
  DamageEntries();
  EXPECT_EQ(Eu(false), "revocation-unknown");
  EXPECT_EQ(Eu(true), "revocation-unknown");
  const std::string serial = TravelHealthSpecimen().serial;
  Revoke("thc:XX", {{RevocationKind::kTravelHealth, Bytes(serial.begin(), serial.end())}});
  DamageEntries();
  EXPECT_EQ(TravelHealth(false), "revocation-unknown");
}

TEST_F(RevocationCheck, accepts_nobody_beside_a_file_that_cannot_be_opened) {
  file_ = keys::RevocationFile::Unreadable();
  for (const bool required : {false, true}) {
    EXPECT_EQ(Eu(required), "revocation-unknown");
    EXPECT_EQ(TravelHealth(required), "revocation-unknown");
  }
}

TEST_F(RevocationCheck, finds_what_a_country_revoked_without_naming_the_signer) {
  const Bytes uvci = ShortDigest(AsBytes(eu_.records[0].id));
  Revoke(keys::EuCountryScope(eu_.issuer), {{RevocationKind::kUvci, uvci}});
  EXPECT_EQ(Eu(), "revoked");
  Revoke(keys::EuCountryScope("QQ"), {{RevocationKind::kUvci, uvci}});
  EXPECT_EQ(Eu(), "revocation-unknown");
}

// A holder picks which countries the records name, and no country speaks for another's signer.
TEST_F(RevocationCheck, is_cleared_by_the_signers_own_list_and_by_no_countrys) {
  Revoke(keys::EuCountryScope(eu_.issuer), {});
  EXPECT_EQ(Eu(), "revocation-unknown");
  EXPECT_EQ(Eu(false), "accepted");
  Revoke(keys::EuCountryScope(eu_.records[0].country), {{RevocationKind::kUvci, Bytes(16, 7)}});
  EXPECT_EQ(Eu(), "revocation-unknown");
  Revoke(EuScope(), {});
  EXPECT_EQ(Eu(), "accepted");
}

TEST_F(RevocationCheck, asks_every_country_that_a_certificate_or_its_signer_names) {
  const auto answer = [this](const char* issuer, const char* of_record, const char* of_signer) {
    Certificate certificate = EuDccSpecimen();
    certificate.issuer = issuer;
    certificate.records[0].country = of_record;
    keys::TrustStore trust;
    keys::Signer signer = eu_issuer_.signer;
    signer.country = of_signer;
    trust.Add(std::move(signer));
    trust.UseRevocations(&*file_);
    const Parts parts = SignedParts(EuDccPayload(certificate), eu_issuer_);
    return AnswerTo(Read(EuDccText(parts.Message()), trust, kNow));
  };
  const std::string& uvci = eu_.records[0].id;
  const std::string joined = "AT" + uvci;
  for (const Entry& entry :
       {Entry{RevocationKind::kUvci, ShortDigest(AsBytes(uvci))},
        Entry{RevocationKind::kCountryCodeUvci, ShortDigest(AsBytes(joined))}}) {
    Revoke(keys::EuCountryScope("AT"), {entry});
    EXPECT_EQ(answer("AT", "QQ", "QQ"), "revoked");
    EXPECT_EQ(answer("", "AT", ""), "revoked");
    EXPECT_EQ(answer("at", "QQ", "AT"), "revoked");
    EXPECT_EQ(answer("at", "", ""), "revoked");
    EXPECT_EQ(answer("", "at", "QQ"), "revoked");
    EXPECT_EQ(answer("QQ", "QQ", "AT"), "revoked");
    EXPECT_EQ(answer("QQ", "", ""), "accepted");
  }
}

TEST_F(RevocationCheck, finds_a_country_by_the_code_that_it_has_beside_the_one_written) {
  const auto answer = [this](const char* country, const char* listed) {
    Revoke(keys::EuCountryScope(listed),
           {{RevocationKind::kUvci, ShortDigest(AsBytes(eu_.records[0].id))}});
    keys::TrustStore trust;
    keys::Signer signer = eu_issuer_.signer;
    signer.country = country;
    trust.Add(std::move(signer));
    trust.UseRevocations(&*file_);
    return AnswerTo(Read(eu_text_, trust, kNow));
  };
  EXPECT_EQ(answer("GR", "EL"), "revoked");
  EXPECT_EQ(answer("el", "GR"), "revoked");
  EXPECT_EQ(answer("GB", "UK"), "revoked");
  EXPECT_EQ(answer("UK", "GB"), "revoked");
  EXPECT_EQ(answer("GR", "GB"), "accepted");
}

TEST_F(RevocationCheck, refuses_everything_of_a_signer_whom_a_crl_beside_the_trust_names) {
  const keys::TestAuthority authority;
  keys::Signer signer = eu_issuer_.signer;
  signer.crl_scope = keys::SignerFromX509(authority.certificate())->crl_scope;
  signer.serial = {99};
  const auto answer = [&](long serial) {
    keys::TrustStore trust;
    trust.Add(signer);
    EXPECT_TRUE(trust.authorities().Add(authority.certificate()));
    EXPECT_TRUE(trust.authorities().AddCrl(authority.Revoke(serial)));
    return AnswerTo(Read(eu_text_, trust, kNow));
  };
  EXPECT_EQ(answer(98), "accepted");
  EXPECT_EQ(answer(99), "revoked");
}

TEST_F(RevocationCheck, refuses_everything_of_a_signer_that_its_authority_has_revoked) {
  keys::Signer signer = eu_issuer_.signer;
  signer.crl_scope = keys::CrlScope("UT", Bytes{1, 2, 3});
  const auto answer = [&] {
    keys::TrustStore trust;
    trust.Add(signer);
    trust.UseRevocations(&*file_);
    return AnswerTo(Read(eu_text_, trust, kNow));
  };
  Revoke(signer.crl_scope, {{RevocationKind::kCrlSerial, Bytes{99}}});
  EXPECT_EQ(answer(), "accepted");
  Revoke(signer.crl_scope, {{RevocationKind::kCrlSerial, signer.serial}});
  EXPECT_EQ(answer(), "revoked");
  for (const auto& foreign :
       {keys::CrlScope("XX", Bytes{1, 2, 3}), keys::CrlScope("UT", Bytes{3, 2, 1})}) {
    Revoke(foreign, {{RevocationKind::kCrlSerial, signer.serial}});
    EXPECT_EQ(answer(), "accepted");
  }
}

TEST_F(RevocationCheck, finds_a_signer_in_the_list_of_the_authority_that_it_names_by_its_name) {
  const keys::TestAuthority authority;
  keys::Signer signer = eu_issuer_.signer;
  const keys::Signer nameless = *keys::SignerFromX509(
      authority.Certify(eu_issuer_.key, {.serial = 99, .names_authority = false}));
  ASSERT_TRUE(nameless.crl_scope.empty());
  signer.crl_scope.clear();
  signer.authority_key_id.clear();
  signer.authority_name = nameless.authority_name;
  signer.serial = nameless.serial;
  keys::TrustStore trust;
  trust.Add(signer);
  Revoke(keys::CrlScope(authority.key_digest()), {{RevocationKind::kCrlSerial, Bytes{99}}});
  trust.UseRevocations(&*file_);
  EXPECT_EQ(AnswerTo(Read(eu_text_, trust, kNow)), "accepted");
  ASSERT_TRUE(trust.authorities().Add(authority.certificate()));
  EXPECT_EQ(AnswerTo(Read(eu_text_, trust, kNow)), "revoked");
}

TEST_F(RevocationCheck, uses_the_file_of_the_store_below) {
  Revoke("thc:XX", {{RevocationKind::kTravelHealth,
                     Bytes{'T', '-', '2', '0', '2', '7', '-', '0', '0', '0', '0', '0', '1'}}});
  keys::TrustStore below;
  below.Add(travel_issuer_.signer);
  below.UseRevocations(&*file_);
  EXPECT_EQ(AnswerTo(Read(travel_text_, keys::TrustStore(&below), kNow)), "revoked");
}

TEST_F(RevocationCheck, is_undetermined_under_a_bundle_that_has_expired) {
  keys::TrustStore trust = Trusting({&eu_issuer_});
  keys::TrustBundle bundle;
  bundle.expires_at = kNow;
  trust.AddBundle(bundle, keys::DemoSigners::kRefuse);
  EXPECT_EQ(AnswerTo(Read(eu_text_, trust, kNow)), "accepted");
  const Reading late = Read(eu_text_, trust, kNow + std::chrono::seconds(1));
  EXPECT_EQ(AnswerTo(late), "trust-outdated");
  EXPECT_EQ(Judge({&late, 1}, kTime).answer, Answer::kUndetermined);
  const Reading broken = Read("HC1:broken", trust, kNow + days(1));
  EXPECT_EQ(AnswerTo(broken), "malformed");
}

}  // namespace
}  // namespace clearway::certificate
