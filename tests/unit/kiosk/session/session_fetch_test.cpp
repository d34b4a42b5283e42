// The phone is dead: a certificate comes from the vault or from its issuer.
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using std::chrono::seconds;
using vault::VaultFault;

std::vector<CodeRead> Codes(const std::string& surname, std::optional<Cause> cause = std::nullopt) {
  std::vector<CodeRead> codes;
  codes.push_back({kMarker + surname, ReadingOf(surname, cause)});
  return codes;
}

class DeadPhone : public testing::Test {
 protected:
  void ShowPassport() {
    kiosk.Press(Action::kDeadPhone);
    kiosk.Do(PassportReadOf("LI"));
  }
  void AskTheVault() {
    ShowPassport();
    kiosk.Enter(Kiosk::kPin);
  }
  void VaultSays(std::expected<std::vector<CodeRead>, VaultFault> found) {
    kiosk.Do(VaultAnswered{kiosk.state.waiting.ticket, std::move(found)});
  }
  void VaultFails(VaultFault fault) { VaultSays(std::unexpected(fault)); }
  void IssuerSays(records::Retrieval outcome, std::vector<CodeRead> found = {}) {
    kiosk.Do(IssuerAnswered{kiosk.state.waiting.ticket, outcome, std::move(found)});
  }

  Kiosk kiosk{Settings{.keeps_copies = true}};
};

class DeadPhoneAndIssuer : public DeadPhone {
 protected:
  DeadPhoneAndIssuer() { kiosk.state.settings.asks_issuer = true; }
};

class IssuerAlone : public DeadPhone {
 protected:
  IssuerAlone() {
    kiosk.state.settings.keeps_copies = false;
    kiosk.state.settings.asks_issuer = true;
  }
};

TEST(NoDesk, offers_nothing_where_there_is_neither_vault_nor_service) {
  Kiosk kiosk;
  EXPECT_FALSE(kiosk.Offers(Action::kDeadPhone));
  kiosk.ReadGood("LI");
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
}

TEST_F(DeadPhone, is_offered_to_whoever_comes_and_to_whoever_cannot_show_a_code) {
  EXPECT_TRUE(kiosk.Offers(Action::kDeadPhone));
  kiosk.Press(Action::kBegin);
  EXPECT_TRUE(kiosk.Offers(Action::kDeadPhone));
  kiosk.Press(Action::kShowHelp);
  EXPECT_TRUE(kiosk.Offers(Action::kDeadPhone));
}

TEST_F(DeadPhone, is_not_offered_while_nothing_can_be_recorded) {
  kiosk.Press(Action::kBegin);
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kAddCertificate);
  kiosk.Do(AuditChanged{false});
  EXPECT_FALSE(kiosk.Offers(Action::kDeadPhone));
}

TEST_F(DeadPhone, makes_the_reader_look_for_the_passport_with_all_its_strength) {
  kiosk.Press(Action::kDeadPhone);
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.state.reader_full, true);
}

TEST_F(DeadPhone, asks_for_the_PIN_and_then_the_vault_with_the_passport) {
  AskTheVault();
  EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  const auto* asked = kiosk.Last<AskVault>();
  ASSERT_NE(asked, nullptr);
  EXPECT_EQ(asked->document.number(), "L898902C3");
  EXPECT_EQ(encoding::AsText(asked->pin.view()), Kiosk::kPin);
}

TEST_F(DeadPhone, asks_the_same_for_a_passport_that_was_typed) {
  kiosk.Press(Action::kDeadPhone);
  kiosk.EnterPassport();
  kiosk.Enter(Kiosk::kPin);
  const auto* asked = kiosk.Last<AskVault>();
  ASSERT_NE(asked, nullptr);
  EXPECT_EQ(asked->document.number(), "L898902C3");
}

TEST_F(DeadPhone, knows_a_passport_that_was_shown_before) {
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Press(Action::kDeadPhone);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kPin);
}

TEST_F(DeadPhone, says_of_a_document_that_opens_nothing_that_it_is_of_no_use) {
  kiosk.Press(Action::kDeadPhone);
  kiosk.Do(PassportRead{PassportOf("LI")});
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.state.desk.problem, PassportProblem::kUnusable);
  kiosk.Do(PassportReadOf("LI"));
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kPin);
}

TEST_F(DeadPhone, takes_a_passport_that_is_shown_while_its_holder_reads_the_help) {
  PassportRead read = PassportReadOf("LI");
  read.text = "QZXQZXQ zone";
  kiosk.Press(Action::kDeadPhone);
  kiosk.Press(Action::kShowHelp);
  ASSERT_EQ(kiosk.state.screen, Screen::kHelp);
  kiosk.Do(read);
  EXPECT_EQ(kiosk.state.screen, Screen::kTyping);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kPin);
}

