#include "tools/clearway/trust_sources.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/encoding/base64.h"
#include "keys/issuing/issuer.h"
#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TrustSourcesRules : public testing::Test {
 protected:
  TrustSourcesRules()
      : folder_(fs::path(testing::TempDir()) / ("trust-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "XA");
  }
  ~TrustSourcesRules() override { fs::remove_all(folder_); }

  std::string Write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] static Result<GatheredTrust> Gather(const std::string& path) {
    TrustSources sources;
    sources.rules = {path};
    return GatherTrust(sources);
  }

  fs::path folder_;
};

std::vector<std::string> Texts(const std::vector<encoding::Bytes>& documents) {
  std::vector<std::string> texts;
  for (const encoding::Bytes& document : documents) texts.emplace_back(encoding::AsText(document));
  return texts;
}

TEST_F(TrustSourcesRules, of_a_folder_are_carried_as_they_are_and_told_from_value_sets) {
  const std::string rule = rules::Json({});
  const std::string sets = R"({ "vaccines": ["A"] })";
  Write("XA/rule.json", rule);
  Write("sets.json", sets);
  const auto gathered = Gather(folder_.string());
  ASSERT_TRUE(gathered) << gathered.error().detail;
  EXPECT_THAT(Texts(gathered->bundle.rules), ElementsAre(rule));
  EXPECT_THAT(Texts(gathered->bundle.value_sets), ElementsAre(sets));
  EXPECT_THAT(gathered->notes, IsEmpty());
}

TEST_F(TrustSourcesRules, of_one_file_are_carried_too) {
  const auto gathered = Gather(Write("rule.json", rules::Json({})));
  ASSERT_TRUE(gathered) << gathered.error().detail;
  EXPECT_THAT(Texts(gathered->bundle.rules), ElementsAre(rules::Json({})));
}

TEST_F(TrustSourcesRules, that_cannot_be_applied_go_along_with_a_note) {
  const auto gathered = Gather(Write("rule.json", rules::Json({.logic = R"({"nonsense":[1]})"})));
  ASSERT_TRUE(gathered) << gathered.error().detail;
  EXPECT_EQ(gathered->bundle.rules.size(), 1U);
  EXPECT_THAT(gathered->notes, ElementsAre(HasSubstr("VR-XA-0001")));
}

TEST_F(TrustSourcesRules, that_nobody_can_read_make_no_bundle) {
  Write("rule.json", rules::Json({}));
  Write("torn.json", "{");
  const auto gathered = Gather(folder_.string());
  ASSERT_FALSE(gathered);
  EXPECT_EQ(gathered.error().fault, Fault::kInvalid);
  EXPECT_THAT(gathered.error().detail, HasSubstr("torn.json"));
}

TEST_F(TrustSourcesRules, of_an_empty_folder_are_a_mistake) {
  EXPECT_EQ(Gather((folder_ / "XA").string()).error().fault, Fault::kNotFound);
}

class TrustSourcesDid : public TrustSourcesRules {
 protected:
  // A DID document with one bare key.
  static std::string Document(const std::string& kid, const keys::PublicKey& key) {
    const encoding::Bytes spki = key.ToSpki();
    const encoding::ByteView point = encoding::ByteView(spki).last(64);
    return fmt::format(
        R"({{"verificationMethod":[{{"id":"did:web:x:DCC:XXA:DSC#{}","publicKeyJwk":)"
        R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}}}]}})",
        kid, encoding::EncodeBase64Url(point.first(32)), encoding::EncodeBase64Url(point.last(32)));
  }
  [[nodiscard]] Result<GatheredTrust> GatherBoth(const std::string& kid,
                                                 const keys::PublicKey& key) const {
    TrustSources sources;
    sources.signers = {Write("a.der", std::string(encoding::AsText(issuer_.certificate)))};
    sources.did_documents = {Write("did.json", Document(kid, key))};
    return GatherTrust(sources);
  }

  keys::Issuer issuer_ =
      *keys::MakeIssuer(keys::KeyKind::kP256, {.name = "S",
                                               .country = "XX",
                                               .not_before = {},
                                               .not_after = Timestamp(std::chrono::days(9))});
  std::string kid_ = encoding::EncodeBase64(encoding::AsBytes(issuer_.signer.key_id));
};

TEST_F(TrustSourcesDid, drops_a_bare_key_that_a_certificate_says_more_about) {
  const auto gathered = GatherBoth(kid_, issuer_.signer.key);
  ASSERT_TRUE(gathered) << gathered.error().detail;
  ASSERT_EQ(gathered->bundle.signers.size(), 1U);
  EXPECT_FALSE(gathered->bundle.signers[0].x509.empty());
  EXPECT_THAT(gathered->notes, Contains(HasSubstr("the bare key " + kid_ + " was passed over")));
}

TEST_F(TrustSourcesDid, keeps_a_bare_key_of_another_key_or_key_id) {
  const auto other =
      keys::MakeIssuer(keys::KeyKind::kP256, {.name = "O",
                                              .country = "XX",
                                              .not_before = {},
                                              .not_after = Timestamp(std::chrono::days(9))});
  EXPECT_EQ(GatherBoth(kid_, other->signer.key)->bundle.signers.size(), 2U);
  EXPECT_EQ(GatherBoth("AQIDBAUGBwg=", issuer_.signer.key)->bundle.signers.size(), 2U);
}

}  // namespace
}  // namespace clearway::tools
