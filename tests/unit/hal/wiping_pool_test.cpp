#include "hal/wiping_pool.h"

#include <gst/video/video.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::hal {
namespace {

constexpr std::size_t kSize = std::size_t{64} * 48;

// The pool's only buffer, so that the next one taken is the one given back.
GstBuffer* Take(GstBufferPool* pool) {
  GstBuffer* buffer = nullptr;
  EXPECT_EQ(gst_buffer_pool_acquire_buffer(pool, &buffer, nullptr), GST_FLOW_OK);
  return buffer;
}

std::vector<guint8> BytesOf(GstBuffer* buffer) {
  std::vector<guint8> bytes(kSize);
  EXPECT_EQ(gst_buffer_extract(buffer, 0, bytes.data(), kSize), kSize);
  return bytes;
}

TEST(WipingPool, overwrites_a_picture_as_soon_as_nobody_holds_it) {
  InitialiseGStreamer();
  const auto pool = MakeWipingPool();
  const GstPtr<GstCaps> caps(
      gst_caps_from_string("video/x-raw,format=GRAY8,width=64,height=48,framerate=30/1"));
  GstStructure* config = gst_buffer_pool_get_config(pool.get());
  gst_buffer_pool_config_set_params(config, caps.get(), kSize, 1, 1);
  ASSERT_TRUE(gst_buffer_pool_set_config(pool.get(), config));
  ASSERT_TRUE(gst_buffer_pool_set_active(pool.get(), TRUE));
  GstBuffer* picture = Take(pool.get());
  EXPECT_TRUE(IsWipedByItsPool(picture));
  gst_buffer_memset(picture, 0, 0xAB, kSize);
  gst_buffer_unref(picture);
  GstBuffer* again = Take(pool.get());
  EXPECT_EQ(again, picture) << "the pool has only one";
  EXPECT_TRUE(std::ranges::all_of(BytesOf(again), [](guint8 byte) { return byte == 0; }));
  gst_buffer_unref(again);
  gst_buffer_pool_set_active(pool.get(), FALSE);
}

TEST(WipingPool, is_what_decoders_put_their_pictures_into) {
  InitialiseGStreamer();
  GstPlugin* test_source =
      gst_plugin_load_file(CLEARWAY_GSTREAMER_PLUGINS "/libgstvideotestsrc.so", nullptr);
  ASSERT_NE(test_source, nullptr);
  gst_object_unref(test_source);
  auto camera = Pipeline::Make(
      "videotestsrc num-buffers=1 ! video/x-raw,format=I420,width=64,height=48 ! jpegenc ! jpegdec "
      "! appsink name=sink sync=false");
  ASSERT_TRUE(camera) << camera.error().detail;
  ASSERT_TRUE(camera->Reach(GST_STATE_PLAYING));
  const auto sample = camera->Pull(std::chrono::seconds(10));
  ASSERT_TRUE(sample) << sample.error().detail;
  EXPECT_TRUE(IsWipedByItsPool(gst_sample_get_buffer(sample->get())));
}

}  // namespace
}  // namespace clearway::hal
