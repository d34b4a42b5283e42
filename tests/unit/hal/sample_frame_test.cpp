#include "hal/sample_frame.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::hal {
namespace {

// What a driver could hand over: so many bytes under these caps; none at all where `bytes` is
// negative.
Result<std::shared_ptr<const Frame>> FrameOf(const std::string& caps_text, int bytes) {
  InitialiseGStreamer();
  const GstPtr<GstCaps> caps(gst_caps_from_string(caps_text.c_str()));
  GstBuffer* buffer =
      bytes < 0 ? nullptr : gst_buffer_new_allocate(nullptr, static_cast<gsize>(bytes), nullptr);
  if (buffer != nullptr) gst_buffer_memset(buffer, 0, 77, static_cast<gsize>(bytes));
  GstPtr<GstSample> sample(gst_sample_new(buffer, caps.get(), nullptr, nullptr));
  if (buffer != nullptr) gst_buffer_unref(buffer);
  return FrameFromSample(std::move(sample), {});
}

std::string Caps(const std::string& format, int width, int height) {
  return "video/x-raw,format=" + format + ",width=" + std::to_string(width) +
         ",height=" + std::to_string(height) + ",framerate=30/1";
}

TEST(SampleFrame, is_the_cameras_own_plane_of_luma) {
  for (const char* format : {"GRAY8", "NV12", "I420"}) {
    const auto frame = FrameOf(Caps(format, 64, 48), 64 * 48 * 3 / 2);
    ASSERT_TRUE(frame) << format;
    EXPECT_EQ((*frame)->luma()[std::size_t{64} * 47], 77);
  }
}

TEST(SampleFrame, is_refused_where_the_driver_gave_nothing_or_too_little) {
  for (const char* format : {"GRAY8", "NV12", "YUY2"}) {
    for (const int bytes : {-1, 0, 1, 64 * 48 - 1}) {
      const auto frame = FrameOf(Caps(format, 64, 48), bytes);
      ASSERT_FALSE(frame) << format << ' ' << bytes;
      EXPECT_EQ(frame.error().fault, Fault::kInvalid);
    }
  }
}

TEST(SampleFrame, is_refused_where_it_has_no_size_or_one_beyond_bounds) {
  for (const auto& [width, height] : {std::pair(0, 0), std::pair(0, 480), std::pair(640, 0),
                                      std::pair(4, 4), std::pair(8193, 8), std::pair(-5, 8)}) {
    const auto frame = FrameOf(Caps("GRAY8", width, height), 4096);
    ASSERT_FALSE(frame) << width << 'x' << height;
    EXPECT_EQ(frame.error().fault, Fault::kInvalid);
  }
}

TEST(SampleFrame, is_refused_where_it_is_no_raw_picture) {
  EXPECT_FALSE(FrameOf("image/jpeg,width=64,height=48", 4096));
  EXPECT_FALSE(FrameOf("audio/x-raw", 4096));
}

}  // namespace
}  // namespace clearway::hal
