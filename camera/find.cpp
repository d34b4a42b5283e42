#include "camera/find.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// Steps between neighbours are summed up in square cells of the half-size picture.
constexpr int kCell = 8;
// A cell belongs to a code when neighbours in it differ by this much on average, both across and
// down.
constexpr double kLeastDetail = 6;
constexpr double kShareOfStrongest = 0.3;
constexpr double kAboveNoise = 1.6;
constexpr std::size_t kMostCandidates = 8;
// Fewer cells than this a side is no code that could be read.
constexpr int kLeastCells = 2;

// Half the picture's size; small ones stay as they are.
cv::Mat Shrink(const cv::Mat& grey, int& scale) {
  scale = std::min(grey.cols, grey.rows) >= 400 ? 2 : 1;
  if (scale == 1) return grey;
  cv::Mat half;
  cv::resize(grey, half, grey.size() / 2, 0, 0, cv::INTER_AREA);
  return half;
}

// How much neighbours differ in each cell: the lesser of across and down, so that an edge or a line
// of text counts less than a code.
cv::Mat DetailMap(const cv::Mat& grey) {
  // Whole cells: their means are quick.
  const cv::Size cells((grey.cols - 1) / kCell, (grey.rows - 1) / kCell);
  const cv::Rect inner({0, 0}, cells * kCell);
  cv::Mat across;
  cv::Mat down;
  cv::absdiff(grey(inner), grey(inner + cv::Point(1, 0)), across);
  cv::absdiff(grey(inner), grey(inner + cv::Point(0, 1)), down);
  cv::resize(across, across, cells, 0, 0, cv::INTER_AREA);
  cv::resize(down, down, cells, 0, 0, cv::INTER_AREA);
  cv::Mat detail;
  cv::min(across, down, detail);
  return detail;
}

// The detail of the picture's quietest parts: nothing but the camera's noise.
double Noise(const cv::Mat& detail) {
  std::vector<std::uint8_t> cells(detail.begin<std::uint8_t>(), detail.end<std::uint8_t>());
  const auto quiet = cells.begin() + static_cast<std::ptrdiff_t>(cells.size() / 6);
  std::ranges::nth_element(cells, quiet);
  return *quiet;
}

cv::Mat CodeLikeCells(const cv::Mat& detail) {
  double strongest = 0;
  cv::minMaxLoc(detail, nullptr, &strongest);
  const double least =
      std::max({kLeastDetail, strongest * kShareOfStrongest, kAboveNoise * Noise(detail)});
  cv::Mat cells = detail >= least;
  // Joins what a finder pattern or a scratch of glare parts.
  cv::morphologyEx(cells, cells, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
  return cells;
}

// The cells' box in the picture's pixels, widened by two cells or a tenth.
cv::Rect BoxOf(const int* stats, int scale, const cv::Mat& grey) {
  const int side = kCell * scale;
  cv::Rect box(stats[cv::CC_STAT_LEFT] * side, stats[cv::CC_STAT_TOP] * side,
               stats[cv::CC_STAT_WIDTH] * side, stats[cv::CC_STAT_HEIGHT] * side);
  const int margin = std::max(2 * side, std::max(box.width, box.height) / 10);
  box = cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin);
  return box & cv::Rect(0, 0, grey.cols, grey.rows);
}

}  // namespace

std::vector<Candidate> FindCandidates(const cv::Mat& grey) {
  if (grey.cols < 2 * kCell || grey.rows < 2 * kCell) return {};
  int scale = 1;
  const cv::Mat small = Shrink(grey, scale);
  const cv::Mat detail = DetailMap(small);
  const cv::Mat cells = CodeLikeCells(detail);
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(cells, labels, stats, centres);
  std::vector<Candidate> found;
  for (int i = 1; i < count; ++i) {
    const int* row = stats.ptr<int>(i);
    if (row[cv::CC_STAT_WIDTH] < kLeastCells || row[cv::CC_STAT_HEIGHT] < kLeastCells) continue;
    const cv::Rect part(row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                        row[cv::CC_STAT_HEIGHT]);
    found.push_back({BoxOf(row, scale, grey), cv::mean(detail(part), labels(part) == i)[0]});
  }
  std::ranges::sort(found, std::greater{},
                    [](const Candidate& c) { return c.detail * c.box.area(); });
  if (found.size() > kMostCandidates) found.resize(kMostCandidates);
  return found;
}

}  // namespace clearway::camera
