#include "camera/reader_process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <optional>

#include "tests/unit/camera/made_pages.h"
#include "tests/unit/camera/made_pictures.h"

// Real processes throughout: clearway-reader itself, and a stand-in where one must misbehave.
namespace clearway::camera {
namespace {

using hal::DeviceCode;
using hal::DeviceState;
using hal::DeviceStatus;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr DeviceStatus kReady{DeviceState::kReady, DeviceCode::kOk};
// Sanitizers and a busy machine slow a start down; a healthy test never waits this long.
constexpr seconds kPatience{30};

const std::string kReader = CLEARWAY_PROGRAMS "/clearway-reader";
const std::string kFakeReader = CLEARWAY_PROGRAMS "/fake_reader";

// A kiosk in miniature: polls the reader and keeps what it said.
class Kiosk {
 public:
  explicit Kiosk(ReaderSettings settings) : reader(std::move(settings), steady_clock::now()) {}

  // Polls until the condition holds. False when it did not in time.
  bool Until(const std::function<bool()>& condition, milliseconds limit = kPatience) {
    const auto deadline = steady_clock::now() + limit;
    while (!condition()) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
      if (left.count() <= 0) return false;
      pollfd waiting{.fd = reader.fd(), .events = POLLIN, .revents = 0};
      poll(&waiting, 1, static_cast<int>(left.count()));
      Take();
    }
    return true;
  }
  bool UntilStatus(DeviceStatus status) {
    return Until([&] { return reader.status() == status; });
  }
  bool UntilSeen(const std::string& text) {
    return Until([&] { return std::ranges::find(texts, text) != texts.end(); });
  }

  ReaderProcess reader;
  std::vector<std::string> texts;      // of every CodesSeen, in order
  std::vector<DeviceStatus> statuses;  // of every CameraChanged, in order
  std::vector<std::vector<std::string>> zones;
  std::vector<Guidance> guidance;  // of every GuidanceChanged, in order

 private:
  void Take() {
    for (const ReaderEvent& event : reader.Poll(steady_clock::now())) {
      if (const auto* seen = std::get_if<CodesSeen>(&event)) {
        for (const Code& code : seen->codes) texts.push_back(code.text);
      } else if (const auto* changed = std::get_if<CameraChanged>(&event)) {
        statuses.push_back(changed->status);
      } else if (const auto* zone = std::get_if<ZoneSeen>(&event)) {
        zones.push_back(zone->lines);
      } else if (const auto* said = std::get_if<GuidanceChanged>(&event)) {
        guidance.push_back(said->guidance);
      }
    }
  }
};

ReaderSettings Settings(const std::string& camera, const std::string& program = kReader) {
  return {.program = program, .camera = camera};
}

class ReaderProcessTest : public testing::Test {
 protected:
  // A still picture of a code, for ever.
  std::string CodeForEver(const std::string& text) {
    const std::string path = folder_ / "code.png";
    WritePicture(path, CodePicture(text, 4));
    return "replay:" + path + "?loop=1&fps=15";
  }

