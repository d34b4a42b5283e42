#include "camera/training/glyph_samples.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "camera/mrz_cell.h"

namespace clearway::camera {
namespace {

constexpr int kFine = 48;           // pixels a pitch of the drawing before it is sampled
constexpr double kAdvance = 0.723;  // of an em: one pitch
constexpr double kMiddle = 0.38;    // of an em above the baseline: the tallest letters' middle
constexpr double kMillimetre = kFine / 2.54;
// Stroke widths that are printed, in millimetres off the font's.
constexpr std::array kWeights{-0.10, -0.05, 0.0, 0.06, 0.12, 0.18};
constexpr std::size_t kPlainWeight = 2;
const cv::Size kDrawing(3 * kFine, 2 * kFine);

struct FreeTypeDeleter {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<std::remove_pointer_t<FT_Library>, FreeTypeDeleter>;
using Face = std::unique_ptr<std::remove_pointer_t<FT_Face>, FreeTypeDeleter>;

// A glyph's darkness, 0 to 1, and where its upper left corner lies from the pen.
struct Glyph {
  cv::Mat1f darkness;
  cv::Point corner;
};

std::optional<Glyph> Render(FT_Face face, char character, double weight) {
  if (FT_Load_Char(face, static_cast<FT_ULong>(character), FT_LOAD_NO_HINTING) != 0) return {};
  const auto strength = static_cast<FT_Pos>(std::lround(weight * kMillimetre * 64));
  FT_Outline_Embolden(&face->glyph->outline, strength);
  // Emboldening keeps the lower left corner.
  FT_Outline_Translate(&face->glyph->outline, -strength / 2, -strength / 2);
  if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  const cv::Mat1b pixels(static_cast<int>(bitmap.rows), static_cast<int>(bitmap.width),
                         bitmap.buffer, static_cast<std::size_t>(bitmap.pitch));
  Glyph glyph{{}, {face->glyph->bitmap_left, -face->glyph->bitmap_top}};
  pixels.convertTo(glyph.darkness, CV_32F, 1.0 / 255);
  return glyph;
}

char AnyCharacter(cv::RNG& random) {
  return kMrzCharacters[static_cast<std::size_t>(
      random.uniform(0, static_cast<int>(kMrzCharacters.size())))];
}

// How a cell lies off the glyph's middle: by pitches, scales, shear and radians. Drawn member by
// member in this order, so that every compiler draws the same.
struct Placement {
  double right = 0, down = 0;
  double across = 1, tall = 1;
  double shear = 0, turn = 0;
};

Placement AnyPlacement(cv::RNG& random) {
  return {.right = random.gaussian(0.025),
          .down = random.gaussian(0.025),
          .across = 1 + random.gaussian(0.02),
          .tall = 1 + random.gaussian(0.035),
          .shear = random.gaussian(0.025),
          .turn = random.gaussian(0.015)};
}

// The drawing's point that each of the cell's pixels shows.
cv::Mat1d MapOf(const Placement& p) {
  const double fine = static_cast<double>(kFine) / kPitchPixels;
  const cv::Matx22d turned(std::cos(p.turn), -std::sin(p.turn), std::sin(p.turn), std::cos(p.turn));
  const cv::Matx22d scaled =
      turned * cv::Matx22d(p.across * fine, p.shear * fine, 0, p.tall * fine);
  const cv::Vec2d middle(0.5 * (kCellWidth - 1), 0.5 * (kCellHeight - 1));
  const cv::Vec2d origin =
      cv::Vec2d(0.5 * kDrawing.width + p.right * kFine, 0.5 * kDrawing.height + p.down * kFine) -
      scaled * middle;
  return (cv::Mat1d(2, 3) << scaled(0, 0), scaled(0, 1), origin[0], scaled(1, 0), scaled(1, 1),
          origin[1]);
}

cv::Mat1f Sample(const cv::Mat1f& drawing, const Placement& placement) {
  cv::Mat1f cell;
  cv::warpAffine(drawing, cell, MapOf(placement), {kCellWidth, kCellHeight},
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
  return cell;
}

// The light lines of security print: slow waves, weaker than ink.
void AddPattern(cv::Mat1f& cell, double depth, cv::RNG& random) {
  const double angle = random.uniform(0.0, CV_PI);
  const double period = random.uniform(3.0, 20.0);
  const double phase = random.uniform(0.0, 2 * CV_PI);
  const cv::Point2d way = cv::Point2d(std::cos(angle), std::sin(angle)) * (2 * CV_PI / period);
  for (int y = 0; y < cell.rows; ++y)
    for (int x = 0; x < cell.cols; ++x)
      cell(y, x) += static_cast<float>(depth * std::sin(x * way.x + y * way.y + phase));
}

}  // namespace

class GlyphSamples::Body {
 public:
  using GlyphRow = std::array<Glyph, kWeights.size()>;

