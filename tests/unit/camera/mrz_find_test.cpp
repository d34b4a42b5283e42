#include "camera/mrz_find.h"

#include <gtest/gtest.h>

#include "camera/mrz_columns.h"
#include "tests/unit/camera/made_pages.h"

namespace clearway::camera {
namespace {

using encoding::mrz::Format;

constexpr double kPitch = 2.54;
constexpr double kPixels = 150 / 25.4;  // a millimetre

// Where a point of a page that faces the lens lies in its frame.
cv::Point2f InFrame(const cv::Mat& picture, cv::Size2d page, cv::Point2d millimetres) {
  return cv::Point2d(picture.cols, picture.rows) / 2 +
         (millimetres - cv::Point2d(page.width, page.height) / 2) * kPixels;
}

cv::Mat1b FacingPage(const std::vector<std::string>& lines) {
  cv::RNG random(4);
  const auto size = frames::PageSize(frames::FormatOfLines(lines));
  const auto distance = frames::DistanceFor(size, 150);
  const auto page = frames::DrawDataPage(lines, {.unsteady = 0}, random);
  EXPECT_TRUE(page);
  const frames::Moment moment{.middle = {0.5, 0.5}};
  return frames::RenderFrame(page.value(), distance.frame, {.size = distance.size}, moment, random);
}

TEST(FindMrzBlocks, finds_the_lines_where_they_are) {
  const cv::Mat1b picture = FacingPage(ZoneLines(Format::kTd3, 2));
  Pyramid pyramid(picture);
  const auto blocks = FindMrzBlocks(pyramid);
  ASSERT_FALSE(blocks.empty());
  ASSERT_EQ(blocks[0].size(), 2U);
  const cv::Size2d page = frames::PageSize(Format::kTd3);
  const double left = (page.width - 44 * kPitch) / 2;
  for (int line = 0; line < 2; ++line) {
    const double middle = page.height - 8.2 - 6.35 * (1 - line) - 1.25;
    const auto& found = blocks[0][static_cast<std::size_t>(line)];
    EXPECT_LT(cv::norm(found.left - InFrame(picture, page, {left, middle})), kPitch * kPixels);
    EXPECT_LT(cv::norm(found.right - InFrame(picture, page, {page.width - left, middle})),
              kPitch * kPixels);
  }
}

TEST(FindMrzBlocks, finds_three_lines_of_a_card) {
  const cv::Mat1b picture = FacingPage(ZoneLines(Format::kTd1, 2));
  Pyramid pyramid(picture);
  const auto blocks = FindMrzBlocks(pyramid);
  ASSERT_FALSE(blocks.empty());
  EXPECT_EQ(blocks[0].size(), 3U);
}

TEST(FitColumns, puts_every_column_on_its_character_and_knows_the_right_number) {
  const cv::Mat1b picture = FacingPage(ZoneLines(Format::kTd2, 2));
  Pyramid pyramid(picture);
  const auto blocks = FindMrzBlocks(pyramid);
  ASSERT_FALSE(blocks.empty());
  const Columns columns = FitColumns(pyramid, blocks[0][0], 36);
  const cv::Size2d page = frames::PageSize(Format::kTd2);
  const double left = (page.width - 36 * kPitch) / 2;
  for (std::size_t i = 0; i < columns.middles.size(); ++i) {
    const double middle = left + (static_cast<double>(i) + 0.5) * kPitch;
    EXPECT_NEAR(columns.middles[i].x, InFrame(picture, page, {middle, 0}).x,
                0.15 * kPitch * kPixels)
        << i;
  }
  EXPECT_GT(columns.clearness, 0.6F);
  EXPECT_LT(FitColumns(pyramid, blocks[0][0], 44).clearness, 0.4F);
}

}  // namespace
}  // namespace clearway::camera
