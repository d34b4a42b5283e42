#include "certificate/card_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace clearway::certificate {
namespace {

TEST(CardParts, know_their_place) {
  const auto part = ParseCardPart("shc:/3/12/567\r\n");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->index, 3U);
  EXPECT_EQ(part->count, 12U);
  EXPECT_EQ(part->digits, "567");
  EXPECT_EQ(ParseCardPart("shc:/5676")->count, 1U);
}

TEST(CardParts, with_numbers_that_no_part_has_are_none) {
  for (const char* text :
       {"", "shc:", "shc:5676", "SHC:/56", "shc:/0/2/56", "shc:/3/2/56", "shc:/1/0/56",
        "shc:/1/65/5", "shc:/01/2/56", "shc:/1/02/5", "shc:/-1/2/5", "shc:/+1/2/5", "shc:/1/2",
        "shc:/1/", "shc:/x/2/5", "shc:/ 1/2/5", "shc:/99999999999/99999999999/5", "HC1:/1/2/5"}) {
    EXPECT_FALSE(ParseCardPart(text)) << text;
  }
}

TEST(CardParts, join_in_any_order) {
  std::vector<std::string> parts = {"shc:/1/3/56", "shc:/2/3/76", "shc:/3/3/29"};
  do {
    EXPECT_EQ(JoinCardParts(parts).value_or("none"), "shc:/567629");
  } while (std::ranges::next_permutation(parts).found);
  parts.push_back(parts.front());
  EXPECT_EQ(JoinCardParts(parts).value_or("none"), "shc:/567629");
}

TEST(CardParts, that_do_not_make_one_card_do_not_join) {
  using Texts = std::vector<std::string>;
  for (const Texts& texts :
       {Texts{}, Texts{"shc:/1/2/56"}, Texts{"shc:/1/2/56", "shc:/1/2/57"},
        Texts{"shc:/1/2/56", "shc:/2/3/76"}, Texts{"shc:/1/2/56", "HC1:X"},
        Texts{"shc:/1/2/56", "shc:/2/2/76", "shc:/2/2/77"}, Texts{"shc:/56", "shc:/57"}}) {
    EXPECT_FALSE(JoinCardParts(texts));
  }
}

TEST(CardParts, decode_to_characters_up_to_z) {
  EXPECT_EQ(DecodeCard("shc:/0001122077").value_or("none"), "-.9Az");
  EXPECT_EQ(DecodeCard("shc:/1/1/0077").value_or("none"), "-z");
  for (const char* text : {"shc:/78", "shc:/5", "shc:/5 ", "shc:/-1", "shc:/1/2/56"}) {
    EXPECT_FALSE(DecodeCard(text)) << text;
  }
}

}  // namespace
}  // namespace clearway::certificate
