#include "kiosk/records/vault/day_keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

namespace fs = std::filesystem;

constexpr auto kNone = [](Day) { return false; };

TEST(DayKeys, are_read_back_and_are_of_no_kin) {
  const VaultRig rig;
  const DayKeys keys = rig.Keys();
  const auto one = keys.Make(20'000);
  const auto two = keys.Make(20'001);
  ASSERT_TRUE(one && two);
  const auto found = rig.Keys().Read();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->keys.size(), 2U);
  ASSERT_NE(found->Find(20'000), nullptr);
  EXPECT_TRUE(std::ranges::equal(found->Find(20'000)->key.view(), one->view()));
  EXPECT_FALSE(std::ranges::equal(one->view(), two->view()));
  EXPECT_EQ(found->Find(20'002), nullptr);
}

TEST(DayKeys, lie_sealed_and_only_their_owner_can_read_them) {
  const VaultRig rig;
  const auto key = rig.Keys().Make(20'000);
  ASSERT_TRUE(key);
  EXPECT_EQ(rig.AllBytes().find(encoding::AsText(key->view())), std::string::npos);
  struct stat about {};
  ASSERT_EQ(stat((rig.keys() / "day-20000.key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  ASSERT_EQ(stat(rig.keys().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0700U);
}

TEST(DayKeys, are_nothing_under_another_secret) {
  const VaultRig rig;
  ASSERT_TRUE(rig.Keys().Make(20'000));
  const auto found = DayKeys::Open(rig.keys(), VaultRig::Secret(8).view())->Read();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->keys.empty());
  EXPECT_EQ(found->damaged.size(), 1U);
}

TEST(DayKeys, are_overwritten_before_they_are_removed) {
  const VaultRig rig;
  const DayKeys keys = rig.Keys();
  ASSERT_TRUE(keys.Make(20'000));
  // A second name keeps the bytes within reach, as a block that the file system has freed would.
  const fs::path witness = rig.path() / "witness";
  fs::create_hard_link(rig.keys() / "day-20000.key", witness);
  ASSERT_EQ(*keys.DestroyUnless(kNone), 1U);
  std::ifstream stream(witness, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  EXPECT_EQ(bytes.size(), kDayKeyFileBytes);
  EXPECT_FALSE(bytes.starts_with("CWD1"));
  EXPECT_TRUE(keys.Read()->keys.empty());
}

TEST(DayKeys, stay_for_days_that_are_wanted_and_go_with_what_a_killed_process_left) {
  const VaultRig rig;
  const DayKeys keys = rig.Keys();
  ASSERT_TRUE(keys.Make(20'000));
  ASSERT_TRUE(keys.Make(20'001));
  std::ofstream(rig.keys() / "day-20002.key.new") << "half";
  fs::copy_file(rig.keys() / "day-20001.key", rig.keys() / "day-20007.key");  // another's place
  EXPECT_EQ(keys.Read()->damaged.size(), 2U);
  EXPECT_EQ(*keys.DestroyUnless([](Day day) { return day == 20'001; }), 3U);
  const auto found = keys.Read();
  ASSERT_TRUE(found);
  ASSERT_EQ(found->keys.size(), 1U);
  EXPECT_EQ(found->keys[0].day, 20'001U);
  EXPECT_TRUE(found->damaged.empty());
}

TEST(DayKeys, are_damaged_when_any_byte_is) {
  const VaultRig rig;
  ASSERT_TRUE(rig.Keys().Make(20'000));
  const fs::path file = rig.keys() / "day-20000.key";
  for (std::size_t i = 0; i < kDayKeyFileBytes; ++i) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(i));
    const char byte = static_cast<char>(stream.get());
    stream.seekp(static_cast<std::streamoff>(i));
    stream.put(static_cast<char>(byte ^ 1));
    stream.flush();
    EXPECT_EQ(rig.Keys().Read()->damaged.size(), 1U) << "byte " << i;
    stream.seekp(static_cast<std::streamoff>(i));
    stream.put(byte);
  }
  EXPECT_EQ(rig.Keys().Read()->keys.size(), 1U);
}

TEST(DayKeys, are_one_process_at_a_times) {
  const VaultRig rig;
  const DayKeys one = rig.Keys();
  const DayKeys other = rig.Keys();
  {
    const auto lock = one.Lock();
    ASSERT_TRUE(lock);
    EXPECT_EQ(other.Lock().error().fault, Fault::kTimeout);
  }
  EXPECT_TRUE(other.Lock());
}

}  // namespace
}  // namespace clearway::vault
