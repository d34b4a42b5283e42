#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::frames {

// How somebody's photograph shows codes: on a poster, a can, a screen, a crumpled bill. All at
// their defaults: one as good as they come.
struct Photograph {
  cv::Size size{640, 480};
  double module = 5;      // pixels
  int level = 1;          // of error correction, 0 to 3: L, M, Q, H
  double bend = 0;        // around a cylinder: radians a code's side
  double bend_axis = 0;   // the cylinder's direction on the sheet, radians
  double tilt = 0;        // degrees away from facing the lens
  double tilt_axis = 0;   // radians
  double turn = 0;        // degrees about the line of sight
  double stretch = 1;     // of width against height: pixels are not always square
  double blur = 0.2;      // modules, one standard deviation
  double motion = 0;      // modules
  double contrast = 1;    // of dark against light
  double shadow = 0;      // share of light that a shadow's hard edge takes
  double gradient = 0;    // share of light lost from one side to the other
  double moire = 0;       // depth of a screen's stripes
  double dirt = 0;        // share of the code under stains and scratches
  double logo = 0;        // share of the code's side under a picture in its middle
  double noise = 2;       // grey levels, one standard deviation
  double jpeg = 90;       // quality, 1 to 100
  int quiet = 4;          // modules of quiet zone
  bool inverted = false;  // light on dark
  bool dots = false;      // round modules
};

// What a photograph may mostly suffer from: "plain", "bent", "shadow" and so on.
[[nodiscard]] const std::vector<std::string_view>& PhotographKinds();

// A draw of that kind, with a little of everything else, and the texts that it is to show.
struct PhotographPlan {
  Photograph photograph;
  std::vector<std::string> texts;
};
[[nodiscard]] PhotographPlan DrawPhotograph(std::string_view kind, cv::RNG& random);

// Grey. A code that does not fit is shown smaller; no text may be longer than a QR code holds.
[[nodiscard]] cv::Mat1b RenderPhotograph(const PhotographPlan& plan, cv::RNG& random);
// The same surroundings and surfaces without any code: text, patterns, squares within squares.
[[nodiscard]] cv::Mat1b RenderWithoutCode(cv::Size size, cv::RNG& random);

}  // namespace clearway::frames
