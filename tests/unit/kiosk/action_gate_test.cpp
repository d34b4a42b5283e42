#include "kiosk/action_gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::kiosk {
namespace {

using session::Effect;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Offers the effect; whether it waits.
bool Waits(ActionGate& gate, Effect effect) {
  return gate.Holds(effect);
}

TEST(ActionGate, lets_everything_through_while_no_action_waits_for_its_record) {
  ActionGate gate;
  EXPECT_FALSE(Waits(gate, session::PrintCertificate{}));
  EXPECT_FALSE(Waits(gate, session::TendPrinter{}));
  EXPECT_THAT(gate.Open(100), IsEmpty());
}

session::AskIssuer Question() {
  return {.ticket = 1,
          .document =
              std::move(vault::DocumentKey::FromTyped("L898902C36", "7408122", "1204159").value())};
}

template <typename Work>
void ExpectHeldUntilRecorded(Work make) {
  ActionGate gate;
  gate.Begin(7);
  EXPECT_TRUE(Waits(gate, make()));
  EXPECT_THAT(gate.Open(6), IsEmpty());
  EXPECT_THAT(gate.Open(7), SizeIs(1));
  EXPECT_THAT(gate.Open(8), IsEmpty()) << "once";
  EXPECT_FALSE(Waits(gate, make())) << "it is on the disk";
}

TEST(ActionGate, holds_what_staff_want_done_until_its_record_is_on_the_disk) {
  ExpectHeldUntilRecorded([] { return session::TendPrinter{}; });
  ExpectHeldUntilRecorded([] { return session::GivePin{}; });
  ExpectHeldUntilRecorded([] { return session::PrintCertificate{}; });
  ExpectHeldUntilRecorded([] { return Question(); });
}

TEST(ActionGate, keeps_the_order_of_what_waits) {
  ActionGate gate;
  gate.Begin(1);
  ASSERT_TRUE(Waits(gate, session::TendPrinter{.ticket = 1}));
  ASSERT_TRUE(Waits(gate, session::TendPrinter{.ticket = 2}));
  const auto opened = gate.Open(1);
  ASSERT_THAT(opened, SizeIs(2));
  EXPECT_EQ(std::get<session::TendPrinter>(opened[0]).ticket, 1u);
  EXPECT_EQ(std::get<session::TendPrinter>(opened[1]).ticket, 2u);
}

TEST(ActionGate, never_holds_what_forgets_records_or_takes_back) {
  ActionGate gate;
  gate.Begin(1);
  EXPECT_FALSE(Waits(gate, session::Forget{}));
  EXPECT_FALSE(Waits(gate, session::ForgetTexts{}));
  EXPECT_FALSE(Waits(gate, session::CancelPrint{}));
  EXPECT_FALSE(Waits(gate, session::WithdrawQuestion{}));
  EXPECT_FALSE(Waits(gate, session::EndStaffSignIn{}));
  EXPECT_FALSE(Waits(gate, session::Audit{records::SessionEnded{}}));
}

TEST(ActionGate, does_not_do_what_is_taken_back_or_whose_action_has_ended) {
  ActionGate gate;
  gate.Begin(1);
  ASSERT_TRUE(Waits(gate, session::PrintCertificate{}));
  ASSERT_FALSE(Waits(gate, session::CancelPrint{}));
  ASSERT_TRUE(Waits(gate, Question()));
  ASSERT_FALSE(Waits(gate, session::WithdrawQuestion{}));
  ASSERT_TRUE(Waits(gate, session::TendPrinter{}));
  EXPECT_THAT(gate.Open(1), SizeIs(1)) << "the printer's upkeep";
  gate.Begin(2);
  ASSERT_TRUE(Waits(gate, session::TendPrinter{}));
  gate.End();
  EXPECT_THAT(gate.Open(2), IsEmpty());
  EXPECT_FALSE(Waits(gate, session::PrintCertificate{})) << "a traveller's, who waits for nobody";
}

TEST(ActionGate, does_nothing_of_an_action_that_the_log_did_not_take) {
  ActionGate gate;
  EXPECT_FALSE(gate.GiveUp());
  gate.Begin(std::nullopt);
  EXPECT_TRUE(Waits(gate, session::TendPrinter{}));
  EXPECT_THAT(gate.Open(1'000'000), IsEmpty());
  EXPECT_TRUE(gate.GiveUp());
  EXPECT_FALSE(gate.GiveUp()) << "once";
  EXPECT_TRUE(Waits(gate, session::GivePin{})) << "nor what comes later";
}

}  // namespace
}  // namespace clearway::kiosk
