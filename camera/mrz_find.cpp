#include "camera/mrz_find.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// Lines are looked for where a pitch is 5 to 10 pixels. Copies smaller than this hold none.
constexpr int kLeastSide = 30;
constexpr int kFirstLevel = 1;
constexpr int kLastLevel = 3;
// Ink: what is darker than its surroundings of so many pixels.
constexpr int kStroke = 7;
constexpr int kGather = 5;
constexpr int kShrink = 4;
constexpr int kAround = 9;            // pixels of the shrunk copy
constexpr double kLeastInk = 5;       // grey levels above the picture's usual
constexpr double kShareOfInk = 0.42;  // of the most around
// A line's shape, in pixels and as shares of its length.
constexpr float kLeastLength = 120;
constexpr float kMostHeight = 0.09F;
constexpr float kLeastFilled = 0.4F;
constexpr float kSteepest = 60;  // degrees
// Two lines of one zone.
constexpr float kMostTurn = 0.06F;  // radians between them
constexpr float kMostLonger = 0.09F;
constexpr float kMostShift = 0.05F;
constexpr float kLeastApart = 0.035F;
constexpr float kMostApart = 0.11F;
constexpr std::size_t kMostLines = 40;
constexpr std::size_t kMostBlocks = 3;

// How much ink there is around each pixel.
cv::Mat1b InkAround(const cv::Mat1b& picture) {
  cv::Mat1b ink;
  cv::morphologyEx(picture, ink, cv::MORPH_BLACKHAT, cv::Mat::ones(kStroke, kStroke, CV_8U));
  cv::blur(ink, ink, {kGather, kGather});
  return ink;
}

// What a picture has everywhere: noise.
double Usual(const cv::Mat1b& ink) {
  std::array<int, 256> counts{};
  int seen = 0;
  for (int y = 0; y < ink.rows; y += 4) {
    for (int x = 0; x < ink.cols; x += 4, ++seen) ++counts[ink(y, x)];
  }
  int below = 0;
  int level = 0;
  while (level < 255 && (below += counts[static_cast<std::size_t>(level)]) * 2 < seen) ++level;
  return level;
}

cv::Mat1b LineLike(const cv::Mat1b& ink) {
  cv::Mat most;
  cv::resize(ink, most, {std::max(1, ink.cols / kShrink), std::max(1, ink.rows / kShrink)}, 0, 0,
             cv::INTER_AREA);
  cv::dilate(most, most, cv::Mat::ones(kAround, kAround, CV_8U));
  cv::blur(most, most, {kAround, kAround});
  const double usual = Usual(ink);
  most.convertTo(most, CV_8U, kShareOfInk, (1 - kShareOfInk) * usual);
  cv::max(most, usual + kLeastInk, most);
  cv::resize(most, most, ink.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat1b marks;
  cv::compare(ink, most, marks, cv::CMP_GT);
  cv::morphologyEx(marks, marks, cv::MORPH_CLOSE, cv::Mat::ones(3, 5, CV_8U));
  return marks;
}

// The line along a box, in the frame's pixels.
TextLine LineOf(const cv::RotatedRect& box, float scale) {
  std::array<cv::Point2f, 4> corners;
  box.points(corners.data());
  const bool first_is_long = cv::norm(corners[1] - corners[0]) > cv::norm(corners[2] - corners[1]);
  const std::size_t from = first_is_long ? 0 : 1;
  cv::Point2f one = (corners[from] + corners[(from + 3) % 4]) * 0.5F;
  cv::Point2f other = (corners[from + 1] + corners[(from + 2) % 4]) * 0.5F;
  if (one.x > other.x) std::swap(one, other);
  // A pixel's middle is half a pixel from its corner.
  const cv::Point2f half(0.5F, 0.5F);
  return {(one + half) / scale, (other + half) / scale};
}

void AddLines(const cv::Mat1b& marks, float scale, std::vector<TextLine>& lines) {
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(marks, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto& outline : outlines) {
    const cv::Rect upright = cv::boundingRect(outline);
    if (static_cast<float>(std::max(upright.width, upright.height)) < kLeastLength * 0.7F) continue;
    const cv::RotatedRect box = cv::minAreaRect(outline);
    const float length = std::max(box.size.width, box.size.height);
    const float height = std::min(box.size.width, box.size.height);
    if (length < kLeastLength || height > kMostHeight * length) continue;
    if (cv::contourArea(outline) < kLeastFilled * length * height) continue;
    const TextLine line = LineOf(box, scale);
    const cv::Point2f way = line.way();
    if (std::abs(way.y) > std::tan(kSteepest * static_cast<float>(CV_PI) / 180) * way.x) continue;
    if (lines.size() < kMostLines) lines.push_back(line);
  }
}

// Whether `lower` can be the next line of the zone that `upper` belongs to.
bool Follows(const TextLine& lower, const TextLine& upper) {
  const auto length = static_cast<float>(cv::norm(upper.way()));
  const auto lower_length = static_cast<float>(cv::norm(lower.way()));
  if (std::abs(lower_length - length) > kMostLonger * length) return false;
  const cv::Point2f along = upper.way() * (1 / length);
  if (std::abs(along.cross(lower.way())) > kMostTurn * lower_length) return false;
  const cv::Point2f step = lower.middle() - upper.middle();
  const auto apart = static_cast<float>(along.cross(step)) / length;
  return std::abs(along.dot(step)) < kMostShift * length && apart > kLeastApart &&
         apart < kMostApart;
}

// Three lines where there are three: a third one is not left out.
std::vector<MrzBlock> Group(const std::vector<TextLine>& lines) {
  std::vector<MrzBlock> blocks;
  for (const TextLine& first : lines) {
    for (const TextLine& second : lines) {
      if (!Follows(second, first)) continue;
      bool is_pair = true;
      for (const TextLine& third : lines) {
        if (Follows(third, second)) blocks.push_back({first, second, third});
        is_pair = is_pair && !Follows(third, second) && !Follows(first, third);
      }
      if (is_pair) blocks.push_back({first, second});
    }
  }
  return blocks;
}

}  // namespace

std::vector<MrzBlock> FindMrzBlocks(Pyramid& pyramid) {
  std::vector<MrzBlock> blocks;
  for (int level = kLastLevel; level >= kFirstLevel; --level) {
    const cv::Mat1b& picture = pyramid.Level(level);
    if (std::min(picture.cols, picture.rows) < kLeastSide) continue;
    std::vector<TextLine> lines;
    AddLines(LineLike(InkAround(picture)), Pyramid::Scale(level), lines);
    for (MrzBlock& block : Group(lines)) blocks.push_back(std::move(block));
  }
  std::ranges::stable_sort(blocks, std::greater{},
                           [](const MrzBlock& block) { return cv::norm(block.front().way()); });
  if (blocks.size() > kMostBlocks) blocks.resize(kMostBlocks);
  return blocks;
}

}  // namespace clearway::camera
