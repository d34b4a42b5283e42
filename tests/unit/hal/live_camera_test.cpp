#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <span>

#include "hal/camera_kinds.h"
#include "hal/gstreamer.h"
#include "tests/unit/camera/made_pictures.h"
#include "tools/film/writer.h"

// Live capture with GStreamer's test source in a camera's place.
namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLong{10000};
constexpr CameraPatience kPatience{.start = milliseconds(10000), .stall = milliseconds(200)};
constexpr CameraPatience kImpatient{.start = milliseconds(300), .stall = milliseconds(200)};

class LiveCameraTest : public testing::Test {
 protected:
  // The product never loads the test source.
  static void SetUpTestSuite() {
    InitialiseGStreamer();
    GstPlugin* plugin =
        gst_plugin_load_file(CLEARWAY_GSTREAMER_PLUGINS "/libgstvideotestsrc.so", nullptr);
    ASSERT_NE(plugin, nullptr);
    gst_object_unref(plugin);
  }
  static std::unique_ptr<Camera> Open(const std::string& source, const std::string& caps,
                                      const std::string& after = "",
                                      const CameraPatience& patience = kPatience) {
    auto camera = OpenLivePipeline("videotestsrc is-live=true " + source + " ! video/x-raw," +
                                       caps + ",framerate=50/1 ! identity name=gate" + after,
                                   patience);
    EXPECT_TRUE(camera) << camera.error().detail;
    return camera ? *std::move(camera) : nullptr;
  }
  // Takes frames until there are none, and says why.
  static Fault UntilFault(Camera& camera) {
    const auto deadline = steady_clock::now() + kLong;
    while (steady_clock::now() < deadline) {
      const auto frame = camera.Next(milliseconds(50));
      if (!frame && frame.error().fault != Fault::kTimeout) return frame.error().fault;
    }
    return Fault::kTimeout;
  }
};

TEST_F(LiveCameraTest, gives_the_same_grey_from_every_format_a_camera_may_have) {
  for (const std::string format : {"NV12", "I420", "GRAY8", "YUY2", "UYVY", "RGB", "BGRx"}) {
    const auto camera = Open("pattern=solid-color foreground-color=0xff808080",
                             "format=" + format + ",width=322,height=242");
    const auto frame = camera->Next(kLong);
    ASSERT_TRUE(frame) << format << ": " << frame.error().detail;
    EXPECT_EQ((*frame)->width, 322);
    EXPECT_EQ((*frame)->height, 242);
    EXPECT_GE((*frame)->stride, 322);
    for (const int y : {0, 120, 241}) {
      const auto at =
          static_cast<std::size_t>(y) * static_cast<std::size_t>((*frame)->stride) + 321;
      EXPECT_NEAR((*frame)->luma()[at], 127, 2) << format;
    }
  }
}

TEST_F(LiveCameraTest, gives_the_decoded_picture_of_a_jpeg_camera) {
  const auto camera = Open("pattern=solid-color foreground-color=0xffffffff",
                           "format=I420,width=640,height=480", " ! jpegenc ! jpegdec");
  const auto frame = camera->Next(kLong);
  ASSERT_TRUE(frame) << frame.error().detail;
  EXPECT_GT((*frame)->luma()[1000], 225);
}

TEST_F(LiveCameraTest, keeps_a_frames_pixels_as_long_as_the_frame) {
  const auto camera =
      Open("pattern=solid-color foreground-color=0xffffffff", "format=GRAY8,width=320,height=240");
  const auto kept = camera->Next(kLong);
  ASSERT_TRUE(kept);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(camera->Next(kLong));
  EXPECT_GT((*kept)->luma()[5000], 225);
}

TEST_F(LiveCameraTest, is_unavailable_when_the_device_stops) {
  const auto camera = Open("num-buffers=3", "format=NV12,width=320,height=240");
  EXPECT_EQ(UntilFault(*camera), Fault::kUnavailable);
}

