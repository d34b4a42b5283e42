#include "camera/finder_patterns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <ranges>

#include "camera/finder_outline.h"

namespace clearway::camera {
namespace {

constexpr std::size_t kMostPatterns = 150;
constexpr float kLeastQuality = 0.5F;
// Pixels across: modules of hardly more than one pixel are seen everywhere in noise.
constexpr int kLeastLength = 9;
constexpr int kLeastLines = 2;  // through a middle that is three modules high: one is noise
constexpr std::size_t kMostClusters = 3000;
constexpr float kColumn = 64;  // pixels
constexpr int kTallest = 80;   // rows that lines through one pattern's middle may span

// Five runs of one colour and the other in turn.
using Runs = std::array<int, 5>;

int Sum(const Runs& runs) {
  return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
}

// About 1:1:3:1:1. Blur and a threshold off the middle make one colour's runs longer at the other's
// expense, so neighbours are looked at together.
bool LookLikeFinder(const Runs& runs) {
  const int total = Sum(runs);
  if (total < kLeastLength || runs[2] < std::max(runs[1], runs[3])) return false;
  const float module = static_cast<float>(total) / 7;
  const float slack = 0.6F * module + 0.7F;
  const auto near = [&](int length, float wanted) {
    return std::abs(static_cast<float>(length) - wanted * module) < slack;
  };
  return near(runs[0] + runs[1], 2) && near(runs[3] + runs[4], 2) && near(runs[2], 3) &&
         near(runs[0], 1) && near(runs[1], 1) && near(runs[3], 1) && near(runs[4], 1);
}

// Where the run of one colour ends that begins at `from`; eight pixels at a time while it lasts.
int EndOfRun(const std::uint8_t* row, int from, int columns) {
  const std::uint64_t colour = row[from] == 0 ? 0 : ~std::uint64_t{0};
  int x = from + 1;
  for (std::uint64_t eight = 0; x + 8 <= columns; x += 8) {
    std::memcpy(&eight, row + x, sizeof(eight));
    if (eight != colour) return x + std::countr_zero(eight ^ colour) / 8;
  }
  while (x < columns && row[x] == row[from]) ++x;
  return x;
}

// Several lines through one pattern.
struct Cluster {
  cv::Point2f sum{0, 0};
  float module_sum = 0;
  int lines = 0;
  bool negative = false;
  int row = 0;  // of its first line
  [[nodiscard]] cv::Point2f centre() const { return sum / static_cast<float>(lines); }
  [[nodiscard]] float module() const { return module_sum / static_cast<float>(lines); }
};

class Search {
 public:
  explicit Search(const cv::Mat1b& dark)
      : dark_(dark),
        columns_(static_cast<std::size_t>(dark.cols) / static_cast<std::size_t>(kColumn) + 1) {}

  std::vector<FinderPattern> Run() {
    for (int y = 0; y < dark_.rows; ++y) ScanRow(y);
    std::vector<FinderPattern> patterns;
    for (const Cluster& cluster : clusters_) {
      if (cluster.lines < kLeastLines) continue;
      if (const auto pattern = LookAround(cluster)) patterns.push_back(*pattern);
    }
    std::ranges::stable_sort(patterns, std::greater{}, &FinderPattern::quality);
    if (patterns.size() > kMostPatterns) patterns.resize(kMostPatterns);
    return patterns;
  }

 private:
  void ScanRow(int y) {
    const std::uint8_t* row = dark_[y];
    Runs runs{};
    for (int begun = 0; begun < dark_.cols;) {
      const int end = EndOfRun(row, begun, dark_.cols);
      runs = {runs[1], runs[2], runs[3], runs[4], end - begun};
      // Most runs end here: a middle is the longest.
      if (runs[2] >= runs[1] && runs[2] >= runs[3] && LookLikeFinder(runs))
        CheckColumn(end, y, runs, row[begun] == 0);
      begun = end;
    }
  }

  // `end` is where the five runs end.
  void CheckColumn(int end, int y, const Runs& across, bool negative) {
    const float middle =
        static_cast<float>(end - across[4] - across[3]) - static_cast<float>(across[2]) / 2;
    const int x = static_cast<int>(middle);
    const int limit = 3 * across[2];
    Runs down{};
    const std::uint8_t inside = negative ? 0 : 255;
    int top = y;
    for (int run = 2; run >= 0; --run)
      down[static_cast<std::size_t>(run)] =
          Walk(x, top, -1, limit, run % 2 == 0 ? inside : 255 - inside);
    int bottom = y + 1;
    for (int run = 2; run <= 4; ++run)
      down[static_cast<std::size_t>(run)] +=
          Walk(x, bottom, 1, limit, run % 2 == 0 ? inside : 255 - inside);
    const int total = Sum(down);
    if (!LookLikeFinder(down) || total > 3 * Sum(across) || Sum(across) > 3 * total) return;
    const float centre_y =
        static_cast<float>(bottom - down[4] - down[3]) - static_cast<float>(down[2]) / 2;
    Add({middle, centre_y}, static_cast<float>(Sum(across) + total) / 14, negative, y);
  }