TEST_F(DeadPhone, says_over_the_help_that_a_document_is_of_no_use) {
  kiosk.Press(Action::kDeadPhone);
  kiosk.Press(Action::kShowHelp);
  kiosk.Do(PassportRead{PassportOf("LI")});
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.state.desk.problem, PassportProblem::kUnusable);
}

TEST_F(DeadPhone, shows_the_answer_for_a_copy_that_opened_and_prints_it) {
  AskTheVault();
  VaultSays(Codes("LI"));
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_EQ(kiosk.Records<records::CopyOpened>().size(), 1u);
  EXPECT_EQ(kiosk.Records<records::VerdictGiven>().size(), 1u);
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kConfirmPrint);
  EXPECT_EQ(kiosk.Effects<PrintCertificate>().back().text, kMarker + std::string("LI"));
}

TEST_F(DeadPhone, judges_what_comes_back_as_it_is_now) {
  AskTheVault();
  VaultSays(Codes("LI", Cause::kRevoked));
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
  EXPECT_FALSE(kiosk.Offers(Action::kPrint));
}

TEST_F(DeadPhone, refuses_what_is_somebody_elses) {
  AskTheVault();
  VaultSays(Codes("WANG"));
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
}

TEST_F(DeadPhone, takes_typed_fields_for_no_contradiction_where_they_only_lack_a_name) {
  kiosk.Press(Action::kDeadPhone);
  kiosk.EnterPassport();
  kiosk.Enter(Kiosk::kPin);
  VaultSays(Codes("LI"));
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
}

TEST_F(DeadPhone, takes_no_century_from_a_clock_that_is_behind) {
  kiosk.now.built = kiosk.now.time.now;
  kiosk.now.time = {.now = Timestamp(seconds(0)), .trusted = false};  // 1970
  kiosk.Press(Action::kDeadPhone);
  kiosk.EnterPassport();
  ASSERT_EQ(kiosk.state.desk.passport.size(), 1u);
  EXPECT_EQ(kiosk.state.desk.passport.front().identity.birth_date->year, 1980);
}

TEST_F(DeadPhone, does_not_accept_what_typed_fields_contradict) {
  kiosk.Press(Action::kDeadPhone);
  kiosk.EnterPassport();
  kiosk.Enter(Kiosk::kPin);
  auto codes = Codes("LI");
  codes.front().reading.certificate->holder.birth_date = certificate::PartialDate{1991, 2, 3};
  VaultSays(std::move(codes));
  EXPECT_EQ(kiosk.Answer(), Answer::kRefused);
}

TEST_F(DeadPhone, shows_the_best_of_several_first) {
  AskTheVault();
  auto codes = Codes("LI");
  codes.push_back({kMarker + std::string("old"), ReadingOf("LI", Cause::kExpired)});
  VaultSays(std::move(codes));
  EXPECT_EQ(Numbered(kiosk.state).size(), 2u);
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_EQ(kiosk.state.people.size(), 1u);
}

TEST_F(DeadPhone, says_that_not_all_of_them_have_room) {
  AskTheVault();
  auto codes = Codes("LI");
  for (char more = 'a'; more < 'i'; ++more)
    codes.push_back({kMarker + std::string(1, more), ReadingOf("LI")});
  VaultSays(std::move(codes));
  EXPECT_EQ(Numbered(kiosk.state).size(), 8u);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.hint, Hint::kPartyFull);
}

TEST_F(DeadPhone, adds_to_a_party_whoever_belongs_to_it_and_beside_it_whoever_does_not) {
  kiosk.ReadGood("LI", "phone");
  kiosk.Press(Action::kAddCertificate);
  AskTheVault();
  VaultSays(Codes("LI"));
  EXPECT_EQ(kiosk.state.people.size(), 1u);
  kiosk.Press(Action::kAddCertificate);
  kiosk.Press(Action::kDeadPhone);
  kiosk.Do(PassportReadOf("WANG"));
  kiosk.Enter(Kiosk::kPin);
  VaultSays(Codes("WANG"));
  EXPECT_EQ(kiosk.state.people.size(), 2u);
  EXPECT_EQ(kiosk.state.current.person, 1u);
}

TEST_F(DeadPhone, has_one_answer_for_no_copy_another_PIN_and_a_lost_key) {
  for (const VaultFault fault : {VaultFault::kNotOpened, VaultFault::kKeysLost}) {
    AskTheVault();
    VaultFails(fault);
    EXPECT_EQ(kiosk.state.screen, Screen::kNotFetched);
    EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNothing);
    EXPECT_EQ(kiosk.Records<records::CopyNotOpened>().back().fault, fault);
    kiosk.Press(Action::kFinish);
    kiosk.Wait(seconds(6));
  }
}

