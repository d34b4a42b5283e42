#include "keys/secret_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "keys/device_key.h"
#include "tests/unit/keys/temporary_folder.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::AsBytes;

TEST(SecretFile, is_for_its_owner_only_and_never_overwritten) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "secret";
  const mode_t before = umask(0);
  ASSERT_TRUE(CreateSecretFile(file, AsBytes("hush")));
  umask(before);
  struct stat about {};
  ASSERT_EQ(stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(CreateSecretFile(file, AsBytes("other")).error().fault, Fault::kDenied);
  EXPECT_EQ(encoding::AsText(ReadSecretFile(file, 100)->view()), "hush");
}

TEST(SecretFile, that_others_can_read_is_refused) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "secret";
  ASSERT_TRUE(CreateSecretFile(file, AsBytes("hush")));
  for (const fs::perms bit : {fs::perms::group_read, fs::perms::others_read}) {
    fs::permissions(file, bit, fs::perm_options::add);
    EXPECT_EQ(ReadSecretFile(file, 100).error().fault, Fault::kDenied);
    fs::permissions(file, bit, fs::perm_options::remove);
  }
  EXPECT_TRUE(ReadSecretFile(file, 100));
}

TEST(SecretFile, that_is_missing_or_too_large_says_so) {
  const TemporaryFolder folder;
  EXPECT_EQ(ReadSecretFile(folder.path() / "none", 100).error().fault, Fault::kNotFound);
  EXPECT_EQ(ReadSecretFile(folder.path(), 100).error().fault, Fault::kNotFound);
  ASSERT_TRUE(CreateSecretFile(folder.path() / "secret", encoding::Bytes(101)));
  EXPECT_EQ(ReadSecretFile(folder.path() / "secret", 100).error().fault, Fault::kInvalid);
}

TEST(DeviceKey, comes_back_from_its_file_and_hands_its_point_out) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "device.key";
  const auto made = MakeDeviceKey(file);
  ASSERT_TRUE(made) << made.error().detail;
  const auto loaded = LoadDeviceKey(file);
  ASSERT_TRUE(loaded) << loaded.error().detail;
  EXPECT_EQ(loaded->point(), made->point());
  EXPECT_EQ(*DevicePointFromPem(*loaded->PublicPem()), made->point());
  EXPECT_FALSE(MakeDeviceKey(file));
}

TEST(DeviceKey, is_on_p256_only) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "device.key";
  const auto sm2 = *DecryptionKey::Generate(Curve::kSm2);
  ASSERT_TRUE(CreateSecretFile(file, sm2.ToPem()->view()));
  EXPECT_EQ(LoadDeviceKey(file).error().fault, Fault::kInvalid);
  EXPECT_FALSE(DevicePointFromPem(*sm2.PublicPem()));
  EXPECT_FALSE(DevicePointFromPem("no key"));
  EXPECT_FALSE(DevicePointFromPem(encoding::AsText(sm2.ToPem()->view())));
}

}  // namespace
}  // namespace clearway::keys