TEST_F(LiveCameraTest, is_unavailable_when_the_device_fails) {
  const auto camera = Open("", "format=NV12,width=320,height=240", " ! identity error-after=3");
  EXPECT_EQ(UntilFault(*camera), Fault::kUnavailable);
}

TEST_F(LiveCameraTest, is_unavailable_when_pictures_stall_without_a_word) {
  // One picture every thousand seconds is a camera that has stalled after its first.
  auto camera = OpenLivePipeline(
      "videotestsrc is-live=true ! video/x-raw,format=NV12,width=320,height=240,framerate=1/1000 "
      "! identity name=gate",
      kPatience);
  ASSERT_TRUE(camera) << camera.error().detail;
  ASSERT_TRUE((*camera)->Next(kLong));
  EXPECT_EQ(UntilFault(**camera), Fault::kUnavailable);
}

TEST_F(LiveCameraTest, is_unavailable_when_no_picture_is_as_large_as_it_says) {
  GstPlugin* plugin = gst_plugin_load_file(CLEARWAY_GSTREAMER_PLUGINS "/libgstdebug.so", nullptr);
  ASSERT_NE(plugin, nullptr);
  gst_object_unref(plugin);
  const auto camera = Open("", "format=GRAY8,width=320,height=240",
                           " ! capssetter join=false replace=true "
                           "caps=video/x-raw,format=GRAY8,width=640,height=480,framerate=50/1",
                           kImpatient);
  ASSERT_NE(camera, nullptr);
  EXPECT_EQ(camera->Next(kLong).error().fault, Fault::kInvalid);
  Fault fault = Fault::kInvalid;
  for (const auto deadline = steady_clock::now() + 3 * kLong;
       fault == Fault::kInvalid && steady_clock::now() < deadline;)
    fault = camera->Next(kLong).error().fault;
  EXPECT_EQ(fault, Fault::kUnavailable);
}

// A camera whose JPEG pictures are damaged on their way.
class JpegCameraTest : public LiveCameraTest {
 protected:
  using Damage = std::function<void(std::span<char> picture)>;

  static void Nothing(std::span<char>) {}
  static void CutInHalf(std::span<char> p) { std::ranges::fill(p.subspan(p.size() / 2), '\0'); }
  static void CutToThreeBytes(std::span<char> p) { std::ranges::fill(p.subspan(3), '\0'); }
  static void Blank(std::span<char> p) { std::ranges::fill(p, '\0'); }
  static void Scratch(std::span<char> p) {
    for (std::size_t i = p.size() / 3; i < p.size(); i += 3) p[i] = static_cast<char>(p[i] ^ 0x5a);
  }

  // A camera that sends pictures of these shades, each with its damage.
  std::unique_ptr<Camera> Send(const std::vector<std::pair<int, Damage>>& pictures) {
    const std::string film = folder_ / "pictures.avi";
    auto writer = film::FilmWriter::Open(film, {640, 480}, 20);
    EXPECT_TRUE(writer);
    for (const auto& [shade, _] : pictures)
      EXPECT_TRUE(writer->Write(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(shade))));
    EXPECT_TRUE(writer->Finish());
    DamageEach(film, pictures);
    auto camera = OpenLivePipeline(
        "filesrc location=\"" + film + "\" ! avidemux ! clocksync ! identity name=gate ! jpegdec",
        kPatience);
    EXPECT_TRUE(camera) << camera.error().detail;
    return camera ? *std::move(camera) : nullptr;
  }
  // The shades of its pictures' last pixels, and how it ended.
  static std::pair<std::vector<int>, Fault> ShadesOf(Camera& camera) {
    std::vector<int> shades;
    for (const auto deadline = steady_clock::now() + kLong; steady_clock::now() < deadline;) {
      const auto frame = camera.Next(milliseconds(50));
      if (frame) shades.push_back((*frame)->luma().back());
      if (!frame && frame.error().fault == Fault::kUnavailable) break;
    }
    return {shades, camera.Next(milliseconds(0)).error().fault};
  }

 private:
  static void DamageEach(const std::string& path,
                         const std::vector<std::pair<int, Damage>>& pictures) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::size_t begin = bytes.find("\xff\xd8\xff");
    for (const auto& [_, damage] : pictures) {
      ASSERT_NE(begin, std::string::npos);
      const std::size_t end = bytes.find("\xff\xd9", begin) + 2;
      const std::size_t next = bytes.find("\xff\xd8\xff", end);
      damage(std::span(bytes).subspan(begin, end - begin));
      begin = next;
    }
    std::ofstream(path, std::ios::binary) << bytes;
  }

  camera::TestFolder folder_;
};

