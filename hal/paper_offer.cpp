#include "hal/paper_offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace clearway::hal {
namespace {

constexpr double kSame = 1;  // millimetres
constexpr double kInch = 25.4;
constexpr double kBlank = 8;  // of a roll's width, in millimetres

struct Size {  // millimetres
  double width = 0;
  double length = 0;
};

// The end of a self-describing name: _210x297mm, _8.5x11in.
std::optional<Size> SizeOf(std::string_view name) {
  const std::size_t begin = name.rfind('_');
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view words = name.substr(begin + 1);
  const char* const first = words.data();
  const char* const end = first + words.size();
  Size size;
  const auto width = std::from_chars(first, end, size.width);
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

struct Offer {
  struct Paper {
    std::string name;
    Size size;
  };
  std::vector<Paper> papers;
  std::optional<Size> least;
  std::optional<Size> most;
};

Offer Read(const std::vector<std::string>& offered) {
  Offer offer;
  for (const std::string& name : offered) {
    const auto size = SizeOf(name);
    if (name.starts_with("custom_min_") || name.starts_with("roll_min_")) {
      offer.least = size;
    } else if (name.starts_with("custom_max_") || name.starts_with("roll_max_")) {
      offer.most = size;
    } else if (size) {
      offer.papers.push_back({name, *size});
    }
  }
  return offer;
}

bool IsWithinBounds(const Offer& offer, const Size& paper) {
  if (!offer.least || !offer.most) return false;
  return IsBetween(paper.width, offer.least->width, offer.most->width) &&
         (paper.length == 0 || IsBetween(paper.length, offer.least->length, offer.most->length));
}

bool Holds(const Offer& offer, const Size& paper) {
  return IsWithinBounds(offer, paper) ||
         std::ranges::any_of(offer.papers, [&](const Offer::Paper& other) {
           return IsSame(other.size.width, paper.width) && IsSame(other.size.length, paper.length);
         });
}

bool IsRoll(const std::string& name) {
  return name.starts_with("custom_roll-") || name.starts_with("roll_");
}

// The name of the shortest paper that the page fits on.
std::optional<std::string> ShortestRoll(const Offer& offer, const Size& page) {
  const Offer::Paper* shortest = nullptr;
  for (const Offer::Paper& paper : offer.papers) {
    const bool is_as_wide =
        IsSame(paper.size.width, page.width) || IsSame(paper.size.width, page.width - kBlank);
    if (!is_as_wide || paper.size.length <= page.length - kSame) continue;
    if (shortest == nullptr || paper.size.length < shortest->size.length) shortest = &paper;
  }
  if (shortest == nullptr) return std::nullopt;
  return shortest->name;
}

}  // namespace

std::optional<std::string> OfferedPaper(const std::vector<std::string>& offered,
                                        const std::string& paper) {
  const auto wanted = SizeOf(paper);
  if (offered.empty() || !wanted) return paper;
  const Offer offer = Read(offered);
  if (Holds(offer, *wanted)) return paper;
  if (!IsRoll(paper)) return std::nullopt;
  const Size printed{wanted->width - kBlank, wanted->length};
  if (IsWithinBounds(offer, printed)) {
    return fmt::format("custom_roll-{0}_{0}x{1}mm", printed.width, printed.length);
  }
  return ShortestRoll(offer, *wanted);
}

}  // namespace clearway::hal
