// A copy that is kept for whoever agrees.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using std::chrono::seconds;
using testing::UnorderedElementsAre;
using vault::VaultFault;

class Keeping : public testing::Test {
 protected:
  Keeping() { kiosk.ReadGood("LI"); }

  void Agree() {
    kiosk.Press(Action::kKeep);
    kiosk.Press(Action::kConfirmKeep);
  }
  void ChoosePin() {
    Agree();
    kiosk.Do(PassportReadOf("LI"));
    kiosk.Enter(Kiosk::kPin);
    kiosk.Enter(Kiosk::kPin);
  }
  void VaultSays(std::expected<Timestamp, VaultFault> until) {
    kiosk.Do(CopyKept{kiosk.state.waiting.ticket, until});
  }

  Kiosk kiosk{Settings{.keeps_copies = true}};
};

TEST_F(Keeping, is_offered_for_what_may_be_printed_and_for_nothing_else) {
  EXPECT_TRUE(kiosk.Offers(Action::kKeep));
  kiosk.Read("old", ReadingOf("LI", Cause::kExpired));
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
  kiosk.Read("unknown", ReadingOf("LI", Cause::kUnknownSigner));
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
}

TEST_F(Keeping, keeps_nothing_without_consent) {
  kiosk.Press(Action::kKeep);
  EXPECT_EQ(kiosk.state.screen, Screen::kKeepConfirm);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Last<KeepCopy>(), nullptr);
}

TEST_F(Keeping, asks_for_the_passport_and_twice_for_a_PIN) {
  Agree();
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  kiosk.Do(PassportReadOf("LI"));
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
  kiosk.Enter(Kiosk::kPin);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPinAgain);
  EXPECT_TRUE(kiosk.state.entry.text.empty());
  kiosk.Enter(Kiosk::kPin);
  EXPECT_EQ(kiosk.state.screen, Screen::kKeeping);
  const auto* kept = kiosk.Last<KeepCopy>();
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->document.number(), "L898902C3");
  EXPECT_EQ(encoding::AsText(kept->pin.view()), Kiosk::kPin);
  EXPECT_EQ(kept->texts, std::vector{kMarker + std::string("LI")});
  EXPECT_TRUE(kiosk.state.desk.pin.empty());
}

TEST_F(Keeping, does_not_ask_for_a_passport_that_was_read_already) {
  kiosk.Do(PassportReadOf("LI"));
  Agree();
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
}

TEST_F(Keeping, takes_a_passport_that_is_typed) {
  Agree();
  kiosk.EnterPassport();
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
}

TEST_F(Keeping, refuses_somebody_elses_passport_and_takes_the_holders_then) {
  Agree();
  kiosk.Do(PassportReadOf("WANG"));
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.state.desk.problem, PassportProblem::kSomebodyElses);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted) << "the certificate is as good as before";
  kiosk.Do(PassportReadOf("LI"));
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
}

TEST_F(Keeping, shows_staffs_matter_where_it_cannot_be_told_whose_the_passport_is) {
  Agree();
  PassportRead passport = PassportReadOf("LI");
  passport.passport.birth_date.reset();
  kiosk.Do(std::move(passport));
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), Answer::kUndetermined);
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
}

TEST_F(Keeping, keeps_all_that_may_be_printed_of_this_person_alone) {
  kiosk.Read("second", ReadingOf("LI"));
  kiosk.Read("old", ReadingOf("LI", Cause::kExpired));
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kTravelTogether);
  kiosk.Press(Action::kShowOverview);
  kiosk.Press(Action::kShowCertificate, 0);
  ChoosePin();
  EXPECT_THAT(kiosk.Last<KeepCopy>()->texts,
              UnorderedElementsAre(kMarker + std::string("LI"), kMarker + std::string("second")));
}

TEST_F(Keeping, takes_no_PIN_that_is_easy_to_guess) {
  Agree();
  kiosk.Do(PassportReadOf("LI"));
  for (const char* simple :
       {"777777", "123456", "800517", "170580", "19800517", "320415", "150432", "8989023"}) {
    kiosk.Enter(simple);
    EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin) << simple;
    EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kPinTooSimple) << simple;
    EXPECT_TRUE(kiosk.state.entry.text.empty());
  }
  kiosk.Enter("29517");
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kTooShort);
}

