#include "kiosk/records/vault/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "keys/kiosk_secret.h"
#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;

const std::vector<std::string> kTexts{"HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH", "TH1:SECOND"};
constexpr const char* kPin = "483920";

// What a traveller hears: the texts, or the fault's word.
std::vector<std::string> Ask(Vault& vault, const char* pin, Timestamp now = kNoon,
                             const std::string& number = "L898902C3") {
  auto texts = vault.Open(DocumentOf(number), PinOf(pin), At(now));
  if (!texts) return {ToString(texts.error())};
  return texts->codes;
}

void Keep(Vault& vault, Timestamp now = kNoon, const std::string& number = "L898902C3") {
  const auto expires_at = vault.Put(DocumentOf(number), PinOf(kPin), kTexts, At(now));
  ASSERT_TRUE(expires_at) << ToString(expires_at.error());
  EXPECT_EQ(*expires_at, now + hours(24));
}

std::vector<std::string> KeyFiles(const VaultRig& rig) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(rig.keys())) {
    names.push_back(entry.path().filename());
  }
  return names;
}

TEST(Vault, opens_a_copy_with_passport_and_pin_as_often_as_its_holder_likes) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  for (int i = 0; i < 40; ++i) ASSERT_EQ(Ask(vault, kPin), kTexts);
  EXPECT_EQ(vault.Stats(At(kNoon))->store.attempts_in_hour, 0U);
}

TEST(Vault, opens_it_after_a_restart_and_over_midnight) {
  const VaultRig rig;
  {
    Vault vault = rig.Open();
    Keep(vault);
  }
  Vault vault = rig.Open();
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(23)), kTexts);
}

TEST(Vault, gives_one_answer_for_no_copy_another_pin_and_an_expired_copy) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  EXPECT_THAT(Ask(vault, kPin, kNoon, "D23145890"), ElementsAre("not_opened"));
  EXPECT_THAT(Ask(vault, "483921"), ElementsAre("not_opened"));
  EXPECT_THAT(Ask(vault, kPin, kNoon + hours(24)), ElementsAre("not_opened"));
}

TEST(Vault, opens_nothing_after_five_wrong_pins_not_even_for_the_right_one) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  for (int i = 0; i < 4; ++i) EXPECT_THAT(Ask(vault, "111222"), ElementsAre("not_opened"));
  EXPECT_EQ(Ask(vault, kPin), kTexts);  // the fifth is right, and begins anew
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Ask(vault, "111222"), ElementsAre("not_opened"));
  EXPECT_THAT(Ask(vault, kPin), ElementsAre("not_opened"));
  EXPECT_EQ(vault.Stats(At(kNoon))->store.copies, 0U);
}

TEST(Vault, stops_those_who_try_many_passports_until_the_hour_is_over) {
  const VaultRig rig;
  Vault vault = rig.Open({.limits = {.per_hour = 7}});
  Keep(vault);
  for (int i = 0; i < 7; ++i) {
    EXPECT_THAT(Ask(vault, kPin, kNoon, "A" + std::to_string(1000000 + i)),
                ElementsAre("not_opened"));
  }
  EXPECT_THAT(Ask(vault, kPin), ElementsAre("budget_spent"));
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(1)), kTexts);
}

TEST(Vault, keeps_the_newest_copy_of_a_document_also_over_midnight) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  const std::vector<std::string> newer{"NEWER"};
  ASSERT_TRUE(vault.Put(DocumentOf("L898902C3"), PinOf("905133"), newer, At(kNoon + hours(20))));
  EXPECT_EQ(Ask(vault, "905133", kNoon + hours(21)), newer);
  EXPECT_THAT(Ask(vault, kPin, kNoon + hours(21)), ElementsAre("not_opened"));
  EXPECT_EQ(vault.Stats(At(kNoon + hours(21)))->store.copies, 1U);
}

TEST(Vault, destroys_a_days_key_with_its_last_copy) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault, kNoon, "D23145890");
  Keep(vault, kNoon + hours(20));
  EXPECT_EQ(KeyFiles(rig).size(), 2U);
  const auto purged = vault.Purge(At(kNoon + hours(24)));
  ASSERT_TRUE(purged);
  EXPECT_EQ(purged->expired, 1U);
  EXPECT_EQ(purged->keys_destroyed, 1U);
  EXPECT_EQ(KeyFiles(rig).size(), 1U);
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(24)), kTexts);
}

