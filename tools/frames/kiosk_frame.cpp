#include "tools/frames/kiosk_frame.h"

#include <qrencode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tools/frames/drawing_handles.h"
#include "tools/frames/light.h"

namespace clearway::frames {
namespace {

constexpr int kCardSide = 1200;      // pixels
constexpr double kCodeShare = 0.72;  // of the card's side
constexpr double kRadian = CV_PI / 180;
// The lens is so many code sides away: that decides how strong perspective is.
constexpr double kDistance = 2.6;

// Turns a point of the code's plane, in code sides from its middle, into pixels.
class Projection {
 public:
  Projection(cv::Size picture, const Disturbance& d, const Moment& m)
      : turn_(d.turn * kRadian),
        tilt_(std::min(d.tilt, 60.0) * kRadian),
        axis_(m.tilt_direction),
        pixels_(d.size * picture.height),
        middle_(m.middle.x * picture.width, m.middle.y * picture.height) {}

  [[nodiscard]] cv::Point2f operator()(cv::Point2d p) const {
    const cv::Point2d turned = Rotated(p, turn_);
    // Along the axis nothing changes; across it the plane goes away from the lens.
    const cv::Point2d along = Rotated(turned, -axis_);
    const double depth = kDistance / (kDistance + along.y * std::sin(tilt_));
    const cv::Point2d seen(along.x * depth, along.y * std::cos(tilt_) * depth);
    return Rotated(seen, axis_) * pixels_ + middle_;
  }

 private:
  static cv::Point2d Rotated(cv::Point2d p, double angle) {
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
  }
  double turn_, tilt_, axis_, pixels_;
  cv::Point2d middle_;
};

void LayCard(cv::Mat1f& light, const Card& card, const Projection& projection) {
  const auto right = static_cast<float>(card.picture.cols);
  const auto bottom = static_cast<float>(card.picture.rows);
  const double x = right / (2 * card.code_side);
  const double y = bottom / (2 * card.code_side);
  const std::vector<cv::Point2f> flat = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
  const std::vector<cv::Point2f> seen = {projection({-x, -y}), projection({x, -y}),
                                         projection({x, y}), projection({-x, y})};
  const cv::Mat warp = cv::getPerspectiveTransform(flat, seen);
  // Twice as large, then averaged, so that fine modules do not alias.
  const cv::Mat doubled = cv::Mat(cv::Matx33d(2, 0, 0.5, 0, 2, 0.5, 0, 0, 1)) * warp;
  cv::Mat picture, cover;
  cv::warpPerspective(card.picture, picture, doubled, light.size() * 2, cv::INTER_LINEAR);
  cv::warpPerspective(cv::Mat1b(card.picture.size(), 255), cover, doubled, light.size() * 2);
  cv::resize(picture, picture, light.size(), 0, 0, cv::INTER_AREA);
  cv::resize(cover, cover, light.size(), 0, 0, cv::INTER_AREA);
  picture.convertTo(picture, CV_32F);
  cover.convertTo(cover, CV_32F, 1 / 255.0);
  light = light.mul(1 - cover) + picture;
}

}  // namespace

Result<Card> DrawCard(const std::string& text, int level, bool dark_mode) {
  const QrCode code(QRcode_encodeData(static_cast<int>(text.size()),
                                      reinterpret_cast<const unsigned char*>(text.data()), 0,
                                      static_cast<QRecLevel>(level)));
  if (!code) return Fail(Fault::kInvalid, "A text is empty, or longer than a QR code holds.");
  const double ink = dark_mode ? 235 : 12;
  const double paper = dark_mode ? 16 : 245;
  Card card{cv::Mat1b(kCardSide, kCardSide, static_cast<std::uint8_t>(paper)), 0, code->width};
  const int module = static_cast<int>(kCardSide * kCodeShare) / code->width;
  const int side = module * code->width;
  const int corner = (kCardSide - side) / 2;
  for (int i = 0; i < code->width * code->width; ++i) {
    if ((code->data[i] & 1) == 0) continue;
    const cv::Point at(corner + i % code->width * module, corner + i / code->width * module);
    card.picture(cv::Rect(at, cv::Size(module, module))) = static_cast<std::uint8_t>(ink);
  }
  cv::RNG letters(text.size());
  const int room = corner - kQuietModules * module;
  DrawTextLines(card.picture, {corner, 20, side, room - 20}, ink, letters);
  card.code_side = side;
  return card;
}

Card DrawCardWithoutCode(cv::RNG& random) {
  Card card{cv::Mat1b(kCardSide, kCardSide, std::uint8_t{245}), kCardSide * kCodeShare, 0};
  DrawTextLines(card.picture, {60, 60, kCardSide - 120, kCardSide / 2}, 20, random);
  cv::rectangle(card.picture, {160, kCardSide / 2 + 60, 300, 380}, 120, cv::FILLED);
  cv::circle(card.picture, {310, kCardSide / 2 + 200}, 90, 70, cv::FILLED);
  return card;
}

Moment DrawMoment(cv::RNG& random) {
  return {.middle = {random.uniform(0.4, 0.6), random.uniform(0.42, 0.58)},
          .tilt_direction = random.uniform(0.0, 2 * CV_PI),
          .motion_direction = random.uniform(0.0, CV_PI),
          .glare = {random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55)}};
}

cv::Mat1b RenderFrame(const Card& card, cv::Size size, const Disturbance& disturbance,
                      const Moment& moment, cv::RNG& random) {
  cv::Mat1f light;
  DrawHall(size, random).convertTo(light, CV_32F);
  const Projection projection(size, disturbance, moment);
  LayCard(light, card, projection);
  light = light * disturbance.contrast + (1 - disturbance.contrast) * 90;
  Shade(light, disturbance.gradient, random);
  Stripe(light, disturbance.moire, random);
  Bloom(light, disturbance.bloom);
  Glare(light, projection(moment.glare), disturbance.glare * disturbance.size * size.height);
  Smear(light, disturbance.blur, disturbance.motion, moment.motion_direction);
  return Capture(light, disturbance.noise, disturbance.jpeg, random);
}

cv::Mat1b RenderHall(cv::Size size, const Disturbance& disturbance, cv::RNG& random) {
  cv::Mat1f light;
  DrawHall(size, random).convertTo(light, CV_32F);
  return Capture(light, disturbance.noise, disturbance.jpeg, random);
}

}  // namespace clearway::frames
