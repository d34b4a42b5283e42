#include "camera/reader_process.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <utility>

#include "base/core/log.h"
#include "base/core/unique_fd.h"
#include "base/core/wipe.h"
#include "camera/reader_child.h"
#include "events/camera_events.h"

namespace clearway::camera {
namespace {

using events::camera::ReaderEnded;
using events::camera::ReaderEndedCause;
using hal::DeviceCode;
using hal::DeviceState;
using hal::DeviceStatus;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// A code seen again within this time is still the same sight of it.
constexpr milliseconds kSameSight{1000};
// A reader whose pictures came for this long is healthy: its next restart is quick again.
constexpr seconds kHealthy{10};
// Messages taken in one Poll: enough for every frame, few enough that a flood cannot hold main.
constexpr int kMessagesAPoll = 64;
constexpr milliseconds kGoodbye{300};
// How often it is looked whether a killed reader has ended at last.
constexpr milliseconds kBetweenLooks{100};

constexpr DeviceStatus kStarting{DeviceState::kBusy, DeviceCode::kOk};
constexpr DeviceStatus kReady{DeviceState::kReady, DeviceCode::kOk};

DeviceStatus Unavailable(DeviceCode code) {
  return {DeviceState::kUnavailable, code};
}

void Watch(int epoll, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  (void)epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

// Tells codes that came into view from those that stayed.
class Sights {
 public:
  // Those of `codes` that were not seen within kSameSight.
  std::vector<Code> New(const std::vector<Code>& codes, Moment now) {
    std::erase_if(seen_, [&](const Sight& sight) { return now - sight.last > kSameSight; });
    std::vector<Code> fresh;
    for (const Code& code : codes) {
      const auto known = std::ranges::find(seen_, code.text, &Sight::text);
      if (known != seen_.end()) {
        known->last = now;
      } else {
        seen_.push_back({code.text, now});
        fresh.push_back(code);
      }
    }
    // A hostile reader could name new codes for ever.
    if (seen_.size() > kMostSights) seen_.erase(seen_.begin(), seen_.end() - kMostSights);
    return fresh;
  }
  void Forget() {
    for (Sight& sight : seen_) Wipe(sight.text);
    seen_.clear();
  }

 private:
  struct Sight {
    std::string text;
    Moment last;
  };
  static constexpr std::ptrdiff_t kMostSights = 32;
  std::vector<Sight> seen_;
};

}  // namespace

class ReaderProcess::Body {
 public:
  Body(ReaderSettings settings, Moment now)
      : settings_(std::move(settings)),
        epoll_(epoll_create1(EPOLL_CLOEXEC)),
        timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)),
        buffer_(kMaxMessageBytes),
        pause_(settings_.first_pause),
        start_at_(now) {
    Watch(epoll_.get(), timer_.get());
    StartIfDue(now);
    SetTimer();
  }

  ~Body() {
    if (child_ && child_->Send(Encode(ReaderCommand(StopReading{})))) child_->AwaitEnd(kGoodbye);
    Forget();
    Wipe(buffer_);
  }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  std::vector<ReaderEvent> Poll(Moment now) {
    std::uint64_t expirations = 0;
    (void)!read(timer_.get(), &expirations, sizeof(expirations));
    for (int i = 0; i < kMessagesAPoll; ++i) {
      if (!TakeMessage(now)) break;
    }
    EndIfSilent(now);
    StartIfDue(now);
    auto events = std::exchange(events_, {});
    SetTimer();
    return events;
  }

  void SetPace(Pace pace) {
    pace_ = pace;
    Tell(camera::SetPace{pace});
  }

  void Forget() {
    ++epoch_;
    Tell(ForgetEverything{epoch_});
    if (viewer_) viewer_->WipePictures();
    SeeAnew();
    ForgetCodes();
    std::erase_if(events_, [](const ReaderEvent& event) {
      return !std::holds_alternative<CameraChanged>(event);
    });
    SetGuidance(Guidance::kNone);
    SetTimer();
  }

  void SeeAnew() {
    sights_.Forget();
    zone_sights_.Forget();
  }

  std::optional<Preview> LatestPreview() {
    return viewer_ ? viewer_->Latest(epoch_) : std::nullopt;
  }

