#include "camera/format_info.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace clearway::camera {
namespace {

constexpr int kFormatBits = 15;
constexpr float kLeastVersionLook = 0.75F;
constexpr float kFarBehind = 0.25F;  // agreement less than the best one's by this: not considered
constexpr std::size_t kMostGuesses = 3;

// The remainder of the BCH code, below the information bits.
int WithRemainder(int information, int check_bits, int generator) {
  int remainder = information;
  for (int i = 0; i < check_bits; ++i)
    remainder = (remainder << 1) ^ ((remainder >> (check_bits - 1)) * generator);
  return information << check_bits | remainder;
}

// The standard numbers the levels M, L, H, Q.
int FormatWord(const Format& format) {
  constexpr std::array<int, 4> kNumbers = {1, 0, 3, 2};
  const int information = kNumbers[static_cast<std::size_t>(format.level)] << 3 | format.mask;
  return WithRemainder(information, 10, 0x537) ^ 0x5412;
}

// The two modules that show bit i of the format, as (column, row).
std::array<cv::Point, 2> FormatPlaces(int i, int side) {
  const cv::Point first = i < 6    ? cv::Point(8, i)
                          : i == 6 ? cv::Point(8, 7)
                          : i == 7 ? cv::Point(8, 8)
                          : i == 8 ? cv::Point(7, 8)
                                   : cv::Point(14 - i, 8);
  const cv::Point second = i < 8 ? cv::Point(side - 1 - i, 8) : cv::Point(8, side - 15 + i);
  return {first, second};
}

float Sign(int word, int bit) {
  return (word >> bit & 1) != 0 ? 1.0F : -1.0F;
}

// How each bit looks, from -1 light to 1 dark: the mean of its copies.
using FormatLook = std::array<float, kFormatBits>;

FormatLook LookOf(const cv::Mat1f& modules, bool mirrored) {
  FormatLook look{};
  for (int i = 0; i < kFormatBits; ++i) {
    for (cv::Point place : FormatPlaces(i, modules.cols)) {
      if (mirrored) std::swap(place.x, place.y);
      look[static_cast<std::size_t>(i)] += std::clamp(modules(place), -1.0F, 1.0F) / 2;
    }
  }
  return look;
}

float Agreement(const FormatLook& look, int word) {
  float agreeing = 0;
  float all = 1e-3F;
  for (int i = 0; i < kFormatBits; ++i) {
    agreeing += look[static_cast<std::size_t>(i)] * Sign(word, i);
    all += std::abs(look[static_cast<std::size_t>(i)]);
  }
  return agreeing / all;
}

}  // namespace

std::vector<FormatGuess> GuessFormats(const cv::Mat1f& modules) {
  std::vector<FormatGuess> guesses;
  for (const bool mirrored : {false, true}) {
    const FormatLook look = LookOf(modules, mirrored);
    for (const Level level : {Level::kL, Level::kM, Level::kQ, Level::kH}) {
      for (int mask = 0; mask < 8; ++mask) {
        const Format format{level, mask};
        guesses.push_back({format, mirrored, Agreement(look, FormatWord(format))});
      }
    }
  }
  std::ranges::stable_sort(guesses, std::greater{}, &FormatGuess::agreement);
  const float least = guesses.front().agreement - kFarBehind;
  std::erase_if(guesses, [least](const FormatGuess& guess) { return guess.agreement < least; });
  if (guesses.size() > kMostGuesses) guesses.resize(kMostGuesses);
  return guesses;
}

std::optional<int> ReadVersion(const std::array<float, kVersionBits>& look) {
  float all = 1e-3F;
  for (const float bit : look) all += std::abs(bit);
  float best = kLeastVersionLook * all;
  std::optional<int> version;
  for (int v = kFirstNumbered; v <= kMostVersion; ++v) {
    float agreeing = 0;
    for (int i = 0; i < kVersionBits; ++i)
      agreeing += look[static_cast<std::size_t>(i)] * Sign(WithRemainder(v, 12, 0x1f25), i);
    if (agreeing <= best) continue;
    best = agreeing;
    version = v;
  }
  return version;
}

float VersionAgreement(const cv::Mat1f& modules, int version) {
  const int word = WithRemainder(version, 12, 0x1f25);
  const int side = modules.cols;
  float agreeing = 0;
  float all = 1e-3F;
  for (int i = 0; i < kVersionBits; ++i) {
    const cv::Point place(side - 11 + i % 3, i / 3);
    for (const float look : {modules(place), modules(place.x, place.y)}) {
      agreeing += std::clamp(look, -1.0F, 1.0F) * Sign(word, i);
      all += std::min(std::abs(look), 1.0F);
    }
  }
  return agreeing / all;
}

}  // namespace clearway::camera
