#include "hal/paper_offer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace clearway::hal {
namespace {

constexpr double kSame = 1;  // millimetres
constexpr double kInch = 25.4;

struct Size {  // millimetres
  double width = 0;
  double length = 0;
};

// The end of a self-describing name: _210x297mm, _8.5x11in.
std::optional<Size> SizeOf(std::string_view name) {
  const std::size_t begin = name.rfind('_');
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view words = name.substr(begin + 1);
  const char* end = words.data() + words.size();
  Size size;
  const auto width = std::from_chars(words.data(), end, size.width);
  if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return std::nullopt;
  const auto length = std::from_chars(width.ptr + 1, end, size.length);
  if (length.ec != std::errc()) return std::nullopt;
  const std::string_view unit(length.ptr, end);
  if (unit == "mm") return size;
  if (unit != "in") return std::nullopt;
  return Size{size.width * kInch, size.length * kInch};
}

bool IsSame(double one, double other) {
  return std::abs(one - other) < kSame;
}

bool IsBetween(double value, double least, double most) {
  return value > least - kSame && value < most + kSame;
}

struct Bounds {
  std::optional<Size> least;
  std::optional<Size> most;
};

bool IsWithin(const Bounds& bounds, const Size& paper) {
  if (!bounds.least || !bounds.most) return false;
  return IsBetween(paper.width, bounds.least->width, bounds.most->width) &&
         (paper.length == 0 || IsBetween(paper.length, bounds.least->length, bounds.most->length));
}

}  // namespace

bool OffersPaper(const std::vector<std::string>& offered, const std::string& paper) {
  const auto wanted = SizeOf(paper);
  if (offered.empty() || !wanted) return true;
  Bounds bounds;
  for (const std::string& name : offered) {
    const auto size = SizeOf(name);
    if (name.starts_with("custom_min_") || name.starts_with("roll_min_")) {
      bounds.least = size;
    } else if (name.starts_with("custom_max_") || name.starts_with("roll_max_")) {
      bounds.most = size;
    } else if (size && IsSame(size->width, wanted->width) &&
               (wanted->length == 0 || IsSame(size->length, wanted->length))) {
      return true;
    }
    if (IsWithin(bounds, *wanted)) return true;
  }
  return false;
}

}  // namespace clearway::hal
