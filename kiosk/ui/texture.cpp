#include "kiosk/ui/texture.h"

#include <GLES3/gl3.h>

#include <utility>
#include <vector>

#include "base/core/wipe.h"

namespace clearway::ui {
namespace {

unsigned NewTexture() {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  return name;
}

}  // namespace

Texture Texture::FromCoverage(int width, int height, std::span<const std::uint8_t> coverage) {
  Texture texture;
  if (width <= 0 || height <= 0) return texture;
  texture.name_ = NewTexture();
  texture.width_ = width;
  texture.height_ = height;
  std::vector<std::uint8_t> white(coverage.size() * 4, 255);
  for (std::size_t i = 0; i < coverage.size(); ++i) white[i * 4 + 3] = coverage[i];
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               white.data());
  clearway::Wipe(white);
  return texture;
}

Texture::Texture(Texture&& other) noexcept
    : name_(std::exchange(other.name_, 0)),
      width_(std::exchange(other.width_, 0)),
      height_(std::exchange(other.height_, 0)),
      grey_(other.grey_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
  if (this != &other) {
    Wipe();
    name_ = std::exchange(other.name_, 0);
    width_ = std::exchange(other.width_, 0);
    height_ = std::exchange(other.height_, 0);
    grey_ = other.grey_;
  }
  return *this;
}

Texture::~Texture() {
  Wipe();
}

void Texture::UploadGrey(int width, int height, int stride, std::span<const std::uint8_t> luma) {
  if (width <= 0 || height <= 0 || stride < width) return;
  const auto needed = static_cast<std::size_t>(stride) * static_cast<std::size_t>(height - 1) +
                      static_cast<std::size_t>(width);
  if (luma.size() < needed) return;
  const bool fits = name_ != 0 && grey_ && width == width_ && height == height_;
  if (!fits) {
    Wipe();
    name_ = NewTexture();
    width_ = width;
    height_ = height;
    grey_ = true;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_LUMINANCE, width, height, 0, GL_LUMINANCE, GL_UNSIGNED_BYTE,
                 nullptr);
  }
  glBindTexture(GL_TEXTURE_2D, name_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, stride);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_LUMINANCE, GL_UNSIGNED_BYTE,
                  luma.data());
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void Texture::Wipe() {
  if (name_ == 0) return;
  const std::vector<std::uint8_t> nothing(bytes());
  const GLenum format = grey_ ? GL_LUMINANCE : GL_RGBA;
  glBindTexture(GL_TEXTURE_2D, name_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_, height_, format, GL_UNSIGNED_BYTE,
                  nothing.data());
  glDeleteTextures(1, &name_);
  name_ = 0;
  width_ = height_ = 0;
}

void* Texture::id() const {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): Dear ImGui carries OpenGL's names as pointers
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(name_));
}

}  // namespace clearway::ui
