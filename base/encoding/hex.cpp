#include "base/encoding/hex.h"

#include <optional>

namespace clearway::encoding {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::optional<unsigned> DigitOf(char character) {
  const bool is_capital = character >= 'A' && character <= 'F';
  const std::size_t at =
      kDigits.find(is_capital ? static_cast<char>(character - 'A' + 'a') : character);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

}  // namespace

std::string EncodeHex(ByteView bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0F];
  }
  return text;
}

Result<Bytes> DecodeHex(std::string_view text) {
  if (text.size() % 2 != 0) return Fail(Fault::kInvalid, "the text is not hexadecimal");
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = DigitOf(text[i]);
    const auto low = DigitOf(text[i + 1]);
    if (!high || !low) return Fail(Fault::kInvalid, "the text is not hexadecimal");
    bytes.push_back(static_cast<std::uint8_t>(*high * 16 + *low));
  }
  return bytes;
}

}  // namespace clearway::encoding
