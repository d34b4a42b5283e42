#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace clearway::ui {

// A picture in the graphics memory. Overwritten before it is given back: graphics memory is not
// cleared by the driver, and the next owner could read a name in it. Needs a current GL context.
class Texture {
 public:
  Texture() = default;
  // White with the given opacity, one byte a pixel, rows without gaps: for text.
  [[nodiscard]] static Texture FromCoverage(int width, int height,
                                            std::span<const std::uint8_t> coverage);
  Texture(Texture&& other) noexcept;
  Texture& operator=(Texture&& other) noexcept;
  Texture(const Texture&) = delete;
  Texture& operator=(const Texture&) = delete;
  ~Texture();

  // A grey picture, rows `stride` bytes apart; keeps the texture when the size is the same.
  void UploadGrey(int width, int height, int stride, std::span<const std::uint8_t> luma);
  void Wipe();

  // For Dear ImGui.
  [[nodiscard]] void* id() const;
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] std::size_t bytes() const {
    return static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 4;
  }
  [[nodiscard]] explicit operator bool() const { return name_ != 0; }

 private:
  unsigned name_ = 0;
  int width_ = 0;
  int height_ = 0;
  bool grey_ = false;
};

}  // namespace clearway::ui
