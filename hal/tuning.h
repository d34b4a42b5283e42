#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "hal/camera.h"
#include "hal/device_controls.h"

namespace clearway::hal {

// Carries a CameraSetting out with whatever a device has for it. Found out once, at the start:
//   exposure  a bias beside the automatic; or a time (or, failing that, a gain) set by hand,
//   counted
//             from what the automatic had chosen
//   focus     a position set by hand
// What the device has not is left alone. Not thread-safe; the device is back on automatic at the
// end.
class Tuning {
 public:
  // Puts the device on automatic, and its frame rate before its exposure.
  explicit Tuning(std::unique_ptr<DeviceControls> device);
  Tuning(const Tuning&) = delete;
  Tuning& operator=(const Tuning&) = delete;
  ~Tuning();

  void Apply(const CameraSetting& setting);
  [[nodiscard]] bool sets_exposure() const { return bias_ || exposure_; }
  [[nodiscard]] bool sets_focus() const { return focus_.has_value(); }

 private:
  // A value set by hand, and the switch that turns the automatic off meanwhile.
  struct Manual {
    std::uint32_t control = 0;
    DeviceControls::Range range;
    std::uint32_t automatic = 0;  // 0: there is no switch
    int on = 0;
    int off = 0;
  };

  [[nodiscard]] std::optional<Manual> ExposureTime() const;
  [[nodiscard]] std::optional<Manual> Switched(std::uint32_t control,
                                               std::uint32_t automatic) const;
  void ProbeBias();
  void SetBias(int stops);
  void SetExposure(const Manual& exposure, int stops);
  void SetFocus(std::optional<float> focus);
  void TakeOver(const Manual& manual, int value);
  void GiveBack(const Manual& manual);

  std::unique_ptr<DeviceControls> device_;
  std::vector<DeviceControls::Entry> bias_entries_;  // meaning: thousandths of a stop
  bool bias_ = false;
  std::optional<Manual> exposure_;
  std::optional<Manual> focus_;
  CameraSetting applied_;
  int chosen_ = 0;  // the exposure that the automatic had when it was turned off
};

}  // namespace clearway::hal