TEST_F(Keeping, begins_again_where_the_two_PINs_differ) {
  Agree();
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Enter(Kiosk::kPin);
  kiosk.Enter("295175");
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kPinsDiffer);
  EXPECT_TRUE(kiosk.state.desk.pin.empty());
  EXPECT_EQ(kiosk.Last<KeepCopy>(), nullptr);
}

TEST_F(Keeping, goes_back_step_by_step_and_forgets_the_PIN_on_the_way) {
  Agree();
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Enter(Kiosk::kPin);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNewPin);
  EXPECT_TRUE(kiosk.state.desk.pin.empty());
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kKeepConfirm);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

TEST_F(Keeping, says_until_when_and_does_not_offer_it_again) {
  ChoosePin();
  const Timestamp until = kiosk.now.time.now + std::chrono::hours(24);
  VaultSays(until);
  EXPECT_EQ(kiosk.state.screen, Screen::kKept);
  EXPECT_EQ(kiosk.state.desk.kept_until, until);
  EXPECT_EQ(kiosk.Records<records::CopyKept>().size(), 1u);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
}

TEST_F(Keeping, is_offered_again_for_a_certificate_that_the_copy_has_not) {
  ChoosePin();
  VaultSays(kiosk.now.time.now + std::chrono::hours(24));
  kiosk.Press(Action::kBack);
  ASSERT_FALSE(kiosk.Offers(Action::kKeep));
  kiosk.ReadGood("LI", "second");
  EXPECT_TRUE(kiosk.Offers(Action::kKeep));
}

TEST_F(Keeping, says_why_nothing_was_kept) {
  const std::vector<std::pair<VaultFault, DeskFault>> table{
      {VaultFault::kClockInDoubt, DeskFault::kClock},
      {VaultFault::kTooMuch, DeskFault::kTooMuch},
      {VaultFault::kFull, DeskFault::kFull},
      {VaultFault::kBroken, DeskFault::kUnavailable},
      {VaultFault::kUnavailable, DeskFault::kUnavailable}};
  kiosk.Do(PassportReadOf("LI"));
  for (const auto& [fault, told] : table) {
    Agree();
    kiosk.Enter(Kiosk::kPin);
    kiosk.Enter(Kiosk::kPin);
    VaultSays(std::unexpected(fault));
    EXPECT_EQ(kiosk.state.screen, Screen::kNotKept);
    EXPECT_EQ(kiosk.state.desk.fault, told) << vault::ToString(fault);
    kiosk.Press(Action::kBack);
  }
  EXPECT_TRUE(kiosk.Records<records::CopyKept>().empty());
}

TEST_F(Keeping, waits_no_longer_than_its_limit_and_records_a_copy_that_is_late) {
  ChoosePin();
  kiosk.Wait(kiosk.state.settings.answer_limit);
  EXPECT_EQ(kiosk.state.screen, Screen::kNotKept);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNoAnswer);
  VaultSays(kiosk.now.time.now);
  EXPECT_EQ(kiosk.state.screen, Screen::kNotKept);
  EXPECT_EQ(kiosk.Records<records::CopyKept>().size(), 1u);
}

TEST_F(Keeping, of_a_traveller_who_left_shows_nothing_to_the_next) {
  ChoosePin();
  const std::uint32_t ticket = kiosk.state.waiting.ticket;
  kiosk.Press(Action::kFinish);
  EXPECT_TRUE(kiosk.Effects<WithdrawQuestion>().empty()) << "they agreed to it: it is kept";
  kiosk.ReadGood("WANG");
  kiosk.Do(CopyKept{ticket, kiosk.now.time.now});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_FALSE(kiosk.state.people.front().copy_kept);
}

TEST_F(Keeping, is_forgotten_with_everything_typed_for_it) {
  Agree();
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Enter(Kiosk::kPin);
  kiosk.Wait(kiosk.state.settings.idle_warning);
  kiosk.Wait(kiosk.state.settings.idle_end);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_TRUE(kiosk.state.desk.pin.empty());
  EXPECT_EQ(kiosk.state.desk.errand, Errand::kNone);
}

TEST(Purging, is_recorded_where_it_removed_something) {
  Kiosk kiosk;
  kiosk.Do(CopiesPurged{});
  EXPECT_TRUE(kiosk.Records<records::CopiesPurged>().empty());
  kiosk.Do(CopiesPurged{2, 1});
  EXPECT_EQ(kiosk.Records<records::CopiesPurged>().front().expired, 2u);
}

}  // namespace
}  // namespace clearway::session
