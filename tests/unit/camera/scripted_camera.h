#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/core/clock.h"
#include "hal/camera.h"
#include "hal/tuning.h"
#include "tests/unit/camera/made_pictures.h"
#include "tests/unit/hal/simulated_controls.h"

namespace clearway::camera {

// A camera whose pictures come from a script, thirty a second of a clock of its own that no time
// passes on but by asking for pictures; its exposure is that of a simulated device. After the
// script it is unplugged.
class ScriptedCamera final : public hal::Camera {
 public:
  using Clock = std::chrono::duration<double>;  // since the start
  // What is seen at that time under so many times the automatic's light; an error, too.
  using Script = std::function<Result<cv::Mat1b>(double seconds, double light)>;

  struct Log {
    std::vector<std::pair<double, int>> rates;  // when which was asked for
    std::vector<double> given;                  // when which picture was given
  };

  ScriptedCamera(Script script, double seconds, hal::SimulatedDevice& device, Log& log)
      : script_(std::move(script)),
        seconds_(seconds),
        device_(device),
        automatic_(device.At(V4L2_CID_EXPOSURE_ABSOLUTE)),
        tuning_(std::make_unique<hal::SimulatedControls>(device)),
        log_(log) {}

  Result<std::shared_ptr<const hal::Frame>> Next(std::chrono::milliseconds) override {
    while (frame_ < seconds_ * kRate) {
      const double now = Now();
      ++frame_;
      if (rate_ > 0 && now < last_ + 0.9 / rate_) continue;
      last_ = now;
      log_.given.push_back(now);
      const auto picture = script_(now, Light());
      if (!picture) return std::unexpected(picture.error());
      return FrameOf(*picture, kStart + std::chrono::round<Moment::duration>(Clock(now)));
    }
    return Fail(Fault::kUnavailable, "unplugged");
  }
  void LimitRate(int frames_per_second) override {
    rate_ = frames_per_second;
    log_.rates.emplace_back(last_, frames_per_second);
  }
  void Adjust(const hal::CameraSetting& setting) override { tuning_.Apply(setting); }

 private:
  static constexpr double kRate = 30;
  static constexpr Moment kStart{std::chrono::seconds(10)};  // long ago

  [[nodiscard]] double Now() const { return frame_ / kRate; }
  [[nodiscard]] double Light() const {
    if (device_.At(V4L2_CID_EXPOSURE_AUTO) != V4L2_EXPOSURE_MANUAL) return 1;
    return device_.At(V4L2_CID_EXPOSURE_ABSOLUTE) / static_cast<double>(automatic_);
  }

  Script script_;
  double seconds_;
  hal::SimulatedDevice& device_;
  int automatic_;
  hal::Tuning tuning_;
  Log& log_;
  int frame_ = 0;
  int rate_ = 0;
  double last_ = -1;
};

}  // namespace clearway::camera
