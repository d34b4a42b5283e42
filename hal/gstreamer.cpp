#include "hal/gstreamer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

#include "hal/wiping_pool.h"

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;

// What each is for: files and identity; appsrc and appsink; pictures; films; cameras.
constexpr const char* kPlugins[] = {"coreelements", "app",      "jpeg",        "png",
                                    "avi",          "matroska", "video4linux2"};
// How long an element may take to reach a state.
constexpr milliseconds kStateLimit{5000};
// How often a wait for a picture looks for an error beside it.
constexpr milliseconds kGlance{50};

// Errors reach us over the bus; GLib's and GStreamer's own lines on stderr would be no registered
// events.
void SayNothing(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

void LoadPlugins() {
  g_log_set_default_handler(&SayNothing, nullptr);
  // Without a registry GStreamer neither searches for plug-ins nor keeps a list of them on disk.
  setenv("GST_REGISTRY_DISABLE", "yes",
         1);  // NOLINT(concurrency-mt-unsafe): once, before its threads
  GError* error = nullptr;
  if (!gst_init_check(nullptr, nullptr, &error)) {
    const GstPtr<GError> reason(error);
    return;  // Every pipeline then fails to be made, and says so.
  }
  for (const char* name : kPlugins) {
    const std::string path = fmt::format("{}/libgst{}.so", CLEARWAY_GSTREAMER_PLUGINS, name);
    GstPlugin* plugin = gst_plugin_load_file(path.c_str(), nullptr);
    if (plugin != nullptr) gst_object_unref(plugin);
  }
}

std::unexpected<Error> FailWith(GstMessage* message) {
  GError* raw = nullptr;
  gst_message_parse_error(message, &raw, nullptr);
  const GstPtr<GError> error(raw);
  return Fail(Fault::kUnavailable, error->message);
}

}  // namespace

void InitialiseGStreamer() {
  static std::once_flag once;
  std::call_once(once, LoadPlugins);
}

Result<Pipeline> Pipeline::Make(const std::string& description) {
  InitialiseGStreamer();
  GError* raw = nullptr;
  GstElement* element =
      gst_is_initialized()
          ? gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &raw)
          : nullptr;
  const GstPtr<GError> error(raw);
  if (element == nullptr) {
    return Fail(Fault::kUnsupported,
                fmt::format("GStreamer: {}. Are its base and good plug-ins installed?",
                            error ? error->message : "not usable"));
  }
  gst_object_ref_sink(element);
  return Pipeline(element);
}

Pipeline::Pipeline(GstElement* pipeline) : pipeline_(pipeline), sink_(Element("sink")) {
  if (sink_) OfferWipingPool(sink_.get());
}

Pipeline::~Pipeline() {
  if (pipeline_) Stop();
}

void Pipeline::Stop() {
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

GstPtr<GstElement> Pipeline::Element(const char* name) const {
  return GstPtr<GstElement>(gst_bin_get_by_name(GST_BIN(pipeline_.get()), name));
}

Status Pipeline::Reach(GstState state) {
  GstStateChangeReturn answer = gst_element_set_state(pipeline_.get(), state);
  for (milliseconds waited{0}; answer == GST_STATE_CHANGE_ASYNC && waited < kStateLimit;
       waited += kGlance) {
    answer = gst_element_get_state(pipeline_.get(), nullptr, nullptr,
                                   static_cast<GstClockTime>(kGlance.count()) * GST_MSECOND);
    if (answer != GST_STATE_CHANGE_ASYNC) break;
    // An element that failed may leave the others waiting.
    if (Status error = TakeError(); !error) return error;
  }
  if (answer != GST_STATE_CHANGE_FAILURE && answer != GST_STATE_CHANGE_ASYNC) return {};
  if (Status error = TakeError(); !error) return error;
  return Fail(Fault::kUnavailable, "GStreamer did not start in time.");
}

Status Pipeline::TakeError() {
  const GstPtr<GstObject> bus(GST_OBJECT(gst_element_get_bus(pipeline_.get())));
  const GstPtr<GstMessage> message(gst_bus_pop_filtered(GST_BUS(bus.get()), GST_MESSAGE_ERROR));
  if (message) return FailWith(message.get());
  return {};
}

Result<GstPtr<GstSample>> Pipeline::Pull(milliseconds patience) {
  GstAppSink* sink = GST_APP_SINK(sink_.get());
  for (milliseconds waited{0};; waited += kGlance) {
    const milliseconds wait = std::clamp(patience - waited, milliseconds(0), kGlance);
    GstPtr<GstSample> sample(
        gst_app_sink_try_pull_sample(sink, static_cast<GstClockTime>(wait.count()) * GST_MSECOND));
    if (sample) return sample;
    if (Status error = TakeError(); !error) return std::unexpected(error.error());
    if (gst_app_sink_is_eos(sink)) return Fail(Fault::kNotFound, "The pictures are at their end.");
    if (waited >= patience) return Fail(Fault::kTimeout, "No new picture yet.");
  }
}

// Pictures carry their time since the pipeline's start; its clock is the steady clock.
std::chrono::steady_clock::time_point Pipeline::TakenAt(const GstSample* sample) const {
  const auto now = std::chrono::steady_clock::now();
  auto* held = const_cast<GstSample*>(sample);
  const GstClockTime stamp = GST_BUFFER_PTS(gst_sample_get_buffer(held));
  const GstClockTime since_start =
      gst_segment_to_running_time(gst_sample_get_segment(held), GST_FORMAT_TIME, stamp);
  if (!GST_CLOCK_TIME_IS_VALID(stamp) || !GST_CLOCK_TIME_IS_VALID(since_start)) return now;
  const GstClockTime taken = gst_element_get_base_time(pipeline_.get()) + since_start;
  const std::chrono::steady_clock::time_point moment{
      std::chrono::nanoseconds(static_cast<std::int64_t>(taken))};
  return std::min(moment, now);
}

std::string PictureCaps(int largest_side) {
  return fmt::format("video/x-raw,width=[{0},{1}],height=[{0},{1}]", kSmallestSide, largest_side);
}

}  // namespace clearway::hal
