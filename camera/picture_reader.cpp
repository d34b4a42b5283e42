#include "camera/picture_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "camera/grey.h"

namespace clearway::camera {
namespace {

using std::chrono::steady_clock;

// Pictures of fewer pixels than that are always worth a second opinion: it takes some milliseconds.
constexpr int kQuickArea = 700 * 1000;

// Reads one picture with others' decoders, at several sizes.
class Opinions {
 public:
  Opinions(const cv::Mat1b& grey, ZBar& zbar, steady_clock::time_point deadline)
      : grey_(grey), zbar_(zbar), deadline_(deadline) {}

  std::vector<Code> Ask() {
    for (const float scale : {1.0F, 2.0F, 0.5F, 0.25F}) {
      if (scale > 1 && grey_.size().area() > kQuickArea) continue;
      if (scale < 1 && static_cast<float>(std::min(grey_.cols, grey_.rows)) * scale < kLeastSide)
        continue;
      AskAt(scale);
      if (!codes_.empty()) break;
    }
    return std::move(codes_);
  }

 private:
  static constexpr float kLeastSide = 200;

  [[nodiscard]] bool GoesOn() const { return codes_.empty() && steady_clock::now() < deadline_; }

  void AskAt(float scale) {
    cv::Mat1b view = grey_;
    if (scale != 1)
      cv::resize(grey_, view, {}, scale, scale, scale > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
    cv::Mat1b negative;
    cv::bitwise_not(view, negative);
    for (const cv::Mat1b& shown : {view, negative}) {
      if (GoesOn()) Keep(ReadWithZXing(shown), view.size());
      if (GoesOn()) Keep(zbar_.Read(shown), view.size());
    }
  }

  void Keep(std::vector<SecondOpinion>&& opinions, cv::Size size) {
    for (SecondOpinion& opinion : opinions) {
      if (opinion.text.empty() || std::ranges::count(codes_, opinion.text, &Code::text) > 0)
        continue;
      Code code{std::move(opinion.text), {}};
      for (std::size_t i = 0; i < code.corners.size(); ++i)
        code.corners[i] = {opinion.corners[i].x / static_cast<float>(size.width),
                           opinion.corners[i].y / static_cast<float>(size.height)};
      codes_.push_back(std::move(code));
    }
  }

  const cv::Mat1b& grey_;
  ZBar& zbar_;
  steady_clock::time_point deadline_;
  std::vector<Code> codes_;
};

}  // namespace

std::vector<Code> PictureReader::Read(const hal::Frame& picture, std::chrono::milliseconds budget) {
  const auto deadline = steady_clock::now() + budget;
  Reading reading = reader_.Read(picture, {.budget = budget, .thorough = true});
  if (!reading.codes.empty()) return std::move(reading.codes);
  const bool is_quick = picture.width * picture.height < kQuickArea;
  if (!is_quick && !reading.suspicious) return {};
  const cv::Mat1b grey = GreyOf(picture);
  return Opinions(grey, zbar_, deadline).Ask();
}

}  // namespace clearway::camera
