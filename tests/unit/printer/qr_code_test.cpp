#include "printer/qr_code.h"

#include <gtest/gtest.h>

#include "printer/qr_picture.h"

namespace clearway::printer {
namespace {

constexpr int kAnyWidth = 185;

int Version(const QrCode& code) {
  return (code.width - 17) / 4;
}

TEST(QrCode, takes_the_strongest_correction_that_fits) {
  const std::string text = "HC1:" + std::string(400, 'K');
  const QrCode strong = std::move(EncodeQr(text, kAnyWidth)).value();
  EXPECT_EQ(strong.correction, ErrorCorrection::kQuartile);
  const QrCode medium = std::move(EncodeQr(text, strong.width + 7)).value();
  EXPECT_EQ(medium.correction, ErrorCorrection::kMedium);
  EXPECT_LT(medium.width, strong.width);
  const QrCode low = std::move(EncodeQr(text, medium.width + 7)).value();
  EXPECT_EQ(low.correction, ErrorCorrection::kLow);
}

TEST(QrCode, stays_the_narrowest_where_none_fits) {
  const QrCode code = std::move(EncodeQr(std::string(1000, 'A'), 30)).value();
  EXPECT_EQ(code.correction, ErrorCorrection::kLow);
}

// ISO/IEC 18004, table 7: version 40-Q takes 2,420 alphanumeric characters, and 1,663 bytes.
TEST(QrCode, encodes_base45_as_alphanumeric) {
  const QrCode code = std::move(EncodeQr("HC1:" + std::string(2416, '%'), kAnyWidth)).value();
  EXPECT_EQ(Version(code), 40);
  EXPECT_EQ(code.correction, ErrorCorrection::kQuartile);
}

// ISO/IEC 18004, table 7: version 40-L takes 2,953 bytes. Split at its numbers this text takes
// more.
TEST(QrCode, holds_as_many_bytes_as_one_segment_of_them_does) {
  std::string text;
  while (text.size() < 2953) text += "{\"date\":\"2026-02-03\"}";
  text.resize(2953);
  const QrCode code = std::move(EncodeQr(text, kAnyWidth)).value();
  EXPECT_EQ(Version(code), 40);
  EXPECT_EQ(code.correction, ErrorCorrection::kLow);
  EXPECT_EQ(EncodeQr(text + "x", kAnyWidth).error().fault, Fault::kFull);
}

TEST(QrCode, encodes_the_digits_of_a_smart_health_card_as_numbers) {
  const QrCode digits = std::move(EncodeQr("shc:/" + std::string(1000, '5'), kAnyWidth)).value();
  const QrCode letters = std::move(EncodeQr("shc:/" + std::string(1000, 'x'), kAnyWidth)).value();
  EXPECT_LT(digits.width, letters.width);
}

TEST(QrCode, holds_bytes_after_a_zero_too) {
  const QrCode with =
      std::move(EncodeQr(std::string("ab\0cdefghijklmnopqrstuvwxyz", 27), kAnyWidth)).value();
  const QrCode without = std::move(EncodeQr("ab", kAnyWidth)).value();
  EXPECT_GT(with.width, without.width);
}

TEST(QrCode, has_its_three_finders_dark_at_the_corners) {
  const QrCode code = std::move(EncodeQr("A", kAnyWidth)).value();
  EXPECT_EQ(code.width, 21);
  EXPECT_TRUE(code.dark(0, 0));
  EXPECT_TRUE(code.dark(20, 0));
  EXPECT_TRUE(code.dark(0, 20));
  EXPECT_FALSE(code.dark(7, 7));
}

TEST(QrCode, of_nothing_or_too_much_is_refused) {
  EXPECT_EQ(EncodeQr("", kAnyWidth).error().fault, Fault::kInvalid);
  EXPECT_EQ(EncodeQr(std::string(5000, 'a'), kAnyWidth).error().fault, Fault::kFull);
}

TEST(QrPicture, is_a_png) {
  const QrCode code = std::move(EncodeQr("A", kAnyWidth)).value();
  const auto png = QrPicture(code, 4).value();
  ASSERT_GT(png.size(), 8u);
  EXPECT_EQ(std::string(png.begin() + 1, png.begin() + 4), "PNG");
  EXPECT_FALSE(QrPicture(code, 0).has_value());
  EXPECT_FALSE(QrPicture(code, 1000).has_value());
}

}  // namespace
}  // namespace clearway::printer
