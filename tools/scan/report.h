#pragma once

#include <string>

#include "tools/scan/scan.h"

namespace clearway::scan {

// One line of JSON: {"file", "codes": [{"text" or "base64", "corners": [[x, y] * 4]}], "ms"}. Bytes
// that are not UTF-8 come as base64; corners are in the picture's pixels. A film's line also has
// "frames", and each of its codes the "frame", from 1, in which it was first read.
[[nodiscard]] std::string JsonLine(const ScannedPicture& picture);
// One line of JSON: {"file", "codes": [], "error"}.
[[nodiscard]] std::string JsonError(const std::string& file, const Error& error);

// For people: a line a code, with bytes that a terminal could take as commands written as \xNN.
[[nodiscard]] std::string PlainLines(const ScannedPicture& picture, bool with_time);

}  // namespace clearway::scan
