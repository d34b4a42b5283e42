#include "hal/tuning.h"

#include <linux/v4l2-controls.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace clearway::hal {
namespace {

using Range = DeviceControls::Range;

// The nearest value that the device takes.
int Within(const Range& range, double value) {
  const double kept =
      std::clamp(value, static_cast<double>(range.least), static_cast<double>(range.most));
  const auto steps = std::llround((kept - range.least) / range.step);
  return static_cast<int>(std::min<long long>(range.most, range.least + steps * range.step));
}

bool Offers(const std::vector<DeviceControls::Entry>& entries, int index) {
  return std::ranges::find(entries, index, &DeviceControls::Entry::index) != entries.end();
}

}  // namespace

Tuning::Tuning(std::unique_ptr<DeviceControls> device) : device_(std::move(device)) {
  ProbeBias();
  exposure_ = ExposureTime();
  if (!exposure_) exposure_ = Switched(V4L2_CID_EXPOSURE, V4L2_CID_AUTOGAIN);
  if (!exposure_) exposure_ = Switched(V4L2_CID_GAIN, V4L2_CID_AUTOGAIN);
  focus_ = Switched(V4L2_CID_FOCUS_ABSOLUTE, V4L2_CID_FOCUS_AUTO);
  // In a dim hall the automatic would take twice the time for each picture, and half the pictures.
  if (device_->RangeOf(V4L2_CID_EXPOSURE_AUTO_PRIORITY))
    device_->Set(V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0);
  // Whoever had the camera before may have left it in any state.
  if (bias_) SetBias(0);
  if (exposure_) GiveBack(*exposure_);
  if (focus_) GiveBack(*focus_);
}

Tuning::~Tuning() {
  Apply({});
}

void Tuning::Apply(const CameraSetting& setting) {
  if (setting.stops != applied_.stops) {
    if (bias_) {
      SetBias(setting.stops);
    } else if (exposure_) {
      SetExposure(*exposure_, setting.stops);
    }
  }
  if (setting.focus != applied_.focus) SetFocus(setting.focus);
  applied_ = setting;
}

// Of a bias that hardly reaches anywhere nothing is to be had.
void Tuning::ProbeBias() {
  constexpr int kWanted = -1500;
  if (!device_->RangeOf(V4L2_CID_AUTO_EXPOSURE_BIAS)) return;
  bias_entries_ = device_->EntriesOf(V4L2_CID_AUTO_EXPOSURE_BIAS);
  bias_ = std::ranges::any_of(bias_entries_,
                              [](const auto& entry) { return entry.meaning <= kWanted; });
}

// Which of the two automatic modes a device has, and which of the two that leave the time to us,
// differs: webcams call theirs aperture priority although they have no aperture.
std::optional<Tuning::Manual> Tuning::ExposureTime() const {
  const auto range = device_->RangeOf(V4L2_CID_EXPOSURE_ABSOLUTE);
  if (!range) return std::nullopt;
  Manual manual{.control = V4L2_CID_EXPOSURE_ABSOLUTE, .range = *range};
  if (!device_->RangeOf(V4L2_CID_EXPOSURE_AUTO)) return manual;
  const auto modes = device_->EntriesOf(V4L2_CID_EXPOSURE_AUTO);
  const auto first_of = [&](std::initializer_list<int> wanted) -> std::optional<int> {
    for (const int mode : wanted) {
      if (Offers(modes, mode)) return mode;
    }
    return std::nullopt;
  };
  const auto on = first_of({V4L2_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY});
  const auto off = first_of({V4L2_EXPOSURE_MANUAL, V4L2_EXPOSURE_SHUTTER_PRIORITY});
  if (!on || !off) return std::nullopt;
  manual.automatic = V4L2_CID_EXPOSURE_AUTO;
  manual.on = *on;
  manual.off = *off;
  return manual;
}

std::optional<Tuning::Manual> Tuning::Switched(std::uint32_t control,
                                               std::uint32_t automatic) const {
  const auto range = device_->RangeOf(control);
  if (!range || range->least >= range->most) return std::nullopt;
  Manual manual{.control = control, .range = *range};
  if (device_->RangeOf(automatic)) {
    manual.automatic = automatic;
    manual.on = 1;
  }
  return manual;
}

void Tuning::SetBias(int stops) {
  const auto nearest =
      std::ranges::min_element(bias_entries_, {}, [&](const DeviceControls::Entry& entry) {
        return std::llabs(entry.meaning - 1000LL * stops);
      });
  device_->Set(V4L2_CID_AUTO_EXPOSURE_BIAS, nearest->index);
}

void Tuning::SetExposure(const Manual& exposure, int stops) {
  if (stops == 0) return GiveBack(exposure);
  if (applied_.stops == 0) {
    // What the automatic chose; of drivers that do not tell it, what they were made with.
    const int told = device_->Get(exposure.control).value_or(exposure.range.preset);
    chosen_ = std::max(told, 1);
  }
  TakeOver(exposure, Within(exposure.range, std::ldexp(chosen_, stops)));
}

void Tuning::SetFocus(std::optional<float> focus) {
  if (!focus_) return;
  if (!focus) return GiveBack(*focus_);
  const double farthest = focus_->range.least;
  const double nearest = focus_->range.most;
  TakeOver(*focus_, Within(focus_->range, farthest + double{*focus} * (nearest - farthest)));
}

// The switch goes first: behind it most drivers take no value.
void Tuning::TakeOver(const Manual& manual, int value) {
  if (manual.automatic != 0) device_->Set(manual.automatic, manual.off);
  device_->Set(manual.control, value);
}

void Tuning::GiveBack(const Manual& manual) {
  if (manual.automatic != 0) {
    device_->Set(manual.automatic, manual.on);
  } else {
    device_->Set(manual.control, manual.range.preset);
  }
}

}  // namespace clearway::hal
