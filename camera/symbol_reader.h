#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "camera/finder_triples.h"
#include "camera/fusion.h"
#include "camera/grid_fit.h"
#include "camera/pyramid.h"

namespace clearway::camera {

// A symbol that was read: exact bytes, and its corners in the frame's pixels, clockwise from its
// top left as it was drawn.
struct ReadSymbol {
  std::string text;
  std::array<cv::Point2f, 4> corners;
};

// A symbol that was seen but not read, as far as guidance needs it.
struct Sighting {
  std::array<cv::Point2f, 4> corners;  // in the frame's pixels
  int side = 0;                        // modules
  float agreement = 0;                 // see FittedGrid
  float hidden = 0;                    // share of modules that show neither dark nor light
};

// From finder patterns to a text. Not thread-safe.
class SymbolReader {
 public:
  // What a frame alone does not tell is added to `fusion` and read from the sum of this frame and
  // those before. Without one the picture comes alone: more is done to read what is there, and
  // sheets may be curled or crumpled.
  [[nodiscard]] std::optional<ReadSymbol> Read(Pyramid& pyramid, const FinderTriple& finders,
                                               Fusion* fusion);
  [[nodiscard]] std::optional<ReadSymbol> Read(Pyramid& pyramid, const FinderPair& finders,
                                               Fusion* fusion);
  // Leaves out patterns that a closer look takes for none, and all but the best 24.
  [[nodiscard]] static std::vector<FinderPattern> Plausible(
      Pyramid& pyramid, const std::vector<FinderPattern>& patterns);
  // The clearest symbol since this was last asked, if none of it was read.
  [[nodiscard]] std::optional<Sighting> TakeSighting();

 private:
  std::optional<ReadSymbol> ReadFirst(const Sampler& sampler, std::vector<Beginning> beginnings,
                                      Fusion* fusion);
  void Remember(const FittedGrid& fitted, const cv::Mat1f& modules);

  std::optional<Sighting> sighting_;
  SymbolLayouts layouts_;
};

}  // namespace clearway::camera
