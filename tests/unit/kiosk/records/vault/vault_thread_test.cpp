#include "kiosk/records/vault/vault_thread.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <semaphore>
#include <string>
#include <vector>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

const std::vector<std::string> kTexts{"HC1:NCF"};

Result<Vault> OpenIn(const VaultRig& rig) {
  auto store = SqliteStore::Open(rig.copies());
  if (!store) return std::unexpected(store.error());
  return Vault({}, VaultRig::Secret(), rig.Keys(), std::move(*store),
               {.memory_kib = 8, .passes = 1});
}

// A vault thread whose answers a test can wait for.
class Desk {
 public:
  explicit Desk(
      const VaultRig& rig, std::function<void()> before_opening = [] {})
      : thread_({.open =
                     [&rig, before_opening](const TrustedTime&) {
                       before_opening();
                       return OpenIn(rig);
                     },
                 .on_answer =
                     [this] {
                       const std::lock_guard lock(mutex_);
                       answered_.notify_all();
                     }}) {}

  template <typename Answer>
  Answer Next() {
    std::unique_lock lock(mutex_);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::optional<VaultAnswer> answer;
    while (!(answer = thread_.Poll()) && std::chrono::steady_clock::now() < deadline) {
      answered_.wait_until(lock, deadline);
    }
    return std::get<Answer>(std::move(answer).value());
  }
  [[nodiscard]] bool Keep(std::uint32_t ticket) {
    return thread_.Submit(
        KeepCopy{ticket, DocumentOf("L898902C3"), PinOf("483920"), Texts(kTexts), At(kNoon)});
  }
  [[nodiscard]] bool Ask(std::uint32_t ticket, const char* pin) {
    return thread_.Submit(AskForCopy{ticket, DocumentOf("L898902C3"), PinOf(pin), At(kNoon)});
  }

 private:
  std::mutex mutex_;
  std::condition_variable answered_;

 public:
  VaultThread thread_;
};

TEST(VaultThread, answers_in_order_with_the_tickets_it_was_given) {
  const VaultRig rig;
  Desk desk(rig);
  ASSERT_TRUE(desk.Keep(1));
  ASSERT_TRUE(desk.Ask(2, "111222"));
  ASSERT_TRUE(desk.Ask(3, "483920"));
  ASSERT_TRUE(desk.thread_.Submit(PurgeCopies{At(kNoon)}));
  const auto kept = desk.Next<KeepAnswer>();
  EXPECT_EQ(kept.ticket, 1U);
  EXPECT_EQ(kept.expires_at, kNoon + std::chrono::hours(24));
  const auto wrong = desk.Next<CopyAnswer>();
  EXPECT_EQ(wrong.ticket, 2U);
  EXPECT_EQ(wrong.texts.error(), VaultFault::kNotOpened);
  const auto right = desk.Next<CopyAnswer>();
  EXPECT_EQ(right.ticket, 3U);
  ASSERT_TRUE(right.texts);
  EXPECT_EQ(right.texts->codes, kTexts);
  EXPECT_TRUE(desk.Next<PurgeAnswer>().purged);
}

TEST(VaultThread, comes_back_when_what_was_in_its_way_is_gone) {
  const VaultRig rig;
  std::ofstream(rig.copies()) << "in the way";
  Desk desk(rig);
  ASSERT_TRUE(desk.Keep(1));
  EXPECT_EQ(desk.Next<KeepAnswer>().expires_at.error(), VaultFault::kUnavailable);
  std::filesystem::remove(rig.copies());
  ASSERT_TRUE(desk.Keep(2));
  EXPECT_TRUE(desk.Next<KeepAnswer>().expires_at);
}

TEST(VaultThread, keeps_what_it_took_before_it_ends) {
  const VaultRig rig;
  {
    Desk desk(rig);
    ASSERT_TRUE(desk.Keep(1));
  }
  Vault vault = rig.Open();
  EXPECT_TRUE(vault.Open(DocumentOf("L898902C3"), PinOf("483920"), At(kNoon)));
}

TEST(VaultThread, keeps_every_copy_and_tries_no_PIN_of_who_has_left) {
  const VaultRig rig;
  std::binary_semaphore begun(0), go_on(0);
  Desk desk(rig, [&] {
    begun.release();
    go_on.acquire();
  });
  ASSERT_TRUE(desk.Ask(1, "111222"));
  begun.acquire();
  ASSERT_TRUE(desk.Keep(2));
  ASSERT_TRUE(desk.Ask(3, "111222"));
  desk.thread_.WithdrawQuestions();
  go_on.release();
  ASSERT_TRUE(desk.Ask(4, "483920"));
  EXPECT_EQ(desk.Next<CopyAnswer>().ticket, 1U) << "it had begun, and counts as an attempt";
  EXPECT_TRUE(desk.Next<KeepAnswer>().expires_at);
  const auto next = desk.Next<CopyAnswer>();
  EXPECT_EQ(next.ticket, 4U);
  EXPECT_TRUE(next.texts);
}

TEST(VaultThread, takes_no_more_than_it_can_hold) {
  const VaultRig rig;
  Desk desk(rig);
  std::size_t taken = 0;
  while (taken < 1000 && desk.thread_.Submit(PurgeCopies{At(kNoon)})) ++taken;
  EXPECT_LT(taken, 1000U);
  for (std::size_t i = 0; i < taken; ++i) EXPECT_TRUE(desk.Next<PurgeAnswer>().purged);
  EXPECT_TRUE(desk.thread_.Submit(PurgeCopies{At(kNoon)}));
}

}  // namespace
}  // namespace clearway::vault
