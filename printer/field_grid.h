#pragma once

#include <string>
#include <vector>

#include "certificate/presentation.h"
#include "printer/lettering.h"
#include "printer/sheet.h"

namespace clearway::printer {

// A strip of a sheet as wide as its block: what never stands half on one sheet and half on the
// next. Its pieces count from its own upper edge.
struct Row {
  std::vector<TextPiece> texts;
  std::vector<Rule> rules;
  double height = 0;
};

// A section of a certificate, composed: its title with a rule, then its fields side by side.
struct Block {
  std::vector<Row> rows;
  bool has_unsigned = false;  // a field carries kUnsignedMark
  [[nodiscard]] double height() const;
};

inline constexpr const char* kUnsignedMark = " *";

// Composes `section` for a width in points, in a grid of that many columns; a long value takes two
// or more. Moments are given in `zone`.
[[nodiscard]] Block ComposeSection(const certificate::Section& section, const Lettering& lettering,
                                   double width, int columns, const std::string& zone);

}  // namespace clearway::printer
