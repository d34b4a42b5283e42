// A receipt of another kiosk that somebody shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using certificate::ReceiptProblem;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const certificate::Receipt kReceipt{.kiosk = "hall-2", .destination = "CN"};

class Receipts : public testing::Test {
 protected:
  void Show(std::expected<certificate::Receipt, ReceiptProblem> proven,
            std::optional<ReceiptProblem> problem = std::nullopt, const std::string& code = "1") {
    kiosk.Do(ReceiptRead{"CC1:" + code, std::move(proven), problem});
  }
  [[nodiscard]] std::vector<records::ReceiptChecked> Recorded() const {
    return kiosk.Records<records::ReceiptChecked>();
  }

  Kiosk kiosk;
};

TEST_F(Receipts, that_count_are_recorded_with_the_kiosk_that_made_them) {
  Show(kReceipt);
  EXPECT_EQ(kiosk.state.screen, Screen::kReceipt);
  EXPECT_TRUE(kiosk.state.receipt->has_value());
  ASSERT_THAT(Recorded(), SizeIs(1));
  EXPECT_EQ(Recorded()[0].from.text(), "hall-2");
  EXPECT_EQ(Recorded()[0].problem, std::nullopt);
}

TEST_F(Receipts, that_do_not_count_any_more_are_recorded_with_it_and_why) {
  Show(kReceipt, ReceiptProblem::kExpired);
  EXPECT_EQ(kiosk.state.receipt->error(), ReceiptProblem::kExpired);
  ASSERT_THAT(Recorded(), SizeIs(1));
  EXPECT_EQ(Recorded()[0].from.text(), "hall-2");
  EXPECT_EQ(Recorded()[0].problem, ReceiptProblem::kExpired);
}

TEST_F(Receipts, that_no_known_kiosk_signed_are_recorded_as_nobodys) {
  for (const auto problem :
       {ReceiptProblem::kMalformed, ReceiptProblem::kUnknownKiosk, ReceiptProblem::kForged}) {
    kiosk.effects.clear();
    Show(std::unexpected(problem), std::nullopt, ToString(problem));
    EXPECT_EQ(kiosk.state.receipt->error(), problem);
    ASSERT_THAT(Recorded(), SizeIs(1));
    EXPECT_EQ(Recorded()[0].from.text(), "");
    EXPECT_EQ(Recorded()[0].problem, problem);
  }
}

TEST_F(Receipts, that_lie_there_are_recorded_once_and_keep_no_answer_on_the_screen) {
  Show(kReceipt);
  for (int i = 0; i < 13; ++i) {
    kiosk.Wait(seconds(5));
    Show(kReceipt);
  }
  EXPECT_THAT(Recorded(), SizeIs(1));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST_F(Receipts, that_lie_there_leave_room_for_a_certificate) {
  Show(kReceipt);
  kiosk.Press(Action::kAddCertificate);
  Show(kReceipt);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_EQ(kiosk.state.hint, Hint::kAlreadyChecked);
  Show(kReceipt, ReceiptProblem::kExpired, "another");
  EXPECT_EQ(kiosk.state.screen, Screen::kReceipt);
  EXPECT_THAT(Recorded(), SizeIs(2));
}

TEST_F(Receipts, beside_a_certificate_say_nothing_and_are_not_recorded) {
  kiosk.ReadGood("LI");
  Show(kReceipt);
  EXPECT_THAT(Recorded(), IsEmpty());
}

}  // namespace
}  // namespace clearway::session