TEST_F(DeadPhone, lets_a_PIN_be_typed_again_for_the_same_passport) {
  AskTheVault();
  VaultFails(VaultFault::kNotOpened);
  kiosk.effects.clear();
  kiosk.Press(Action::kTryAgain);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kPin);
  EXPECT_TRUE(kiosk.state.entry.text.empty());
  kiosk.Enter("295175");
  EXPECT_NE(kiosk.Last<AskVault>(), nullptr);
}

TEST_F(DeadPhone, offers_no_further_try_where_there_were_too_many_or_the_clock_is_in_doubt) {
  AskTheVault();
  VaultFails(VaultFault::kBudgetSpent);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kTooOften);
  EXPECT_FALSE(kiosk.Offers(Action::kTryAgain));
  kiosk.Press(Action::kBack);
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Enter(Kiosk::kPin);
  VaultFails(VaultFault::kClockInDoubt);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kClock);
  EXPECT_FALSE(kiosk.Offers(Action::kTryAgain));
}

TEST_F(DeadPhone, waits_no_longer_than_its_limit_and_is_not_idle_meanwhile) {
  kiosk.state.settings.answer_limit = seconds(100);
  AskTheVault();
  kiosk.Wait(seconds(99));
  EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(1));
  kiosk.Wait(seconds(1));
  EXPECT_EQ(kiosk.state.screen, Screen::kNotFetched);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNoAnswer);
}

TEST_F(DeadPhone, drops_an_answer_that_comes_too_late) {
  AskTheVault();
  kiosk.Wait(kiosk.state.settings.answer_limit);
  VaultSays(Codes("LI"));
  EXPECT_EQ(kiosk.state.screen, Screen::kNotFetched);
  EXPECT_TRUE(kiosk.state.people.empty());
  EXPECT_EQ(kiosk.Records<records::CopyOpened>().size(), 1u) << "it was opened all the same";
}

TEST_F(DeadPhone, gives_an_answer_to_nobody_but_who_asked) {
  AskTheVault();
  const std::uint32_t ticket = kiosk.state.waiting.ticket;
  kiosk.Press(Action::kBack);
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  kiosk.Do(VaultAnswered{ticket, Codes("LI")});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  AskTheVault();
  kiosk.Do(VaultAnswered{ticket, Codes("LI")});
  EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  EXPECT_TRUE(kiosk.state.people.empty());
}

TEST_F(DeadPhone, can_be_left_while_it_waits) {
  AskTheVault();
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_FALSE(kiosk.state.waiting.since);
  EXPECT_TRUE(kiosk.state.desk.passport.empty());
}

TEST_F(DeadPhone, takes_its_question_back_when_nobody_waits_for_the_answer_any_more) {
  AskTheVault();
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.Effects<WithdrawQuestion>().size(), 1u);
  AskTheVault();
  kiosk.Wait(kiosk.state.settings.answer_limit);
  EXPECT_EQ(kiosk.Effects<WithdrawQuestion>().size(), 2u);
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  AskTheVault();
  kiosk.Gone(DeviceKind::kCamera);
  kiosk.Wait(kiosk.state.settings.device_grace);
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  EXPECT_EQ(kiosk.Effects<WithdrawQuestion>().size(), 3u);
}

TEST_F(DeadPhoneAndIssuer, takes_no_question_back_that_was_answered) {
  AskTheVault();
  VaultFails(VaultFault::kNotOpened);
  IssuerSays(records::Retrieval::kFound, Codes("LI"));
  kiosk.Press(Action::kFinish);
  EXPECT_TRUE(kiosk.Effects<WithdrawQuestion>().empty());
}

TEST_F(DeadPhone, shows_no_answer_that_could_not_be_recorded) {
  AskTheVault();
  kiosk.state.audit_writable = false;
  kiosk.state.people.clear();
  Stepped stepped = Step(std::move(kiosk.state), VaultAnswered{1, Codes("LI")}, kiosk.now);
  EXPECT_TRUE(stepped.state.people.empty());
  EXPECT_NE(stepped.state.screen, Screen::kVerdict);
}

TEST_F(DeadPhoneAndIssuer, asks_the_issuer_where_the_vault_has_nothing) {
  AskTheVault();
  VaultFails(VaultFault::kNotOpened);
  EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  const auto* asked = kiosk.Last<AskIssuer>();
  ASSERT_NE(asked, nullptr);
  EXPECT_EQ(asked->ticket, kiosk.state.waiting.ticket);
  IssuerSays(records::Retrieval::kFound, Codes("LI"));
  EXPECT_EQ(kiosk.Answer(), Answer::kAccepted);
  EXPECT_EQ(kiosk.Records<records::IssuerAsked>().size(), 1u);
}

