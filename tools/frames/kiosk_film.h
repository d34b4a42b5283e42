#pragma once

#include <string>

#include "tools/frames/kiosk_frame.h"

namespace clearway::frames {

// A hand that holds a card to the camera, frame by frame at 30 a second: it sways and trembles, and a
// lamp's glare wanders over the card as it does. The same seed gives the same film.
class KioskFilm {
 public:
  KioskFilm(Card card, cv::Size size, std::uint64_t seed);

  [[nodiscard]] cv::Mat1b Next();
  [[nodiscard]] const Disturbance& disturbance() const { return disturbance_; }

 private:
  Card card_;
  cv::Size size_;
  cv::RNG random_;
  Disturbance disturbance_;
  Moment held_;
  cv::Vec4d phases_;
  int frame_ = 0;
};

}  // namespace clearway::frames