  [[nodiscard]] int fd() const { return epoll_.get(); }
  [[nodiscard]] DeviceStatus status() const { return status_; }
  [[nodiscard]] const std::vector<Code>& codes_in_view() const { return codes_in_view_; }
  [[nodiscard]] Moment codes_taken() const { return codes_taken_; }
  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  [[nodiscard]] pid_t pid() const { return child_ ? child_->pid() : 0; }

 private:
  // False when there is nothing more to take.
  bool TakeMessage(Moment now) {
    if (!child_) return false;
    const auto bytes = child_->Receive(buffer_);
    if (!bytes && bytes.error().fault == Fault::kTimeout) return false;
    const bool ended = !bytes && bytes.error().fault == Fault::kUnavailable;
    auto message =
        bytes ? ParseReaderMessage(*bytes) : Result<ReaderMessage>(std::unexpected(bytes.error()));
    if (bytes) Wipe(buffer_.data(), bytes->size());
    if (!message) {
      EndReader(ended ? ReaderEndedCause::kDied : ReaderEndedCause::kNonsense, now);
      return false;
    }
    silent_after_ = now + settings_.silence_limit;
    std::visit([&](const auto& content) { Hear(content, now); }, *message);
    return true;
  }

  void Hear(const Heartbeat& beat, Moment) { frames_ = beat.frames; }

  void Hear(const CodesInPicture& picture, Moment now) {
    if (picture.epoch != epoch_) return;
    ForgetCodes();
    codes_in_view_ = picture.codes;
    if (!picture.codes.empty()) codes_taken_ = picture.taken;
    std::vector<Code> fresh = sights_.New(picture.codes, now);
    if (!fresh.empty()) events_.emplace_back(CodesSeen{std::move(fresh)});
  }

  void Hear(const ZoneInPicture& picture, Moment now) {
    if (picture.epoch != epoch_) return;
    Code whole;
    for (const std::string& line : picture.lines) whole.text += line;
    if (!zone_sights_.New({whole}, now).empty()) events_.emplace_back(ZoneSeen{picture.lines});
    Wipe(whole.text);
  }

  void Hear(const GuidanceForHand& message, Moment) {
    if (message.epoch == epoch_) SetGuidance(message.guidance);
  }

  void Hear(const CameraState& message, Moment now) {
    if (message.status == kReady) ready_since_ = now;
    explained_ = message.status.state == DeviceState::kUnavailable;
    SetStatus(message.status);
  }

  void EndIfSilent(Moment now) {
    if (child_ && now >= silent_after_) EndReader(ReaderEndedCause::kSilent, now);
  }

  // Ends the reader, and plans its successor. Where the reader itself has said why its camera is
  // away, that stays the reason.
  void EndReader(ReaderEndedCause cause, Moment now) {
    if (!child_) return;
    child_->Kill();
    leaving_.emplace(*std::move(child_));
    killed_at_ = now;
    child_.reset();
    viewer_.reset();
    ForgetCodes();
    SetGuidance(Guidance::kNone);
    if (!explained_) {
      Log(ReaderEnded{.cause = cause});
      SetStatus(Unavailable(cause == ReaderEndedCause::kSilent ? DeviceCode::kNotResponding
                                                               : DeviceCode::kSoftwareError));
    }
    if (ready_since_ && now - *ready_since_ >= kHealthy) pause_ = settings_.first_pause;
    PlanStart(now);
  }

  void PlanStart(Moment now) {
    start_at_ = now + pause_;
    pause_ = std::min(pause_ * 2, settings_.longest_pause);
  }

  // A driver can hold a killed reader, as of a USB camera that stalls, and with it the camera: a
  // successor would find it taken.
  bool LastOneHasEnded(Moment now) {
    if (leaving_ && leaving_->HasEnded()) leaving_.reset();
    if (!leaving_) return true;
    if (now - killed_at_ >= settings_.silence_limit)
      SetStatus(Unavailable(DeviceCode::kNotResponding));
    start_at_ = now + kBetweenLooks;
    return false;
  }