  // Pixels of that colour from (x, y) on, at most `limit`; `y` moves past them.
  int Walk(int x, int& y, int step, int limit, int colour) const {
    int length = 0;
    while (y >= 0 && y < dark_.rows && length < limit && dark_(y, x) == colour) {
      y += step;
      ++length;
    }
    return length;
  }

  void Add(cv::Point2f centre, float module, bool negative, int row) {
    for (const std::size_t column :
         {ColumnOf(centre.x - kColumn / 4), ColumnOf(centre.x + kColumn / 4)}) {
      for (const std::size_t i : std::views::reverse(columns_[column])) {
        Cluster& cluster = clusters_[i];
        if (cluster.row + kTallest < row) break;
        const cv::Point2f away = cluster.centre() - centre;
        if (cluster.negative != negative) continue;
        if (std::max(std::abs(away.x), std::abs(away.y)) > 1.5F * cluster.module()) continue;
        if (module > 1.6F * cluster.module() || cluster.module() > 1.6F * module) continue;
        cluster.sum += centre;
        cluster.module_sum += module;
        ++cluster.lines;
        return;
      }
    }
    if (clusters_.size() == kMostClusters) return;
    columns_[ColumnOf(centre.x)].push_back(clusters_.size());
    clusters_.push_back({centre, module, 1, negative, row});
  }

  [[nodiscard]] std::size_t ColumnOf(float x) const {
    return static_cast<std::size_t>(
        std::clamp(x / kColumn, 0.0F, static_cast<float>(columns_.size() - 1)));
  }

  // Where colours change on the way out from a centre: the middle's edge, the light ring's, the
  // dark ring's.
  using Edges = std::array<float, 3>;

  [[nodiscard]] std::optional<Edges> EdgesAlong(cv::Point2f from, cv::Point2f direction,
                                                float module, bool negative) const {
    constexpr float kStep = 0.5F;
    Edges edges{};
    std::size_t next = 0;
    bool inside = !negative;
    for (float way = 0; way < 8 * module + 2 && next < edges.size(); way += kStep) {
      const cv::Point2f place = from + direction * way;
      const cv::Point at(static_cast<int>(place.x), static_cast<int>(place.y));
      if (!at.inside({{0, 0}, dark_.size()})) return std::nullopt;
      if ((dark_(at) != 0) == inside) continue;
      edges[next++] = way;
      inside = !inside;
    }
    if (next < edges.size()) return std::nullopt;
    return edges;
  }

  // From the middle the edges are 1.5, 2.5 and 3.5 modules away.
  static bool AreRings(const Edges& edges) {
    const float unit = edges[2] / 3.5F;
    return std::abs(edges[0] - 1.5F * unit) < 0.5F * unit + 0.7F &&
           std::abs(edges[1] - 2.5F * unit) < 0.5F * unit + 0.7F;
  }

  [[nodiscard]] std::optional<FinderPattern> LookAround(const Cluster& cluster) const {
    Outline outline;
    for (int i = 0; i < Outline::kDirections; ++i) {
      const float angle = static_cast<float>(2 * CV_PI * i / Outline::kDirections);
      const cv::Point2f direction(std::cos(angle), std::sin(angle));
      const auto edges =
          EdgesAlong(cluster.centre(), direction, cluster.module(), cluster.negative);
      if (edges && AreRings(*edges)) outline.Add(i, direction, (*edges)[2]);
    }
    if (outline.quality() < kLeastQuality) return std::nullopt;
    return FinderPattern{cluster.centre(), outline.module(), outline.Shape(), cluster.negative,
                         outline.quality()};
  }

  const cv::Mat1b& dark_;
  std::vector<Cluster> clusters_;
  // The clusters again, by where they began: a picture may hold thousands.
  std::vector<std::vector<std::size_t>> columns_;
};

}  // namespace

std::vector<FinderPattern> FindFinderPatterns(const cv::Mat1b& dark) {
  if (dark.cols < 7 || dark.rows < 7) return {};
  return Search(dark).Run();
}

}  // namespace clearway::camera
