#include <fcntl.h>
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/core/unique_fd.h"
#include "hal/camera_kinds.h"
#include "hal/gstreamer.h"
#include "hal/rate_gate.h"
#include "hal/sample_frame.h"

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class FilmCamera final : public Camera {
 public:
  FilmCamera(Pipeline pipeline, const ReplayOptions& options)
      : pipeline_(std::move(pipeline)), options_(options) {
    if (!options_.step) gate_.emplace(pipeline_.Element("gate").get());
  }
  FilmCamera(const FilmCamera&) = delete;
  FilmCamera& operator=(const FilmCamera&) = delete;
  ~FilmCamera() override { pipeline_.Stop(); }  // before its gate goes

  Result<std::shared_ptr<const Frame>> Next(milliseconds patience) override {
    auto sample = pipeline_.Pull(patience);
    if (!sample && sample.error().fault == Fault::kNotFound && options_.loop && seen_picture_) {
      if (Status rewound = Rewind(); !rewound) return std::unexpected(rewound.error());
      sample = pipeline_.Pull(patience);
    }
    if (!sample && sample.error().fault == Fault::kUnavailable)
      return Fail(Fault::kNotFound, "The film is damaged: " + sample.error().detail);
    if (!sample) return std::unexpected(sample.error());
    seen_picture_ = true;
    const auto taken = options_.step ? steady_clock::now() : pipeline_.TakenAt(sample->get());
    return FrameFromSample(*std::move(sample), taken);
  }

  void LimitRate(int frames_per_second) override {
    if (gate_) gate_->LimitRate(frames_per_second);
  }

  void Adjust(const CameraSetting&) override {}

 private:
  Status Rewind() {
    seen_picture_ = false;  // a film that ends without one is not begun for ever
    const auto flags = static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT);
    if (gst_element_seek_simple(pipeline_.get(), GST_FORMAT_TIME, flags, 0)) return {};
    return Fail(Fault::kNotFound, "The film cannot be started again.");
  }

  Pipeline pipeline_;
  // In step mode every picture counts, however late a slow machine comes to it.
  std::optional<RateGate> gate_;
  const ReplayOptions options_;
  bool seen_picture_ = false;
};

// The element that takes a film apart, by the file's first bytes.
const char* DemuxerFor(const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  std::array<char, 4> start{};
  if (!fd || read(fd.get(), start.data(), start.size()) != ssize_t{start.size()}) return nullptr;
  const std::string_view magic(start.data(), start.size());
  if (magic == "RIFF") return "avidemux";
  return magic == "\x1a\x45\xdf\xa3" ? "matroskademux" : nullptr;
}

}  // namespace

bool IsFilmFile(const std::string& path) {
  return DemuxerFor(path) != nullptr;
}

Result<std::unique_ptr<Camera>> OpenFilm(const std::string& path, const ReplayOptions& options) {
  const char* demuxer = DemuxerFor(path);
  if (demuxer == nullptr)
    return Fail(Fault::kUnsupported,
                path + ": neither a PNG or JPEG picture nor an AVI or Matroska film.");
  // In real time a picture waits for its turn before it is decoded, as a camera's does: what
  // decoding takes is part of its age.
  auto pipeline = Pipeline::Make(
      fmt::format("filesrc name=source ! {} ! {} jpegdec ! {} ! appsink name=sink "
                  "sync=false max-buffers={} drop={} enable-last-sample=false",
                  demuxer, options.step ? "" : "clocksync ! identity name=gate !",
                  PictureCaps(kLargestFilmSide), options.step ? 2 : 1, !options.step));
  if (!pipeline) return std::unexpected(pipeline.error());
  g_object_set(pipeline->Element("source").get(), "location", path.c_str(), nullptr);
  if (Status playing = pipeline->Reach(GST_STATE_PLAYING); !playing) {
    return Fail(
        Fault::kUnsupported,
        fmt::format("{}: not a Motion JPEG film, or its pictures are larger than {} pixels a side "
                    "({}).",
                    path, kLargestFilmSide, playing.error().detail));
  }
  return std::make_unique<FilmCamera>(*std::move(pipeline), options);
}

}  // namespace clearway::hal
