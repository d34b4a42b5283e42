#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/core/wipe.h"
#include "base/encoding/bytes.h"

namespace clearway::keys {

// The bytes of a key, or of what a key opened: overwritten when they go. Moves, never copies.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::size_t bytes) : bytes_(bytes) {}
  explicit Secret(encoding::Bytes bytes) : bytes_(std::move(bytes)) {}
  Secret(Secret&& other) noexcept = default;
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      Wipe(bytes_);
      bytes_ = std::move(other.bytes_);
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { Wipe(bytes_); }

  [[nodiscard]] encoding::ByteView view() const { return bytes_; }
  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  // Cuts the end off; what is cut off stays until the rest goes.
  void Shorten(std::size_t size) { bytes_.resize(size); }

 private:
  encoding::Bytes bytes_;
};

}  // namespace clearway::keys
