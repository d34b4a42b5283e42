#include "keys/trust_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "keys/digest.h"
#include "keys/issuing/issuer.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::AsBytes;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

SignerProfile Profile(bool demo = false) {
  return {.name = "Test Authority",
          .country = "XX",
          .not_before = kNow,
          .not_after = kNow + days(10),
          .usage = {},
          .demo = demo};
}

Issuer Make(const SignerProfile& profile) {
  auto issuer = MakeIssuer(KeyKind::kP256, profile);
  if (!issuer) throw std::runtime_error(issuer.error().detail);
  return std::move(*issuer);
}

// A folder of its own for each test.
class TrustFolder : public testing::Test {
 protected:
  TrustFolder() {
    std::string pattern = (fs::temp_directory_path() / "clearway-trust-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~TrustFolder() override { fs::remove_all(folder_); }

  void Write(const std::string& name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  fs::path folder_;
};

TEST_F(TrustFolder, takes_der_and_pem_and_several_in_one_file) {
  const Issuer one = Make(Profile());
  const Issuer two = Make(Profile());
  const Issuer three = Make(Profile());
  Write("one.der", encoding::AsText(one.certificate));
  Write("two.pem", CertificateToPem(two.certificate) + CertificateToPem(three.certificate));
  Write("README.txt", "not a certificate, and nobody minds");
  const auto store = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_TRUE(store) << store.error().detail;
  EXPECT_EQ(store->size(), 3U);
  EXPECT_THAT(store->problems(), ElementsAre());
  for (const Issuer* issuer : {&one, &two, &three}) {
    EXPECT_EQ(store->Find(AsBytes(issuer->signer.key_id)).size(), 1U);
  }
}

TEST_F(TrustFolder, names_the_file_that_it_leaves_out_and_keeps_the_others) {
  Write("a.pem", CertificateToPem(Make(Profile()).certificate));
  Write("broken.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  Write("empty.pem", "-----BEGIN NOTHING-----\n-----END NOTHING-----\n");
  Write("rubbish.der", "rubbish");
  const auto store = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->size(), 1U);
  EXPECT_THAT(store->problems(), ElementsAre(HasSubstr("broken.crt"), HasSubstr("empty.pem"),
                                             HasSubstr("rubbish.der")));
}

TEST_F(TrustFolder, says_what_to_do_when_there_is_nothing_to_trust) {
  const auto empty = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().fault, Fault::kInvalid);
  EXPECT_THAT(empty.error().detail, HasSubstr("*.pem"));
  const auto missing = TrustStore::LoadFolder(folder_ / "missing", DemoSigners::kRefuse);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fault, Fault::kNotFound);
  EXPECT_THAT(missing.error().detail, HasSubstr("create it"));
}

TEST_F(TrustFolder, refuses_demonstration_keys_unless_they_are_allowed) {
  Write("demo.pem", CertificateToPem(Make(Profile(true)).certificate));
  const auto refused = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, HasSubstr("demonstration"));
  const auto allowed = TrustStore::LoadFolder(folder_, DemoSigners::kAllow);
  ASSERT_TRUE(allowed);
  EXPECT_EQ(allowed->size(), 1U);
}

TEST(TrustStore, finds_signers_by_the_first_8_bytes_of_their_certificates_digest) {
  Issuer issuer = Make(Profile());
  const Sha256Digest digest = Sha256(issuer.certificate);
  TrustStore store;
  store.Add(std::move(issuer.signer));
  const encoding::ByteView whole(digest);
  EXPECT_EQ(store.Find(whole.first(8)).size(), 1U);
  for (const std::size_t length : {0U, 1U, 7U, 9U, 32U}) {
    EXPECT_TRUE(store.Find(whole.first(length)).empty()) << length;
  }
}

TEST(TrustStore, keeps_several_signers_under_one_key_id) {
  TrustStore store;
  for (int i = 0; i < 3; ++i) {
    Issuer issuer = Make(Profile());
    issuer.signer.key_id = "same-key";
    store.Add(std::move(issuer.signer));
  }
  EXPECT_EQ(store.Find(AsBytes("same-key")).size(), 3U);
}

