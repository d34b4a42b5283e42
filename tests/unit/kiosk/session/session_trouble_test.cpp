#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"
#include "kiosk/session/session.h"

namespace clearway::session {
namespace {

using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(OutOfService, is_said_when_no_reader_answers_for_a_while_and_ends_by_itself) {
  Kiosk kiosk;
  kiosk.Gone(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_EQ(NextDeadline(kiosk.state, kiosk.now.moment), kiosk.now.moment + seconds(4));
  kiosk.Wait(seconds(4));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kNoReader));
  kiosk.Back(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Records<records::DeviceFault>(), SizeIs(1));
  EXPECT_THAT(kiosk.Records<records::DeviceRecovered>(), SizeIs(1));
}

TEST(OutOfService, a_scanner_stands_in_for_the_camera) {
  Kiosk kiosk({.has_scanner = true});
  kiosk.Gone(DeviceKind::kCamera);
  kiosk.Wait(seconds(10));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(Troubles(kiosk.state), ElementsAre(Trouble::kCamera));
}

TEST(OutOfService, a_camera_lost_in_mid_journey_leaves_the_answer_on_the_screen) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Gone(DeviceKind::kCamera);
  kiosk.Wait(seconds(10));
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_TRUE(kiosk.Offers(Action::kPrint));
  EXPECT_FALSE(kiosk.Offers(Action::kAddCertificate));
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
}

TEST(OutOfService, a_journey_without_a_certificate_ends_when_nothing_can_be_read) {
  Kiosk kiosk;
  kiosk.Press(Action::kBegin);
  kiosk.Gone(DeviceKind::kCamera);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  kiosk.Wait(seconds(4));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  EXPECT_FALSE(kiosk.state.session_open);
}

TEST(OutOfService, without_trusted_signers_and_open_again_when_they_come) {
  State state = Begin({}, Moment{});
  Now now;
  EXPECT_EQ(state.screen, Screen::kAttract) << "trust loads while the first screen shows";
  now.moment += seconds(4);
  Stepped stepped = Step(std::move(state), Tick{}, now);
  EXPECT_EQ(stepped.state.screen, Screen::kOutOfService);
  EXPECT_THAT(Troubles(stepped.state), Contains(Trouble::kTrust));
  stepped = Step(std::move(stepped.state), TrustChanged{true}, now);
  EXPECT_EQ(stepped.state.screen, Screen::kAttract);
}

TEST(OutOfService, no_verdict_is_given_that_could_not_be_recorded) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Do(AuditChanged{false});
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict) << "what was recorded stays to be seen";
  kiosk.ReadGood("LI", "second");
  EXPECT_THAT(kiosk.state.people[0].certificates, SizeIs(1));
  EXPECT_FALSE(kiosk.Offers(Action::kAddCertificate));
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.ReadGood("WANG");
  EXPECT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.Do(AuditChanged{true});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(Technician, sees_the_mistakes_of_the_configuration_until_they_are_mended) {
  Kiosk kiosk;
  kiosk.Do(ConfigurationChecked{{"clearway.toml:3: devices.camera: this value is not allowed"}});
  EXPECT_EQ(kiosk.state.screen, Screen::kTechnician);
  EXPECT_THAT(kiosk.state.configuration_problems, SizeIs(1));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kTechnician);
  kiosk.Do(ConfigurationChecked{{}});
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
}

TEST(Help, leads_back_to_where_it_was_asked_for) {
  Kiosk kiosk;
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kShowHelp);
  EXPECT_EQ(kiosk.state.screen, Screen::kHelp);
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

}  // namespace
}  // namespace clearway::session