  bool Load(const std::string& font_file) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return false;
    const Library owned(library);
    FT_Face opened = nullptr;
    if (FT_New_Face(library, font_file.c_str(), 0, &opened) != 0) return false;
    const Face face(opened);
    const auto em = static_cast<FT_UInt>(std::lround(kFine / kAdvance));
    if (FT_Set_Pixel_Sizes(face.get(), em, em) != 0) return false;
    for (std::size_t i = 0; i < kMrzCharacters.size(); ++i) {
      for (std::size_t weight = 0; weight < kWeights.size(); ++weight) {
        auto glyph = Render(face.get(), kMrzCharacters[i], kWeights[weight]);
        if (!glyph) return false;
        glyphs_[i][weight] = *std::move(glyph);
      }
    }
    return true;
  }

  // Puts a glyph into the drawing, `cell` pitches from the middle one.
  void Put(cv::Mat1f& drawing, char character, std::size_t weight, int cell) const {
    const Glyph& glyph = glyphs_[kMrzCharacters.find(character)][weight];
    const cv::Point pen(
        kFine + cell * kFine,
        static_cast<int>(std::lround(kDrawing.height / 2.0 + kMiddle / kAdvance * kFine)));
    const cv::Rect box(pen + glyph.corner, glyph.darkness.size());
    const cv::Rect inside = box & cv::Rect({0, 0}, kDrawing);
    if (inside.empty()) return;
    cv::Mat part = drawing(inside);
    cv::max(part, glyph.darkness(inside - box.tl()), part);
  }

 private:
  std::array<GlyphRow, kMrzCharacters.size()> glyphs_;
};

GlyphSamples::GlyphSamples(std::unique_ptr<Body> body) : body_(std::move(body)) {}
GlyphSamples::GlyphSamples(GlyphSamples&&) noexcept = default;
GlyphSamples& GlyphSamples::operator=(GlyphSamples&&) noexcept = default;
GlyphSamples::~GlyphSamples() = default;

Result<GlyphSamples> GlyphSamples::Open(const std::string& font_file) {
  auto body = std::make_unique<Body>();
  if (!body->Load(font_file))
    return Fail(Fault::kNotFound, font_file + ": no font of all letters.");
  return GlyphSamples(std::move(body));
}

cv::Mat1f GlyphSamples::Draw(char character, double blur, cv::RNG& random) const {
  const auto weight =
      static_cast<std::size_t>(random.uniform(0, static_cast<int>(kWeights.size())));
  cv::Mat1f drawing(kDrawing, 0.0F);
  body_->Put(drawing, AnyCharacter(random), weight, -1);
  body_->Put(drawing, AnyCharacter(random), weight, 1);
  body_->Put(drawing, character, weight, 0);
  const double across = kFine * blur * random.uniform(0.75, 1.25);
  const double down = kFine * blur * random.uniform(0.75, 1.25);
  cv::GaussianBlur(drawing, drawing, {}, across, down);
  cv::Mat1f cell = Sample(drawing, AnyPlacement(random));
  AddPattern(cell, random.uniform(0.0, 0.12), random);
  AddPattern(cell, random.uniform(0.0, 0.06), random);
  cv::Mat1f noise(cell.size());
  random.fill(noise, cv::RNG::NORMAL, 0, random.uniform(0.01, 0.12));
  cell += noise;
  // What is lighter than the paper around is taken for paper.
  cv::max(cell, 0, cell);
  return cell;
}

cv::Mat1f GlyphSamples::DrawClean(char character, double blur) const {
  cv::Mat1f drawing(kDrawing, 0.0F);
  body_->Put(drawing, character, kPlainWeight, 0);
  cv::GaussianBlur(drawing, drawing, {}, kFine * blur);
  return Sample(drawing, {});
}

}  // namespace clearway::camera
