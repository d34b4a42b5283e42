#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace clearway::frames {

// What stands between a code and the reader. All at their defaults: a code as good as they come.
struct Disturbance {
  double size = 0.5;      // of the code's side, as a share of the picture's height
  double tilt = 0;        // degrees away from facing the lens
  double turn = 0;        // degrees about the line of sight
  double blur = 0.4;      // pixels, one standard deviation
  double motion = 0;      // pixels while the shutter is open
  double jpeg = 95;       // quality, 1 to 100
  double noise = 0;       // grey levels, one standard deviation
  double contrast = 1;    // of dark against light
  double gradient = 0;    // share of light lost from one side to the other
  double glare = 0;       // radius of a washed-out spot, as a share of the code's side
  double moire = 0;       // depth of a screen's stripes
  double bloom = 0;       // share of light that spills over from light areas
  bool dark_mode = false;  // light on dark
};

// A draw from all that a hand, a lamp and a cheap camera do. Harsh on purpose: about as harsh as a
// picture can be and still hold its text.
[[nodiscard]] Disturbance DrawDisturbance(cv::RNG& random);

// Every member by name, as {"size": 0.5, ...}.
[[nodiscard]] std::string JsonOf(const Disturbance& disturbance);

}  // namespace clearway::frames
