#include "base/core/wipe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>

namespace clearway {
namespace {

TEST(Wipe, leaves_nothing_of_a_text_in_its_buffer) {
  std::string text(100, 'x');
  const volatile char* buffer = text.data();
  const std::size_t capacity = text.capacity();
  text.resize(1);  // the rest is still in memory
  Wipe(text);
  EXPECT_TRUE(text.empty());
  ASSERT_EQ(text.capacity(), capacity);  // same block: reading all of it is fine
  for (std::size_t i = 0; i < capacity; ++i) ASSERT_EQ(buffer[i], '\0') << i;
}

TEST(Wipe, overwrites_plain_memory) {
  unsigned char memory[4] = {1, 2, 3, 4};
  Wipe(memory, sizeof memory);
  EXPECT_TRUE(std::ranges::all_of(memory, [](unsigned char c) { return c == 0; }));
}

}  // namespace
}  // namespace clearway
