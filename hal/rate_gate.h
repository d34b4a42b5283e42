#pragma once

#include <atomic>

#include "hal/gstreamer.h"

namespace clearway::hal {

// Drops pictures that come sooner than the rate asked for, at the pad of a running pipeline where
// it was put: before the decoder, so that a dropped picture costs next to nothing. LimitRate may be
// called from any thread.
class RateGate {
 public:
  // Puts the gate at the element's source pad. The element's pipeline must not outlive the gate.
  explicit RateGate(GstElement* element);
  RateGate(const RateGate&) = delete;
  RateGate& operator=(const RateGate&) = delete;
  ~RateGate();

  void LimitRate(int frames_per_second);

 private:
  static GstPadProbeReturn OnBuffer(GstPad* pad, GstPadProbeInfo* info, gpointer self);

  GstPtr<GstPad> pad_;
  gulong probe_ = 0;
  std::atomic<GstClockTime> interval_{0};           // between pictures; 0: all pass
  GstClockTime last_passed_ = GST_CLOCK_TIME_NONE;  // the streaming thread's
};

}  // namespace clearway::hal
