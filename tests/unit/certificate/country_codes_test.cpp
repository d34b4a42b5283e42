#include "certificate/country_codes.h"

#include <gtest/gtest.h>

namespace clearway::certificate {
namespace {

TEST(CountryCodes, are_the_same_in_two_letters_and_in_three) {
  EXPECT_TRUE(IsSameCountry("AUS", "AU"));
  EXPECT_TRUE(IsSameCountry("jp", "JPN"));
  EXPECT_TRUE(IsSameCountry("ZWE", "ZWE"));
  EXPECT_TRUE(IsSameCountry("AFG", "af"));
  EXPECT_TRUE(IsSameCountry("D", "DE"));
  EXPECT_TRUE(IsSameCountry("EUE", "EU"));
  EXPECT_TRUE(IsSameCountry("UTO", "UT"));  // Doc 9303's specimens
  EXPECT_FALSE(IsSameCountry("AUS", "AT"));
  EXPECT_FALSE(IsSameCountry("AUT", "AU"));
}

TEST(CountryCodes, that_nobody_has_name_no_country) {
  for (const char* code : {"", "A", "XYZ", "XYZXY", "USW", "AUSAU", "UTX", "??"}) {
    EXPECT_FALSE(IsSameCountry(code, code)) << code;
  }
}

TEST(CountryCodes, are_also_those_that_the_EU_writes_otherwise) {
  EXPECT_TRUE(IsSameCountry("EL", "GRC"));
  EXPECT_TRUE(IsSameCountry("UK", "GB"));
  EXPECT_TRUE(IsSameCountry("XK", "RKS"));
  EXPECT_FALSE(IsSameCountry("UK", "UKR"));
}

TEST(CountryCodes, of_issuers_are_the_same_as_themselves_though_no_table_has_them) {
  EXPECT_TRUE(IsSameIssuingCountry("XX", "xx"));
  EXPECT_TRUE(IsSameIssuingCountry("XXA", "XXA"));
  EXPECT_TRUE(IsSameIssuingCountry("DEU", "DE"));
  EXPECT_FALSE(IsSameIssuingCountry("XX", "XXA"));
  EXPECT_FALSE(IsSameIssuingCountry("", ""));
}

TEST(CountryCodes, that_may_name_an_issuer_are_known_or_left_to_their_users) {
  for (const char* code :
       {"DE", "DEU", "D", "EL", "UK", "XK", "EU", "XX", "XXA", "QM", "ZZ", "AA"}) {
    EXPECT_TRUE(IsIssuingCountry(code)) << code;
  }
  for (const char* code : {"", "X", "XXXX", "QL", "DX", "X1", "XZ ", "USW"}) {
    EXPECT_FALSE(IsIssuingCountry(code)) << code;
  }
}

}  // namespace
}  // namespace clearway::certificate
