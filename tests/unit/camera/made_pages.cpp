#include "tests/unit/camera/made_pages.h"

#include <gtest/gtest.h>

#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {

std::vector<std::string> ZoneLines(encoding::mrz::Format format, std::uint64_t seed) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 1);
  return encoding::mrz::Compose(frames::DrawHolder(format, random)).value();
}

HeldPage::HeldPage(const std::vector<std::string>& lines, std::uint64_t seed,
                   const frames::Disturbance& disturbance, const frames::Print& print)
    : random_(seed * 0x9e3779b97f4a7c15ULL + 7), disturbance_(disturbance) {
  auto page = frames::DrawDataPage(lines, print, random_);
  EXPECT_TRUE(page) << page.error().detail;
  if (page) page_ = *std::move(page);
  const auto distance = frames::DistanceFor(frames::PageSize(frames::FormatOfLines(lines)), 150);
  size_ = distance.frame;
  disturbance_.size = distance.size;
}

cv::Mat1b HeldPage::NextPicture() {
  frames::Disturbance now = disturbance_;
  now.turn += random_.gaussian(0.4);
  now.tilt += std::abs(random_.gaussian(0.4));
  const frames::Moment moment{
      .middle = {0.5 + random_.gaussian(0.004), 0.5 + random_.gaussian(0.004)},
      .tilt_direction = 0.7,
      .motion_direction = random_.uniform(0.0, CV_PI)};
  return frames::RenderFrame(page_, size_, now, moment, random_);
}

std::shared_ptr<const hal::Frame> HeldPage::Next() {
  return FrameOf(NextPicture());
}

}  // namespace clearway::camera
