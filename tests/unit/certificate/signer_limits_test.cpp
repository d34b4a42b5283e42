#include "certificate/signer_limits.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

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

// What the limit says of a certificate that names `issuer`, signed in `signer_country`.
bool AllowsCountry(const char* limit, const Certificate& certificate, const char* signer_country) {
  keys::Signer signer = MakeTestIssuer(kEuUsage).signer;
  signer.country = signer_country;
  signer.limits.countries = {limit};
  return CheckLimits(signer, certificate, kNow).valid();
}

Certificate OfIssuer(const char* issuer, const char* record_country = "XX") {
  Certificate certificate = EuDccSpecimen();
  certificate.issuer = issuer;
  certificate.records[0].country = record_country;
  return certificate;
}

TEST(SignerLimits, hold_a_signer_to_its_countries_however_they_are_written) {
  const std::pair<const char*, const char*> kSame[] = {
      {"IT", "IT"}, {"IT", "ITA"}, {"IT", "it"}, {"XX", "XX"}, {"XX", "xx"}, {"XK", "XK"},
      {"EL", "EL"}, {"GR", "EL"},  {"EL", "GR"}, {"GB", "UK"}, {"UK", "GB"}, {"DE", "D"}};
  for (const auto& [limit, named] : kSame) {
    EXPECT_TRUE(AllowsCountry(limit, OfIssuer(named), "FR")) << limit << named;
  }
  const std::pair<const char*, const char*> kOthers[] = {
      {"IT", "XX"}, {"XX", "IT"}, {"XX", "XY"}, {"UK", "UA"}, {"IT", "IT "}};
  for (const auto& [limit, named] : kOthers) {
    EXPECT_FALSE(AllowsCountry(limit, OfIssuer(named), limit)) << limit << named;
  }
}

TEST(SignerLimits, take_the_signers_country_where_the_certificate_names_none) {
  EXPECT_TRUE(AllowsCountry("IT", OfIssuer("", "FR"), "IT"));
  EXPECT_FALSE(AllowsCountry("IT", OfIssuer("", "IT"), "FR"));
  Certificate card = OfIssuer("https://issuer.example", "IT");
  card.format = Format::kSmartHealthCard;
  EXPECT_TRUE(AllowsCountry("IT", card, "IT"));
  EXPECT_FALSE(AllowsCountry("IT", card, "FR"));
}

TEST(SignerLimits, ask_every_record_where_nobody_else_names_a_country) {
  Certificate certificate = OfIssuer("", "IT");
  EXPECT_TRUE(AllowsCountry("IT", certificate, ""));
  certificate.records.push_back(OfIssuer("", "FR").records[0]);
  EXPECT_FALSE(AllowsCountry("IT", certificate, ""));
  EXPECT_FALSE(AllowsCountry("IT", OfIssuer("", ""), ""));
  certificate.records.clear();
  EXPECT_FALSE(AllowsCountry("IT", certificate, ""));
}

TEST(SignerLimits, hold_a_signer_to_its_moments_of_issue) {
  const Timestamp issued = *EuDccSpecimen().issued_at;
  EXPECT_EQ(Under({.issued_from = issued, .issued_until = issued}), "valid");
  EXPECT_EQ(Under({.issued_from = issued + seconds(1)}), "not-yet-valid");
  EXPECT_EQ(Under({.issued_until = issued - seconds(1)}), "expired");
}

}  // namespace
}  // namespace clearway::certificate
