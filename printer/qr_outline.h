#pragma once

#include <vector>

#include "printer/qr_code.h"

namespace clearway::printer {

// A corner of modules: between four of them, or at the symbol's edge.
struct Corner {
  int x = 0;
  int y = 0;
  bool operator==(const Corner&) const = default;
};
// A closed line, the last corner joined to the first.
using Outline = std::vector<Corner>;

// The lines around the dark modules: filled by the rule of non-zero winding they are the symbol.
// Clockwise around what is dark (x to the right, y down), the other way around what it encloses;
// two modules that touch at a corner only are apart. Half the points of rectangles that cover the
// same, so half the bytes of a page.
[[nodiscard]] std::vector<Outline> OutlinesOf(const QrCode& code);

}  // namespace clearway::printer
