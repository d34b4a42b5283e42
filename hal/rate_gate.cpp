#include "hal/rate_gate.h"

#include <algorithm>

namespace clearway::hal {
namespace {

// A picture that comes a little early is still in time, or every second one of a camera whose rate
// is just a multiple of ours would be dropped.
constexpr double kEarly = 0.9;
// Older than two pictures of an ordinary camera: its driver keeps its oldest pictures, not its
// newest.
constexpr GstClockTime kOld = 70 * GST_MSECOND;
// But a machine that is always late gets a picture now and then.
constexpr GstClockTime kLongestBlind = 250 * GST_MSECOND;

}  // namespace

bool PassRule::Passes(GstClockTime taken, GstClockTime now, GstClockTime interval) {
  // A film that has started again is earlier than what passed last.
  const bool goes_on = GST_CLOCK_TIME_IS_VALID(taken) && GST_CLOCK_TIME_IS_VALID(last_taken_) &&
                       taken >= last_taken_;
  if (goes_on && taken - last_taken_ < interval) return false;
  const bool is_old = goes_on && now > taken + kOld;
  if (is_old && now < last_passed_ + kLongestBlind) return false;
  last_taken_ = taken;
  last_passed_ = now;
  return true;
}

RateGate::RateGate(GstElement* element)
    : element_(element), pad_(gst_element_get_static_pad(element, "src")) {
  probe_ =
      gst_pad_add_probe(pad_.get(), GST_PAD_PROBE_TYPE_BUFFER, &RateGate::OnBuffer, this, nullptr);
}

RateGate::~RateGate() {
  gst_pad_remove_probe(pad_.get(), probe_);
}

void RateGate::LimitRate(int frames_per_second) {
  interval_ = frames_per_second > 0
                  ? static_cast<GstClockTime>(kEarly * GST_SECOND / frames_per_second)
                  : 0;
}

GstClockTime RateGate::Now() const {
  const GstPtr<GstObject> clock(GST_OBJECT(gst_element_get_clock(element_)));
  if (!clock) return 0;
  const GstClockTime time = gst_clock_get_time(GST_CLOCK(clock.get()));
  return time - std::min(time, gst_element_get_base_time(element_));
}

// Goes by the pictures' own time: a film's come in its own beat.
GstPadProbeReturn RateGate::OnBuffer(GstPad*, GstPadProbeInfo* info, gpointer self) {
  auto* gate = static_cast<RateGate*>(self);
  const GstClockTime taken = GST_BUFFER_PTS(gst_pad_probe_info_get_buffer(info));
  const bool passes = gate->rule_.Passes(taken, gate->Now(), gate->interval_);
  return passes ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

}  // namespace clearway::hal