TEST_F(DeadPhoneAndIssuer, does_not_ask_the_issuer_for_what_the_vault_has) {
  AskTheVault();
  VaultSays(Codes("LI"));
  EXPECT_EQ(kiosk.Last<AskIssuer>(), nullptr);
}

TEST_F(DeadPhoneAndIssuer, asks_the_issuer_alone_for_whoever_has_no_PIN) {
  ShowPassport();
  kiosk.Press(Action::kNoPin);
  EXPECT_EQ(kiosk.Last<AskVault>(), nullptr);
  EXPECT_NE(kiosk.Last<AskIssuer>(), nullptr);
}

TEST_F(DeadPhoneAndIssuer, says_why_the_vault_could_not_look_where_the_issuer_has_nothing) {
  AskTheVault();
  VaultFails(VaultFault::kBudgetSpent);
  IssuerSays(records::Retrieval::kNothing);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kTooOften);
}

TEST_F(DeadPhoneAndIssuer, says_of_a_new_question_nothing_of_the_one_before) {
  AskTheVault();
  VaultFails(VaultFault::kBroken);
  IssuerSays(records::Retrieval::kNothing);
  ASSERT_EQ(kiosk.state.desk.fault, DeskFault::kUnavailable);
  kiosk.Press(Action::kTryAgain);
  kiosk.Press(Action::kNoPin);
  IssuerSays(records::Retrieval::kNothing);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNothing) << "the vault was not asked";
}

TEST_F(IssuerAlone, says_of_another_passport_nothing_of_the_one_before) {
  ShowPassport();
  IssuerSays(records::Retrieval::kTimeout);
  ASSERT_EQ(kiosk.state.desk.fault, DeskFault::kNoAnswer);
  kiosk.Press(Action::kBack);
  kiosk.Do(PassportReadOf("WANG"));
  IssuerSays(records::Retrieval::kNothing);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNothing);
}

TEST_F(IssuerAlone, says_of_a_further_try_nothing_of_the_one_before) {
  ShowPassport();
  IssuerSays(records::Retrieval::kUnreachable);
  kiosk.Press(Action::kTryAgain);
  IssuerSays(records::Retrieval::kNothing);
  EXPECT_EQ(kiosk.state.desk.fault, DeskFault::kNothing);
}

TEST_F(DeadPhone, has_no_way_round_the_PIN_where_there_is_no_issuer) {
  ShowPassport();
  EXPECT_FALSE(kiosk.Offers(Action::kNoPin));
}

TEST_F(IssuerAlone, is_asked_of_no_passport_before_the_screen_that_says_so) {
  kiosk.Do(PassportReadOf("LI"));
  kiosk.Press(Action::kDeadPhone);
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.Last<AskIssuer>(), nullptr);
}

TEST_F(IssuerAlone, asks_without_a_PIN) {
  ShowPassport();
  EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  EXPECT_NE(kiosk.Last<AskIssuer>(), nullptr);
  EXPECT_FALSE(kiosk.Offers(Action::kKeep));
}

TEST_F(IssuerAlone, says_of_each_trouble_what_it_is) {
  const std::vector<std::pair<records::Retrieval, DeskFault>> table{
      {records::Retrieval::kNothing, DeskFault::kNothing},
      {records::Retrieval::kTooOften, DeskFault::kTooOften},
      {records::Retrieval::kTimeout, DeskFault::kNoAnswer},
      {records::Retrieval::kUnreachable, DeskFault::kNoAnswer},
      {records::Retrieval::kNotTrusted, DeskFault::kNotTrusted},
      {records::Retrieval::kNonsense, DeskFault::kNonsense},
      {records::Retrieval::kFound, DeskFault::kNonsense},
      {records::Retrieval::kUnavailable, DeskFault::kUnavailable}};
  ShowPassport();
  for (const auto& [outcome, fault] : table) {
    IssuerSays(outcome);
    EXPECT_EQ(kiosk.state.screen, Screen::kNotFetched);
    EXPECT_EQ(kiosk.state.desk.fault, fault) << records::ToString(outcome);
    if (kiosk.Offers(Action::kTryAgain)) {
      kiosk.Press(Action::kTryAgain);
    } else {
      kiosk.Press(Action::kBack);
      kiosk.Do(PassportReadOf("LI"));
    }
    EXPECT_EQ(kiosk.state.screen, Screen::kFetching);
  }
}

}  // namespace
}  // namespace clearway::session
