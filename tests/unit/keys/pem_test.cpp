#include "keys/pem.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace clearway::keys {
namespace {

using encoding::AsBytes;
using encoding::Bytes;

const std::string kA = "-----BEGIN THING-----\nAQID\n-----END THING-----\n";
const std::string kB = "-----BEGIN OTHER-----\nBAUG\n-----END OTHER-----\n";

TEST(Pem, gives_the_blocks_of_a_label_and_passes_over_what_is_between) {
  const auto blocks = PemBlocks(AsBytes("about\n" + kA + "between\n" + kB + kA + "after"), "THING");
  ASSERT_TRUE(blocks);
  EXPECT_EQ(*blocks, (std::vector<Bytes>{{1, 2, 3}, {1, 2, 3}}));
  EXPECT_TRUE(PemBlocks(AsBytes("nothing"), "THING")->empty());
  EXPECT_EQ(*PemBlocksOrDer(AsBytes(kB), "OTHER"), (std::vector<Bytes>{{4, 5, 6}}));
  EXPECT_EQ(*PemBlocksOrDer(Bytes{7, 8}, "OTHER"), (std::vector<Bytes>{{7, 8}}));
}

// What it held nobody knows: a revocation may be lost with it, and with those behind it.
TEST(Pem, is_refused_with_a_damaged_block_wherever_that_stands) {
  const std::string cut = kA.substr(0, kA.size() - 12);
  std::string garbled = kA;
  garbled.replace(garbled.find("AQID"), 2, "!!");
  const std::string misspelt = "-----BEGIN THING----\nAQID\n-----END THING-----\n";
  for (const std::string& damaged : {cut, garbled, misspelt}) {
    for (const std::string& text :
         {damaged, damaged + "\n" + kA, kA + damaged, kB + damaged + kA}) {
      EXPECT_FALSE(PemBlocks(AsBytes(text), "THING")) << text;
      EXPECT_FALSE(PemBlocksOrDer(AsBytes(text), "OTHER")) << text;
    }
  }
}

}  // namespace
}  // namespace clearway::keys
