// learn_mrz_letters FONT OUT.cpp: what the reader of machine-readable zones knows of OCR-B's
// letters (see mrz_letters.h), learnt from drawings of them. The same font gives the same file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "camera/mrz_letters.h"
#include "camera/training/discriminants.h"
#include "camera/training/glyph_samples.h"

namespace clearway::camera {
namespace {

constexpr int kSamples = 160;  // of each letter in each sharpness
constexpr std::uint64_t kSeed = 9303;
constexpr double kCalm = 0.03;
// Blur in pitches, one standard deviation: from a scanner's to a hand's at 100 pixels an inch.
constexpr std::array<double, kSharpnesses + 1> kBlurs{0.025, 0.06, 0.10, 0.15};
constexpr double kMiddleBlur = 0.07;

std::vector<cv::Mat1f> DrawClasses(const GlyphSamples& glyphs) {
  cv::RNG random(kSeed);
  std::vector<cv::Mat1f> classes;
  for (const char character : kMrzCharacters) {
    for (std::size_t sharpness = 0; sharpness < kSharpnesses; ++sharpness) {
      cv::Mat1f samples(kSamples, kCellPixels);
      for (int i = 0; i < kSamples; ++i) {
        const double blur = random.uniform(kBlurs[sharpness], kBlurs[sharpness + 1]);
        const CellVector vector = VectorOf(glyphs.Draw(character, blur, random));
        std::ranges::copy(vector, samples[i]);
      }
      classes.push_back(samples);
    }
  }
  return classes;
}

std::string List(const cv::Mat1d& row) {
  std::string text = "{";
  for (const double value : row) fmt::format_to(std::back_inserter(text), "{:#.6g}F,", value);
  return text + "}";
}

std::string Source(const Discriminants& found, const GlyphSamples& glyphs) {
  std::string text =
      "// Made by camera/training.\n#include \"camera/mrz_letters.h\"\n\nnamespace "
      "clearway::camera {\n\n"
      "const std::array<std::array<float, kCellPixels>, kMrzFeatures> kMrzDiscriminants{{\n";
  for (int i = 0; i < found.projection.rows; ++i) text += List(found.projection.row(i)) + ",\n";
  text += "}};\n\nconst std::array<MrzLetter, kMrzCharacters.size()> kMrzLetters{{\n";
  int row = 0;
  for (const char character : kMrzCharacters) {
    text += fmt::format("{{'{}', {{{{", character);
    for (int i = 0; i < kSharpnesses; ++i) text += List(found.centres.row(row++)) + ",";
    const Ink ink = InkOf(glyphs.DrawClean(character, kMiddleBlur));
    fmt::format_to(std::back_inserter(text), "}}}}, {{{{{:.4f}F, {:.4f}F}}, {:.4f}F}}}},\n",
                   ink.middle.x, ink.middle.y, ink.spread);
  }
  return text + "}};\n\n}  // namespace clearway::camera\n";
}

int Learn(const std::string& font, const std::string& out) {
  const auto glyphs = GlyphSamples::Open(font);
  if (!glyphs) {
    fmt::print(stderr, "learn_mrz_letters: {}\n", glyphs.error().detail);
    return 1;
  }
  const Discriminants found = FindDiscriminants(DrawClasses(*glyphs), kMrzFeatures, kCalm);
  std::ofstream file(out);
  file << Source(found, *glyphs);
  file.close();
  return file ? 0 : 1;
}

}  // namespace
}  // namespace clearway::camera

int main(int count, char** arguments) {
  if (count != 3) return 2;
  return clearway::camera::Learn(arguments[1], arguments[2]);
}
