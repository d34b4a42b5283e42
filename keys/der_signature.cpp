#include "keys/der_signature.h"

#include <algorithm>

namespace clearway::keys {
namespace {

using encoding::ByteView;

ByteView WithoutLeadingZeros(ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  return number;
}

// A sign byte keeps a number with its highest bit set from being negative.
bool NeedsSign(ByteView number) {
  return (number.front() & 0x80) != 0;
}

std::size_t EncodedLength(ByteView number) {
  return 2 + (NeedsSign(number) ? 1 : 0) + number.size();
}

}  // namespace

DerSignature::DerSignature(ByteView raw) {
  const ByteView r = WithoutLeadingZeros(raw.first(raw.size() / 2));
  const ByteView s = WithoutLeadingZeros(raw.subspan(raw.size() / 2));
  const std::size_t length = EncodedLength(r) + EncodedLength(s);
  bytes_[size_++] = 0x30;
  if (length > 0x7F) bytes_[size_++] = 0x81;
  bytes_[size_++] = static_cast<std::uint8_t>(length);
  AppendInteger(r);
  AppendInteger(s);
}

void DerSignature::AppendInteger(ByteView number) {
  bytes_[size_++] = 0x02;
  bytes_[size_++] = static_cast<std::uint8_t>(EncodedLength(number) - 2);
  if (NeedsSign(number)) bytes_[size_++] = 0;
  std::ranges::copy(number, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += number.size();
}

}  // namespace clearway::keys
