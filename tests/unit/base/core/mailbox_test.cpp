#include "base/core/mailbox.h"

#include <gtest/gtest.h>

#include <thread>

namespace clearway {
namespace {

TEST(Mailbox, keeps_only_the_newest_value) {
  Mailbox<int> mailbox;
  mailbox.Put(1);
  mailbox.Put(2);
  EXPECT_EQ(mailbox.Take(), 2);
  EXPECT_EQ(mailbox.Take(), std::nullopt);
}

TEST(Mailbox, wakes_a_waiting_thread_with_a_value) {
  Mailbox<int> mailbox;
  int seen = 0;
  {
    std::jthread waiter([&](std::stop_token stop) { seen = mailbox.Wait(stop).value_or(-1); });
    mailbox.Put(7);
    waiter.join();
  }
  EXPECT_EQ(seen, 7);
}

TEST(Mailbox, stops_waiting_when_asked_to_stop) {
  Mailbox<int> mailbox;
  std::optional<int> seen = 1;
  {
    std::jthread waiter([&](std::stop_token stop) { seen = mailbox.Wait(stop); });
    waiter.request_stop();
  }
  EXPECT_EQ(seen, std::nullopt);
}

}  // namespace
}  // namespace clearway
