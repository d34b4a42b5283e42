#pragma once

// For hal's own .cpp files and the film maker only: it brings in GStreamer's headers.

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/core/result.h"

namespace clearway::hal {

// Largest picture taken from any source, in pixels a side, the largest of a film or a camera, which
// has several in memory at a time, and the smallest. A larger one is refused before memory is given
// to it.
inline constexpr int kLargestSide = 8192;
inline constexpr int kLargestFilmSide = 4096;
inline constexpr int kSmallestSide = 8;

struct GstDeleter {
  void operator()(GstSample* sample) const { gst_sample_unref(sample); }
  void operator()(GstCaps* caps) const { gst_caps_unref(caps); }
  void operator()(GstObject* object) const { gst_object_unref(object); }
  void operator()(GstElement* element) const { gst_object_unref(element); }
  void operator()(GstPad* pad) const { gst_object_unref(pad); }
  void operator()(GstBufferPool* pool) const { gst_object_unref(pool); }
  void operator()(GstMessage* message) const { gst_message_unref(message); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(gchar* text) const { g_free(text); }
};
template <typename T>
using GstPtr = std::unique_ptr<T, GstDeleter>;

// Starts GStreamer once, with the few plug-ins that cameras and films need and no registry: nothing
// is searched, written or run, and hostile pictures meet no code that we did not choose.
void InitialiseGStreamer();

// One pipeline, stopped at its end. Not thread-safe.
class Pipeline {
 public:
  // `description` is in gst-launch's language, of our own making: names and paths from outside are
  // set as properties of its elements. kUnsupported: an element is missing.
  [[nodiscard]] static Result<Pipeline> Make(const std::string& description);
  Pipeline(Pipeline&&) = default;
  Pipeline& operator=(Pipeline&&) = delete;
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // Asks for the state and waits for it. kUnavailable carries what the failing element said.
  [[nodiscard]] Status Reach(GstState state);
  // Ends its threads: when this is back, none of its elements and probes runs any more.
  void Stop();
  // The next picture of the appsink "sink". kTimeout: none within `patience`; kUnavailable: an
  // element failed; kNotFound: the stream is over.
  [[nodiscard]] Result<GstPtr<GstSample>> Pull(std::chrono::milliseconds patience);
  // When the picture was taken (a camera's) or its turn came (a film's); now, where it does not
  // say.
  [[nodiscard]] std::chrono::steady_clock::time_point TakenAt(const GstSample* sample) const;
  // What an element said since the last call, or nothing.
  [[nodiscard]] Status TakeError();
  // Null where there is none of this name.
  [[nodiscard]] GstPtr<GstElement> Element(const char* name) const;
  [[nodiscard]] GstElement* get() const { return pipeline_.get(); }

 private:
  explicit Pipeline(GstElement* pipeline);

  GstPtr<GstElement> pipeline_;
  GstPtr<GstElement> sink_;
};

// The pictures that a decoder may give us, as caps text: no side larger than that.
[[nodiscard]] std::string PictureCaps(int largest_side);

}  // namespace clearway::hal
