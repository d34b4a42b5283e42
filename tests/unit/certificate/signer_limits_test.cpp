#include "certificate/signer_limits.h"

#include <gtest/gtest.h>

#include <string>

#include "certificate/issuing/issue.h"
#include "certificate/read.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

using std::chrono::seconds;

// What becomes of a good EU DCC under a signer with these limits.
std::string Under(const keys::SignerLimits& limits) {
  const keys::Issuer issuer = MakeTestIssuer(kEuUsage);
  keys::TrustStore trust;
  keys::Signer signer = issuer.signer;
  signer.limits = limits;
  trust.Add(std::move(signer));
  const auto text = Issue(EuDccSpecimen(), issuer);
  const Reading reading = Read(text.value(), trust, kNow);
  return reading.authenticity.valid() ? "valid" : ToString(*reading.authenticity.cause);
}

TEST(SignerLimits, limit_nothing_where_they_are_empty) {
  EXPECT_EQ(Under({}), "valid");
}

TEST(SignerLimits, hold_a_signer_to_its_formats) {
  EXPECT_EQ(Under({.formats = {"travel-health", "eu-dcc"}}), "valid");
  EXPECT_EQ(Under({.formats = {"travel-health"}}), "key-usage");
}

TEST(SignerLimits, hold_a_signer_to_its_kinds_of_records) {
  EXPECT_EQ(Under({.kinds = {"vaccination"}}), "valid");
  EXPECT_EQ(Under({.kinds = {"test", "recovery"}}), "key-usage");
}

TEST(SignerLimits, hold_a_signer_to_its_countries_in_either_code) {
  const keys::SignerLimits italy{.countries = {"IT"}};
  Certificate certificate = EuDccSpecimen();
  EXPECT_EQ(CheckLimits(italy, certificate, kNow).cause, Cause::kKeyUsage);
  for (const char* code : {"IT", "ITA"}) {
    certificate.issuer = code;
    EXPECT_TRUE(CheckLimits(italy, certificate, kNow).valid()) << code;
  }
  certificate.issuer.clear();
  EXPECT_EQ(CheckLimits(italy, certificate, kNow).cause, Cause::kKeyUsage);
}

TEST(SignerLimits, hold_a_signer_to_its_moments_of_issue) {
  const Timestamp issued = *EuDccSpecimen().issued_at;
  EXPECT_EQ(Under({.issued_from = issued, .issued_until = issued}), "valid");
  EXPECT_EQ(Under({.issued_from = issued + seconds(1)}), "not-yet-valid");
  EXPECT_EQ(Under({.issued_until = issued - seconds(1)}), "expired");
}

}  // namespace
}  // namespace clearway::certificate
