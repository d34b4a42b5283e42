// A keypad, whatever is asked for.
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk.h"

namespace clearway::session {
namespace {

using std::chrono::seconds;

class Typing : public testing::Test {
 protected:
  Typing() {
    kiosk.Press(Action::kDeadPhone);
    kiosk.Press(Action::kTypePassport);
  }

  Kiosk kiosk{Settings{.keeps_copies = true}};
};

TEST_F(Typing, adds_keys_and_takes_the_last_one_back) {
  kiosk.Type("L89");
  kiosk.Press(Action::kDeleteKey);
  EXPECT_EQ(kiosk.state.entry.text.view(), "L8");
}

TEST_F(Typing, takes_no_more_keys_than_the_longest_answer_has) {
  kiosk.Type("1234567890123456789012345678");
  EXPECT_EQ(kiosk.state.entry.text.size(), RuleOf(EntryFor::kDocumentNumber).most);
}

TEST_F(Typing, offers_letters_for_a_number_and_digits_for_a_date) {
  const auto keys = [&] {
    return std::ranges::count(Actions(kiosk.state), Action::kKey, &Choice::action);
  };
  EXPECT_EQ(keys(), static_cast<long>(kKeys.size()));
  kiosk.Enter(Kiosk::kNumber);
  EXPECT_EQ(keys(), static_cast<long>(kDigitKeys));
}

TEST_F(Typing, says_that_something_is_missing_until_the_next_key) {
  kiosk.Enter("L");
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kTooShort);
  EXPECT_EQ(kiosk.state.entry.text.view(), "L");
  kiosk.Type("8");
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kNone);
}

TEST_F(Typing, takes_no_key_beyond_the_most_of_what_is_asked_for) {
  for (const EntryFor what :
       {EntryFor::kDocumentNumber, EntryFor::kBirthDate, EntryFor::kExpiry, EntryFor::kPin,
        EntryFor::kNewPin, EntryFor::kNewPinAgain, EntryFor::kStaffPin, EntryFor::kNewStaffPin,
        EntryFor::kNewStaffPinAgain}) {
    kiosk.state.entry = {.what = what, .text = {}};
    const std::size_t most = RuleOf(what).most;
    kiosk.Type(std::string(most, '7'));
    EXPECT_EQ(kiosk.state.entry.text.size(), most);
    kiosk.Type("8");
    EXPECT_EQ(kiosk.state.entry.text.view(), std::string(most, '7'));
  }
}

TEST_F(Typing, says_which_field_does_not_fit_its_check_digit_and_lets_it_be_corrected) {
  kiosk.Enter(Kiosk::kNumber);
  kiosk.Enter("8005172");
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kBirthDate);
  EXPECT_EQ(kiosk.state.entry.problem, EntryProblem::kCheckDigit);
  EXPECT_EQ(kiosk.state.entry.text.view(), "8005172");
  kiosk.Press(Action::kDeleteKey);
  kiosk.Enter("1");
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kExpiry);
}

TEST_F(Typing, goes_back_to_the_field_before_as_it_was_typed) {
  kiosk.Enter(Kiosk::kNumber);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kDocumentNumber);
  EXPECT_EQ(kiosk.state.entry.text.view(), Kiosk::kNumber);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kPassport);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNothing);
}

TEST_F(Typing, keeps_what_is_typed_in_another_language_and_in_help) {
  kiosk.Type("L89");
  kiosk.Press(Action::kChooseLanguage, 2);
  EXPECT_EQ(kiosk.state.language, 2u);
  kiosk.Press(Action::kShowHelp);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kTyping);
  EXPECT_EQ(kiosk.state.entry.text.view(), "L89");
}

TEST_F(Typing, asks_who_does_not_go_on_and_forgets_everything_without_an_answer) {
  kiosk.Type("L89");
  kiosk.Wait(kiosk.state.settings.idle_warning);
  EXPECT_TRUE(kiosk.state.asking_for_time);
  kiosk.Press(Action::kMoreTime);
  EXPECT_EQ(kiosk.state.entry.text.view(), "L89");
  kiosk.Wait(kiosk.state.settings.idle_warning);
  kiosk.Wait(kiosk.state.settings.idle_end);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_EQ(kiosk.state.entry.what, EntryFor::kNothing);
  EXPECT_TRUE(kiosk.state.entry.text.empty());
  EXPECT_TRUE(kiosk.state.desk.typing.empty());
}

TEST_F(Typing, wipes_the_layouts_when_it_ends) {
  kiosk.effects.clear();
  kiosk.Enter(Kiosk::kNumber);
  EXPECT_EQ(kiosk.Effects<ForgetTexts>().size(), 1u);
}

TEST_F(Typing, takes_no_code_that_comes_in_meanwhile) {
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kTyping);
  EXPECT_TRUE(kiosk.state.people.empty());
}

}  // namespace
}  // namespace clearway::session
