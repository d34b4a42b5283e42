#pragma once

#include <chrono>
#include <memory>

#include "base/core/clock.h"
#include "camera/bracket.h"
#include "camera/kiosk_link.h"
#include "camera/motion.h"
#include "camera/mrz_reader.h"
#include "camera/preview_memory.h"
#include "camera/reader.h"
#include "camera/resting_pace.h"
#include "camera/steady_guidance.h"
#include "camera/washed_out.h"
#include "hal/camera.h"

namespace clearway::camera {

// Why a loop ended.
enum class LoopEnd { kAsked, kCameraLost };

// Takes frames, reads them, shows them to the kiosk, asks the camera for more light or less, and
// does what the kiosk says. One thread.
class ReadingLoop {
 public:
  ReadingLoop(std::unique_ptr<hal::Camera> camera, KioskLink& kiosk, PreviewWriter preview);
  // Makes the reader and OpenCV set up all that they set up at their first use, some of which needs
  // files. To be called before the sandbox.
  void WarmUp();
  // Returns when the kiosk asks for it or is gone, or when the camera has to be opened anew.
  [[nodiscard]] LoopEnd Run();
  // Frames that were read, not only glanced at for movement.
  [[nodiscard]] std::uint64_t frames() const { return frames_; }

 private:
  void Obey(const ReaderCommand& command);
  void TakeFrame();
  void Process(const hal::Frame& frame);
  void Forget(Epoch epoch);
  void AskForRate(int frames_a_second);
  // `legible`: exposure is good as it is.
  [[nodiscard]] Sight Judge(bool legible, Guidance guidance, const cv::Mat1b& eighth);
  void ShowPreview(const hal::Frame& frame);
  void TellCodes(std::vector<Code> codes, Moment taken);
  void TellGuidance(Guidance guidance);
  [[nodiscard]] bool IsZoneDue(bool has_codes) const;
  void LookForZone(const hal::Frame& frame);
  [[nodiscard]] bool SeesZone() const;
  [[nodiscard]] Guidance GuidanceForZone() const;
  void TellCamera(hal::DeviceStatus status);
  void BeatIfDue();

  std::unique_ptr<hal::Camera> camera_;
  KioskLink& kiosk_;
  PreviewWriter preview_;
  Reader reader_;
  MrzReader mrz_;
  std::optional<LoopEnd> end_;
  bool film_over_ = false;
  RestingPace pace_;
  int rate_ = -1;  // asked for; none yet
  MotionWatch motion_;
  WashedOut washed_out_;
  Bracket bracket_;
  Moment last_taken_;
  Epoch epoch_ = 0;
  Moment epoch_begun_;  // what was taken before is another traveller's
  std::uint64_t frames_ = 0;
  Moment last_beat_;
  bool codes_told_ = false;
  Moment zone_seen_;  // last, in this epoch
  bool zone_sure_ = false;
  SteadyGuidance guidance_;
  Guidance told_guidance_ = Guidance::kNone;
  hal::DeviceStatus told_status_{hal::DeviceState::kBusy, hal::DeviceCode::kOk};
};

// The CUSS word for why a camera cannot be used.
[[nodiscard]] hal::DeviceStatus StatusOf(const Error& error);

}  // namespace clearway::camera
