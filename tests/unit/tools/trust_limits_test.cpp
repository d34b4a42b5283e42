#include "tools/clearway/trust_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding/base64.h"
#include "keys/issuing/issuer.h"

namespace clearway::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TrustLimits : public testing::Test {
 protected:
  TrustLimits() {
    for (const char* country : {"AA", "BB"}) {
      const auto issuer =
          keys::MakeIssuer(keys::KeyKind::kP256, {.name = "S",
                                                  .country = country,
                                                  .not_before = Timestamp{},
                                                  .not_after = Timestamp{std::chrono::days(9)}});
      kids_.push_back(encoding::EncodeBase64(encoding::AsBytes(issuer->signer.key_id)));
      bundle_.signers.push_back({.x509 = issuer->certificate});
    }
    bundle_.signers.push_back({.spki = {1},
                               .key_id = "thumb",
                               .issuer = "https://i.example",
                               .limits = {.formats = {"shc"}}});
  }
  const keys::SignerLimits& Of(std::size_t signer) { return bundle_.signers.at(signer).limits; }
  std::string ErrorOf(const char* json) {
    const Status applied = ApplyLimits(json, bundle_);
    return applied ? "" : applied.error().detail;
  }

  keys::TrustBundle bundle_;
  std::vector<std::string> kids_;
};

TEST_F(TrustLimits, gives_each_signer_those_of_the_first_entry_that_fits) {
  const std::string json =
      R"([{"kid":")" + kids_[0] +
      R"(","kinds":["test"],"issued_from":"2026-01-01T00:00:00Z"},)"
      R"({"country":"BB","formats":["eu-dcc"],"countries":["BB"],"revocation_required":true},)"
      R"({"issuer":"https://i.example","revocation_required":true}])";
  const Status applied = ApplyLimits(json, bundle_);
  ASSERT_TRUE(applied) << applied.error().detail;
  EXPECT_THAT(Of(0).kinds, ElementsAre("test"));
  EXPECT_TRUE(Of(0).issued_from);
  EXPECT_FALSE(Of(0).revocation_required);
  EXPECT_THAT(Of(1).formats, ElementsAre("eu-dcc"));
  EXPECT_TRUE(Of(1).revocation_required);
  EXPECT_THAT(Of(2).formats, ElementsAre("shc"));  // what its source said stays
  EXPECT_TRUE(Of(2).revocation_required);
}

TEST_F(TrustLimits, limit_everybody_with_an_entry_that_names_nobody) {
  ASSERT_TRUE(ApplyLimits(R"([{"revocation_required":true}])", bundle_));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(Of(i).revocation_required);
}

TEST_F(TrustLimits, fit_a_country_however_it_is_written) {
  ASSERT_TRUE(ApplyLimits(R"([{"country":"aa","kinds":["test"]}])", bundle_));
  EXPECT_THAT(Of(0).kinds, ElementsAre("test"));
  EXPECT_THAT(Of(1).kinds, ElementsAre());
}

TEST_F(TrustLimits, fit_bare_keys_by_their_kid_in_base64_and_their_country) {
  bundle_.signers.push_back({.spki = {1}, .key_id = {1, 2, 3}, .country = "DEU"});
  ASSERT_TRUE(ApplyLimits(R"([{"kid":"AQID","kinds":["test"]}])", bundle_));
  EXPECT_THAT(Of(3).kinds, ElementsAre("test"));
  ASSERT_TRUE(ApplyLimits(R"([{"country":"DE","kinds":["recovery"]}])", bundle_));
  EXPECT_THAT(Of(3).kinds, ElementsAre("recovery"));
}

TEST_F(TrustLimits, of_countries_are_codes_that_somebody_may_have) {
  const auto error = [this](const std::string& code) {
    return ErrorOf((R"([{"country":"AA","countries":[")" + code + "\"]}]").c_str());
  };
  for (const char* code : {"DE", "DEU", "XX", "XK", "EL", "UK", "EU"}) EXPECT_EQ(error(code), "");
  for (const char* code : {"DX", "de", "DE ", "Germany", "D1"}) {
    EXPECT_THAT(error(code), HasSubstr("countries")) << code;
  }
}

TEST_F(TrustLimits, of_countries_are_refused_for_card_issuers_whose_cards_name_none) {
  EXPECT_THAT(ErrorOf(R"([{"issuer":"https://i.example","countries":["US"]}])"),
              HasSubstr("cards of https://i.example name no country"));
  EXPECT_THAT(ErrorOf(R"([{},{"countries":["US"]}])"), HasSubstr("entry 2"));
  EXPECT_THAT(ErrorOf(R"([{"countries":["US"]}])"), HasSubstr("entry of its own"));
  EXPECT_EQ(ErrorOf(R"([{"issuer":"https://i.example"},{"countries":["US"]}])"), "");
}

TEST_F(TrustLimits, are_refused_when_they_would_limit_nothing) {
  EXPECT_THAT(ErrorOf(R"([{"country":"CC","kinds":["test"]}])"), HasSubstr("fits no signer"));
  EXPECT_THAT(ErrorOf(R"([{},{"country":"AA"}])"), HasSubstr("entry 2"));
  EXPECT_THAT(ErrorOf(R"([{"contry":"AA"}])"), HasSubstr("contry"));
  EXPECT_THAT(ErrorOf(R"([{"kinds":[]}])"), HasSubstr("kinds"));
  EXPECT_THAT(ErrorOf(R"([{"kinds":["tests"]}])"), HasSubstr("kinds"));
  EXPECT_THAT(ErrorOf(R"([{"issued_until":"soon"}])"), HasSubstr("issued_until"));
  EXPECT_THAT(ErrorOf(R"([{"issued_until":"1960-01-01T00:00:00Z"}])"), HasSubstr("issued_until"));
  EXPECT_FALSE(ErrorOf("{}").empty());
}

}  // namespace
}  // namespace clearway::tools