// Whoever kept an old picture of the store, as an SSD may, has nothing to open it with.
TEST(Vault, cannot_open_an_old_store_once_the_days_key_is_destroyed) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  fs::copy(rig.copies(), rig.path() / "old", fs::copy_options::recursive);
  ASSERT_TRUE(vault.PurgeAll(At(kNoon)));
  fs::remove_all(rig.copies());
  fs::rename(rig.path() / "old", rig.copies());
  Vault revived = rig.Open();
  EXPECT_THAT(Ask(revived, kPin), ElementsAre("keys_lost"));
}

TEST(Vault, purges_before_anything_else_after_days_without_power) {
  const VaultRig rig;
  const VaultPlace place{rig.copies(), rig.keys(), rig.path() / "secret"};
  ASSERT_TRUE(keys::MakeKioskSecret(place.secret));
  {
    auto vault = OpenVault(place, {}, At(kNoon));
    ASSERT_TRUE(vault);
    Keep(*vault);
    EXPECT_EQ(Ask(*vault, kPin), kTexts);
  }
  auto vault = OpenVault(place, {}, At(kNoon + hours(24 * 5)));
  ASSERT_TRUE(vault);
  EXPECT_TRUE(KeyFiles(rig).empty());
  EXPECT_EQ(vault->Stats(At(kNoon))->store.copies, 0U);
}

TEST(Vault, does_nothing_while_the_clock_is_in_doubt_and_loses_nothing_by_it) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  const TrustedTime doubted{.now = kNoon + hours(24 * 365), .trusted = false};
  const DocumentKey document = DocumentOf("L898902C3");
  EXPECT_EQ(vault.Open(document, PinOf(kPin), doubted).error(), VaultFault::kClockInDoubt);
  EXPECT_EQ(vault.Put(document, PinOf(kPin), kTexts, doubted).error(), VaultFault::kClockInDoubt);
  EXPECT_EQ(vault.Purge(doubted).error(), VaultFault::kClockInDoubt);
  EXPECT_EQ(Ask(vault, kPin), kTexts);
}

TEST(Vault, does_not_revive_expired_copies_for_a_clock_that_goes_back) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault, kNoon, "D23145890");
  Keep(vault, kNoon + hours(23));
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(24)), kTexts);  // the vault has seen that it is over
  EXPECT_THAT(Ask(vault, kPin, kNoon + hours(23) + minutes(30), "D23145890"),
              ElementsAre("not_opened"));
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(23) + minutes(30)), kTexts);
}

TEST(Vault, is_emptied_by_a_clock_that_goes_back_far_and_goes_on) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  EXPECT_THAT(Ask(vault, kPin, kNoon - hours(2)), ElementsAre("not_opened"));
  EXPECT_TRUE(KeyFiles(rig).empty());
  Keep(vault, kNoon - hours(2));
  EXPECT_EQ(Ask(vault, kPin, kNoon - hours(2)), kTexts);
  EXPECT_EQ(Ask(vault, kPin, kNoon), kTexts);
}

TEST(Vault, promises_no_longer_life_where_the_clock_is_behind) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault, kNoon, "D23145890");
  Keep(vault, kNoon - minutes(30));
  EXPECT_EQ(Ask(vault, kPin, kNoon + hours(23)), kTexts);
  EXPECT_THAT(Ask(vault, kPin, kNoon + hours(23) + minutes(30)), ElementsAre("not_opened"));
}

TEST(Vault, says_that_keys_are_lost_where_one_is_missing_or_damaged_and_then_goes_on) {
  const VaultRig rig;
  Vault vault = rig.Open();
  for (const bool missing : {true, false}) {
    Keep(vault);
    const fs::path file = rig.keys() / KeyFiles(rig).at(0);
    if (missing) {
      fs::remove(file);
    } else {
      std::ofstream(file, std::ios::binary) << "CWD1 and nonsense";
    }
    EXPECT_THAT(Ask(vault, kPin), ElementsAre("keys_lost"));
    const auto purged = vault.Purge(At(kNoon));
    ASSERT_TRUE(purged);
    EXPECT_EQ(purged->lost, 1U);
    EXPECT_THAT(Ask(vault, kPin), ElementsAre("not_opened"));
  }
  Keep(vault);
  EXPECT_EQ(Ask(vault, kPin), kTexts);
}

