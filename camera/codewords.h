#pragma once

#include <optional>
#include <string>

#include "camera/format_info.h"
#include "camera/symbol_layout.h"

namespace clearway::camera {

// The message of a symbol whose modules are known more or less surely: `modules` is positive where
// dark, about 1 where surely so. Wrong codewords are found by error correction; where they are too
// many, the least sure ones are given up step by step as erasures, which cost half as much. Enough
// check codewords are left over in every block that a wrong message is out of question. Nothing
// where too much is wrong.
[[nodiscard]] std::optional<std::string> ReadCodewords(const cv::Mat1f& modules,
                                                       const SymbolLayout& layout,
                                                       const Format& format);

}  // namespace clearway::camera