  TestFolder folder_;
};

TEST_F(ReaderProcessTest, tells_the_codes_that_its_camera_sees_and_where) {
  const std::string text = CertificateLikeText(1);
  Kiosk kiosk(Settings(CodeForEver(text)));
  ASSERT_TRUE(kiosk.UntilSeen(text));
  EXPECT_EQ(kiosk.reader.status(), kReady);
  ASSERT_EQ(kiosk.reader.codes_in_view().size(), 1U);
  for (const Point& corner : kiosk.reader.codes_in_view()[0].corners) {
    EXPECT_GT(corner.x, 0);
    EXPECT_LT(corner.x, 1);
    EXPECT_GT(corner.y, 0);
    EXPECT_LT(corner.y, 1);
  }
}

TEST_F(ReaderProcessTest, tells_a_code_that_stays_in_view_once) {
  const std::string text = CertificateLikeText(2);
  Kiosk kiosk(Settings(CodeForEver(text)));
  kiosk.reader.SetPace(Pace::kFull);
  ASSERT_TRUE(kiosk.UntilSeen(text));
  const auto first = kiosk.reader.LatestPreview();
  ASSERT_TRUE(first);
  const std::uint64_t sequence = first->sequence;
  ASSERT_TRUE(kiosk.Until([&] { return kiosk.reader.LatestPreview()->sequence > sequence + 10; }));
  EXPECT_THAT(kiosk.texts, ElementsAre(text));
}

TEST_F(ReaderProcessTest, tells_a_passport_that_its_camera_sees_from_within_its_sandbox) {
  const auto lines = ZoneLines(encoding::mrz::Format::kTd3, 12);
  WritePicture(folder_ / "passport.png", HeldPage(lines, 12).NextPicture());
  Kiosk kiosk(Settings("replay:" + (folder_ / "passport.png") + "?loop=1&fps=15"));
  ASSERT_TRUE(kiosk.Until([&] { return !kiosk.zones.empty(); }));
  EXPECT_THAT(kiosk.zones, ElementsAre(lines));
  EXPECT_EQ(kiosk.reader.status(), kReady);
}

TEST_F(ReaderProcessTest, tells_a_passport_once_and_none_of_another_session) {
  Kiosk kiosk(Settings("passport", kFakeReader));
  ASSERT_TRUE(kiosk.UntilSeen("AFTER"));
  const std::vector<std::string> lines(2, std::string(44, '<'));
  EXPECT_THAT(kiosk.zones, ElementsAre(lines));
}

TEST_F(ReaderProcessTest, tells_every_code_of_a_film_in_order_and_that_it_is_over) {
  const std::vector<std::string> texts = {CertificateLikeText(3, 200), CertificateLikeText(4, 200)};
  const std::string film = folder_ / "film.avi";
  WriteFilm(film, texts, 2, 0.5);
  Kiosk kiosk(Settings("replay:" + film));
  kiosk.reader.SetPace(Pace::kFull);
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kDataMissing}));
  EXPECT_EQ(kiosk.texts, texts);
  EXPECT_THAT(kiosk.reader.codes_in_view(), IsEmpty());
}

TEST_F(ReaderProcessTest, shows_the_cameras_picture) {
  const cv::Mat picture(540, 960, CV_8UC1, cv::Scalar(77));
  WritePicture(folder_ / "grey.png", picture);
  Kiosk kiosk(Settings("replay:" + (folder_ / "grey.png") + "?loop=1"));
  ASSERT_TRUE(kiosk.Until([&] { return kiosk.reader.LatestPreview().has_value(); }));
  const auto preview = kiosk.reader.LatestPreview();
  EXPECT_EQ(preview->width, 960);
  EXPECT_EQ(preview->height, 540);
  EXPECT_EQ(preview->luma[1000], 77);
}

TEST_F(ReaderProcessTest, starts_a_killed_reader_again_within_two_seconds_and_codes_come_again) {
  const std::string text = CertificateLikeText(5);
  Kiosk kiosk(Settings(CodeForEver(text)));
  ASSERT_TRUE(kiosk.UntilSeen(text));
  const pid_t first = kiosk.reader.pid();
  const auto killed = steady_clock::now();
  ASSERT_EQ(kill(first, SIGKILL), 0);
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kSoftwareError}));
  ASSERT_TRUE(kiosk.UntilStatus(kReady));
  EXPECT_LT(steady_clock::now() - killed, seconds(CLEARWAY_SLOW_BUILD ? 10 : 2));
  EXPECT_NE(kiosk.reader.pid(), first);
  kiosk.texts.clear();
  kiosk.reader.Forget();
  EXPECT_TRUE(kiosk.UntilSeen(text));
}

TEST_F(ReaderProcessTest, finds_a_stopped_reader_out_kills_it_and_starts_another) {
  Kiosk kiosk(Settings(CodeForEver(CertificateLikeText(6))));
  ASSERT_TRUE(kiosk.UntilStatus(kReady));
  const pid_t first = kiosk.reader.pid();
  ASSERT_EQ(kill(first, SIGSTOP), 0);
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kNotResponding}));
  ASSERT_TRUE(kiosk.UntilStatus(kReady));
  EXPECT_EQ(kill(first, 0), -1) << "the stopped reader is still there";
}

// A reader that a driver holds, as one that waits for a USB camera that stalls.
class HeldReader : public ReaderProcessTest {
 protected:
  HeldReader() { EXPECT_EQ(mkfifo(let_go_.c_str(), 0600), 0); }

