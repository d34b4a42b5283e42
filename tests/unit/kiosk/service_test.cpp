#include "kiosk/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/unique_fd.h"

namespace clearway::kiosk {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A plain datagram socket in the place of the service manager, with a watchdog of ten seconds.
class ServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "notify-" + std::to_string(getpid());
    unlink(path_.c_str());
    socket_.Reset(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    ASSERT_LT(path_.size(), sizeof address.sun_path);
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    setenv("NOTIFY_SOCKET", path_.c_str(), 1);
    setenv("WATCHDOG_USEC", "10000000", 1);
    setenv("WATCHDOG_PID", std::to_string(getpid()).c_str(), 1);
  }
  void TearDown() override {
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) unsetenv(name);
    unlink(path_.c_str());
  }

  // A datagram sent to a local socket is there at once.
  std::vector<std::string> Received() {
    std::vector<std::string> messages;
    char buffer[512];
    for (ssize_t n = 0; (n = recv(socket_.get(), buffer, sizeof buffer, 0)) > 0;)
      messages.emplace_back(buffer, static_cast<std::size_t>(n));
    return messages;
  }

  Moment now{seconds(1000)};

 private:
  std::string path_;
  UniqueFd socket_;
};

TEST_F(ServiceTest, says_ready_a_status_and_stopping) {
  Service service(now);
  service.Ready();
  service.Say("Open to travellers");
  service.Stopping();
  EXPECT_THAT(Received(), ElementsAre("READY=1", "STATUS=Open to travellers", "STOPPING=1"));
}

TEST_F(ServiceTest, beats_well_within_the_watchdogs_time_while_the_drawing_loop_beats) {
  Service service(now);
  int beats = 0;
  for (int round = 0; round < 100; ++round) {  // ten seconds of them
    service.Beat(Heart::kDrawing);
    service.Tick(now);
    beats += static_cast<int>(Received().size());
    now += milliseconds(100);
  }
  EXPECT_EQ(beats, 4) << "every two and a half seconds";
}

TEST_F(ServiceTest, stops_beating_when_a_required_heart_stops_and_goes_on_when_it_is_back) {
  Service service(now);
  service.Require(Heart::kCodeScanner, now);
  const auto pass = [&](int rounds, bool scanner_beats) {
    std::size_t beats = 0;
    for (int round = 0; round < rounds; ++round) {
      now += seconds(1);
      service.Beat(Heart::kDrawing);
      if (scanner_beats) service.Beat(Heart::kCodeScanner);
      service.Tick(now);
      beats += Received().size();
    }
    return beats;
  };
  EXPECT_GE(pass(10, true), 3u);
  static_cast<void>(pass(5, false));
  EXPECT_EQ(pass(60, false), 0u);
  EXPECT_GE(pass(10, true), 3u);
}

TEST_F(ServiceTest, asks_nothing_of_a_heart_that_nobody_requires) {
  Service service(now);
  service.Beat(Heart::kDrawing);
  service.Tick(now);
  EXPECT_THAT(Received(), ElementsAre("WATCHDOG=1"));
}

TEST_F(ServiceTest, a_drawing_loop_that_only_ticks_and_never_draws_is_hung) {
  Service service(now);
  static_cast<void>(Received());
  now += seconds(6);
  service.Tick(now);
  EXPECT_THAT(Received(), IsEmpty());
}

TEST_F(ServiceTest, says_in_the_log_once_which_heart_stopped) {
  Service service(now);
  service.Require(Heart::kRecords, now);
  ::testing::internal::CaptureStderr();
  for (int round = 0; round < 20; ++round) {
    now += seconds(1);
    service.Beat(Heart::kDrawing);
    service.Tick(now);
  }
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, ::testing::StartsWith("<3>kiosk.heart_missed heart=records silent_for=6000ms "));
  EXPECT_EQ(log.find('\n'), log.size() - 1);
}

TEST_F(ServiceTest, is_silent_and_harmless_without_a_service_manager) {
  TearDown();
  Service service(now);
  service.Ready();
  service.Beat(Heart::kDrawing);
  service.Tick(now);
  EXPECT_THAT(Received(), IsEmpty());
}

TEST_F(ServiceTest, is_not_watched_when_the_watchdog_is_meant_for_another_process) {
  setenv("WATCHDOG_PID", "1", 1);
  Service service(now);
  service.Beat(Heart::kDrawing);
  service.Tick(now);
  EXPECT_THAT(Received(), IsEmpty());
}

}  // namespace
}  // namespace clearway::kiosk
