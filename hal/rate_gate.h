#pragma once

#include <atomic>

#include "hal/gstreamer.h"

namespace clearway::hal {

// Which pictures of a stream are worth decoding. Times are nanoseconds since the stream's start;
// the streaming thread owns it.
class PassRule {
 public:
  // `taken`: of the picture; `now`: as late as it is, no earlier than `taken`. `interval`: the
  // least between pictures that pass, 0 for none.
  [[nodiscard]] bool Passes(GstClockTime taken, GstClockTime now, GstClockTime interval);

 private:
  GstClockTime last_taken_ = GST_CLOCK_TIME_NONE;
  GstClockTime last_passed_ = 0;  // as `now` was
};

// Drops pictures at the pad of a running pipeline where it was put, before the decoder, so that a
// dropped picture costs next to nothing: those that come sooner than the rate asked for, and those
// that have become old while the machine was busy, since a newer one is waiting behind them.
// LimitRate may be called from any thread.
class RateGate {
 public:
  // Puts the gate at the element's source pad. The element's pipeline must have stopped before the
  // gate goes: taking a probe away does not wait for one that runs.
  explicit RateGate(GstElement* element);
  RateGate(const RateGate&) = delete;
  RateGate& operator=(const RateGate&) = delete;
  ~RateGate();

  void LimitRate(int frames_per_second);

 private:
  static GstPadProbeReturn OnBuffer(GstPad* pad, GstPadProbeInfo* info, gpointer self);
  [[nodiscard]] GstClockTime Now() const;

  GstElement* element_;
  GstPtr<GstPad> pad_;
  gulong probe_ = 0;
  std::atomic<GstClockTime> interval_{0};
  PassRule rule_;
};

}  // namespace clearway::hal
