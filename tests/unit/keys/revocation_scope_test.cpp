#include "keys/revocation_scope.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::keys {
namespace {

using encoding::AsBytes;

TEST(RevocationScope, is_sound_as_it_is_made) {
  for (const std::string& scope :
       {EuScope(AsBytes("12345678")), EuCountryScope("fr"), CardScope("https://a.example", "key"),
        TravelHealthScope("XX"), TravelHealthScope("Ministry of Health"), CrlScope(Sha256({})),
        CrlScope("ut", AsBytes("12345"))}) {
    EXPECT_TRUE(CheckScope(scope)) << scope;
  }
}

TEST(RevocationScope, is_refused_where_it_can_match_nothing) {
  for (const char* scope : {"",
                            "eu",
                            "eu:",
                            "eu:foo bar",
                            "eu:0102030405060708",
                            "eu:AQ==",
                            "eu:AQIDBAUGBwg",
                            "eu:UNKNOWN_KID",
                            "eu:UNKNOWN_KID:",
                            "eu:UNKNOWN_KID:de",
                            "eu:UNKNOWN_KID:DEU",
                            "EU:AQIDBAUGBwg=",
                            "shc:https://a.example",
                            "shc:https://a.example#",
                            "shc:https://a.example/#key",
                            "shc:http://a.example#key",
                            "shc:https://#key",
                            "shc:https://a example#key",
                            "thc:",
                            "thc: XX",
                            "thc:XX ",
                            "thc:X\tX",
                            "crl:",
                            "crl:AQIDBAUGBwg=",
                            "crl:de:AQ==",
                            "crl:DE:",
                            "crl:DE:?"}) {
    const Status sound = CheckScope(scope);
    ASSERT_FALSE(sound) << scope;
    EXPECT_EQ(sound.error().fault, Fault::kInvalid);
  }
}

TEST(RevocationScope, is_of_text_without_white_space) {
  EXPECT_TRUE(IsFreeOfSpace("T-2027-\xC3\xA9"));
  const std::string marked = std::string("\xEF\xBB\xBF") + "a";
  for (const char* text : {" a", "a ", "a b", "a\tb", "a\r", marked.c_str(), "\x7F"}) {
    EXPECT_FALSE(IsFreeOfSpace(text));
  }
}

}  // namespace
}  // namespace clearway::keys
