#include "camera/known_contrast.h"

namespace clearway::camera {
namespace {

constexpr float kOffMiddle = 0.28F;

}  // namespace

float KnownContrast(const Sampler& sampler, const Grid& grid, const std::vector<cv::Vec3f>& known) {
  float sums[2] = {0, 0};
  int counts[2] = {0, 0};
  float side = kOffMiddle;
  for (const cv::Vec3f& module : known) {
    const std::size_t dark = module[2] > 0 ? 1 : 0;
    side = -side;
    sums[dark] += sampler.DarknessAt(grid({module[0] + side, module[1] + kOffMiddle}));
    sums[dark] += sampler.DarknessAt(grid({module[0] - side, module[1] - kOffMiddle}));
    counts[dark] += 2;
  }
  return sums[1] / static_cast<float>(counts[1]) - sums[0] / static_cast<float>(counts[0]);
}

std::vector<cv::Vec3f> KnownModules(const SymbolLayout& layout) {
  std::vector<cv::Vec3f> known;
  for (int row = 0; row < layout.side(); ++row) {
    for (int column = 0; column < layout.side(); ++column) {
      if (const int shade = layout.Known(column, row); shade != 0)
        known.emplace_back(static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F,
                           static_cast<float>(shade));
    }
  }
  return known;
}

}  // namespace clearway::camera
