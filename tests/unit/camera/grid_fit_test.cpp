#include "camera/grid_fit.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "camera/binarise.h"
#include "camera/finder_triples.h"
#include "camera/module_look.h"
#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {
namespace {

constexpr int kModule = 8;
constexpr int kQuiet = 4;

// A symbol seen in perspective.
struct Seen {
  cv::Mat1b code;  // flat, kModule pixels a module
  cv::Mat1b grey;
  cv::Matx33d warp;  // of the flat picture's pixels
  [[nodiscard]] int side() const { return code.cols / kModule - 2 * kQuiet; }
  // Where a place of the symbol is truly seen.
  [[nodiscard]] cv::Point2f At(cv::Point2f module) const {
    return Map(warp, (module + cv::Point2f(kQuiet, kQuiet)) * static_cast<float>(kModule));
  }
};

Seen Warped(std::size_t length, const std::vector<cv::Point2f>& corners) {
  Seen seen;
  seen.code = CodePicture(CertificateLikeText(3, length), kModule);
  const auto side = static_cast<float>(seen.code.cols);
  const std::vector<cv::Point2f> flat = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  seen.warp = cv::getPerspectiveTransform(flat, corners);
  cv::warpPerspective(seen.code, seen.grey, seen.warp, {900, 700}, cv::INTER_AREA,
                      cv::BORDER_CONSTANT, 200);
  cv::GaussianBlur(seen.grey, seen.grey, {}, 1);
  return seen;
}

// As the reader does: the first three patterns on which a grid fits.
std::optional<FittedGrid> FitFirst(const Seen& seen, SymbolLayouts& layouts) {
  const Sampler sampler(seen.grey, 1, false);
  for (const FinderTriple& triple : GroupFinders(FindFinderPatterns(Binarise(seen.grey)))) {
    for (const Beginning& beginning : BeginGrids(sampler, triple)) {
      auto grid =
          FitSymbol(sampler, layouts.Of(beginning.version), beginning.anchors, Sheet::kFlat);
      if (grid && grid->agreement > 0.6) return grid;
    }
  }
  return std::nullopt;
}

void ExpectToFit(const Seen& seen) {
  SymbolLayouts layouts;
  const auto fitted = FitFirst(seen, layouts);
  ASSERT_TRUE(fitted);
  const auto side = static_cast<float>(seen.side());
  EXPECT_EQ(fitted->layout->side(), seen.side());
  EXPECT_GT(fitted->agreement, 0.8);
  const auto module = static_cast<float>(cv::norm(seen.At({side, 0}) - seen.At({0, 0}))) / side;
  for (const cv::Point2f corner : {cv::Point2f(0, 0), {side, 0}, {side, side}, {0, side}})
    EXPECT_LT(cv::norm(fitted->grid(corner) - seen.At(corner)), 0.5 * module);
}

TEST(GridFit, finds_version_and_corners_of_a_tilted_symbol) {
  ExpectToFit(Warped(300, {{180, 90}, {720, 130}, {660, 610}, {230, 560}}));
}

TEST(GridFit, finds_them_for_a_small_symbol) {
  ExpectToFit(Warped(10, {{300, 200}, {520, 180}, {540, 430}, {310, 410}}));
}

TEST(GridFit, finds_them_for_a_large_symbol_turned_over) {
  ExpectToFit(Warped(900, {{840, 640}, {60, 600}, {150, 60}, {780, 40}}));
}

TEST(ModuleLook, is_right_for_every_module) {
  const Seen seen = Warped(300, {{180, 90}, {720, 130}, {660, 610}, {230, 560}});
  SymbolLayouts layouts;
  const auto fitted = FitFirst(seen, layouts);
  ASSERT_TRUE(fitted);
  const Sampler sampler(seen.grey, 1, false);
  const cv::Mat1f modules =
      ModuleLook(sampler, fitted->grid, *fitted->layout).Through(Smear::kSlight);
  for (int row = 0; row < seen.side(); ++row) {
    for (int column = 0; column < seen.side(); ++column) {
      const int middle = kModule / 2;
      const bool dark =
          seen.code((row + kQuiet) * kModule + middle, (column + kQuiet) * kModule + middle) < 128;
      ASSERT_EQ(modules(row, column) > 0, dark) << column << ", " << row;
    }
  }
}

}  // namespace
}  // namespace clearway::camera
