#include "keys/reader_key_file.h"

#include <gtest/gtest.h>

#include "keys/issuing/seal_reader_key.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using std::chrono::seconds;

class ReaderKeyFile : public testing::Test {
 protected:
  [[nodiscard]] Bytes SealToDevice(ByteView content, std::string_view purpose) const {
    const Bytes point = device_.point();
    const ReaderKeyId id = DeviceKeyId(point);
    const SealingRecipient recipient{
        .point = point,
        .key_id = id,
        .binding = {.party = {}, .other = encoding::AsBytes(kReaderKeyPurpose)}};
    return *SealForRecipients(content, Curve::kP256, {&recipient, 1}, purpose, SystemEntropy());
  }

  const DecryptionKey device_ = *DecryptionKey::Generate(Curve::kP256);
  const ReaderKey key_ = *MakeReaderKey({.name = "XA-XB",
                                         .epoch = 7,
                                         .from = Timestamp(seconds(100)),
                                         .until = Timestamp(seconds(200))},
                                        ReaderKeyKind::kSm2);
  const Bytes file_ = *SealReaderKey(key_, device_.point());
};

TEST_F(ReaderKeyFile, opens_with_the_key_of_its_own_kiosk_only) {
  const auto opened = OpenReaderKey(file_, device_);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->group, key_.group);
  EXPECT_EQ(opened->kind(), ReaderKeyKind::kSm2);
  const auto other = OpenReaderKey(file_, *DecryptionKey::Generate(Curve::kP256));
  EXPECT_EQ(other.error().fault, Fault::kDenied);
  EXPECT_EQ(OpenReaderKey(file_, *DecryptionKey::Generate(Curve::kSm2)).error().fault,
            Fault::kDenied);
}

TEST_F(ReaderKeyFile, that_was_altered_cut_or_lengthened_is_refused_with_the_same_words) {
  const Error refusal = OpenReaderKey({}, device_).error();
  const auto expect_refused = [&](const Bytes& file) {
    const auto opened = OpenReaderKey(file, device_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().fault, refusal.fault);
    EXPECT_EQ(opened.error().detail, refusal.detail);
  };
  Bytes file = file_;
  for (std::uint8_t& byte : file) {
    byte ^= 4;
    expect_refused(file);
    byte ^= 4;
  }
  for (std::size_t length = 0; length < file_.size(); ++length) {
    expect_refused(Bytes(file_.begin(), file_.begin() + static_cast<std::ptrdiff_t>(length)));
  }
  file.push_back(0);
  expect_refused(file);
  expect_refused(Bytes(kMostReaderKeyBytes + 1));
}

// Somebody who may seal to the kiosk cannot pass a certificate off as a reader key.
TEST_F(ReaderKeyFile, is_not_anything_else_that_was_sealed_to_the_same_key) {
  const Secret content = EncodeReaderKey(key_);
  EXPECT_EQ(OpenReaderKey(SealToDevice(content.view(), "another purpose"), device_).error().fault,
            Fault::kDenied);
  EXPECT_TRUE(OpenReaderKey(SealToDevice(content.view(), kReaderKeyPurpose), device_));
}

TEST_F(ReaderKeyFile, whose_content_is_no_reader_key_says_so) {
  const Bytes sealed = SealToDevice(encoding::AsBytes("nonsense"), kReaderKeyPurpose);
  EXPECT_EQ(OpenReaderKey(sealed, device_).error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::keys
