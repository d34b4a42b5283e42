#include "camera/beginning.h"

#include <algorithm>
#include <functional>

namespace clearway::camera {
namespace {

constexpr std::size_t kMostBeginnings = 2;

}  // namespace

std::vector<Beginning> Clearest(std::vector<Beginning> beginnings) {
  std::ranges::stable_sort(beginnings, std::greater{}, &Beginning::timing);
  if (beginnings.size() > kMostBeginnings) beginnings.resize(kMostBeginnings);
  return beginnings;
}

}  // namespace clearway::camera
