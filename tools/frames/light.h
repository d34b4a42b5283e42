#pragma once

#include <opencv2/core.hpp>

// What light, lens and sensor do to a picture that is still light: grey levels, unbounded.
namespace clearway::frames {

// Lines that stand for text, in a part of a card.
void DrawTextLines(cv::Mat1b& card, const cv::Rect& room, double ink, cv::RNG& random);
// Something out of focus behind what is held to the camera.
[[nodiscard]] cv::Mat1b DrawHall(cv::Size size, cv::RNG& random);

// Takes up to `loss` of the light from one side to the other.
void Shade(cv::Mat1f& light, double loss, cv::RNG& random);
// Something's shadow with a hard edge, over about half of the picture.
void CastShadow(cv::Mat1f& light, double loss, cv::RNG& random);
// A screen's pixels against the camera's: slow stripes.
void Stripe(cv::Mat1f& light, double depth, cv::RNG& random);
// `share` of the light spills over from light areas.
void Bloom(cv::Mat1f& light, double share);
// A lamp's reflection, `radius` pixels wide.
void Glare(cv::Mat1f& light, cv::Point2f at, double radius);
// Out of focus by `sigma` pixels, and moved by `length` pixels while the shutter is open.
void Smear(cv::Mat1f& light, double sigma, double length, double direction);
// Sensor noise (grey levels, one standard deviation), eight bits, and what JPEG of that quality
// takes away.
[[nodiscard]] cv::Mat1b Capture(cv::Mat1f& light, double noise_level, double jpeg, cv::RNG& random);

}  // namespace clearway::frames
