#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>

#include "base/core/result.h"

namespace clearway::film {

// Writes a Motion JPEG film: AVI, or Matroska where the name ends in .mkv. Not thread-safe.
class FilmWriter {
 public:
  // kDenied, kUnavailable: the file cannot be written.
  [[nodiscard]] static Result<FilmWriter> Open(const std::string& path, cv::Size size,
                                               int frames_per_second);
  FilmWriter(const FilmWriter&) = delete;
  FilmWriter& operator=(const FilmWriter&) = delete;
  FilmWriter(FilmWriter&&) noexcept;
  FilmWriter& operator=(FilmWriter&&) noexcept;
  ~FilmWriter();

  // Appends one picture (8-bit blue, green, red) of the size given to Open.
  [[nodiscard]] Status Write(const cv::Mat& picture);
  // Writes the film's index. Without it the file is no film.
  [[nodiscard]] Status Finish();

 private:
  class Body;
  explicit FilmWriter(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::film
