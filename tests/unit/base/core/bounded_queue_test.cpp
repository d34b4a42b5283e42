#include "base/core/bounded_queue.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

namespace clearway {
namespace {

TEST(BoundedQueue, delivers_everything_in_order) {
  BoundedQueue<int> queue(8);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(queue.TryPush(int{i}));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(queue.TryPop(), i);
  EXPECT_EQ(queue.TryPop(), std::nullopt);
}

TEST(BoundedQueue, says_that_it_is_full_and_leaves_the_value_with_the_caller) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  ASSERT_TRUE(queue.TryPush(std::make_unique<int>(1)));
  auto second = std::make_unique<int>(2);
  EXPECT_FALSE(queue.TryPush(std::move(second)));
  EXPECT_NE(second, nullptr);  // NOLINT(bugprone-use-after-move): a refused push takes nothing
}

TEST(BoundedQueue, delivers_what_was_accepted_before_the_stop) {
  BoundedQueue<int> queue(4);
  std::vector<int> seen;
  ASSERT_TRUE(queue.TryPush(1));
  ASSERT_TRUE(queue.TryPush(2));
  {
    std::jthread worker([&](std::stop_token stop) {
      while (auto value = queue.Pop(stop)) seen.push_back(*value);
    });
    worker.request_stop();
  }
  EXPECT_EQ(seen, (std::vector<int>{1, 2}));
}

TEST(BoundedQueue, delivers_nothing_that_was_taken_out_and_has_room_again) {
  BoundedQueue<int> queue(4);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(queue.TryPush(int{i}));
  queue.RemoveIf([](int value) { return value % 2 == 0; });
  ASSERT_TRUE(queue.TryPush(5));
  for (const int left : {1, 3, 5}) EXPECT_EQ(queue.TryPop(), left);
  EXPECT_EQ(queue.TryPop(), std::nullopt);
}

}  // namespace
}  // namespace clearway
