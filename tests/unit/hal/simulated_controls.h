#pragma once

#include <linux/v4l2-controls.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "hal/device_controls.h"

namespace clearway::hal {

// A camera's controls as its driver would have them, shared by the test and whoever sets them.
struct SimulatedDevice {
  struct Control {
    DeviceControls::Range range;
    int value = 0;
    std::vector<DeviceControls::Entry> entries;
  };
  std::map<std::uint32_t, Control> controls;
  // A control that takes values only while another has this one, as drivers have it.
  std::map<std::uint32_t, std::pair<std::uint32_t, int>> only_while;
  bool gone = false;
  int refused = 0;

  [[nodiscard]] int At(std::uint32_t control) const { return controls.at(control).value; }
};

// A webcam: two exposure modes of the four, a time in units of 100 microseconds, a focus motor.
inline SimulatedDevice Webcam() {
  SimulatedDevice device;
  device.controls[V4L2_CID_EXPOSURE_AUTO] = {{0, 3, 1, 3}, 1, {{1, 1}, {3, 3}}};
  device.controls[V4L2_CID_EXPOSURE_ABSOLUTE] = {{3, 2047, 1, 250}, 166, {}};
  device.controls[V4L2_CID_EXPOSURE_AUTO_PRIORITY] = {{0, 1, 1, 0}, 1, {}};
  device.controls[V4L2_CID_FOCUS_AUTO] = {{0, 1, 1, 1}, 0, {}};
  device.controls[V4L2_CID_FOCUS_ABSOLUTE] = {{0, 250, 5, 0}, 0, {}};
  device.only_while[V4L2_CID_EXPOSURE_ABSOLUTE] = {V4L2_CID_EXPOSURE_AUTO, 1};
  device.only_while[V4L2_CID_FOCUS_ABSOLUTE] = {V4L2_CID_FOCUS_AUTO, 0};
  return device;
}

class SimulatedControls final : public DeviceControls {
 public:
  // `device` must outlive this.
  explicit SimulatedControls(SimulatedDevice& device) : device_(device) {}

  std::optional<Range> RangeOf(std::uint32_t control) override {
    const auto found = device_.controls.find(control);
    if (device_.gone || found == device_.controls.end()) return std::nullopt;
    return found->second.range;
  }
  std::vector<Entry> EntriesOf(std::uint32_t control) override {
    return RangeOf(control) ? device_.controls[control].entries : std::vector<Entry>{};
  }
  std::optional<int> Get(std::uint32_t control) override {
    if (!RangeOf(control)) return std::nullopt;
    return device_.controls[control].value;
  }
  bool Set(std::uint32_t control, int value) override {
    const auto range = RangeOf(control);
    const auto condition = device_.only_while.find(control);
    const bool taken = range && value >= range->least && value <= range->most &&
                       (value - range->least) % range->step == 0 &&
                       (condition == device_.only_while.end() ||
                        device_.At(condition->second.first) == condition->second.second);
    if (taken) {
      device_.controls[control].value = value;
    } else {
      ++device_.refused;
    }
    return taken;
  }

 private:
  SimulatedDevice& device_;
};

}  // namespace clearway::hal
