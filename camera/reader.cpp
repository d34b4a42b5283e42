#include "camera/reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "camera/decode.h"
#include "camera/find.h"
#include "camera/guidance.h"

namespace clearway::camera {
namespace {

using std::chrono::steady_clock;

// A region smaller than this is enlarged before it is decoded again.
constexpr int kComfortableSide = 900;

// A picture made from a part of the frame, and how to get back.
struct View {
  cv::Mat grey;
  cv::Point2f origin;  // of the part, in frame pixels
  float scale = 1;     // view pixels a frame pixel
};

View Part(const cv::Mat& frame, const cv::Rect& box) {
  return {frame(box), cv::Point2f(box.tl()), 1};
}

View Enlarged(const View& view, float factor) {
  View large{.grey = {}, .origin = view.origin, .scale = view.scale * factor};
  cv::resize(view.grey, large.grey, {}, factor, factor, cv::INTER_CUBIC);
  return large;
}

View Inverted(const View& view) {
  View negative = view;
  cv::bitwise_not(view.grey, negative.grey);
  return negative;
}

// Black and white by what is around each pixel: undoes shadows, gradients and the edge of glare.
View LocallyThresholded(const View& view) {
  View sharp = view;
  const int block = std::max(15, std::min(view.grey.cols, view.grey.rows) / 12) | 1;
  cv::Mat smooth;
  cv::GaussianBlur(view.grey, smooth, {3, 3}, 0);
  cv::adaptiveThreshold(smooth, sharp.grey, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY,
                        block, 2);
  return sharp;
}

float FactorFor(const View& view) {
  const int side = std::max(view.grey.cols, view.grey.rows);
  return std::clamp(static_cast<float>(kComfortableSide) / static_cast<float>(side), 1.0F, 4.0F);
}

}  // namespace

class Reader::Body {
 public:
  Reading Read(const hal::Frame& frame, const Effort& effort) {
    // OpenCV has no view of constant memory; nothing here writes to it.
    const cv::Mat grey(frame.height, frame.width, CV_8UC1,
                       const_cast<std::uint8_t*>(frame.luma().data()),
                       static_cast<std::size_t>(frame.stride));
    deadline_ = steady_clock::now() + effort.budget;
    size_ = grey.size();
    reading_ = {};
    const auto candidates = FindCandidates(grey);
    for (const Candidate& candidate : candidates) {
      if (InTime()) TryView(Part(grey, candidate.box));
    }
    if (reading_.codes.empty() && effort.thorough) TryView(Part(grey, {{0, 0}, grey.size()}));
    if (reading_.codes.empty()) TryHarder(grey, candidates, effort);
    if (reading_.codes.empty()) reading_.guidance = Advise(grey, candidates);
    return std::exchange(reading_, {});
  }

 private:
  [[nodiscard]] bool InTime() const { return steady_clock::now() < deadline_; }

  void TryHarder(const cv::Mat& grey, const std::vector<Candidate>& candidates,
                 const Effort& effort) {
    for (const Candidate& candidate : candidates) {
      if (TryVariants(Part(grey, candidate.box))) return;
    }
    if (effort.thorough) TryVariants(Part(grey, {{0, 0}, grey.size()}));
  }

  // True when something was read, or the time is up.
  bool TryVariants(const View& view) {
    const auto attempt = [&](auto&& make) { return !InTime() || TryView(make()); };
    const float factor = FactorFor(view);
    return attempt([&] { return Inverted(view); }) ||
           attempt([&] { return Enlarged(view, factor); }) ||
           attempt([&] { return LocallyThresholded(Enlarged(view, factor)); }) ||
           attempt([&] { return Inverted(LocallyThresholded(Enlarged(view, factor))); });
  }

  bool TryView(const View& view) {
    bool any = false;
    for (DecodedCode& code : decoder_.Decode(view.grey)) {
      any = true;
      const bool known =
          std::ranges::find(reading_.codes, code.text, &Code::text) != reading_.codes.end();
      if (!known && !code.text.empty()) Keep(std::move(code), view);
    }
    return any;
  }

  void Keep(DecodedCode&& found, const View& view) {
    Code code{std::move(found.text), {}};
    for (std::size_t i = 0; i < code.corners.size(); ++i) {
      const cv::Point2f place = found.corners[i] / view.scale + view.origin;
      code.corners[i] = {place.x / static_cast<float>(size_.width),
                         place.y / static_cast<float>(size_.height)};
    }
    reading_.codes.push_back(std::move(code));
  }

  Decoder decoder_;
  Reading reading_;
  cv::Size size_;
  steady_clock::time_point deadline_;
};

Reader::Reader() : body_(std::make_unique<Body>()) {
  cv::setNumThreads(
      1);  // one picture at a time on one thread: the kiosk's other work needs the rest
}
Reader::~Reader() = default;

Reading Reader::Read(const hal::Frame& frame, const Effort& effort) {
  return body_->Read(frame, effort);
}

}  // namespace clearway::camera
