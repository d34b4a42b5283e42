#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"

namespace clearway::printer {

// What pages are printed on. Lengths in millimetres.
struct Paper {
  const char* name;   // as configuration and command line say it
  const char* media;  // PWG 5101.1 name; of a roll the part before its length
  double width;
  double height;  // 0: a roll, cut where the page ends
  double margin;
  // A code's modules are whole dots of the printer, so that none is wider than its neighbour: on
  // sheets 300 dots an inch or a multiple, and six of them are 0.508 mm; on rolls 203 (8 a
  // millimetre).
  double dot;
  int smallest_module;  // dots
  int largest_module;   // dots; a short text gets larger modules, which cameras like
  double code_width;    // of the code with its quiet zone, where its text lets it
  [[nodiscard]] bool is_roll() const { return height == 0; }
};

inline constexpr double kSheetDot = 25.4 / 300;
inline constexpr double kRollDot = 0.125;

inline constexpr Paper kA4{"a4", "iso_a4_210x297mm", 210, 297, 16, kSheetDot, 6, 10, 72};
inline constexpr Paper kA5{"a5", "iso_a5_148x210mm", 148, 210, 11, kSheetDot, 6, 10, 62};
// 80 mm wide, of which thermal printers print 72: 576 dots, where a version 40 code has three dots
// a module.
inline constexpr Paper kRoll80{"roll-80", "custom_roll-80_80x", 80, 0, 4, kRollDot, 3, 6, 72};

// kInvalid: none of "a4", "a5", "roll-80".
[[nodiscard]] Result<Paper> PaperNamed(std::string_view name);

// The PWG 5101.1 name of the paper, for a page that is so many millimetres long.
[[nodiscard]] std::string MediaName(const Paper& paper, double length);

}  // namespace clearway::printer
