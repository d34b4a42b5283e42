#include "base/encoding/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::encoding {
namespace {

std::string Text(const Result<Bytes>& bytes) {
  return bytes ? std::string(AsText(*bytes)) : "refused";
}

// RFC 4648 section 10.
TEST(Base64, writes_and_reads_the_examples_of_its_rfc) {
  const std::pair<const char*, const char*> kExamples[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : kExamples) {
    EXPECT_EQ(EncodeBase64(AsBytes(plain)), coded);
    EXPECT_EQ(Text(DecodeBase64(coded)), plain);
  }
}

TEST(Base64, wants_its_padding_and_nothing_else) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z===", "Zm9v\n", "Zm 9v", "=Zg=", "Zm9-"}) {
    EXPECT_EQ(Text(DecodeBase64(text)), "refused") << text;
  }
}

TEST(Base64, refuses_bits_left_over_that_are_not_zero) {
  EXPECT_EQ(Text(DecodeBase64("Zh==")), "refused");
  EXPECT_EQ(Text(DecodeBase64("Zm9=")), "refused");
  EXPECT_EQ(Text(DecodeBase64Url("Zh")), "refused");
}

TEST(Base64Url, uses_minus_and_underscore_without_padding) {
  EXPECT_EQ(EncodeBase64Url(AsBytes("\xFB\xFF")), "-_8");
  EXPECT_EQ(Text(DecodeBase64Url("-_8")), "\xFB\xFF");
  for (const char* text : {"-_8=", "+/8", "A", "-_8\n"}) {
    EXPECT_EQ(Text(DecodeBase64Url(text)), "refused") << text;
  }
}

}  // namespace
}  // namespace clearway::encoding
