#include "kiosk/records/vault/vault_care.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

const std::vector<std::string> kTexts{"HC1:NCF"};

VaultFolders FoldersOf(const VaultRig& rig) {
  return {rig.copies(), rig.keys()};
}

void Keep(const VaultRig& rig, const std::string& number, Timestamp now) {
  Vault vault = rig.Open();
  ASSERT_TRUE(vault.Put(DocumentOf(number), PinOf("483920"), kTexts, At(now)));
}

bool Opens(const VaultRig& rig, const std::string& number, Timestamp now) {
  Vault vault = rig.Open();
  return vault.Open(DocumentOf(number), PinOf("483920"), At(now)).has_value();
}

TEST(VaultCare, counts_without_the_secret) {
  const VaultRig rig;
  Keep(rig, "L898902C3", kNoon);
  Keep(rig, "D23145890", kNoon + hours(20));
  const auto report = LookAtVault(FoldersOf(rig), kNoon + hours(20));
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->store.copies, 2U);
  EXPECT_EQ(report->store.first_expiry, kNoon + hours(24));
  EXPECT_EQ(report->store.last_expiry, kNoon + hours(44));
  EXPECT_EQ(report->day_keys, 2U);
}

TEST(VaultCare, purges_what_has_expired_and_nothing_else) {
  const VaultRig rig;
  Keep(rig, "L898902C3", kNoon);
  Keep(rig, "D23145890", kNoon + hours(20));
  std::ofstream(rig.keys() / "day-5.key.new") << "half";
  const auto report = PurgeVault(FoldersOf(rig), kNoon + hours(25));
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->copies_removed, 1U);
  EXPECT_EQ(report->keys_destroyed, 2U);
  EXPECT_EQ(report->store.copies, 1U);
  EXPECT_FALSE(Opens(rig, "L898902C3", kNoon + hours(25)));
  EXPECT_TRUE(Opens(rig, "D23145890", kNoon + hours(25)));
}

TEST(VaultCare, empties_a_vault_also_where_its_store_is_broken) {
  const VaultRig rig;
  Keep(rig, "L898902C3", kNoon);
  EXPECT_EQ(EmptyVault(FoldersOf(rig), kNoon)->copies_removed, 1U);
  Keep(rig, "L898902C3", kNoon);
  std::ofstream(rig.copies() / "copies.db") << std::string(8192, 'x');
  EXPECT_EQ(LookAtVault(FoldersOf(rig), kNoon).error().fault, Fault::kBroken);
  const auto report = EmptyVault(FoldersOf(rig), kNoon);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->day_keys, 0U);
  EXPECT_EQ(report->store.copies, 0U);
}

TEST(VaultCare, makes_no_vault_where_there_is_none) {
  const VaultRig rig;
  EXPECT_EQ(LookAtVault(FoldersOf(rig), kNoon).error().fault, Fault::kNotFound);
  EXPECT_EQ(EmptyVault(FoldersOf(rig), kNoon).error().fault, Fault::kNotFound);
  EXPECT_FALSE(fs::exists(rig.copies()));
  // Folders alone: the store has to be the kiosk's own file, not root's who looks after it.
  fs::create_directories(rig.copies());
  fs::create_directories(rig.keys());
  for (const auto& care : {LookAtVault, PurgeVault, EmptyVault}) {
    const auto report = care(FoldersOf(rig), kNoon);
    ASSERT_TRUE(report) << report.error().detail;
    EXPECT_EQ(report->store.copies, 0U);
  }
  EXPECT_TRUE(fs::is_empty(rig.copies()));
}

}  // namespace
}  // namespace clearway::vault
