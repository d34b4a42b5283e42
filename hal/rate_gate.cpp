#include "hal/rate_gate.h"

namespace clearway::hal {
namespace {

// A picture that comes a little early is still in time, or every second one of a camera whose rate
// is just a multiple of ours would be dropped.
constexpr double kEarly = 0.9;

}  // namespace

RateGate::RateGate(GstElement* element) : pad_(gst_element_get_static_pad(element, "src")) {
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

// Goes by the pictures' own time: a film's come here faster than they are shown.
GstPadProbeReturn RateGate::OnBuffer(GstPad*, GstPadProbeInfo* info, gpointer self) {
  auto* gate = static_cast<RateGate*>(self);
  const GstClockTime time = GST_BUFFER_PTS(gst_pad_probe_info_get_buffer(info));
  // A film that has started again is earlier than what passed last.
  const bool later = GST_CLOCK_TIME_IS_VALID(time) && GST_CLOCK_TIME_IS_VALID(gate->last_passed_) &&
                     time >= gate->last_passed_;
  if (later && time - gate->last_passed_ < gate->interval_) return GST_PAD_PROBE_DROP;
  gate->last_passed_ = time;
  return GST_PAD_PROBE_OK;
}

}  // namespace clearway::hal
