#include "tools/frames/light.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tools/frames/jpeg_loss.h"

namespace clearway::frames {

void DrawTextLines(cv::Mat1b& card, const cv::Rect& room, double ink, cv::RNG& random) {
  for (int y = room.y; y + 14 < room.y + room.height; y += 26) {
    for (int x = room.x; x < room.x + room.width - 30;) {
      const int word = random.uniform(20, 110);
      for (int letter = x; letter < x + word && letter < room.x + room.width; letter += 9) {
        const int height = random.uniform(8, 15);
        cv::rectangle(card, {letter, y + 15 - height, random.uniform(2, 7), height}, ink,
                      random.uniform(0, 2) == 0 ? 2 : cv::FILLED);
      }
      x += word + 14;
    }
  }
}

cv::Mat1b DrawHall(cv::Size size, cv::RNG& random) {
  cv::Mat1b coarse(18, 32);
  random.fill(coarse, cv::RNG::UNIFORM, 40, 210);
  cv::Mat1b hall;
  cv::resize(coarse, hall, size, 0, 0, cv::INTER_CUBIC);
  for (int i = 0; i < 24; ++i) {
    const cv::Point at(random.uniform(0, size.width), random.uniform(0, size.height));
    const cv::Size half(random.uniform(8, size.width / 9), random.uniform(8, size.height / 5));
    if (i % 2 == 0) {
      cv::rectangle(hall, cv::Rect(at, half), random.uniform(20, 235), cv::FILLED);
    } else {
      cv::ellipse(hall, at, half / 2, random.uniform(0, 180), 0, 360, random.uniform(20, 235),
                  cv::FILLED);
    }
  }
  cv::GaussianBlur(hall, hall, {}, random.uniform(1.0, 9.0));
  return hall;
}

void Shade(cv::Mat1f& light, double loss, cv::RNG& random) {
  if (loss <= 0) return;
  const double angle = random.uniform(0.0, 2 * CV_PI);
  const cv::Point2d way(std::cos(angle) / light.cols, std::sin(angle) / light.rows);
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const double share = 0.5 + (x - light.cols / 2.0) * way.x + (y - light.rows / 2.0) * way.y;
      light(y, x) *= static_cast<float>(1 - loss * std::clamp(share, 0.0, 1.0));
    }
  }
}

void CastShadow(cv::Mat1f& light, double loss, cv::RNG& random) {
  if (loss <= 0) return;
  cv::Mat1f shade(light.size(), 1.0F);
  std::vector<cv::Point> outline;
  const double begin = random.uniform(0.0, 2 * CV_PI);
  const cv::Point2d middle(light.cols / 2.0 + random.uniform(-0.2, 0.2) * light.cols,
                           light.rows / 2.0 + random.uniform(-0.2, 0.2) * light.rows);
  // Half a turn of corners far out, closed by a line through the picture's middle.
  for (int i = 0; i < 5; ++i) {
    const double angle = begin + i * CV_PI / 4;
    const double reach =
        i == 0 || i == 4 ? 2.0 * light.cols : random.uniform(0.3, 2.0) * light.cols;
    outline.emplace_back(middle + cv::Point2d(std::cos(angle), std::sin(angle)) * reach);
  }
  cv::fillPoly(shade, std::vector{outline}, 1 - loss);
  cv::GaussianBlur(shade, shade, {}, random.uniform(0.5, 6.0));
  light = light.mul(shade);
}

void Stripe(cv::Mat1f& light, double depth, cv::RNG& random) {
  if (depth <= 0) return;
  const double angle = random.uniform(0.0, CV_PI);
  const double period = random.uniform(5.0, 24.0);
  const cv::Point2d way = cv::Point2d(std::cos(angle), std::sin(angle)) * (2 * CV_PI / period);
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const double wave = 0.5 + 0.5 * std::sin(x * way.x + y * way.y);
      light(y, x) *= static_cast<float>(1 - 0.6 * depth * wave);
    }
  }
}

void Bloom(cv::Mat1f& light, double share) {
  if (share <= 0) return;
  cv::Mat1f spilt;
  cv::resize(light, spilt, light.size() / 4, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(spilt, spilt, {}, 4);
  cv::resize(spilt, spilt, light.size());
  light += share * 0.6 * spilt;
}

void Glare(cv::Mat1f& light, cv::Point2f at, double radius) {
  if (radius <= 1) return;
  const auto reach = static_cast<int>(3 * radius);
  const cv::Rect box =
      cv::Rect(cv::Point(at) - cv::Point(reach, reach), cv::Size(2 * reach, 2 * reach)) &
      cv::Rect({0, 0}, light.size());
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      const double away = cv::norm(cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - at);
      light(y, x) += static_cast<float>(420 * std::exp(-away * away / (radius * radius)));
    }
  }
}

void Smear(cv::Mat1f& light, double sigma, double length, double direction) {
  if (sigma > 0.2) cv::GaussianBlur(light, light, {}, sigma);
  if (length < 1) return;
  const int side = static_cast<int>(std::ceil(length)) | 1;
  cv::Mat1f kernel(side + 2, side + 2, 0.0F);
  const int centre = side / 2 + 1;
  const cv::Point2d middle(centre, centre);
  const cv::Point2d way(std::cos(direction), std::sin(direction));
  for (double t = -length / 2; t <= length / 2; t += 0.1) {
    const cv::Point2d p = middle + way * t;
    kernel(cv::Point(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)))) += 1;
  }
  kernel /= cv::sum(kernel)[0];
  cv::filter2D(light, light, -1, kernel);
}

cv::Mat1b Capture(cv::Mat1f& light, double noise_level, double jpeg, cv::RNG& random) {
  cv::Mat1f noise(light.size());
  random.fill(noise, cv::RNG::NORMAL, 0, noise_level);
  light += noise;
  cv::Mat1b grey;
  light.convertTo(grey, CV_8U);
  LoseAsJpegDoes(grey, static_cast<int>(jpeg));
  return grey;
}

}  // namespace clearway::frames
