#include "keys/reader_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "keys/device_key.h"
#include "keys/issuing/seal_reader_key.h"
#include "tests/unit/keys/temporary_folder.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using testing::HasSubstr;

constexpr Moment kStart{std::chrono::hours(1)};

class Readers : public testing::Test {
 protected:
  void Deliver(const std::string& name, std::uint32_t epoch, encoding::ByteView device) const {
    const auto key = MakeReaderKey({.name = "XA-XB",
                                    .epoch = epoch,
                                    .from = Timestamp(seconds(100)),
                                    .until = Timestamp(seconds(200))},
                                   ReaderKeyKind::kP256);
    const auto file = SealReaderKey(*key, device);
    std::ofstream stream(folder_.path() / name, std::ios::binary);
    stream << encoding::AsText(*file);
  }

  const TemporaryFolder folder_;
  const fs::path device_file_ = folder_.path() / "device.key";
  const DecryptionKey device_ = *MakeDeviceKey(device_file_);
  ReaderKeys readers_{folder_.path(), device_file_};
};

TEST_F(Readers, are_not_in_memory_before_they_are_needed) {
  Deliver("a.reader", 1, device_.point());
  EXPECT_TRUE(readers_.keys().empty());
  ASSERT_TRUE(readers_.Load(kStart));
  EXPECT_EQ(readers_.keys().size(), 1U);
}

TEST_F(Readers, leave_when_nobody_has_needed_them_for_a_while) {
  Deliver("a.reader", 1, device_.point());
  ASSERT_TRUE(readers_.Load(kStart));
  readers_.Idle(kStart + ReaderKeys::kIdle - seconds(1));
  EXPECT_EQ(readers_.keys().size(), 1U);
  ASSERT_TRUE(readers_.Load(kStart + seconds(30)));  // used again
  readers_.Idle(kStart + ReaderKeys::kIdle + seconds(1));
  EXPECT_EQ(readers_.keys().size(), 1U);
  readers_.Idle(kStart + seconds(30) + ReaderKeys::kIdle);
  EXPECT_TRUE(readers_.keys().empty());
  ASSERT_TRUE(readers_.Load(kStart + seconds(200)));
  EXPECT_EQ(readers_.keys().size(), 1U);
  readers_.Forget();
  EXPECT_TRUE(readers_.keys().empty());
}

TEST_F(Readers, of_the_next_epoch_are_there_after_the_next_load) {
  Deliver("epoch1.reader", 1, device_.point());
  ASSERT_TRUE(readers_.Load(kStart));
  Deliver("epoch2.reader", 2, device_.point());
  readers_.Forget();
  ASSERT_TRUE(readers_.Load(kStart));
  ASSERT_EQ(readers_.keys().size(), 2U);
  EXPECT_EQ(readers_.keys()[1].group.epoch, 2U);
}

TEST_F(Readers, leave_out_what_was_not_sealed_to_this_kiosk) {
  Deliver("mine.reader", 1, device_.point());
  Deliver("others.reader", 2, DecryptionKey::Generate(Curve::kP256)->point());
  std::ofstream(folder_.path() / "notes.txt") << "no key";
  ASSERT_TRUE(readers_.Load(kStart));
  EXPECT_EQ(readers_.keys().size(), 1U);
  ASSERT_EQ(readers_.problems().size(), 1U);
  EXPECT_THAT(readers_.problems()[0], HasSubstr("others.reader"));
}

TEST_F(Readers, need_the_kiosks_own_key) {
  Deliver("a.reader", 1, device_.point());
  fs::remove(device_file_);
  EXPECT_EQ(readers_.Load(kStart).error().fault, Fault::kNotFound);
  EXPECT_TRUE(readers_.keys().empty());
  EXPECT_EQ(ReaderKeys("/nonexistent", device_file_).Load(kStart).error().fault, Fault::kDenied);
}

TEST(NoReaders, are_fine) {
  ReaderKeys none({}, {});
  EXPECT_TRUE(none.Load(kStart));
  EXPECT_TRUE(none.keys().empty());
}

}  // namespace
}  // namespace clearway::keys
