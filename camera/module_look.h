#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "camera/grid.h"
#include "camera/sampler.h"
#include "camera/symbol_layout.h"

namespace clearway::camera {

// How far a module's light may have been smeared over its neighbours: the farther the equaliser
// looks, the more it costs and the more there is to learn.
enum class Smear { kSlight, kStrong, kSevere };

// How surely each module of a symbol is dark (positive) or light (negative): about 1 where surely
// so, near 0 where glare, a shadow's edge or the picture's border leaves it open. Light and shade
// are taken out by what is around each module; blur by an equaliser that learns from the modules
// whose shade is known in any symbol, and then from those that are clear. The layout must outlive
// it.
class ModuleLook {
 public:
  ModuleLook(const Sampler& sampler, const Grid& grid, const SymbolLayout& layout);
  ~ModuleLook();
  ModuleLook(const ModuleLook&) = delete;
  ModuleLook& operator=(const ModuleLook&) = delete;

  // After kStrong, kSevere costs next to nothing.
  [[nodiscard]] cv::Mat1f Through(Smear smear);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
