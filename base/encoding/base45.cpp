#include "base/encoding/base45.h"

#include <array>

namespace clearway::encoding {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::uint32_t kOutside = 0xFFFF;

constexpr std::array<std::uint32_t, 256> MakeValues() {
  std::array<std::uint32_t, 256> values{};
  values.fill(kOutside);
  for (std::uint32_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = i;
  }
  return values;
}

constexpr auto kValues = MakeValues();

std::uint32_t ValueOf(char character) {
  return kValues[static_cast<unsigned char>(character)];
}

std::unexpected<Error> Broken() {
  return Fail(Fault::kInvalid, "the text is not base45");
}

}  // namespace

Result<Bytes> DecodeBase45(std::string_view text) {
  if (text.size() % 3 == 1) return Broken();
  Bytes bytes;
  bytes.reserve(text.size() / 3 * 2 + 1);
  std::size_t i = 0;
  for (; i + 3 <= text.size(); i += 3) {
    const std::uint32_t a = ValueOf(text[i]);
    const std::uint32_t b = ValueOf(text[i + 1]);
    const std::uint32_t c = ValueOf(text[i + 2]);
    if (a == kOutside || b == kOutside || c == kOutside) return Broken();
    const std::uint32_t value = a + 45 * b + 45 * 45 * c;
    if (value > 0xFFFF) return Broken();
    bytes.push_back(static_cast<std::uint8_t>(value >> 8));
    bytes.push_back(static_cast<std::uint8_t>(value & 0xFF));
  }
  if (i < text.size()) {
    const std::uint32_t a = ValueOf(text[i]);
    const std::uint32_t b = ValueOf(text[i + 1]);
    if (a == kOutside || b == kOutside || a + 45 * b > 0xFF) return Broken();
    bytes.push_back(static_cast<std::uint8_t>(a + 45 * b));
  }
  return bytes;
}

std::string EncodeBase45(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 1) / 2 * 3);
  const auto append = [&text](std::uint32_t value, int digits) {
    for (; digits > 0; --digits, value /= 45) text.push_back(kAlphabet[value % 45]);
  };
  std::size_t i = 0;
  for (; i + 2 <= bytes.size(); i += 2) append(bytes[i] * 256U + bytes[i + 1], 3);
  if (i < bytes.size()) append(bytes[i], 2);
  return text;
}

}  // namespace clearway::encoding