  void StartIfDue(Moment now) {
    if (child_ || now < start_at_ || !LastOneHasEnded(now)) return;
    explained_ = false;
    ready_since_.reset();
    auto memory = PreviewMemory::Create();
    auto child = memory ? ReaderChild::Start(settings_.program, settings_.camera, memory->fd())
                        : Result<ReaderChild>(std::unexpected(memory.error()));
    if (!child) {
      Log(events::camera::ReaderNotStarted{.fault = child.error().fault});
      SetStatus(Unavailable(DeviceCode::kSoftwareError));
      PlanStart(now);
      return;
    }
    viewer_.emplace(*std::move(memory));
    child_.emplace(*std::move(child));
    Watch(epoll_.get(), child_->socket());
    silent_after_ = now + settings_.start_limit;
    Tell(ForgetEverything{epoch_});
    Tell(camera::SetPace{pace_});
  }

  // A reader that takes no commands hangs: the next Poll ends it.
  void Tell(const ReaderCommand& command) {
    if (!child_ || child_->Send(Encode(command))) return;
    silent_after_ = Moment{};
    SetTimer();
  }

  void SetGuidance(Guidance guidance) {
    if (guidance == guidance_) return;
    guidance_ = guidance;
    events_.emplace_back(GuidanceChanged{guidance});
  }

  void SetStatus(DeviceStatus status) {
    if (status == status_) return;
    status_ = status;
    Log(events::camera::StateChanged{.state = status.state, .code = status.code});
    events_.emplace_back(CameraChanged{status});
  }

  void ForgetCodes() {
    for (Code& code : codes_in_view_) Wipe(code.text);
    codes_in_view_.clear();
  }

  void SetTimer() {
    const Moment due = child_ ? silent_after_ : start_at_;
    const Moment next = events_.empty() ? due : Moment{};
    const auto since_boot = std::max(next.time_since_epoch(), Moment::duration(1));
    const auto whole = std::chrono::duration_cast<seconds>(since_boot);
    itimerspec when{};
    when.it_value.tv_sec = whole.count();
    when.it_value.tv_nsec = nanoseconds(since_boot - whole).count();
    (void)timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &when, nullptr);
  }

  const ReaderSettings settings_;
  const UniqueFd epoll_;
  const UniqueFd timer_;
  std::vector<std::uint8_t> buffer_;
  milliseconds pause_;
  Moment start_at_;
  Moment silent_after_;
  std::optional<Moment> ready_since_;
  bool explained_ = false;  // this reader has said why its camera is away
  std::optional<PreviewViewer> viewer_;
  std::optional<ReaderChild> child_;
  std::optional<ReaderChild> leaving_;  // the one before: killed, and perhaps still there
  Moment killed_at_;
  Epoch epoch_ = 1;
  Pace pace_ = Pace::kIdle;
  Guidance guidance_ = Guidance::kNone;
  DeviceStatus status_ = kStarting;
  Sights sights_;
  Sights zone_sights_;
  std::vector<Code> codes_in_view_;
  Moment codes_taken_;
  std::uint64_t frames_ = 0;
  std::vector<ReaderEvent> events_;
};

ReaderProcess::ReaderProcess(ReaderSettings settings, Moment now)
    : body_(std::make_unique<Body>(std::move(settings), now)) {}
ReaderProcess::~ReaderProcess() = default;

int ReaderProcess::fd() const {
  return body_->fd();
}
std::vector<ReaderEvent> ReaderProcess::Poll(Moment now) {
  return body_->Poll(now);
}
void ReaderProcess::SetPace(Pace pace) {
  body_->SetPace(pace);
}
void ReaderProcess::Forget() {
  body_->Forget();
}
void ReaderProcess::SeeAnew() {
  body_->SeeAnew();
}
DeviceStatus ReaderProcess::status() const {
  return body_->status();
}
const std::vector<Code>& ReaderProcess::codes_in_view() const {
  return body_->codes_in_view();
}
Moment ReaderProcess::codes_taken() const {
  return body_->codes_taken();
}
std::uint64_t ReaderProcess::frames() const {
  return body_->frames();
}
std::optional<Preview> ReaderProcess::LatestPreview() {
  return body_->LatestPreview();
}
pid_t ReaderProcess::pid() const {
  return body_->pid();
}

}  // namespace clearway::camera
