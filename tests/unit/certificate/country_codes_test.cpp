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

}  // namespace
}  // namespace clearway::certificate