  static ReaderSettings Settings(const std::string& let_go) {
    ReaderSettings settings = camera::Settings("held:" + let_go, kFakeReader);
    settings.silence_limit = milliseconds(200);
    return settings;
  }
  // False: nobody may trace here.
  static bool IsHeld(Kiosk& kiosk) {
    EXPECT_TRUE(kiosk.Until([&] { return !kiosk.texts.empty(); }));
    return kiosk.texts == std::vector<std::string>{"HELD"};
  }
  // The reader ends at last.
  void LetGo() const { UniqueFd(open(let_go_.c_str(), O_WRONLY | O_CLOEXEC)); }

  const std::string let_go_ = folder_ / "let go";
};

TEST_F(HeldReader, is_not_waited_for_and_has_no_successor_until_it_is_gone) {
  Kiosk kiosk(Settings(let_go_));
  if (!IsHeld(kiosk)) GTEST_SKIP() << "no process may trace another one here";
  const pid_t first = kiosk.reader.pid();
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kNotResponding}));
  EXPECT_FALSE(kiosk.Until([&] { return kiosk.reader.pid() != 0; }, seconds(1)));
  EXPECT_EQ(kill(first, 0), 0) << "it is not held";
  LetGo();
  EXPECT_TRUE(kiosk.Until([&] { return kiosk.reader.pid() != 0; }));
  EXPECT_EQ(kill(first, 0), -1);
  LetGo();
}

TEST_F(HeldReader, is_not_waited_for_at_the_end) {
  std::optional<Kiosk> kiosk(Settings(let_go_));
  if (!IsHeld(*kiosk)) GTEST_SKIP() << "no process may trace another one here";
  const auto begun = steady_clock::now();
  kiosk.reset();
  EXPECT_LT(steady_clock::now() - begun, seconds(CLEARWAY_SLOW_BUILD ? 10 : 3));
  LetGo();
}

TEST_F(ReaderProcessTest, finds_a_reader_out_that_never_says_a_word) {
  ReaderSettings settings = Settings("silent", kFakeReader);
  settings.start_limit = milliseconds(100);
  Kiosk kiosk(settings);
  EXPECT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kNotResponding}));
}

TEST_F(ReaderProcessTest, retries_a_missing_program_and_recovers_when_it_appears) {
  const std::string program = folder_ / "reader";
  Kiosk kiosk(Settings(CodeForEver(CertificateLikeText(7)), program));
  EXPECT_EQ(kiosk.reader.status(),
            (DeviceStatus{DeviceState::kUnavailable, DeviceCode::kSoftwareError}));
  std::filesystem::create_symlink(kReader, program);
  EXPECT_TRUE(kiosk.UntilStatus(kReady));
}

TEST_F(ReaderProcessTest, says_that_a_camera_is_not_reachable_and_recovers_when_it_appears) {
  const std::string path = folder_ / "late.png";
  Kiosk kiosk(Settings("replay:" + path + "?loop=1"));
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kNotReachable}));
  WritePicture(path, cv::Mat(100, 100, CV_8UC1, cv::Scalar(50)));
  EXPECT_TRUE(kiosk.UntilStatus(kReady));
  EXPECT_THAT(
      kiosk.statuses,
      testing::Not(Contains(DeviceStatus{DeviceState::kUnavailable, DeviceCode::kSoftwareError})));
}

TEST_F(ReaderProcessTest, hears_the_last_words_of_a_reader_that_left_its_commands_unread) {
  Kiosk kiosk(Settings("last words", kFakeReader));
  ASSERT_TRUE(kiosk.Until([&] { return !kiosk.statuses.empty(); }));
  EXPECT_EQ(kiosk.statuses[0],
            (DeviceStatus{DeviceState::kUnavailable, DeviceCode::kNotReachable}));
}

TEST_F(ReaderProcessTest, says_that_a_missing_v4l2_device_is_not_reachable) {
  Kiosk kiosk(Settings("v4l2:/dev/video-that-is-not-there"));
  EXPECT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kNotReachable}));
}

TEST_F(ReaderProcessTest, ends_a_reader_that_talks_nonsense_and_starts_another) {
  Kiosk kiosk(Settings("garbage", kFakeReader));
  const pid_t first = kiosk.reader.pid();
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kSoftwareError}));
  EXPECT_TRUE(kiosk.Until([&] { return kiosk.reader.pid() != 0 && kiosk.reader.pid() != first; }));
  EXPECT_EQ(kill(first, 0), -1);
}

