#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/encoding/bytes.h"

namespace clearway::keys {

// A signature of two numbers (ECDSA, SM2) as the DER SEQUENCE of two INTEGERs that OpenSSL wants
// (RFC 3279 section 2.2.3), made from r||s. It lives on the stack: this is on the way of every
// certificate.
class DerSignature {
 public:
  static constexpr std::size_t kLongestRaw = 132;  // bytes of r||s, on P-521

  // `raw` has an even length of 2 to kLongestRaw bytes.
  explicit DerSignature(encoding::ByteView raw);

  [[nodiscard]] encoding::ByteView bytes() const { return encoding::ByteView(bytes_).first(size_); }

 private:
  void AppendInteger(encoding::ByteView number);

  // Each integer may need a sign byte besides its own tag and length, the sequence a long length.
  std::array<std::uint8_t, kLongestRaw + 9> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace clearway::keys
