#include "kiosk/records/vault/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "kiosk/records/vault/sqlite.h"
#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

using encoding::Bytes;
using std::chrono::hours;

CopyRecord Copy(std::uint8_t name, Day day = 20'000) {
  CopyRecord copy{
      .tag = {}, .day = day, .expires_at = kNoon + hours(24), .sealed = Bytes(50, name)};
  copy.tag.fill(name);
  return copy;
}

std::array<CopyTag, 1> Tag(std::uint8_t name) {
  return {Copy(name).tag};
}

class Store : public testing::Test {
 protected:
  VaultRig rig_;
  std::unique_ptr<SqliteStore> store_ = *SqliteStore::Open(rig_.copies());
  const AttemptLimits limits_{.per_copy = 3, .per_hour = 10};

  std::optional<CopyRecord> Ask(std::uint8_t name, Timestamp now = kNoon) {
    const auto attempt = store_->CountAttempt(Tag(name), now, limits_);
    EXPECT_TRUE(attempt && attempt->within_budget);
    return attempt ? attempt->copy : std::nullopt;
  }
};

TEST_F(Store, keeps_copies_over_a_restart) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  store_.reset();
  store_ = *SqliteStore::Open(rig_.copies());
  EXPECT_EQ(Ask(1), Copy(1));
  EXPECT_EQ(Ask(2), std::nullopt);
}

TEST_F(Store, puts_a_copy_in_the_place_of_earlier_ones) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  ASSERT_TRUE(store_->Put(Copy(2), Tag(1), kNoon));
  EXPECT_EQ(Ask(1), std::nullopt);
  EXPECT_EQ(Ask(2), Copy(2));
  EXPECT_EQ(store_->Stats(kNoon)->copies, 1U);
}

TEST_F(Store, gives_a_copy_as_often_as_it_has_attempts_whoever_restarts_in_between) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  EXPECT_TRUE(Ask(1));
  EXPECT_TRUE(Ask(1));
  store_.reset();
  store_ = *SqliteStore::Open(rig_.copies());
  EXPECT_TRUE(Ask(1));
  EXPECT_FALSE(Ask(1));
  EXPECT_EQ(store_->Stats(kNoon)->copies, 0U);
}

TEST_F(Store, gives_all_attempts_back_to_who_was_right) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  for (int round = 0; round < 4; ++round) {
    EXPECT_TRUE(Ask(1));
    EXPECT_TRUE(Ask(1));
    ASSERT_TRUE(store_->Forgive(Copy(1).tag));
  }
  EXPECT_EQ(store_->Stats(kNoon)->attempts_in_hour, 4U);
}

TEST_F(Store, counts_attempts_at_nothing_too_and_forgets_them_with_the_hour) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Ask(9), std::nullopt);
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  const auto eleventh = store_->CountAttempt(Tag(1), kNoon, limits_);
  ASSERT_TRUE(eleventh);
  EXPECT_FALSE(eleventh->within_budget);
  EXPECT_FALSE(eleventh->copy);
  EXPECT_TRUE(Ask(1, kNoon + hours(1)));
}

TEST_F(Store, never_gives_an_expired_copy) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  EXPECT_TRUE(Ask(1, kNoon + hours(24) - std::chrono::seconds(1)));
  EXPECT_FALSE(Ask(1, kNoon + hours(24)));
}

TEST_F(Store, removes_what_is_dead_and_nothing_else) {
  ASSERT_TRUE(store_->Put(Copy(1, 20'000), {}, kNoon));
  ASSERT_TRUE(store_->Put(Copy(2, 20'001), {}, kNoon));
  CopyRecord old = Copy(3, 20'001);
  old.expires_at = kNoon;
  ASSERT_TRUE(store_->Put(old, {}, kNoon));
  const std::vector<Day> with_key{20'001};
  const auto removed = store_->RemoveDead(with_key, kNoon, limits_);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->expired, 1U);
  EXPECT_EQ(removed->keyless, 1U);
  EXPECT_EQ(store_->Days(), (std::vector<Day>{20'001}));
  EXPECT_TRUE(Ask(2));
}

TEST_F(Store, leaves_no_byte_of_a_removed_copy_in_its_files) {
  CopyRecord copy = Copy(1);
  copy.sealed = Bytes(3000, 'Q');
  ASSERT_TRUE(store_->Put(copy, {}, kNoon));
  ASSERT_NE(rig_.AllBytes().find("QQQQQQQQ"), std::string::npos);
  ASSERT_TRUE(store_->RemoveAll(kNoon));
  EXPECT_EQ(rig_.AllBytes().find("QQQQQQQQ"), std::string::npos);
}

TEST_F(Store, takes_a_copy_that_makes_no_sense_for_none_and_has_its_place_free_again) {
  for (const char* change : {"UPDATE copies SET day = -1", "UPDATE attempts SET used = -1",
                             "UPDATE copies SET sealed = zeroblob(140000)"}) {
    ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
    auto database = Database::Open(rig_.copies() / "copies.db");
    ASSERT_TRUE(database && database->Run(change)) << change;
    EXPECT_EQ(Ask(1), std::nullopt) << change;
    EXPECT_EQ(store_->Stats(kNoon)->copies, 0U) << change;
    ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
    EXPECT_EQ(Ask(1), Copy(1)) << change;
  }
}

TEST_F(Store, leaves_nothing_in_its_log_of_a_copy_that_was_replaced_before_a_purge) {
  ASSERT_TRUE(store_->Put(Copy(7), {}, kNoon));
  ASSERT_TRUE(store_->Put(Copy(8), Tag(7), kNoon));
  const std::array<Day, 1> days{20'000};
  const auto removed = store_->RemoveDead(days, kNoon, limits_);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->expired + removed->keyless, 0U);
  EXPECT_EQ(rig_.AllBytes().find(std::string(20, '\7')), std::string::npos);
}

TEST_F(Store, remembers_the_latest_moment_until_it_is_emptied) {
  EXPECT_EQ(store_->Latest(), Timestamp());
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  EXPECT_FALSE(Ask(2, kNoon - hours(1)));
  EXPECT_EQ(store_->Latest(), kNoon);
  ASSERT_TRUE(store_->RemoveAll(kNoon - hours(9)));
  EXPECT_EQ(store_->Latest(), kNoon - hours(9));
}

TEST_F(Store, is_its_owners_alone) {
  ASSERT_TRUE(store_->Put(Copy(1), {}, kNoon));
  for (const auto& entry : std::filesystem::directory_iterator(rig_.copies())) {
    struct stat about {};
    ASSERT_EQ(stat(entry.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600U) << entry.path();
  }
}

TEST_F(Store, says_when_a_file_is_none_of_its_own) {
  store_.reset();
  ASSERT_TRUE(SqliteStore::Discard(rig_.copies()));
  std::ofstream(rig_.copies() / "copies.db") << std::string(8192, 'x');
  EXPECT_EQ(SqliteStore::Open(rig_.copies()).error().fault, Fault::kBroken);
  ASSERT_TRUE(SqliteStore::Discard(rig_.copies()));
  {
    auto other = Database::Open(rig_.copies() / "copies.db");
    ASSERT_TRUE(other);
    ASSERT_TRUE(other->Run("CREATE TABLE copies(a); PRAGMA user_version = 1"));
  }
  EXPECT_EQ(SqliteStore::Open(rig_.copies()).error().fault, Fault::kBroken);
}

}  // namespace
}  // namespace clearway::vault
