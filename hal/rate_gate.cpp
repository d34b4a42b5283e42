#include "hal/rate_gate.h"

namespace clearway::hal {
namespace {

std::int64_t Nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

RateGate::RateGate(GstElement* element) : pad_(gst_element_get_static_pad(element, "src")) {
  probe_ =
      gst_pad_add_probe(pad_.get(), GST_PAD_PROBE_TYPE_BUFFER, &RateGate::OnBuffer, this, nullptr);
}

RateGate::~RateGate() {
  gst_pad_remove_probe(pad_.get(), probe_);
}

void RateGate::LimitRate(int frames_per_second) {
  interval_ = frames_per_second > 0 ? 1'000'000'000 / frames_per_second : 0;
}

GstPadProbeReturn RateGate::OnBuffer(GstPad*, GstPadProbeInfo*, gpointer self) {
  auto* gate = static_cast<RateGate*>(self);
  const std::int64_t now = Nanoseconds();
  if (now - gate->last_passed_ < gate->interval_) return GST_PAD_PROBE_DROP;
  gate->last_passed_ = now;
  return GST_PAD_PROBE_OK;
}

}  // namespace clearway::hal
