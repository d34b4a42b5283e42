#include "camera/fusion.h"

#include <gtest/gtest.h>

#include <random>

namespace clearway::camera {
namespace {

class FusionTest : public testing::Test {
 protected:
  // A symbol's modules, 1 or -1 each.
  cv::Mat1f Symbol(unsigned seed) {
    std::mt19937 random(seed);
    cv::Mat1f modules(layout_.side(), layout_.side());
    for (float& module : modules) module = random() % 2 == 0 ? 1.0F : -1.0F;
    return modules;
  }
  // As a frame shows it: with noise, and nothing in these columns.
  cv::Mat1f Seen(const cv::Mat1f& symbol, int from, int to) {
    cv::Mat1f modules = symbol.clone();
    std::normal_distribution<float> noise(0, 0.7F);
    for (float& module : modules) module += noise(random_);
    modules.colRange(from, to) *= 0.05F;
    return modules;
  }
  static int Wrong(const cv::Mat1f& modules, const cv::Mat1f& symbol) {
    int wrong = 0;
    for (int i = 0; i < symbol.rows * symbol.cols; ++i) {
      const cv::Point at(i % symbol.cols, i / symbol.cols);
      if (modules(at) * symbol(at) <= 0) ++wrong;
    }
    return wrong;
  }

  const SymbolLayout layout_{10};
  std::mt19937 random_{1};
  Fusion fusion_;
};

TEST_F(FusionTest, has_nothing_to_add_to_a_first_frame) {
  EXPECT_TRUE(fusion_.Add(Symbol(1), layout_).empty());
}

TEST_F(FusionTest, sees_what_glare_hid_now_and_now) {
  const cv::Mat1f symbol = Symbol(2);
  (void)fusion_.Add(Seen(symbol, 0, 20), layout_);
  (void)fusion_.Add(Seen(symbol, 15, 35), layout_);
  (void)fusion_.Add(Seen(symbol, 30, 50), layout_);
  const cv::Mat1f fused = fusion_.Add(Seen(symbol, 5, 25), layout_);
  ASSERT_FALSE(fused.empty());
  EXPECT_LT(Wrong(fused, symbol), Wrong(Seen(symbol, 0, 20), symbol) / 2);
}

TEST_F(FusionTest, never_mixes_two_symbols) {
  const cv::Mat1f one = Symbol(3);
  const cv::Mat1f other = Symbol(4);
  (void)fusion_.Add(Seen(one, 0, 10), layout_);
  EXPECT_TRUE(fusion_.Add(Seen(other, 0, 10), layout_).empty());
  const cv::Mat1f fused = fusion_.Add(Seen(one, 20, 30), layout_);
  ASSERT_FALSE(fused.empty());
  EXPECT_LT(Wrong(fused, one), 400);
  EXPECT_TRUE(fusion_.Add(Symbol(5)(cv::Rect(0, 0, 53, 53)), SymbolLayout(9)).empty());
}

TEST_F(FusionTest, forgets_what_has_gone) {
  const cv::Mat1f symbol = Symbol(6);
  (void)fusion_.Add(symbol, layout_);
  for (int i = 0; i < 20; ++i) fusion_.NextFrame();
  EXPECT_TRUE(fusion_.Add(symbol, layout_).empty());
  fusion_.Clear();
  EXPECT_TRUE(fusion_.Add(symbol, layout_).empty());
  EXPECT_FALSE(fusion_.Add(symbol, layout_).empty());
}

}  // namespace
}  // namespace clearway::camera
