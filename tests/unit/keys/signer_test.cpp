#include "keys/signer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "keys/issuing/issuer.h"
#include "keys/object_identifiers.h"
#include "tests/unit/keys/test_authority.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using std::chrono::days;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

Bytes NewCertificate() {
  return MakeIssuer(KeyKind::kP256, {.name = "Test Authority",
                                     .country = "XX",
                                     .not_before = kNow,
                                     .not_after = kNow + days(10),
                                     .usage = {},
                                     .demo = false})
      ->certificate;
}

// The digits of the first date in the DER, which is notBefore: YYMMDDhhmmssZ.
std::span<std::uint8_t> FirstDate(Bytes& der) {
  const Bytes head = {0x17, 13};
  const auto found = std::ranges::search(der, head);
  return {found.end(), 13};
}

TEST(Signer, has_the_dates_of_its_certificate) {
  const auto signer = SignerFromX509(NewCertificate());
  ASSERT_TRUE(signer);
  EXPECT_EQ(signer->not_before, kNow);
  EXPECT_EQ(signer->not_after, kNow + days(10));
}

TEST(Signer, is_none_where_the_dates_are_no_dates) {
  Bytes der = NewCertificate();
  FirstDate(der)[2] = '9';  // a month of the nineties
  const auto signer = SignerFromX509(der);
  ASSERT_FALSE(signer);
  EXPECT_EQ(signer.error().fault, Fault::kInvalid);
}

TEST(Signer, is_none_with_a_byte_behind_its_certificate) {
  Bytes der = NewCertificate();
  der.push_back(0);
  EXPECT_FALSE(SignerFromX509(der));
}

// Whoever cannot read what bounds a signer must not take it for one without bounds.
TEST(Signer, is_none_where_an_extension_that_bounds_it_cannot_be_read) {
  const TestAuthority authority;
  const auto key = *PrivateKey::Generate(KeyKind::kP256);
  for (const char* oid : {"2.5.29.37", "2.5.29.32", "2.5.29.35"}) {  // usage, policies, authority
    const auto signer = SignerFromX509(authority.Certify(key, {.extended_key_usage = "",
                                                               .extension_oid = oid,
                                                               .unknown_extension = "DER:040100",
                                                               .names_authority = false}));
    ASSERT_FALSE(signer) << oid;
    EXPECT_EQ(signer.error().fault, Fault::kInvalid);
  }
}

const std::string kEveryUsage = std::string(kEuTest) + "," + kEuVaccination + "," + kEuRecovery +
                                "," + kTravelHealthSigning + "," + kHealthDeclarationSigning + "," +
                                kVdsNcSigning;

class KeyUsage : public testing::Test {
 protected:
  [[nodiscard]] Bytes Certified(const char* usage, const char* constraints,
                                const std::string& extended = "") const {
    return authority_.Certify(
        key_,
        {.key_usage = usage, .extended_key_usage = extended, .basic_constraints = constraints});
  }

  TestAuthority authority_;
  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
};

TEST_F(KeyUsage, for_another_purpose_than_signatures_lets_it_sign_nothing) {
  for (const char* usage : {"keyAgreement", "critical,keyEncipherment", "cRLSign"}) {
    const Bytes der = Certified(usage, "CA:FALSE");
    const auto signer = SignerFromX509(der);
    ASSERT_TRUE(signer);
    EXPECT_TRUE(signer->usage.allows_nothing()) << usage;
    EXPECT_FALSE(DocumentSignerFromX509(der));
  }
}

TEST_F(KeyUsage, of_an_authority_lets_it_sign_records_where_it_is_named_and_is_a_slip_elsewhere) {
  for (const Bytes& der :
       {Certified("critical,keyCertSign", ""), Certified("critical,keyCertSign,cRLSign", "CA:TRUE"),
        Certified("keyCertSign", "CA:TRUE", kEveryUsage), authority_.certificate()}) {
    const auto signer = SignerFromX509(der);
    ASSERT_TRUE(signer);
    const SignerUsage& usage = signer->usage;
    EXPECT_TRUE(usage.test && usage.vaccination && usage.recovery);
    EXPECT_FALSE(usage.travel_health || usage.declaration || usage.vds_nc || usage.documents);
    EXPECT_FALSE(DocumentSignerFromX509(der));
  }
}

TEST_F(KeyUsage, of_an_authority_for_anything_else_than_records_lets_it_sign_nothing) {
  for (const char* extended : {kTravelHealthSigning, kHealthDeclarationSigning, kVdsNcSigning}) {
    const auto signer = SignerFromX509(Certified("keyCertSign", "CA:TRUE", extended));
    ASSERT_TRUE(signer);
    EXPECT_TRUE(signer->usage.allows_nothing()) << extended;
  }
}

TEST_F(KeyUsage, for_signatures_lets_it_sign_documents) {
  for (const Bytes& der :
       {Certified("", ""), Certified("", "CA:TRUE"),
        Certified("critical,digitalSignature,keyCertSign", "critical,CA:TRUE"),
        Certified("digitalSignature", "CA:FALSE"), Certified("critical,nonRepudiation", "")}) {
    EXPECT_TRUE(DocumentSignerFromX509(der));
  }
}

TEST(Signer, is_none_where_its_usage_stands_there_twice) {
  const TestAuthority authority;
  const auto key = *PrivateKey::Generate(KeyKind::kP256);
  const auto signer = SignerFromX509(authority.Certify(
      key,
      {.extension_oid = "2.5.29.37", .unknown_extension = "DER:300C060A2B06010401B7637D0101"}));
  ASSERT_FALSE(signer);
  EXPECT_EQ(signer.error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::keys