TEST(TrustStore, lies_on_top_of_another_without_changing_it) {
  TrustStore below;
  Issuer first = Make(Profile());
  first.signer.key_id = "shared";
  below.Add(std::move(first.signer));
  TrustStore above(&below);
  EXPECT_EQ(above.Find(AsBytes("shared")).size(), 1U);
  Issuer second = Make(Profile());
  second.signer.key_id = "shared";
  above.Add(std::move(second.signer));
  EXPECT_EQ(above.Find(AsBytes("shared")).size(), 2U);
  EXPECT_EQ(below.Find(AsBytes("shared")).size(), 1U);
  EXPECT_TRUE(above.Find(AsBytes("other")).empty());
}

TEST(TrustStore, takes_a_bundle_with_the_limits_of_each_signer) {
  const Issuer certified = Make(Profile());
  TrustBundle bundle;
  bundle.expires_at = kNow;
  bundle.signers.push_back({.x509 = certified.certificate, .limits = {.formats = {"eu-dcc"}}});
  bundle.signers.push_back({.x509 = {1, 2, 3}});
  bundle.signers.push_back({.x509 = Make(Profile(true)).certificate});
  TrustStore store;
  store.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_EQ(store.size(), 1U);
  const auto found = store.Find(AsBytes(certified.signer.key_id));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].limits.formats, ElementsAre("eu-dcc"));
  EXPECT_THAT(store.problems(), ElementsAre(HasSubstr("signer 2"), HasSubstr("demonstration")));
}

TEST(TrustStore, leaves_an_authority_out_that_a_bundle_or_a_folder_has_among_the_signers) {
  const TestAuthority authority;
  TrustBundle bundle;
  bundle.signers.push_back({.x509 = authority.certificate()});
  TrustStore store;
  store.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_EQ(store.size(), 0U);
  EXPECT_THAT(store.problems(), ElementsAre(HasSubstr("key usage")));
}

TEST(TrustStore, says_which_list_of_a_bundle_revokes_nobody) {
  const TestAuthority authority;
  TrustBundle bundle;
  bundle.authorities.push_back({.x509 = authority.certificate(), .limits = {}});
  bundle.crls = {authority.Revoke(1), TestAuthority().Revoke(1)};
  TrustStore store;
  store.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_THAT(store.problems(), ElementsAre(HasSubstr("CRL 2")));
}

TEST_F(TrustFolder, leaves_the_certificate_of_an_authority_out) {
  Write("signer.der", encoding::AsText(Make(Profile()).certificate));
  Write("csca.der", encoding::AsText(TestAuthority().certificate()));
  const auto store = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->size(), 1U);
  EXPECT_THAT(store->problems(), ElementsAre(HasSubstr("csca.der was left out")));
}

TEST_F(TrustFolder, leaves_a_file_with_a_damaged_certificate_out) {
  const std::string sound = CertificateToPem(Make(Profile()).certificate);
  std::string damaged = sound;
  damaged.replace(damaged.size() / 2, 2, "!!");
  Write("signer.pem", sound);
  Write("three.pem", sound + damaged + sound);
  const auto store = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->size(), 1U);
  EXPECT_THAT(store->problems(), ElementsAre(HasSubstr("three.pem was left out")));
}

TEST_F(TrustFolder, remembers_a_signer_whose_kind_of_key_is_not_offered) {
  const encoding::Bytes x509 = TestAuthority().Certify(KeyOnCurve(NID_secp256k1).get(), {});
  const std::string key_id = NamesOfX509(x509)->key_id;
  Write("signer.der", encoding::AsText(Make(Profile()).certificate));
  Write("curve.der", encoding::AsText(x509));
  const auto folder = TrustStore::LoadFolder(folder_, DemoSigners::kRefuse);
  ASSERT_TRUE(folder);
  EXPECT_TRUE(folder->IsOfUnsupportedKey(AsBytes(key_id)));
  EXPECT_FALSE(folder->IsOfUnsupportedKey(AsBytes("stranger")));
  EXPECT_TRUE(folder->Find(AsBytes(key_id)).empty());
  TrustBundle bundle;
  bundle.signers.push_back({.x509 = x509});
  TrustStore store;
  store.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_TRUE(store.IsOfUnsupportedKey(AsBytes(key_id)));
}

