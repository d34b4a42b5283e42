#include "keys/jwk_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/encoding/base64.h"
#include "keys/importing/imported.h"
#include "keys/issuing/issuer.h"
#include "keys/object_identifiers.h"
#include "tests/unit/keys/jwk_text.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using ::testing::HasSubstr;

constexpr const char* kIssuer = "https://health.example/cards";

Issuer NewIssuer(KeyKind kind = KeyKind::kP256) {
  using namespace std::chrono;
  return *MakeIssuer(kind, {.name = "Example Health",
                            .country = "UT",
                            .not_before = sys_days(2026y / 1 / 1),
                            .not_after = sys_days(2027y / 1 / 1),
                            .usage = {},
                            .demo = false});
}

std::string SetOf(const std::string& jwk) {
  return R"({"keys":[)" + jwk + "]}";
}

// The example of RFC 7638 is an RSA key; this one is from RFC 7515 appendix A.3, its thumbprint
// computed with another implementation.
TEST(JwkSet, names_a_key_by_its_thumbprint_where_it_has_no_kid) {
  const std::string jwk = R"({"kty":"EC","crv":"P-256",)"
                          R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                          R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
  const auto set = ReadJwkSet(SetOf(jwk), kIssuer);
  ASSERT_TRUE(set) << set.error().detail;
  ASSERT_EQ(set->signers.size(), 1U);
  EXPECT_EQ(set->signers[0].signer.key_id, "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
  EXPECT_EQ(set->signers[0].signer.issuer, kIssuer);
}

TEST(JwkSet, checks_signatures_with_the_key_it_read) {
  const Issuer issuer = NewIssuer();
  const auto set = ReadJwkSet(SetOf(JwkText(issuer.key, "k1")), kIssuer);
  ASSERT_TRUE(set) << set.error().detail;
  ASSERT_EQ(set->signers.size(), 1U);
  const encoding::Bytes message = {1, 2, 3};
  EXPECT_EQ(set->signers[0].signer.key_id, "k1");
  EXPECT_TRUE(set->signers[0].signer.key.Verifies(SignatureAlgorithm::kEs256, message,
                                                  *issuer.key.Sign(message)));
}

TEST(JwkSet, bounds_the_date_of_issue_by_the_certificate_of_the_key) {
  const Issuer issuer = NewIssuer();
  const std::string x5c = R"("x5c":[")" + encoding::EncodeBase64(issuer.certificate) + "\"]";
  const auto set = ReadJwkSet(SetOf(JwkText(issuer.key, "k1", x5c)), kIssuer);
  ASSERT_TRUE(set);
  ASSERT_EQ(set->signers.size(), 1U);
  EXPECT_EQ(set->signers[0].signer.name, "Example Health");
  EXPECT_EQ(set->signers[0].signer.not_before, issuer.signer.not_before);
  EXPECT_EQ(set->signers[0].signer.not_after, issuer.signer.not_after);
}

TEST(JwkSet, lets_a_key_sign_what_its_certificate_is_for) {
  const TestAuthority authority;
  const PrivateKey key = *PrivateKey::Generate(KeyKind::kP256);
  const encoding::Bytes der = authority.Certify(key, {.serial = 9, .extended_key_usage = kEuTest});
  const std::string x5c = R"("x5c":[")" + encoding::EncodeBase64(der) + "\"]";
  const auto set = ReadJwkSet(SetOf(JwkText(key, "k1", x5c)), kIssuer);
  ASSERT_TRUE(set);
  ASSERT_EQ(set->signers.size(), 1U);
  const Signer& signer = set->signers[0].signer;
  EXPECT_TRUE(signer.usage.test);
  EXPECT_FALSE(signer.usage.vaccination);
  EXPECT_EQ(signer.serial, encoding::Bytes{9});
  EXPECT_EQ(signer.key_id, "k1");
  EXPECT_EQ(signer.issuer, kIssuer);
}

TEST(JwkSet, needs_the_list_of_a_key_that_has_revoked_cards) {
  const Issuer issuer = NewIssuer();
  const auto limits_of = [&](const std::string& member) {
    const auto set = ReadJwkSet(SetOf(JwkText(issuer.key, "k1", member)), kIssuer);
    const Imported imported = FromJwkSet(*set);
    EXPECT_EQ(imported.notes.size(), imported.signers.at(0).limits.revocation_required ? 1U : 0U);
    return imported.signers.at(0).limits;
  };
  EXPECT_FALSE(limits_of(R"("use":"sig")").revocation_required);
  EXPECT_TRUE(limits_of(R"("crlVersion":2)").revocation_required);
}

TEST(JwkSet, leaves_out_a_key_whose_certificate_is_of_another) {
  const std::string x5c = R"("x5c":[")" + encoding::EncodeBase64(NewIssuer().certificate) + "\"]";
  const auto set = ReadJwkSet(SetOf(JwkText(NewIssuer().key, "k1", x5c)), kIssuer);
  ASSERT_TRUE(set);
  EXPECT_TRUE(set->signers.empty());
  ASSERT_EQ(set->problems.size(), 1U);
  EXPECT_THAT(set->problems[0], HasSubstr("another key"));
}

TEST(JwkSet, leaves_out_keys_that_are_of_no_use_and_keeps_the_others) {
  const Issuer issuer = NewIssuer();
  const std::string good = JwkText(issuer.key, "good", R"("key_ops":["verify"])");
  const std::string others =
      R"({"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-384","x":"AA","y":"AA"},)"
      R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"},7,{},)" +
      JwkText(issuer.key, "enc", R"("use":"enc")") + "," +
      JwkText(issuer.key, "other", R"("alg":"ES384")") + "," +
      JwkText(issuer.key, "agreement", R"("key_ops":["deriveKey"])") + "," +
      JwkText(issuer.key, "private", R"("d":"AA")") + "," +
      JwkText(issuer.key, "no certificate", R"("x5c":[])") + ",";
  const auto set = ReadJwkSet(SetOf(others + good), kIssuer);
  ASSERT_TRUE(set) << set.error().detail;
  ASSERT_EQ(set->signers.size(), 1U);
  EXPECT_EQ(set->signers[0].signer.key_id, "good");
  EXPECT_EQ(set->problems.size(), 10U);
}

TEST(JwkSet, leaves_out_a_point_that_is_not_on_the_curve) {
  const std::string jwk = R"({"kty":"EC","crv":"P-256",)"
                          R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                          R"("y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})";
  const auto set = ReadJwkSet(SetOf(jwk), kIssuer);
  ASSERT_TRUE(set);
  EXPECT_TRUE(set->signers.empty());
}

TEST(JwkSet, refuses_what_is_no_set) {
  EXPECT_FALSE(ReadJwkSet("", kIssuer));
  EXPECT_FALSE(ReadJwkSet("[]", kIssuer));
  EXPECT_FALSE(ReadJwkSet(R"({"keys":{}})", kIssuer));
  EXPECT_FALSE(ReadJwkSet(R"({"keys":[],"keys":[]})", kIssuer));
  EXPECT_EQ(ReadJwkSet(std::string((1 << 20) + 1, ' '), kIssuer).error().fault, Fault::kFull);
}

}  // namespace
}  // namespace clearway::keys
