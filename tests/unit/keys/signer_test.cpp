#include "keys/signer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "keys/issuing/issuer.h"

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

}  // namespace
}  // namespace clearway::keys
