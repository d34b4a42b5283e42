#include "tools/frames/disturbance.h"

#include <fmt/format.h>

namespace clearway::frames {
namespace {

// Some disturbances are there in some pictures only.
double Sometimes(cv::RNG& random, double chance, double least, double most) {
  const double value = random.uniform(least, most);
  return random.uniform(0.0, 1.0) < chance ? value : 0;
}

}  // namespace

Disturbance DrawDisturbance(cv::RNG& random) {
  return {.size = random.uniform(0.28, 0.6),
          .tilt = std::abs(random.gaussian(15)),
          .turn = random.uniform(0.0, 360.0),
          .blur = random.uniform(0.3, 2.0),
          .motion = Sometimes(random, 0.65, 0, 7),
          .jpeg = random.uniform(30.0, 92.0),
          .noise = random.uniform(0.5, 15.0),
          .contrast = random.uniform(0.3, 1.0),
          .gradient = random.uniform(0.0, 0.6),
          .glare = Sometimes(random, 0.35, 0.05, 0.3),
          .moire = Sometimes(random, 0.25, 0, 0.45),
          .bloom = Sometimes(random, 0.25, 0, 0.5),
          .dark_mode = random.uniform(0.0, 1.0) < 0.08};
}

std::string JsonOf(const Disturbance& d) {
  return fmt::format(
      R"({{"size": {:.3f}, "tilt": {:.2f}, "rot": {:.2f}, "gblur": {:.3f}, "motion": {:.3f}, )"
      R"("jpeg": {:.0f}, "noise": {:.2f}, "contrast": {:.3f}, "grad": {:.3f}, "glare": {:.3f}, )"
      R"("moire": {:.3f}, "inverted": {}, "bloom": {:.3f}}})",
      d.size, d.tilt, d.turn, d.blur, d.motion, d.jpeg, d.noise, d.contrast, d.gradient, d.glare,
      d.moire, d.dark_mode ? 1 : 0, d.bloom);
}

}  // namespace clearway::frames
