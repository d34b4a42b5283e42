#include "certificate/read.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {
namespace {

Reading ReadNothingTrusted(std::string_view text) {
  return Read(text, keys::TrustStore(), kNow);
}

TEST(Read, tells_what_is_no_certificate_from_a_broken_one) {
  for (const char* text :
       {"", "https://example.org/menu", "M1MUSTERMANN/ANNA      EABC123", "WIFI:S:airport;;", "{}",
        "{\"data\": 1}", "{\"data\": {}}", "{\"data\": {}, \"sig\": \"x\"}", "[1, 2]",
        "[{\"data\": {}, \"sig\": {}}, 1]", "{\"data\": {}, \"sig\": {}", "shc", "HC1"}) {
    const Reading reading = ReadNothingTrusted(text);
    EXPECT_FALSE(reading.is_certificate()) << text;
    EXPECT_FALSE(reading.authenticity.valid());
  }
  EXPECT_TRUE(ReadNothingTrusted("HC1:broken").is_certificate());
  EXPECT_TRUE(ReadNothingTrusted("TH1:broken").is_certificate());
}

TEST(Read, names_the_formats_that_it_recognises) {
  const std::pair<std::string_view, Format> kTexts[] = {
      {"shc:/567629095243206034602924", Format::kSmartHealthCard},
      {"{\"data\":{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1,\"is\":\"XXX\"}},\"sig\":{}}",
       Format::kVdsNc},
      {"{\"data\":{\"hdr\":{\"t\":\"\\u0069cao.vacc\"}},\"sig\":{}}", Format::kVdsNc},
      {"[{\"sig\":{},\"data\":{}}]", Format::kVdsNc},
      {" [{\"data\":{\"hdr\":{\"t\":\"icao.test\"}}}]", Format::kVdsNc},
      {"B64:UEsDBBQAAAAIALdM8lJh0vluDQMAAPUI", Format::kDivoc},
      {"PK\x03\x04 zip", Format::kDivoc}};
  for (const auto& [text, format] : kTexts) {
    const Reading reading = ReadNothingTrusted(text);
    EXPECT_EQ(reading.format, format) << text;
    EXPECT_FALSE(reading.authenticity.valid());
  }
}

TEST(Read, refuses_texts_longer_than_any_certificate) {
  const Reading reading = ReadNothingTrusted("HC1:" + std::string(1 << 20, '0'));
  EXPECT_FALSE(reading.authenticity.valid());
  EXPECT_EQ(reading.authenticity.cause, Cause::kMalformed);
}

}  // namespace
}  // namespace clearway::certificate
