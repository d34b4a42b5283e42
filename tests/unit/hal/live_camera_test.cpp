#include <gtest/gtest.h>

#include "hal/camera_kinds.h"
#include "hal/gstreamer.h"

// Live capture with GStreamer's test source in a camera's place.
namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLong{10000};
constexpr CameraPatience kPatience{.start = milliseconds(10000), .stall = milliseconds(200)};

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
                                      const std::string& after = "") {
    auto camera = OpenLivePipeline("videotestsrc is-live=true " + source + " ! video/x-raw," +
                                       caps + ",framerate=50/1 ! identity name=gate" + after,
                                   kPatience);
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

TEST_F(LiveCameraTest, refuses_pictures_of_giant_size) {
  auto camera = OpenLivePipeline(
      "videotestsrc is-live=true ! video/x-raw,format=GRAY8,width=9000,height=100 ! identity "
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
