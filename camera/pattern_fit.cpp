#include "camera/pattern_fit.h"

#include <algorithm>
#include <cmath>

namespace clearway::camera {
namespace {

// Two looks a module, off its middle, so that a shift of less than half a module shows too; where
// they are to be quick, one in the middle.
constexpr float kOffMiddle = 0.28F;

constexpr int kRounds = 2;  // through all numbers, a step size

// Concentric rings of dark and light.
struct Rings {
  int radius = 0;       // modules around the middle one
  unsigned dark = 0;    // bit i: ring i is dark
};
constexpr Rings kFinder{4, 0b01011};
constexpr Rings kAlignment{2, 0b101};

float Contrast(const Sampler& sampler, const LocalFrame& frame, const Rings& rings, float off) {
  float sums[2] = {0, 0};
  int counts[2] = {0, 0};
  for (int y = -rings.radius; y <= rings.radius; ++y) {
    for (int x = -rings.radius; x <= rings.radius; ++x) {
      const int ring = std::max(std::abs(x), std::abs(y));
      const auto dark = static_cast<std::size_t>(rings.dark >> ring & 1U);
      const float side = (x + y) % 2 == 0 ? off : -off;
      const auto fx = static_cast<float>(x);
      const auto fy = static_cast<float>(y);
      sums[dark] += sampler.DarknessAt(frame(fx + side, fy + off));
      ++counts[dark];
      if (off == 0) continue;
      sums[dark] += sampler.DarknessAt(frame(fx - side, fy - off));
      ++counts[dark];
    }
  }
  return sums[1] / static_cast<float>(counts[1]) - sums[0] / static_cast<float>(counts[0]);
}

// The frame with one of its six numbers changed by `step` pixels.
LocalFrame Changed(LocalFrame frame, int number, float step) {
  // A change of a direction shows most at the pattern's edge, some four modules out.
  constexpr float kEdge = 4;
  switch (number) {
    case 0:
      frame.centre.x += step;
      break;
    case 1:
      frame.centre.y += step;
      break;
    case 2:
      frame.across.x += step / kEdge;
      break;
    case 3:
      frame.across.y += step / kEdge;
      break;
    case 4:
      frame.down.x += step / kEdge;
      break;
    default:
      frame.down.y += step / kEdge;
  }
  return frame;
}

}  // namespace

float FinderContrast(const Sampler& sampler, const LocalFrame& frame) {
  return Contrast(sampler, frame, kFinder, kOffMiddle);
}

float MiddleDarkness(const Sampler& sampler, const LocalFrame& frame) {
  float sum = 0;
  for (int i = -1; i <= 1; ++i) {  // three modules of the light ring and of the dark one, a side
    for (const int ring : {-3, -2, 2, 3}) {
      sum += sampler.DarknessAt(frame(static_cast<float>(i), static_cast<float>(ring)));
      sum += sampler.DarknessAt(frame(static_cast<float>(ring), static_cast<float>(i)));
    }
  }
  return sum / 24;
}

float AlignmentContrast(const Sampler& sampler, const LocalFrame& frame) {
  return Contrast(sampler, frame, kAlignment, kOffMiddle);
}

float FinderLikeness(const Sampler& sampler, const LocalFrame& frame) {
  double sum = 0, squares = 0, dark_sum = 0;
  int dark_count = 0;
  constexpr int kSide = 2 * kFinder.radius + 1;
  constexpr int kAll = kSide * kSide;
  for (int i = 0; i < kAll; ++i) {
    const int x = i % kSide - kFinder.radius;
    const int y = i / kSide - kFinder.radius;
    const double look = sampler.DarknessAt(frame(static_cast<float>(x), static_cast<float>(y)));
    const bool dark = (kFinder.dark >> std::max(std::abs(x), std::abs(y)) & 1U) != 0;
    sum += look;
    squares += look * look;
    dark_sum += dark ? look : 0;
    dark_count += dark ? 1 : 0;
  }
  const double share = static_cast<double>(dark_count) / kAll;
  const double covariance = dark_sum / kAll - share * sum / kAll;
  const double variance = squares / kAll - sum / kAll * sum / kAll;
  return static_cast<float>(covariance / std::sqrt(share * (1 - share) * variance + 1e-3));
}

LocalFrame FitFinder(const Sampler& sampler, LocalFrame frame) {
  const float module = static_cast<float>(cv::norm(frame.across) + cv::norm(frame.down)) / 2;
  float best = FinderContrast(sampler, frame);
  for (float step = 0.5F * module; step > 0.05F * module; step /= 2) {
    for (int round = 0; round < kRounds; ++round) {
      const float before = best;
      for (int number = 0; number < 6; ++number) {
        for (const float way : {step, -step}) {
          const LocalFrame changed = Changed(frame, number, way);
          const float contrast = FinderContrast(sampler, changed);
          if (contrast <= best) continue;
          best = contrast;
          frame = changed;
        }
      }
      if (best == before) break;
    }
  }
  return frame;
}

FoundAlignment FindAlignment(const Sampler& sampler, const LocalFrame& frame, float reach) {
  FoundAlignment best;
  const auto look = [&](cv::Point2f offset, float off) {
    const LocalFrame moved{frame(offset.x, offset.y), frame.across, frame.down};
    const float contrast = Contrast(sampler, moved, kAlignment, off);
    if (contrast > best.contrast) best = {offset, contrast};
  };
  for (float y = -reach; y <= reach; y += 0.5F) {
    for (float x = -reach; x <= reach; x += 0.5F) look({x, y}, 0);
  }
  for (const float step : {0.25F, 0.125F}) {
    const cv::Point2f from = best.offset;
    best.contrast = 0;
    for (int y = -1; y <= 1; ++y) {
      for (int x = -1; x <= 1; ++x)
        look(from + cv::Point2f(static_cast<float>(x), static_cast<float>(y)) * step, kOffMiddle);
    }
  }
  return best;
}

}  // namespace clearway::camera
