#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/core/result.h"

namespace clearway::printer {

// ISO/IEC 18004 asks for four light modules around a symbol.
inline constexpr int kQuietZone = 4;
// The side of a version 40 symbol, the largest.
inline constexpr int kWidestSymbol = 177;

enum class ErrorCorrection : std::uint8_t { kLow, kMedium, kQuartile };

// A QR code as its modules, without quiet zone: row by row, 1 is dark. It spells a certificate:
// wiped at its end.
struct QrCode {
  QrCode() = default;
  QrCode(const QrCode&) = delete;
  QrCode& operator=(const QrCode&) = delete;
  QrCode(QrCode&&) noexcept = default;
  QrCode& operator=(QrCode&&) noexcept = default;
  ~QrCode();

  int width = 0;  // modules a side: 21 (version 1) to kWidestSymbol
  ErrorCorrection correction = ErrorCorrection::kLow;
  std::vector<std::uint8_t> modules;
  [[nodiscard]] bool dark(int x, int y) const {
    return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)] != 0;
  }
};

// Encodes exactly the bytes of `text`, what fits the alphanumeric set as such, with the strongest
// error correction of Q, M and L whose symbol, quiet zone included, is at most `widest` modules
// wide; if none is, the narrowest. kFull: more than a version 40 symbol holds.
[[nodiscard]] Result<QrCode> EncodeQr(const std::string& text, int widest);

}  // namespace clearway::printer
