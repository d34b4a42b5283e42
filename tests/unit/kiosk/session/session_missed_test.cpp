// What is shown where no code is taken, and still lies there afterwards. The reader tells it once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Missed, a_code_shown_while_a_print_is_agreed_to_is_seen_anew_behind_it) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kPrintConfirm);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), IsEmpty());
  kiosk.Press(Action::kBack);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), SizeIs(1));
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kAnotherTraveller);
}

TEST(Missed, whatever_kind_of_code_it_is) {
  for (const Event& shown :
       {Event(NotACertificate{"WIFI:"}), Event(PartRead{"shc:/1/2/5676", 1, 2}),
        Event(ReceiptRead{"CC1:", std::unexpected(certificate::ReceiptProblem::kForged), {}}),
        Event(PassportReadOf("LI"))}) {
    Kiosk kiosk;
    kiosk.ReadGood("LI");
    kiosk.Press(Action::kPrint);
    kiosk.Do(shown);
    kiosk.Press(Action::kBack);
    EXPECT_THAT(kiosk.Effects<SeeAnew>(), SizeIs(1)) << shown.index();
  }
}

TEST(Missed, nothing_is_seen_anew_where_nothing_was_missed) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kBack);
  kiosk.Press(Action::kAddCertificate);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), IsEmpty())
      << "the code that lies there would be told again";
  EXPECT_EQ(kiosk.state.hint, Hint::kNone);
}

TEST(Missed, once_for_all_that_was) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.ReadGood("WANG");
  kiosk.Press(Action::kBack);
  kiosk.Wait(seconds(1));
  kiosk.Press(Action::kPrint);
  kiosk.Press(Action::kBack);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), SizeIs(1));
}

TEST(Missed, is_no_matter_of_the_next_traveller) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kPrint);
  kiosk.ReadGood("WANG");
  kiosk.Wait(seconds(65));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), IsEmpty()) << "the reader has forgotten it already";
}

TEST(Missed, a_code_shown_to_a_closed_kiosk_is_seen_anew_when_it_opens) {
  Kiosk kiosk;
  kiosk.Do(AuditChanged{false});
  kiosk.ReadGood("LI");
  kiosk.Do(AuditChanged{true});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Effects<SeeAnew>(), SizeIs(1));
}

}  // namespace
}  // namespace clearway::session