TEST_F(JpegCameraTest, goes_on_after_pictures_that_are_cut_off_empty_or_nonsense) {
  const auto camera = Send({{200, Nothing},
                            {200, CutInHalf},
                            {200, CutToThreeBytes},
                            {200, Blank},
                            {200, Scratch},
                            {90, Nothing},
                            {90, Nothing}});
  ASSERT_NE(camera, nullptr);
  const auto [shades, end] = ShadesOf(*camera);
  ASSERT_FALSE(shades.empty());
  EXPECT_NEAR(shades.back(), 93, 4) << "the last picture, after all that were damaged";
  EXPECT_EQ(end, Fault::kUnavailable);
}

TEST_F(JpegCameraTest, is_unavailable_when_nothing_that_it_sends_is_a_picture) {
  std::vector<std::pair<int, Damage>> pictures(12, {200, Blank});
  pictures[0].second = Nothing;
  const auto camera = Send(pictures);
  ASSERT_NE(camera, nullptr);
  EXPECT_EQ(UntilFault(*camera), Fault::kUnavailable);
}

TEST_F(LiveCameraTest, refuses_pictures_of_giant_size) {
  auto camera = OpenLivePipeline(
      "videotestsrc is-live=true ! video/x-raw,format=GRAY8,width=7680,height=4320 ! identity "
      "name=gate",
      kPatience);
  EXPECT_TRUE(!camera || UntilFault(**camera) == Fault::kUnavailable);
}

TEST_F(LiveCameraTest, drops_frames_over_the_rate_asked_for) {
  const auto camera = Open("", "format=NV12,width=320,height=240");
  camera->LimitRate(10);
  ASSERT_TRUE(camera->Next(kLong));
  ASSERT_TRUE(camera->Next(kLong));
  const auto begun = steady_clock::now();
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(camera->Next(kLong));
  EXPECT_GT(steady_clock::now() - begun, milliseconds(3 * 100 - 20));
}

// As fast as the machine goes, so that some end while a picture is at the gate; the sanitizers see
// whether that one still finds it there.
TEST_F(LiveCameraTest, ends_while_pictures_come) {
  for (int i = 0; i < 200; ++i) {
    auto camera = OpenLivePipeline(
        "videotestsrc pattern=black ! video/x-raw,format=GRAY8,width=16,height=16,framerate=1000/1 "
        "! identity name=gate",
        kPatience);
    ASSERT_TRUE(camera) << camera.error().detail;
    ASSERT_TRUE((*camera)->Next(kLong));
  }
}

TEST_F(LiveCameraTest, gives_the_newest_frame_not_the_oldest) {
  const auto camera = Open("pattern=ball", "format=GRAY8,width=320,height=240");
  const auto first = camera->Next(kLong);
  ASSERT_TRUE(first);
  // Twenty frames' time in which nobody asks.
  while (steady_clock::now() < (*first)->captured + milliseconds(400)) (void)0;
  const auto next = camera->Next(milliseconds(0));
  ASSERT_TRUE(next);
  EXPECT_GT((*next)->captured, (*first)->captured + milliseconds(200));
}

}  // namespace
}  // namespace clearway::hal