TEST(Vault, opens_nothing_under_another_kiosks_secret) {
  const VaultRig rig;
  {
    Vault vault = rig.Open();
    Keep(vault);
  }
  Vault other = rig.Open({}, 8);
  EXPECT_THAT(Ask(other, kPin), ElementsAre("keys_lost"));
}

TEST(Vault, takes_no_more_text_than_a_copy_holds) {
  const VaultRig rig;
  Vault vault = rig.Open();
  const std::vector<std::string> much{std::string(kMostTextBytes + 1, 'x')};
  EXPECT_EQ(vault.Put(DocumentOf("L898902C3"), PinOf(kPin), much, At(kNoon)).error(),
            VaultFault::kTooMuch);
  EXPECT_EQ(vault.Stats(At(kNoon))->store.copies, 0U);
}

TEST(Vault, leaves_nothing_readable_on_the_disk) {
  const VaultRig rig;
  Vault vault = rig.Open();
  Keep(vault);
  EXPECT_THAT(Ask(vault, "111222"), ElementsAre("not_opened"));
  const auto look = [&rig](const char* when) {
    const std::string all = rig.AllBytes();
    for (const char* canary : {"L898902C3", "740812", "320415", kPin, "111222", "HC1:", "NCFOXN",
                               "TH1:SECOND", "SECOND"}) {
      EXPECT_EQ(all.find(canary), std::string::npos) << canary << " " << when;
    }
  };
  look("while a copy lies here");
  ASSERT_TRUE(vault.PurgeAll(At(kNoon)));
  look("after a purge");
  EXPECT_TRUE(KeyFiles(rig).empty());
}

TEST(Vault, begins_anew_where_its_store_is_not_what_it_wrote) {
  const VaultRig rig;
  const VaultPlace place{rig.copies(), rig.keys(), rig.path() / "secret"};
  ASSERT_TRUE(keys::MakeKioskSecret(place.secret));
  {
    auto vault = OpenVault(place, {}, At(kNoon));
    ASSERT_TRUE(vault);
    Keep(*vault);
  }
  std::ofstream(rig.copies() / "copies.db", std::ios::binary) << std::string(12288, 'x');
  auto vault = OpenVault(place, {}, At(kNoon));
  ASSERT_TRUE(vault);
  EXPECT_TRUE(KeyFiles(rig).empty());
  EXPECT_THAT(Ask(*vault, kPin), ElementsAre("not_opened"));
}

TEST(Vault, does_not_open_without_its_secret) {
  const VaultRig rig;
  const auto vault = OpenVault({rig.copies(), rig.keys(), rig.path() / "secret"}, {}, At(kNoon));
  EXPECT_EQ(vault.error().fault, Fault::kNotFound);
}

// Every page of the store, its header byte by byte: a changed file opens to the right texts (the
// byte is of no account) or to nothing, and never stops the vault for good.
TEST(Vault, opens_to_the_right_texts_or_to_nothing_whatever_byte_of_the_store_is_changed) {
  const VaultRig rig;
  {
    Vault vault = rig.Open();
    Keep(vault);
  }
  const fs::path file = rig.copies() / "copies.db";
  std::ifstream stream(file, std::ios::binary);
  const std::string good(std::istreambuf_iterator<char>(stream), {});
  ASSERT_GT(good.size(), 4096U);
  std::mt19937 random(20270115);
  int opened = 0;
  for (int trial = 0; trial < 300; ++trial) {
    std::string bad = good;
    const std::size_t at = trial < 100 ? static_cast<std::size_t>(trial) : random() % bad.size();
    bad[at] = static_cast<char>(static_cast<unsigned char>(bad[at]) ^ (1 + random() % 255));
    ASSERT_TRUE(SqliteStore::Discard(rig.copies()));
    std::ofstream(file, std::ios::binary) << bad;
    auto store = SqliteStore::Open(rig.copies());
    if (!store) {
      EXPECT_NE(store.error().detail, "");
      continue;
    }
    Vault vault({}, VaultRig::Secret(), rig.Keys(), std::move(*store),
                {.memory_kib = 8, .passes = 1});
    const auto answer = Ask(vault, kPin);
    if (answer == kTexts) {
      ++opened;
    } else {
      EXPECT_THAT(answer, ElementsAre(testing::AnyOf("not_opened", "keys_lost", "broken",
                                                     "unavailable", "budget_spent")))
          << "byte " << at;
    }
  }
  EXPECT_GT(opened, 0);
  EXPECT_LT(opened, 300);
}

}  // namespace
}  // namespace clearway::vault