TEST_F(ReaderProcessTest, takes_the_guidance_of_a_reader_that_died_back) {
  Kiosk kiosk(Settings("guides once:" + (folder_ / "mark"), kFakeReader));
  ASSERT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kSoftwareError}));
  ASSERT_TRUE(kiosk.UntilStatus(kReady));
  EXPECT_THAT(kiosk.guidance, ElementsAre(Guidance::kCloser, Guidance::kNone));
}

TEST_F(ReaderProcessTest, takes_guidance_back_with_what_it_forgets) {
  Kiosk kiosk(Settings("guides", kFakeReader));
  ASSERT_TRUE(kiosk.Until([&] { return !kiosk.guidance.empty(); }));
  kiosk.reader.Forget();
  ASSERT_TRUE(kiosk.Until([&] { return kiosk.guidance.size() == 2; }));
  EXPECT_THAT(kiosk.guidance, ElementsAre(Guidance::kCloser, Guidance::kNone));
}

TEST_F(ReaderProcessTest, ends_a_reader_that_sends_more_than_a_message_holds) {
  Kiosk kiosk(Settings("too long", kFakeReader));
  EXPECT_TRUE(kiosk.UntilStatus({DeviceState::kUnavailable, DeviceCode::kSoftwareError}));
}

TEST_F(ReaderProcessTest, reports_no_code_of_another_session) {
  Kiosk kiosk(Settings("late codes", kFakeReader));
  ASSERT_TRUE(kiosk.UntilSeen("NOW"));
  EXPECT_THAT(kiosk.texts, ElementsAre("NOW"));
}

TEST_F(ReaderProcessTest, shows_nothing_of_the_last_traveller_after_forget) {
  Kiosk kiosk(Settings("shows", kFakeReader));
  ASSERT_TRUE(kiosk.Until([&] { return kiosk.reader.LatestPreview().has_value(); }));
  EXPECT_EQ(kiosk.reader.LatestPreview()->luma[0], 42);
  const std::span<const std::uint8_t> pixels = kiosk.reader.LatestPreview()->luma;
  kiosk.reader.Forget();
  EXPECT_EQ(pixels[0], 0);
  EXPECT_FALSE(kiosk.reader.LatestPreview());
}

TEST_F(ReaderProcessTest, tells_a_code_again_after_forget) {
  const std::string text = CertificateLikeText(8);
  Kiosk kiosk(Settings(CodeForEver(text)));
  ASSERT_TRUE(kiosk.UntilSeen(text));
  kiosk.reader.Forget();
  EXPECT_THAT(kiosk.reader.codes_in_view(), IsEmpty());
  kiosk.texts.clear();
  EXPECT_TRUE(kiosk.UntilSeen(text));
}

TEST_F(ReaderProcessTest, tells_what_lies_there_once_more_when_asked_to_and_forgets_nothing) {
  const std::string text = CertificateLikeText(11);
  Kiosk kiosk(Settings(CodeForEver(text)));
  ASSERT_TRUE(kiosk.UntilSeen(text));
  ASSERT_TRUE(kiosk.reader.LatestPreview());
  kiosk.reader.SeeAnew();
  EXPECT_EQ(kiosk.reader.codes_in_view().size(), 1U);
  EXPECT_TRUE(kiosk.reader.LatestPreview());
  kiosk.texts.clear();
  EXPECT_TRUE(kiosk.UntilSeen(text));
}

TEST_F(ReaderProcessTest, runs_its_reader_under_seccomp_without_new_privileges) {
  Kiosk kiosk(Settings(CodeForEver(CertificateLikeText(9))));
  ASSERT_TRUE(kiosk.UntilStatus(kReady));
  std::ifstream file("/proc/" + std::to_string(kiosk.reader.pid()) + "/status");
  const std::string status((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
  EXPECT_THAT(status, testing::HasSubstr("NoNewPrivs:\t1"));
  EXPECT_THAT(status, testing::HasSubstr("Seccomp:\t2"));
}

TEST_F(ReaderProcessTest, leaves_no_reader_behind) {
  pid_t pid = 0;
  {
    Kiosk kiosk(Settings(CodeForEver(CertificateLikeText(10))));
    ASSERT_TRUE(kiosk.UntilStatus(kReady));
    pid = kiosk.reader.pid();
  }
  EXPECT_EQ(kill(pid, 0), -1);
}

}  // namespace
}  // namespace clearway::camera
