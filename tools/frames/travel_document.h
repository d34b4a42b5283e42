#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/mrz.h"
#include "tools/frames/kiosk_frame.h"
#include "tools/frames/phone.h"

namespace clearway::frames {

// A made-up person's travel document. Every letter and digit occurs; no real person is meant.
[[nodiscard]] encoding::mrz::Zone DrawHolder(encoding::mrz::Format format, cv::RNG& random);

// How a page was printed.
struct Print {
  double weight = 0;       // millimetres that strokes are wider than the font's 0.37, or narrower
  double ink = 25;         // grey level
  double guilloche = 25;   // grey levels between the background's lines and the paper
  double unsteady = 0.02;  // millimetres that glyphs stand off their places, one standard deviation
  double line_spacing = 6.35;  // millimetres
};
[[nodiscard]] Print DrawPrint(cv::RNG& random);

// A data page with a zone at its lower edge, photo, fields and security print, as a card whose
// `code_side` is the page's height. The zone's font is OCR-B with round ends: the reader has been
// taught another cut of it. kInvalid: lines of no format; kNotFound: the font is not installed.
[[nodiscard]] Result<Card> DrawDataPage(const std::vector<std::string>& lines, const Print& print,
                                        cv::RNG& random);

// The page as a sheet for a film's hand. The same seed draws the same page.
[[nodiscard]] Result<Sheet> DrawPassport(const std::vector<std::string>& lines, std::uint64_t seed);

// The format of lines of that number and length; kTd3 where there is none.
[[nodiscard]] encoding::mrz::Format FormatOfLines(const std::vector<std::string>& lines);

// The page's size in millimetres.
[[nodiscard]] cv::Size2d PageSize(encoding::mrz::Format format);

// The frame that shows a page of `size` millimetres whole, with some of the hall around it, at so
// many pixels an inch; and the Disturbance::size that goes with it.
struct Distance {
  cv::Size frame;
  double size = 0;
};
[[nodiscard]] Distance DistanceFor(cv::Size2d size, double pixels_an_inch);

}  // namespace clearway::frames
