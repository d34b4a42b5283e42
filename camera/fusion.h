#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "camera/symbol_layout.h"

namespace clearway::camera {

// Votes on the modules of symbols that no single frame shows well enough: where glare hides one
// part now and another later, the sum holds both. A frame joins only a sum that it agrees with, so
// that two symbols are never mixed; error correction judges the sum as it judges a single frame.
class Fusion {
 public:
  Fusion() = default;
  Fusion(const Fusion&) = delete;
  Fusion& operator=(const Fusion&) = delete;
  ~Fusion() { Clear(); }

  // Adds how a frame shows a symbol (see ModuleLook). Gives the mean of all frames that show the
  // same symbol, this one included; empty where this is the first.
  [[nodiscard]] cv::Mat1f Add(const cv::Mat1f& modules, const SymbolLayout& layout);
  // To be called once a frame: what has not been seen for half a second is forgotten.
  void NextFrame();
  // Forgets all, and overwrites it: the votes are as personal as the text.
  void Clear();

 private:
  struct Sum {
    int version = 0;
    int frames = 0;
    int unseen = 0;  // frames since it was last seen
    cv::Mat1f votes;
  };
  static void Wipe(Sum& sum);

  std::vector<Sum> sums_;
};

}  // namespace clearway::camera