TEST(TrustStore, takes_a_demonstration_authority_of_a_bundle_only_where_it_may) {
  const TestAuthority csca;
  TrustBundle bundle;
  bundle.authorities.push_back({.x509 = csca.Certify(csca.key(), {.name = "CSCA",
                                                                  .key_usage = "keyCertSign",
                                                                  .extended_key_usage = "",
                                                                  .basic_constraints = "CA:TRUE",
                                                                  .demo = true}),
                                .limits = {}});
  TrustStore refusing;
  refusing.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_TRUE(refusing.authorities().empty());
  EXPECT_THAT(refusing.problems(), ElementsAre(HasSubstr("authority 1")));
  TrustStore allowing;
  allowing.AddBundle(bundle, DemoSigners::kAllow);
  EXPECT_FALSE(allowing.authorities().empty());
  EXPECT_THAT(allowing.problems(), ElementsAre());
}

TEST(TrustStore, is_outdated_past_the_expiry_of_its_bundle_or_of_the_one_below) {
  TrustStore below;
  EXPECT_FALSE(below.IsOutdated(kNow));
  TrustBundle bundle;
  bundle.expires_at = kNow;
  below.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_FALSE(below.IsOutdated(kNow));
  EXPECT_TRUE(below.IsOutdated(kNow + std::chrono::seconds(1)));
  EXPECT_TRUE(TrustStore(&below).IsOutdated(kNow + std::chrono::seconds(1)));
}

TEST(TrustStore, is_outdated_under_a_bundle_from_the_future) {
  TrustBundle bundle;
  bundle.issued_at = kNow + days(1);
  bundle.expires_at = kNow + days(2);
  TrustStore below;
  below.AddBundle(bundle, DemoSigners::kRefuse);
  EXPECT_TRUE(TrustStore(&below).IsOutdated(kNow));
  EXPECT_FALSE(TrustStore(&below).IsOutdated(kNow + days(1)));
}

TEST(Signer, says_what_its_certificate_says) {
  SignerProfile profile = Profile();
  profile.usage = {.test = true, .vaccination = false, .recovery = false, .travel_health = false};
  const Signer signer = std::move(Make(profile).signer);
  EXPECT_EQ(signer.name, "Test Authority");
  EXPECT_EQ(signer.country, "XX");
  EXPECT_EQ(signer.not_before, kNow);
  EXPECT_EQ(signer.not_after, kNow + days(10));
  EXPECT_EQ(signer.usage, profile.usage);
  EXPECT_FALSE(signer.demo);
  EXPECT_TRUE(Make(Profile(true)).signer.demo);
}

TEST(Signer, may_sign_every_eu_record_when_its_certificate_names_no_usage) {
  SignerProfile profile = Profile();
  profile.usage = {.test = false, .vaccination = false, .recovery = false, .travel_health = false};
  EXPECT_EQ(Make(profile).signer.usage, SignerUsage{});
}

TEST(Signer, of_travel_health_certificates_signs_nothing_else) {
  SignerProfile profile = Profile();
  profile.usage = {.test = false, .vaccination = false, .recovery = false, .travel_health = true};
  EXPECT_EQ(Make(profile).signer.usage, profile.usage);
}

TEST(Signer, refuses_bytes_after_the_certificate) {
  encoding::Bytes der = Make(Profile()).certificate;
  ASSERT_TRUE(SignerFromX509(der));
  der.push_back(0);
  EXPECT_FALSE(SignerFromX509(der));
  EXPECT_FALSE(SignerFromX509({}));
}

TEST(Signer, covers_issues_from_its_first_to_its_last_second) {
  const Signer signer = std::move(Make(Profile()).signer);
  using std::chrono::seconds;
  EXPECT_FALSE(signer.CoversIssueAt(kNow - seconds(1)));
  EXPECT_TRUE(signer.CoversIssueAt(kNow));
  EXPECT_TRUE(signer.CoversIssueAt(kNow + days(10)));
  EXPECT_FALSE(signer.CoversIssueAt(kNow + days(10) + seconds(1)));
}

}  // namespace
}  // namespace clearway::keys
