#include "base/encoding/jws.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding/base64.h"

namespace clearway::encoding {
namespace {

std::string Encoded(std::string_view text) {
  return EncodeBase64Url(AsBytes(text));
}

std::string WithHeader(std::string_view header) {
  return Encoded(header) + "." + Encoded("payload") + "." + Encoded("signature");
}

TEST(CompactJws, gives_its_parts_and_what_is_signed) {
  const std::string text = WithHeader(R"({"zip":"DEF","alg":"ES256","kid":"k1"})");
  const auto jws = ParseCompactJws(text);
  ASSERT_TRUE(jws) << jws.error().detail;
  EXPECT_EQ(jws->algorithm, "ES256");
  EXPECT_EQ(jws->key_id, "k1");
  EXPECT_EQ(jws->compression, "DEF");
  EXPECT_EQ(AsText(jws->payload), "payload");
  EXPECT_EQ(AsText(jws->signature), "signature");
  EXPECT_EQ(jws->signed_text, text.substr(0, text.rfind('.')));
}

TEST(CompactJws, needs_three_parts_in_base64url) {
  const std::string header = Encoded(R"({"alg":"ES256"})");
  for (const std::string& text :
       {std::string(), std::string("."), std::string(header), header + ".cA", header + ".cA.cw.cA",
        header + ".c+.cw", header + ".cA==.cw", header + ".cA.c/", header + ".cA. cw",
        std::string("e30=.cA.cw"), header.substr(1) + ".cA.cw"}) {
    EXPECT_FALSE(ParseCompactJws(text)) << text;
  }
}

TEST(CompactJws, gives_no_signature_for_one_that_bytes_do_not_encode_to) {
  const std::string begin = Encoded(R"({"alg":"ES256"})") + ".cA.";
  EXPECT_EQ(ParseCompactJws(begin + "cw")->signature.size(), 1U);
  EXPECT_TRUE(ParseCompactJws(begin + "cx")->signature.empty());
  EXPECT_TRUE(ParseCompactJws(begin)->signature.empty());
}

TEST(CompactJws, refuses_headers_that_could_be_read_in_two_ways) {
  for (const char* header :
       {R"({"alg":"ES256","alg":"ES256"})", R"({"kid":"k1"})", R"({"alg":7})",
        R"({"alg":"ES256","kid":1})", R"({"alg":"ES256","zip":null})", R"(["alg","ES256"])",
        R"({"alg":"ES256","crit":["exp"]})", R"("ES256")", "{", ""}) {
    EXPECT_FALSE(ParseCompactJws(WithHeader(header))) << header;
  }
}

TEST(CompactJws, bounds_its_header) {
  const std::string long_value(5000, 'x');
  EXPECT_FALSE(ParseCompactJws(WithHeader(R"({"alg":"ES256","x":")" + long_value + "\"}")));
}

}  // namespace
}  // namespace clearway::encoding
