#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace clearway::bench {

// A reader of QR codes: a grey picture's texts, as exact bytes.
struct Contender {
  std::string name;
  std::function<std::vector<std::string>(const cv::Mat1b&)> read;
};

// ZBar as its makers ship it, for QR codes only, every row and column.
[[nodiscard]] Contender PlainZBar();
// Debian's ZXing-C++, trying hard.
[[nodiscard]] Contender ZXingCpp();

}  // namespace clearway::bench
