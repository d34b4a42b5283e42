#include "tools/frames/scene.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace clearway::frames {
namespace {

constexpr double kNoise = 2.5;              // grey levels, one standard deviation
constexpr int kNoiseMargin = 64;            // how far the noise may be shifted, in pixels
constexpr double kFocus = 165;              // millimetres from the lens where things are sharp
constexpr double kBlurAMillimetre = 0.012;  // of a thing out of focus, in pixels
constexpr double kLeastBlur = 0.55;         // of the lens itself, in pixels

cv::Scalar Colour(int red, int green, int blue) {
  return {static_cast<double>(blue), static_cast<double>(green), static_cast<double>(red)};
}

// A vertical gradient between two colours.
void Gradient(cv::Mat& picture, const cv::Rect& box, const cv::Scalar& top,
              const cv::Scalar& bottom) {
  const cv::Rect inside = box & cv::Rect({0, 0}, picture.size());
  for (int y = inside.y; y < inside.y + inside.height; ++y) {
    const double share = static_cast<double>(y - box.y) / std::max(1, box.height - 1);
    picture(cv::Rect(inside.x, y, inside.width, 1)).setTo(top + (bottom - top) * share);
  }
}

// A hall in perspective: ceiling with lamps, windows to the apron, columns, a shining floor.
cv::Mat DrawHall(cv::Size size, cv::RNG& random) {
  cv::Mat hall(size, CV_8UC3);
  const int w = size.width;
  const int h = size.height;
  Gradient(hall, {0, 0, w, h * 4 / 10}, Colour(118, 124, 132), Colour(158, 164, 170));
  Gradient(hall, {0, h * 4 / 10, w, h * 3 / 10}, Colour(150, 178, 205), Colour(196, 206, 212));
  Gradient(hall, {0, h * 7 / 10, w, h - h * 7 / 10}, Colour(126, 122, 116), Colour(84, 82, 80));
  for (int i = 0; i < 7; ++i) {
    const int x = w * (2 * i + 1) / 14 + random.uniform(-w / 60, w / 60);
    cv::ellipse(hall, {x, h * (8 + 3 * (i % 3)) / 100}, {w / 26, h / 55}, 0, 0, 360,
                Colour(246, 243, 232), cv::FILLED);
    cv::ellipse(hall, {x, h * 86 / 100}, {w / 30, h / 14}, 0, 0, 360, Colour(142, 139, 134),
                cv::FILLED);
  }
  for (int i = 0; i <= 5; ++i) {
    const int x = w * i / 5 + random.uniform(-w / 50, w / 50);
    cv::rectangle(hall, cv::Rect(x - w / 70, h * 2 / 10, w / 35, h * 55 / 100),
                  Colour(96, 100, 106), cv::FILLED);
  }
  for (int i = 0; i < 5; ++i) {  // people far away
    const cv::Point middle(random.uniform(0, w), h * random.uniform(60, 72) / 100);
    const int dark = random.uniform(45, 95);
    cv::ellipse(hall, middle, {w / 55, h / 9}, 0, 0, 360, Colour(dark, dark, dark + 12),
                cv::FILLED);
    cv::circle(hall, middle - cv::Point(0, h / 8), h / 45, Colour(150, 120, 100), cv::FILLED);
  }
  cv::GaussianBlur(hall, hall, {}, w / 90.0);
  return hall;
}

// The blur of a lens, and of a hand that moves while the shutter is open.
void Blur(cv::Mat& layer, double sigma, cv::Point2f movement) {
  cv::GaussianBlur(layer, layer, {}, sigma);
  const double length = std::hypot(movement.x, movement.y);
  if (length < 1.5) return;
  const int side = std::min(static_cast<int>(std::ceil(length)) | 1, 63);
  cv::Mat kernel = cv::Mat::zeros(side, side, CV_32F);
  const cv::Point2f half = movement * static_cast<float>((side - 1) / (2 * length));
  const cv::Point middle(side / 2, side / 2);
  cv::line(kernel, middle - cv::Point(half), middle + cv::Point(half), 1);
  kernel /= cv::sum(kernel)[0];
  cv::filter2D(layer, layer, -1, kernel);
}

cv::Point2f MiddleOf(const std::array<cv::Point2f, 4>& corners) {
  return (corners[0] + corners[1] + corners[2] + corners[3]) * 0.25F;
}

// Lays a layer whose colours are already multiplied by its alpha over a picture.
void LayOver(cv::Mat& picture, const cv::Mat& layer) {
  for (int y = 0; y < picture.rows; ++y) {
    auto* below = picture.ptr<cv::Vec3b>(y);
    const auto* above = layer.ptr<cv::Vec4b>(y);
    for (int x = 0; x < picture.cols; ++x) {
      const int through = 255 - above[x][3];
      if (through == 255) continue;
      for (int c = 0; c < 3; ++c) {
        below[x][c] = static_cast<std::uint8_t>(
            std::min(255, above[x][c] + (below[x][c] * through + 127) / 255));
      }
    }
  }
}

}  // namespace

Scene::Scene(cv::Size picture, std::uint64_t seed)
    : lens_(picture), random_(seed * 0x2545f4914f6cdd1dULL + 7) {
  hall_ = DrawHall(picture, random_);
  noise_.create(picture + cv::Size(kNoiseMargin, kNoiseMargin), CV_16SC3);
  random_.fill(noise_, cv::RNG::NORMAL, 0, kNoise);
}

cv::Mat Scene::Empty() {
  cv::Mat picture = hall_.clone();
  AddNoise(picture);
  return picture;
}

cv::Mat Scene::With(const Sheet& sheet, const Pose& pose, const Pose& next_pose) {
  cv::Mat picture = hall_.clone();
  AddSheet(picture, sheet, pose, next_pose);
  AddNoise(picture);
  return picture;
}

void Scene::AddSheet(cv::Mat& picture, const Sheet& sheet, const Pose& pose,
                     const Pose& next_pose) const {
  const auto places = lens_.Project(pose, sheet.size);
  const auto right = static_cast<float>(sheet.picture.cols);
  const auto bottom = static_cast<float>(sheet.picture.rows);
  const std::vector<cv::Point2f> flat = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
  const cv::Mat warp =
      cv::getPerspectiveTransform(flat, std::vector<cv::Point2f>(places.begin(), places.end()));
  cv::Mat layer;
  cv::warpPerspective(sheet.picture, layer, warp, picture.size(), cv::INTER_AREA);
  const double sigma = kLeastBlur + kBlurAMillimetre * std::abs(pose.place[2] - kFocus);
  Blur(layer, sigma, MiddleOf(lens_.Project(next_pose, sheet.size)) - MiddleOf(places));
  LayOver(picture, layer);
}

void Scene::AddNoise(cv::Mat& picture) {
  const cv::Point shift(random_.uniform(0, kNoiseMargin), random_.uniform(0, kNoiseMargin));
  cv::add(picture, noise_(cv::Rect(shift, picture.size())), picture, cv::noArray(), CV_8UC3);
}

}  // namespace clearway::frames
