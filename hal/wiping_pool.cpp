#include "hal/wiping_pool.h"

#include <gst/video/gstvideometa.h>
#include <gst/video/gstvideopool.h>
#include <gst/video/video.h>

namespace clearway::hal {
namespace {

// One being decoded, one waiting, one being read.
constexpr guint kBuffers = 3;

// The class above ours: set once, as the type is made.
GstBufferPoolClass* video_pool = nullptr;

void WipeAndRelease(GstBufferPool* pool, GstBuffer* buffer) {
  if (gst_buffer_is_writable(buffer)) gst_buffer_memset(buffer, 0, 0, gst_buffer_get_size(buffer));
  video_pool->release_buffer(pool, buffer);
}

void InitialiseClass(gpointer type, gpointer) {
  video_pool = static_cast<GstBufferPoolClass*>(g_type_class_peek_parent(type));
  static_cast<GstBufferPoolClass*>(type)->release_buffer = &WipeAndRelease;
}

GType WipingPoolType() {
  static const GType type = g_type_register_static_simple(
      gst_video_buffer_pool_get_type(), "ClearwayWipingPool", sizeof(GstVideoBufferPoolClass),
      &InitialiseClass, sizeof(GstVideoBufferPool), nullptr, static_cast<GTypeFlags>(0));
  return type;
}

// Answers the question for memory. False: it asks for something that is no plain picture.
bool Answer(GstQuery* query) {
  GstCaps* caps = nullptr;
  GstVideoInfo info;
  gst_query_parse_allocation(query, &caps, nullptr);
  if (caps == nullptr || !gst_video_info_from_caps(&info, caps)) return false;
  const GstPtr<GstBufferPool> pool = MakeWipingPool();
  const auto size = static_cast<guint>(GST_VIDEO_INFO_SIZE(&info));
  GstStructure* config = gst_buffer_pool_get_config(pool.get());
  gst_buffer_pool_config_set_params(config, caps, size, kBuffers, 0);
  if (!gst_buffer_pool_set_config(pool.get(), config)) return false;
  gst_query_add_allocation_pool(query, pool.get(), size, kBuffers, 0);
  // Rows may have gaps: a driver's pictures come as they are, without a copy.
  gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
  return true;
}

GstPadProbeReturn OnQuery(GstPad*, GstPadProbeInfo* info, gpointer) {
  GstQuery* query = gst_pad_probe_info_get_query(info);
  const bool answered = GST_QUERY_TYPE(query) == GST_QUERY_ALLOCATION && Answer(query);
  return answered ? GST_PAD_PROBE_HANDLED : GST_PAD_PROBE_OK;
}

}  // namespace

void OfferWipingPool(GstElement* sink) {
  const GstPtr<GstPad> pad(gst_element_get_static_pad(sink, "sink"));
  const auto questions =
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM | GST_PAD_PROBE_TYPE_PUSH);
  gst_pad_add_probe(pad.get(), questions, &OnQuery, nullptr, nullptr);
}

GstPtr<GstBufferPool> MakeWipingPool() {
  return GstPtr<GstBufferPool>(
      GST_BUFFER_POOL(gst_object_ref_sink(g_object_new(WipingPoolType(), nullptr))));
}

bool IsWipedByItsPool(const GstBuffer* buffer) {
  return buffer->pool != nullptr && G_TYPE_CHECK_INSTANCE_TYPE(buffer->pool, WipingPoolType());
}

}  // namespace clearway::hal
