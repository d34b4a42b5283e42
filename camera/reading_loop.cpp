#include "camera/reading_loop.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <thread>
#include <utility>

namespace clearway::camera {
namespace {

using hal::DeviceCode;
using hal::DeviceState;
using hal::DeviceStatus;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A frame is waited for this long at a time, so that a command waits no longer.
constexpr milliseconds kPatience{50};
constexpr milliseconds kBeat{200};
// What one frame may cost: a hand that moves is better served by the next frame than by a long look
// at this one.
constexpr Effort kEffort{.budget = milliseconds(80), .thorough = false};
// A zone is looked for in one of so many pictures: codes go first, and most often there is nothing
// else; but a phone and a passport may be held up together.
constexpr std::uint64_t kBetweenZones = 2;
constexpr std::uint64_t kBetweenZonesBesideCodes = 4;
// A zone is thought to be there between the pictures in which it is looked for, and through one in
// which it is missed.
constexpr milliseconds kZoneStays{500};

// A blank picture, for the warm-up.
class BlankFrame final : public hal::Frame {
 public:
  BlankFrame() {
    width = stride = 640;
    height = 480;
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override { return pixels_; }

 private:
  std::vector<std::uint8_t> pixels_ = std::vector<std::uint8_t>(std::size_t{640} * 480, 128);
};

// The largest size within the preview's bounds, never enlarged.
cv::Size PreviewSize(const hal::Frame& frame) {
  const double scale = std::min({1.0, kPreviewWidth / static_cast<double>(frame.width),
                                 kPreviewHeight / static_cast<double>(frame.height)});
  return {std::max(1, static_cast<int>(frame.width * scale)),
          std::max(1, static_cast<int>(frame.height * scale))};
}

Sight SightOf(Guidance guidance, bool washed_out) {
  switch (guidance) {
    case Guidance::kTooBright:
    case Guidance::kGlare:
      return Sight::kTooBright;
    case Guidance::kTooDark:
      return Sight::kTooDark;
    case Guidance::kNone:
      return washed_out ? Sight::kTooBright : Sight::kNothing;
    default:
      return washed_out ? Sight::kTooBright : Sight::kUnread;
  }
}

}  // namespace

DeviceStatus StatusOf(const Error& error) {
  switch (error.fault) {
    case Fault::kNotFound:
    case Fault::kUnavailable:
    case Fault::kDenied:
      return {DeviceState::kUnavailable, DeviceCode::kNotReachable};
    case Fault::kTimeout:
      return {DeviceState::kUnavailable, DeviceCode::kNotResponding};
    default:
      return {DeviceState::kUnavailable, DeviceCode::kSoftwareError};
  }
}

ReadingLoop::ReadingLoop(std::unique_ptr<hal::Camera> camera, KioskLink& kiosk,
                         PreviewWriter preview)
    : camera_(std::move(camera)), kiosk_(kiosk), preview_(std::move(preview)) {
  AskForRate(pace_.RateAfter({}));
}

void ReadingLoop::WarmUp() {
  const BlankFrame blank;
  (void)reader_.Read(blank, {.budget = std::chrono::seconds(10), .thorough = true});
  mrz_.WarmUp();
  ShowPreview(blank);
  preview_.WipePictures();
}

LoopEnd ReadingLoop::Run() {
  while (!end_) {
    while (const auto command = kiosk_.Receive()) {
      Obey(*command);
      if (end_) return *end_;
    }
    BeatIfDue();
    TakeFrame();
  }
  return *end_;
}

void ReadingLoop::Obey(const ReaderCommand& command) {
  if (const auto* set = std::get_if<SetPace>(&command)) {
    pace_.WantAll(set->pace == Pace::kFull);
    AskForRate(pace_.RateAfter(last_taken_));
  } else if (const auto* forget = std::get_if<ForgetEverything>(&command)) {
    Forget(forget->epoch);
  } else {
    end_ = LoopEnd::kAsked;
  }
}

void ReadingLoop::Forget(Epoch epoch) {
  epoch_ = epoch;
  epoch_begun_ = steady_clock::now();
  preview_.WipePictures();
  reader_.Forget();
  mrz_.Forget();
  motion_.Forget();
  bracket_.Reset();
  camera_->Adjust(bracket_.setting());
  codes_told_ = false;
  zone_seen_ = {};
  guidance_.Forget();
  told_guidance_ = Guidance::kNone;
}

void ReadingLoop::AskForRate(int frames_a_second) {
  if (frames_a_second != rate_) camera_->LimitRate(frames_a_second);
  rate_ = frames_a_second;
}

void ReadingLoop::TakeFrame() {
  if (film_over_) {
    std::this_thread::sleep_for(kPatience);
    return;
  }
  const auto frame = camera_->Next(kPatience);
  if (frame) {
    TellCamera({DeviceState::kReady, DeviceCode::kOk});
    if ((*frame)->captured >= epoch_begun_) Process(**frame);
    return;
  }
  switch (frame.error().fault) {
    case Fault::kTimeout:
    case Fault::kInvalid:
      return;  // the next one may be better
    case Fault::kNotFound:
      TellCodes({}, {});
      TellGuidance(Guidance::kNone);
      TellCamera({DeviceState::kUnavailable, DeviceCode::kDataMissing});
      film_over_ = true;
      return;
    default:
      TellCamera(StatusOf(frame.error()));
      end_ = LoopEnd::kCameraLost;
  }
}

void ReadingLoop::Process(const hal::Frame& frame) {
  const cv::Mat1b eighth = Eighth(frame);
  last_taken_ = frame.captured;
  const bool moves = motion_.Moves(eighth, last_taken_) && !bracket_.Settling(last_taken_);
  const bool read = pace_.Take(last_taken_, moves);
  AskForRate(pace_.RateAfter(last_taken_));
  if (!read) return;
  ++frames_;
  ShowPreview(frame);
  Reading reading = reader_.Read(frame, kEffort);
  const bool has_codes = !reading.codes.empty();
  if (has_codes) pace_.StayAwake(last_taken_);
  TellCodes(std::move(reading.codes), last_taken_);
  if (IsZoneDue(has_codes)) LookForZone(frame);
  const Guidance guidance = has_codes || !SeesZone() ? reading.guidance : GuidanceForZone();
  TellGuidance(guidance_.Next(guidance, last_taken_));
  const Sight sight = Judge(has_codes || SeesZone(), guidance, eighth);
  // Last: a camera may take some milliseconds over it.
  camera_->Adjust(bracket_.Next(sight, last_taken_));
}

Sight ReadingLoop::Judge(bool legible, Guidance guidance, const cv::Mat1b& eighth) {
  // What is there all day long is nothing to try exposures on.
  const bool rests = pace_.rests(last_taken_);
  const bool washed_out = washed_out_.Sees(eighth, rests && !bracket_.Settling(last_taken_));
  if (rests) return Sight::kNothing;
  return legible ? Sight::kRead : SightOf(guidance, washed_out);
}

bool ReadingLoop::IsZoneDue(bool has_codes) const {
  return pace_.rests(last_taken_) ||
         frames_ % (has_codes ? kBetweenZonesBesideCodes : kBetweenZones) == 1;
}

void ReadingLoop::LookForZone(const hal::Frame& frame) {
  auto reading = mrz_.Read(frame);
  if (!reading) return;
  // Of a zone that has been read and stays there, a worse picture later says nothing new.
  zone_sure_ = reading->sure() || (zone_sure_ && SeesZone());
  zone_seen_ = last_taken_;
  if (!reading->sure()) return;
  pace_.StayAwake(last_taken_);
  ZoneInPicture zone{.epoch = epoch_, .lines = {}};
  for (MrzLine& line : reading->lines) zone.lines.push_back(std::move(line.text));
  (void)kiosk_.Send(ReaderMessage(std::move(zone)));
}

// What is said of codes is no help to whoever holds up a passport.
Guidance ReadingLoop::GuidanceForZone() const {
  return zone_sure_ ? Guidance::kNone : Guidance::kHoldStill;
}

bool ReadingLoop::SeesZone() const {
  return zone_seen_ != Moment{} && last_taken_ < zone_seen_ + kZoneStays;
}

void ReadingLoop::ShowPreview(const hal::Frame& frame) {
  const cv::Mat grey(frame.height, frame.width, CV_8UC1,
                     const_cast<std::uint8_t*>(frame.luma().data()),
                     static_cast<std::size_t>(frame.stride));
  const cv::Size size = PreviewSize(frame);
  cv::Mat canvas(size, CV_8UC1, preview_.Canvas().data());
  cv::resize(grey, canvas, size, 0, 0, cv::INTER_LINEAR);
  preview_.Publish(size.width, size.height, epoch_);
}

void ReadingLoop::TellCodes(std::vector<Code> codes, Moment taken) {
  const bool any = !codes.empty();
  if (!any && !codes_told_) return;
  if (kiosk_.Send(CodesInPicture{.epoch = epoch_, .taken = taken, .codes = std::move(codes)}))
    codes_told_ = any;
}

void ReadingLoop::TellGuidance(Guidance guidance) {
  if (guidance == told_guidance_) return;
  if (kiosk_.Send(GuidanceForHand{epoch_, guidance})) told_guidance_ = guidance;
}

void ReadingLoop::TellCamera(DeviceStatus status) {
  if (status != told_status_ && kiosk_.Send(CameraState{status})) told_status_ = status;
}

void ReadingLoop::BeatIfDue() {
  const auto now = steady_clock::now();
  if (now - last_beat_ < kBeat) return;
  last_beat_ = now;
  (void)kiosk_.Send(Heartbeat{frames_});
}

}  // namespace clearway::camera
