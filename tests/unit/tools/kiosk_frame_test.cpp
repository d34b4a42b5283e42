#include "tools/frames/kiosk_frame.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tools/frames/jpeg_loss.h"
#include "tools/frames/kiosk_film.h"

namespace clearway::frames {
namespace {

const cv::Size kSize{640, 480};

double Difference(const cv::Mat1b& a, const cv::Mat1b& b) {
  return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total());
}

cv::Mat1b Frame(const Disturbance& disturbance, std::uint64_t seed) {
  cv::RNG random(seed);
  const auto card = DrawCard("a text on a card", 1, disturbance.dark_mode);
  return RenderFrame(*card, kSize, disturbance, {}, random);
}

TEST(KioskFrame, is_the_same_for_the_same_seed_only) {
  const Disturbance noisy{.noise = 6};
  EXPECT_EQ(Difference(Frame(noisy, 1), Frame(noisy, 1)), 0);
  EXPECT_GT(Difference(Frame(noisy, 1), Frame(noisy, 2)), 1);
}

TEST(KioskFrame, shows_the_card_in_its_middle_as_large_as_asked) {
  const cv::Mat1b frame = Frame({.size = 0.5, .blur = 0}, 3);
  // The code's middle row crosses as many modules in the middle half of the height, and paper
  // beside.
  const cv::Rect beside(320 - 120 - 20, 200, 14, 80);
  EXPECT_GT(cv::mean(frame(beside))[0], 200);
  const double inside = cv::mean(frame(cv::Rect(220, 140, 200, 200)))[0];
  EXPECT_GT(inside, 80);
  EXPECT_LT(inside, 180);
}

TEST(KioskFrame, changes_with_every_disturbance) {
  const cv::Mat1b plain = Frame({}, 4);
  for (const Disturbance& disturbance :
       {Disturbance{.size = 0.3}, Disturbance{.tilt = 30}, Disturbance{.turn = 50},
        Disturbance{.blur = 2}, Disturbance{.motion = 7}, Disturbance{.jpeg = 30},
        Disturbance{.noise = 10}, Disturbance{.contrast = 0.4}, Disturbance{.gradient = 0.5},
        Disturbance{.glare = 0.3}, Disturbance{.moire = 0.4}, Disturbance{.bloom = 0.5},
        Disturbance{.dark_mode = true}})
    EXPECT_GT(Difference(plain, Frame(disturbance, 4)), 0.3) << JsonOf(disturbance);
}

TEST(KioskFrame, refuses_a_text_that_no_code_holds) {
  EXPECT_FALSE(DrawCard(std::string(5000, 'x'), 0, false));
}

TEST(KioskFilm, moves_a_little_from_frame_to_frame) {
  const auto card = DrawCard("a text in a film", 1, false);
  KioskFilm film(*card, kSize, 5);
  const cv::Mat1b first = film.Next();
  EXPECT_GT(Difference(first, film.Next()), 0.5);
  KioskFilm again(*card, kSize, 5);
  EXPECT_EQ(Difference(first, again.Next()), 0);
}

TEST(JpegLoss, grows_as_quality_falls) {
  cv::Mat1b picture(64, 64);
  cv::randu(picture, 0, 255);
  cv::GaussianBlur(picture, picture, {}, 1);
  double before = 0;
  for (const int quality : {100, 90, 50, 20}) {
    cv::Mat1b lossy = picture.clone();
    LoseAsJpegDoes(lossy, quality);
    EXPECT_GT(Difference(picture, lossy), before) << quality;
    before = Difference(picture, lossy);
  }
  EXPECT_LT(before, 30);
}

}  // namespace
}  // namespace clearway::frames
