#include "kiosk/receipt_desk.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "keys/device_key.h"

namespace clearway::kiosk {
namespace {

using certificate::Answer;
using std::chrono::minutes;
using std::chrono::seconds;

const TrustedTime kNow{.now = Timestamp(seconds(1'790'000'000)), .trusted = true};
const certificate::Verdict kAccepted{.answer = Answer::kAccepted};

// A kiosk with a key of its own, and a folder of kiosks that it believes.
class ReceiptDesks : public testing::Test {
 protected:
  ReceiptDesks() {
    std::string folder = (std::filesystem::temp_directory_path() / "clearway-desk-XXXXXX").string();
    folder_ = ::mkdtemp(folder.data());
    const auto key = keys::MakeDeviceKey(folder_ / "device.key");
    pem_ = key->PublicPem().value();
    config_.kiosk_id = "hall-2";
    config_.country = "CN";
    config_.device_key = folder_ / "device.key";
    config_.receipt_minutes = 30;
    config_.receipt_kiosks = folder_ / "kiosks";
    std::filesystem::create_directory(config_.receipt_kiosks);
  }
  ~ReceiptDesks() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] ReceiptDesk::Judged Judged(const certificate::Verdict& verdict = kAccepted) const {
    return {.verdict = verdict, .at = kNow.now, .under_rules = true};
  }
  [[nodiscard]] std::string Code() const {
    return ReceiptDesk(config_).For(Judged(), kNow).value().code;
  }
  void Believe() const { std::ofstream(config_.receipt_kiosks / "hall.pub") << pem_; }

  std::filesystem::path folder_;
  std::string pem_;
  Config config_;
};

TEST_F(ReceiptDesks, give_none_where_the_destinations_rules_were_not_asked) {
  const ReceiptDesk desk(config_);
  EXPECT_TRUE(desk.For(Judged(), kNow));
  ReceiptDesk::Judged judged = Judged();
  judged.under_rules = false;
  EXPECT_FALSE(desk.For(judged, kNow));
}

TEST_F(ReceiptDesks, give_none_for_another_answer_or_by_a_doubtful_clock) {
  const ReceiptDesk desk(config_);
  for (const Answer answer : {Answer::kRefused, Answer::kUndetermined}) {
    EXPECT_FALSE(desk.For(Judged({.answer = answer}), kNow));
  }
  EXPECT_FALSE(desk.For(Judged(), {.now = kNow.now, .trusted = false}));
}

TEST_F(ReceiptDesks, count_its_time_from_the_answer_and_not_from_the_printing) {
  const ReceiptDesk desk(config_);
  const auto given = desk.For(Judged(), {.now = kNow.now + minutes(29), .trusted = true});
  ASSERT_TRUE(given);
  const auto read = receipt::Parse(given->code);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->receipt.checked_at, kNow.now);
  EXPECT_EQ(read->receipt.expires_at, kNow.now + minutes(30));
  EXPECT_EQ(given->checked_at, kNow.now);
  EXPECT_FALSE(desk.For(Judged(), {.now = kNow.now + minutes(30), .trusted = true}));
}

TEST_F(ReceiptDesks, of_a_demonstration_say_so_whatever_the_signer_was) {
  EXPECT_FALSE(receipt::Parse(Code())->receipt.demo);
  config_.demo = true;
  EXPECT_TRUE(receipt::Parse(Code())->receipt.demo);
  config_.demo = false;
  const certificate::Verdict demo{.answer = Answer::kAccepted, .demo = true};
  const auto given = ReceiptDesk(config_).For(Judged(demo), kNow);
  EXPECT_TRUE(receipt::Parse(given.value().code)->receipt.demo);
}

TEST_F(ReceiptDesks, believe_a_kiosk_whose_key_comes_later_after_a_moment) {
  const std::string code = Code();
  ReceiptDesk desk(config_);
  const Moment start{};
  EXPECT_EQ(desk.Check(code, kNow, start).proven.error(), receipt::Problem::kUnknownKiosk);
  // Another time than the file system gives in the same tick.
  Believe();
  std::filesystem::last_write_time(config_.receipt_kiosks,
                                   std::filesystem::file_time_type::clock::now() + seconds(5));
  EXPECT_EQ(desk.Check(code, kNow, start + seconds(1)).proven.error(),
            receipt::Problem::kUnknownKiosk)
      << "the folder is not read for every code";
  EXPECT_TRUE(desk.Check(code, kNow, start + seconds(2)).counts());
}

TEST_F(ReceiptDesks, say_once_that_the_folder_cannot_be_read_and_nothing_for_a_malformed_code) {
  Believe();
  const std::string code = Code();
  std::filesystem::rename(config_.receipt_kiosks, folder_ / "away");
  ReceiptDesk desk(config_);
  testing::internal::CaptureStderr();
  EXPECT_EQ(desk.Check("CC1:", kNow, Moment{}).proven.error(), receipt::Problem::kMalformed);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  testing::internal::CaptureStderr();
  EXPECT_EQ(desk.Check(code, kNow, Moment{}).proven.error(), receipt::Problem::kUnknownKiosk);
  EXPECT_NE(testing::internal::GetCapturedStderr(), "");
  testing::internal::CaptureStderr();
  EXPECT_FALSE(desk.Check(code, kNow, Moment{} + seconds(3)).counts());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  std::filesystem::rename(folder_ / "away", config_.receipt_kiosks);
  EXPECT_TRUE(desk.Check(code, kNow, Moment{} + seconds(6)).counts());
}

}  // namespace
}  // namespace clearway::kiosk
