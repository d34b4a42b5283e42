#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/core/unique_fd.h"
#include "hal/camera_kinds.h"
#include "hal/gstreamer.h"
#include "hal/rate_gate.h"
#include "hal/sample_frame.h"
#include "hal/tuning.h"

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Newest picture wins: the sink keeps one, and drops it for the next.
constexpr const char* kNewestOnly =
    "appsink name=sink sync=false max-buffers=1 drop=true enable-last-sample=false";

class LiveCamera final : public Camera {
 public:
  LiveCamera(Pipeline pipeline, const CameraPatience& limits,
             std::unique_ptr<DeviceControls> controls)
      : pipeline_(std::move(pipeline)),
        gate_(pipeline_.Element("gate").get()),
        stall_limit_(limits.stall),
        alive_until_(steady_clock::now() + limits.start) {
    if (controls) tuning_.emplace(std::move(controls));
  }
  LiveCamera(const LiveCamera&) = delete;
  LiveCamera& operator=(const LiveCamera&) = delete;
  ~LiveCamera() override { pipeline_.Stop(); }  // before its gate goes

  Result<std::shared_ptr<const Frame>> Next(milliseconds patience) override {
    auto frame = Take(patience);
    const auto now = steady_clock::now();
    if (frame) {
      alive_until_ = now + stall_limit_;
      return frame;
    }
    if (frame.error().fault == Fault::kNotFound)
      return Fail(Fault::kUnavailable, "The camera has stopped.");
    // Nonsense for that long is no better than silence.
    if (frame.error().fault != Fault::kUnavailable && now > alive_until_)
      return Fail(Fault::kUnavailable, "The camera gives no pictures any more.");
    return frame;
  }

  void LimitRate(int frames_per_second) override { gate_.LimitRate(frames_per_second); }

  void Adjust(const CameraSetting& setting) override {
    if (tuning_) tuning_->Apply(setting);
  }

 private:
  Result<std::shared_ptr<const Frame>> Take(milliseconds patience) {
    auto sample = pipeline_.Pull(patience);
    if (!sample) return std::unexpected(sample.error());
    const auto taken = pipeline_.TakenAt(sample->get());
    return FrameFromSample(*std::move(sample), taken);
  }

  Pipeline pipeline_;
  RateGate gate_;
  std::optional<Tuning> tuning_;
  const milliseconds stall_limit_;
  steady_clock::time_point alive_until_;
};

Result<std::unique_ptr<Camera>> Play(Pipeline pipeline, const CameraPatience& patience,
                                     std::unique_ptr<DeviceControls> controls) {
  if (Status playing = pipeline.Reach(GST_STATE_PLAYING); !playing)
    return std::unexpected(playing.error());
  return std::make_unique<LiveCamera>(std::move(pipeline), patience, std::move(controls));
}

// Says what GStreamer says less clearly.
Status CheckDevice(const std::string& device) {
  struct stat status {};
  if (stat(device.c_str(), &status) != 0) {
    return Fail(Fault::kNotFound,
                fmt::format("{}: {}. Is the camera plugged in?", device, strerror(errno)));
  }
  if (!S_ISCHR(status.st_mode)) return Fail(Fault::kUnsupported, device + ": not a camera.");
  const UniqueFd fd(open(device.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (fd) return {};
  return Fail(FaultOfErrno(errno), fmt::format("{}: {}.", device, strerror(errno)));
}

// What the device offers, best first: the size asked for, as JPEG because USB carries no more, then
// raw; then other sizes.
std::string WantedCaps(bool jpeg, CameraSize size) {
  const std::string type = jpeg ? "image/jpeg" : "video/x-raw,format={NV12,I420,GRAY8,YUY2,UYVY}";
  return fmt::format("{0},width={1},height={2};{0},width=[320,1920],height=[240,1080]", type,
                     size.width, size.height);
}

Result<bool> OffersJpeg(const std::string& device) {
  auto probe = Pipeline::Make("v4l2src name=source ! fakesink");
  if (!probe) return std::unexpected(probe.error());
  const auto source = probe->Element("source");
  g_object_set(source.get(), "device", device.c_str(), nullptr);
  if (Status ready = probe->Reach(GST_STATE_READY); !ready) return std::unexpected(ready.error());
  const GstPtr<GstPad> pad(gst_element_get_static_pad(source.get(), "src"));
  const GstPtr<GstCaps> offered(gst_pad_query_caps(pad.get(), nullptr));
  const GstPtr<GstCaps> jpeg(gst_caps_from_string("image/jpeg"));
  return gst_caps_can_intersect(offered.get(), jpeg.get()) == TRUE;
}

}  // namespace

Result<std::unique_ptr<Camera>> OpenV4l2Camera(const std::string& device, CameraSize size) {
  if (Status usable = CheckDevice(device); !usable) return std::unexpected(usable.error());
  InitialiseGStreamer();
  const auto jpeg = OffersJpeg(device);
  if (!jpeg) return std::unexpected(jpeg.error());
  auto pipeline = Pipeline::Make(
      fmt::format("v4l2src name=source do-timestamp=true ! {} ! identity name=gate ! {} {} ! {}",
                  "capsfilter name=wanted", *jpeg ? "jpegdec !" : "", PictureCaps(kLargestFilmSide),
                  kNewestOnly));
  if (!pipeline) return std::unexpected(pipeline.error());
  g_object_set(pipeline->Element("source").get(), "device", device.c_str(), nullptr);
  const GstPtr<GstCaps> wanted(gst_caps_from_string(WantedCaps(*jpeg, size).c_str()));
  g_object_set(pipeline->Element("wanted").get(), "caps", wanted.get(), nullptr);
  return Play(*std::move(pipeline), CameraPatience{}, OpenV4l2Controls(device));
}

Result<std::unique_ptr<Camera>> OpenLivePipeline(const std::string& description,
                                                 const CameraPatience& patience,
                                                 std::unique_ptr<DeviceControls> controls) {
  auto pipeline = Pipeline::Make(
      fmt::format("{} ! {} ! {}", description, PictureCaps(kLargestFilmSide), kNewestOnly));
  if (!pipeline) return std::unexpected(pipeline.error());
  return Play(*std::move(pipeline), patience, std::move(controls));
}

}  // namespace clearway::hal
