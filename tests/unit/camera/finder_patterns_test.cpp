#include "camera/finder_patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "camera/binarise.h"
#include "camera/finder_triples.h"
#include "camera/symbol_reader.h"
#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {
namespace {

using testing::AllOf;
using testing::Field;
using testing::SizeIs;

// A code in the middle of a grey picture, turned and blurred; where the finder patterns' middles are.
struct Scene {
  cv::Mat1b grey;
  std::vector<cv::Point2f> middles;
};

Scene MakeScene(int module, double degrees, double blur) {
  const cv::Mat code = CodePicture(CertificateLikeText(1, 100), module);
  Scene scene{cv::Mat1b(700, 900, std::uint8_t{150}), {}};
  const cv::Point corner((scene.grey.size() - code.size()) / 2);
  code.copyTo(scene.grey(cv::Rect(corner, code.size())));
  const cv::Mat turn = cv::getRotationMatrix2D(cv::Point2f(450, 350), degrees, 1);
  cv::warpAffine(scene.grey, scene.grey, turn, scene.grey.size(), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  cv::GaussianBlur(scene.grey, scene.grey, {}, blur);
  const auto near = static_cast<float>(7.5 * module);
  const auto far = static_cast<float>(code.cols) - near;
  for (const cv::Point2f middle : {cv::Point2f(near, near), {far, near}, {near, far}}) {
    const cv::Vec3d flat(middle.x + static_cast<float>(corner.x),
                         middle.y + static_cast<float>(corner.y), 1);
    const cv::Vec2d turned = cv::Matx23d(turn) * flat;
    scene.middles.emplace_back(static_cast<float>(turned[0]), static_cast<float>(turned[1]));
  }
  return scene;
}

testing::Matcher<const FinderPattern&> IsNear(cv::Point2f middle, float module) {
  const auto near = [](float value, float slack) {
    return AllOf(testing::Gt(value - slack), testing::Lt(value + slack));
  };
  return AllOf(Field(&FinderPattern::module, near(module, 0.2F * module + 0.3F)),
               testing::Truly([middle, module](const FinderPattern& pattern) {
                 return cv::norm(pattern.centre - middle) < module;
               }));
}

TEST(FinderPatterns, are_found_at_every_size_and_turn) {
  for (const int module : {2, 4, 6}) {
    for (const double degrees : {0.0, 17.0, 45.0, 80.0, 200.0}) {
      const Scene scene = MakeScene(module, degrees, 0.25 * module);
      const auto found = FindFinderPatterns(Binarise(scene.grey));
      for (const cv::Point2f middle : scene.middles)
        EXPECT_THAT(found, testing::Contains(IsNear(middle, static_cast<float>(module))))
            << module << " pixels a module, turned by " << degrees;
    }
  }
}

TEST(FinderPatterns, are_found_light_on_dark) {
  Scene scene = MakeScene(4, 10, 1);
  cv::bitwise_not(scene.grey, scene.grey);
  const auto found = FindFinderPatterns(Binarise(scene.grey));
  for (const cv::Point2f middle : scene.middles)
    EXPECT_THAT(found, testing::Contains(AllOf(IsNear(middle, 4), Field(&FinderPattern::negative, true))));
}

TEST(FinderPatterns, are_not_seen_in_noise_or_nothing) {
  cv::Mat1b noise(400, 600);
  cv::randu(noise, 110, 132);
  EXPECT_THAT(FindFinderPatterns(Binarise(noise)), SizeIs(0));
  EXPECT_THAT(FindFinderPatterns(Binarise(cv::Mat1b(400, 600, std::uint8_t{128}))), SizeIs(0));
}

// What noise of any strength looks like is sorted out by a closer look.
TEST(FinderPatterns, that_strong_noise_seems_to_show_hardly_remain_after_a_closer_look) {
  cv::RNG random(9);
  for (const double blur : {0.0, 1.2, 2.5}) {
    cv::Mat1b noise(400, 600);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    if (blur > 0) cv::GaussianBlur(noise, noise, {}, blur);
    cv::normalize(noise, noise, 0, 255, cv::NORM_MINMAX);
    Pyramid pyramid(noise);
    for (const cv::Mat1b& dark : {Binarise(noise), BinariseSharpened(noise)})
      EXPECT_LE(SymbolReader::Plausible(pyramid, FindFinderPatterns(dark)).size(), 4U) << blur;
  }
}

TEST(FinderPatterns, are_no_more_than_can_be_looked_at) {
  cv::Mat1b dark(720, 1280, std::uint8_t{0});
  for (int y = 0; y + 24 < dark.rows; y += 24) {
    for (int x = 0; x + 24 < dark.cols; x += 24) {
      cv::rectangle(dark, cv::Rect(x, y, 21, 21), 255, cv::FILLED);
      cv::rectangle(dark, cv::Rect(x + 3, y + 3, 15, 15), 0, cv::FILLED);
      cv::rectangle(dark, cv::Rect(x + 6, y + 6, 9, 9), 255, cv::FILLED);
    }
  }
  const auto patterns = FindFinderPatterns(dark);
  EXPECT_THAT(patterns, SizeIs(150));
  EXPECT_THAT(GroupFinders(patterns), SizeIs(testing::Le(40U)));
  EXPECT_THAT(PairFinders(patterns), SizeIs(testing::Le(8U)));
}

TEST(FinderPatterns, tell_how_they_are_tilted) {
  const Scene scene = MakeScene(6, 0, 1);
  cv::Mat1b squeezed;
  cv::resize(scene.grey, squeezed, {}, 1, 0.5, cv::INTER_AREA);
  const auto found = FindFinderPatterns(Binarise(squeezed));
  const cv::Point2f middle(scene.middles[0].x, scene.middles[0].y / 2);
  const auto pattern = std::ranges::find_if(found, [&](const FinderPattern& each) {
    return cv::norm(each.centre - middle) < 4;
  });
  ASSERT_NE(pattern, found.end());
  EXPECT_NEAR(pattern->shape(0, 0) / pattern->shape(1, 1), 2, 0.3);
  EXPECT_NEAR(pattern->shape(0, 1), 0, 0.1);
}

TEST(FinderTriples, begin_with_the_symbols_own) {
  const Scene scene = MakeScene(4, 30, 1);
  const auto triples = GroupFinders(FindFinderPatterns(Binarise(scene.grey)));
  ASSERT_FALSE(triples.empty());
  EXPECT_THAT(triples.front().top_left, IsNear(scene.middles[0], 4));
  EXPECT_THAT(triples.front().top_right, IsNear(scene.middles[1], 4));
  EXPECT_THAT(triples.front().bottom_left, IsNear(scene.middles[2], 4));
}

}  // namespace
}  // namespace clearway::camera
