#include "tools/frames/photograph.h"

#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "tools/frames/drawing_handles.h"
#include "tools/frames/light.h"
#include "tools/frames/sheet_surface.h"

namespace clearway::frames {
namespace {

constexpr double kRadianOfDegree = CV_PI / 180;
constexpr int kTextureModule = 12;  // pixels of the sheet's own picture
constexpr int kPaper = 6;           // modules of paper beyond the quiet zone, with print on it
constexpr double kMostOfPicture = 0.82;
constexpr double kLensDistance = 2.2;  // code sides to the lens

// A sheet's own picture with the code in its middle.
struct Print {
  cv::Mat1b picture;
  int modules = 0;
};

void DrawModules(cv::Mat1b& sheet, const QRcode& code, int corner, double ink, bool dots) {
  for (int i = 0; i < code.width * code.width; ++i) {
    if ((code.data[i] & 1) == 0) continue;
    const cv::Point at(corner + i % code.width * kTextureModule,
                       corner + i / code.width * kTextureModule);
    const bool in_finder = (code.data[i] & 0x40) != 0;
    if (dots && !in_finder) {
      cv::circle(sheet, at + cv::Point(kTextureModule, kTextureModule) / 2, kTextureModule * 9 / 20,
                 ink, cv::FILLED);
    } else {
      cv::rectangle(sheet, cv::Rect(at, cv::Size(kTextureModule, kTextureModule)), ink, cv::FILLED);
    }
  }
}

// Stains and scratches, dark and light, until they cover that share.
void Soil(cv::Mat1b& sheet, const cv::Rect& code, double share, cv::RNG& random) {
  double covered = 0;
  while (covered < share * code.area()) {
    const cv::Point at(code.x + random.uniform(0, code.width),
                       code.y + random.uniform(0, code.height));
    const int shade = random.uniform(0, 2) * 180 + random.uniform(20, 60);
    if (random.uniform(0, 2) == 0) {
      const int radius = random.uniform(kTextureModule / 2, 3 * kTextureModule);
      cv::circle(sheet, at, radius, shade, cv::FILLED);
      covered += CV_PI * radius * radius;
    } else {
      const cv::Point to = at + cv::Point(random.uniform(-code.width, code.width),
                                          random.uniform(-code.height, code.height)) /
                                    3;
      const int thick = random.uniform(2, kTextureModule);
      cv::line(sheet, at, to, shade, thick);
      covered += cv::norm(to - at) * thick;
    }
  }
}

Print DrawPrint(const std::string& text, const Photograph& p, cv::RNG& random) {
  const QrCode code(QRcode_encodeData(static_cast<int>(text.size()),
                                      reinterpret_cast<const unsigned char*>(text.data()), 0,
                                      static_cast<QRecLevel>(p.level)));
  CV_Assert(code);
  const double ink = p.inverted ? 240 : 15;
  const double paper = p.inverted ? 15 : 240;
  const int corner = (p.quiet + kPaper) * kTextureModule;
  const int side = code->width * kTextureModule;
  const int whole = side + 2 * corner;
  Print print{cv::Mat1b(whole, whole, static_cast<std::uint8_t>(paper)), code->width};
  const int quiet = p.quiet * kTextureModule;
  // Print all around, which ends where the quiet zone begins.
  DrawTextLines(print.picture, {0, 4, whole, whole}, ink, random);
  cv::rectangle(print.picture,
                cv::Rect(corner - quiet, corner - quiet, side + 2 * quiet, side + 2 * quiet), paper,
                cv::FILLED);
  DrawModules(print.picture, *code, corner, ink, p.dots);
  const cv::Rect box(corner, corner, side, side);
  if (p.logo > 0) {
    const cv::Point middle(whole / 2, whole / 2);
    cv::circle(print.picture, middle, static_cast<int>(p.logo * side / 2), paper, cv::FILLED);
    cv::circle(print.picture, middle, static_cast<int>(p.logo * side / 3), ink, kTextureModule);
  }
  if (p.dirt > 0) Soil(print.picture, box, p.dirt, random);
  return print;
}

// Where the codes' middles are: evenly along the longer side.
std::vector<cv::Point2d> Middles(cv::Size size, std::size_t count, cv::RNG& random) {
  std::vector<cv::Point2d> middles;
  for (std::size_t i = 0; i < count; ++i) {
    const double along = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    const double across = count > 1 ? random.uniform(0.4, 0.6) : 0.5;
    middles.push_back(size.width > size.height
                          ? cv::Point2d(along * size.width, across * size.height)
                          : cv::Point2d(across * size.width, along * size.height));
  }
  return middles;
}

// A code's side in pixels: as planned, or as much as there is room for.
double SideIn(const Photograph& p, int modules, std::size_t count) {
  const double room = std::min(std::min(p.size.width, p.size.height),
                               std::max(p.size.width, p.size.height) / static_cast<int>(count));
  return std::min(p.module * modules, room * kMostOfPicture / std::max(1.0, p.stretch) * 0.75);
}

void LayPrint(cv::Mat1f& light, const Print& print, const SheetPose& pose, double side) {
  const int reach =
      static_cast<int>(side * 1.6 * std::max(1.0, pose.focal.width / pose.focal.height));
  const cv::Rect part = cv::Rect(static_cast<int>(pose.middle.x) - reach,
                                 static_cast<int>(pose.middle.y) - reach, 2 * reach, 2 * reach) &
                        cv::Rect({0, 0}, light.size());
  SheetMaps maps = MapSheet(pose, part, 0.5);
  const double scale = print.modules * kTextureModule;
  const double middle = print.picture.cols / 2.0 - 0.5;
  maps.x = maps.x * scale + middle;
  maps.y = maps.y * scale + middle;
  cv::Mat1b picture, cover;
  cv::remap(print.picture, picture, maps.x, maps.y, cv::INTER_LINEAR);
  cv::remap(cv::Mat1b(print.picture.size(), 255), cover, maps.x, maps.y, cv::INTER_LINEAR);
  cv::resize(picture, picture, part.size(), 0, 0, cv::INTER_AREA);
  cv::resize(cover, cover, part.size(), 0, 0, cv::INTER_AREA);
  cv::Mat1f seen, share;
  picture.convertTo(seen, CV_32F);
  cover.convertTo(share, CV_32F, 1 / 255.0);
  cv::Mat(light(part).mul(1 - share) + seen).copyTo(light(part));
}

SheetPose PoseOf(const Photograph& p, cv::Point2d middle, double side) {
  return {.middle = middle,
          .focal = {side * kLensDistance * p.stretch, side * kLensDistance},
          .distance = kLensDistance,
          .tilt = std::min(p.tilt, 65.0) * kRadianOfDegree,
          .tilt_axis = p.tilt_axis,
          .turn = p.turn * kRadianOfDegree,
          .bend = p.bend,
          .bend_axis = p.bend_axis};
}

}  // namespace

cv::Mat1b RenderPhotograph(const PhotographPlan& plan, cv::RNG& random) {
  const Photograph& p = plan.photograph;
  cv::Mat1f light;
  DrawHall(p.size, random).convertTo(light, CV_32F);
  const auto middles = Middles(p.size, plan.texts.size(), random);
  double module = p.module;
  for (std::size_t i = 0; i < plan.texts.size(); ++i) {
    const Print print = DrawPrint(plan.texts[i], p, random);
    const double side = SideIn(p, print.modules, plan.texts.size());
    module = side / print.modules;
    LayPrint(light, print, PoseOf(p, middles[i], side), side);
  }
  light = light * p.contrast + (1 - p.contrast) * 100;
  CastShadow(light, p.shadow, random);
  Shade(light, p.gradient, random);
  Stripe(light, p.moire, random);
  Smear(light, p.blur * module, p.motion * module, random.uniform(0.0, CV_PI));
  return Capture(light, p.noise, p.jpeg, random);
}

cv::Mat1b RenderWithoutCode(cv::Size size, cv::RNG& random) {
  cv::Mat1b picture = DrawHall(size, random);
  DrawTextLines(picture, {size.width / 10, size.height / 10, size.width / 2, size.height / 3}, 15,
                random);
  for (int i = random.uniform(4, 30); i > 0; --i) {  // windows, buttons, targets
    const cv::Point at(random.uniform(0, size.width), random.uniform(0, size.height));
    const int module = random.uniform(2, 9);
    for (const auto& [half, shade] :
         {std::pair(9, 235), std::pair(7, 20), std::pair(5, 235), std::pair(3, 20)}) {
      const cv::Point out(half * module / 2, half * module / 2);
      if (i % 3 == 0) {
        cv::circle(picture, at, out.x, shade, cv::FILLED);
      } else {
        cv::rectangle(picture, at - out, at + out, shade, cv::FILLED);
      }
    }
  }
  const cv::Rect cells(size.width / 2, size.height / 2, size.width / 3, size.height / 3);
  const int cell = random.uniform(3, 12);
  for (int y = cells.y; y + cell < cells.y + cells.height; y += cell) {
    for (int x = cells.x; x + cell < cells.x + cells.width; x += cell)
      picture(cv::Rect(x, y, cell, cell)) =
          static_cast<std::uint8_t>(random.uniform(0, 2) * 210 + 20);
  }
  cv::Mat1f light;
  picture.convertTo(light, CV_32F);
  Smear(light, random.uniform(0.3, 1.5), 0, 0);
  return Capture(light, random.uniform(1.0, 8.0), random.uniform(50.0, 95.0), random);
}

}  // namespace clearway::frames
