#include "tools/clearway/readings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::tools {
namespace {

using certificate::Format;
using certificate::Reading;
using testing::ElementsAre;
using testing::Field;

const keys::TrustStore kNobody;

std::vector<Reading> ReadTexts(const std::vector<std::string>& codes) {
  return ReadAll(codes, certificate::Keyring(kNobody), Timestamp{});
}

TEST(Readings, pass_over_other_codes_beside_a_certificate) {
  EXPECT_THAT(ReadTexts({"https://example.org", "HC1:6BF", "M1DOE"}),
              ElementsAre(Field(&Reading::format, Format::kEuDcc)));
}

TEST(Readings, say_so_where_no_code_is_a_certificate) {
  EXPECT_THAT(ReadTexts({"https://example.org"}),
              ElementsAre(Field(&Reading::format, Format::kUnknown)));
}

TEST(Readings, put_the_parts_of_a_card_together_whatever_input_they_came_in) {
  const auto codes = CodesOfAll({"shc:/2/2/4567", "HC1:6BF", "shc:/1/2/5676"});
  ASSERT_TRUE(codes);
  EXPECT_THAT(*codes, ElementsAre("shc:/56764567", "HC1:6BF"));
}

}  // namespace
}  // namespace clearway::tools
