#include "tools/frames/kiosk_film.h"

#include <cmath>
#include <utility>

namespace clearway::frames {
namespace {

constexpr double kFramesASecond = 30;
constexpr double kSway = 0.02;        // of the picture
constexpr double kWander = 0.45;      // of glare, in code sides
constexpr double kLeastGlare = 0.08;  // in code sides
constexpr double kMostGlare = 0.3;
constexpr double kNod = 5;  // degrees

}  // namespace

KioskFilm::KioskFilm(Card card, cv::Size size, std::uint64_t seed)
    : card_(std::move(card)),
      size_(size),
      random_(seed * 0x9e3779b97f4a7c15ULL + 3),
      disturbance_(DrawDisturbance(random_)),
      held_(DrawMoment(random_)) {
  // There is a lamp over every second kiosk.
  if (seed % 2 == 0) disturbance_.glare = random_.uniform(kLeastGlare, kMostGlare);
  for (int i = 0; i < 4; ++i) phases_[i] = random_.uniform(0.0, 2 * CV_PI);
}

cv::Mat1b KioskFilm::Next() {
  const double now = frame_++ / kFramesASecond;
  const auto wave = [&](double a_second, int phase) {
    return std::sin(2 * CV_PI * a_second * now + phases_[phase]);
  };
  Moment moment = held_;
  moment.middle += cv::Point2d(wave(0.9, 0), wave(1.3, 1)) * kSway;
  moment.glare = cv::Point2d(wave(0.7, 2), wave(0.5, 3)) * kWander;
  moment.motion_direction += wave(1.1, 2);
  Disturbance disturbance = disturbance_;
  disturbance.motion *= 0.5 + 0.5 * wave(1.7, 0);
  disturbance.tilt += kNod * (1 + wave(0.8, 1));
  disturbance.turn += kNod * wave(0.6, 3);
  return RenderFrame(card_, size_, disturbance, moment, random_);
}

}  // namespace clearway::frames
