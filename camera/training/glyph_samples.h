#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>

#include "base/core/result.h"

namespace clearway::camera {

// Draws cells (see mrz_cell.h) of OCR-B letters as cameras may show them.
class GlyphSamples {
 public:
  // kNotFound: no such font, or it lacks a letter.
  [[nodiscard]] static Result<GlyphSamples> Open(const std::string& font_file);
  GlyphSamples(const GlyphSamples&) = delete;
  GlyphSamples& operator=(const GlyphSamples&) = delete;
  GlyphSamples(GlyphSamples&&) noexcept;
  GlyphSamples& operator=(GlyphSamples&&) noexcept;
  ~GlyphSamples();

  // A cell between neighbours, printed thinner or bolder, not quite where it is looked for, blurred
  // by about `blur` pitches (one standard deviation), on a pattern, with noise.
  [[nodiscard]] cv::Mat1f Draw(char character, double blur, cv::RNG& random) const;
  // The cell alone, straight and clean.
  [[nodiscard]] cv::Mat1f DrawClean(char character, double blur) const;

 private:
  class Body;
  explicit GlyphSamples(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
