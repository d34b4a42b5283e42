#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "base/core/result.h"
#include "tools/frames/disturbance.h"

namespace clearway::frames {

// Something flat to hold to the camera, grey. One with a code is square: the code's modules in its
// middle, with a quiet zone; lines that stand for text above and below.
struct Card {
  cv::Mat1b picture;
  double code_side = 0;  // pixels; what Disturbance::size is about
  int modules = 0;       // a side of the code
};

// kInvalid: more than a QR code of error correction level `level` (0 to 3: L, M, Q, H) holds.
[[nodiscard]] Result<Card> DrawCard(const std::string& text, int level, bool dark_mode);
// A card with text and pictures, but no code.
[[nodiscard]] Card DrawCardWithoutCode(cv::RNG& random);

// Where things are at one moment; what a film moves. Shares of the picture's width and height, and
// of the code's side from its middle.
struct Moment {
  cv::Point2d middle{0.5, 0.5};
  double tilt_direction = 0;  // radians
  double motion_direction = 0;
  cv::Point2d glare{0.4, -0.4};
};
[[nodiscard]] Moment DrawMoment(cv::RNG& random);

// The card as a kiosk's camera sees it, grey.
[[nodiscard]] cv::Mat1b RenderFrame(const Card& card, cv::Size size, const Disturbance& disturbance,
                                    const Moment& moment, cv::RNG& random);
// A hall with nothing held to the camera.
[[nodiscard]] cv::Mat1b RenderHall(cv::Size size, const Disturbance& disturbance, cv::RNG& random);

}  // namespace clearway::frames
