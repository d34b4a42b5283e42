#include "base/encoding/base45.h"

#include <array>

namespace clearway::encoding {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::uint32_t kOutside = 0x1'0000;  // alone it is more than any group may be worth

using Values = std::array<std::uint32_t, 256>;

// What each character adds to its group at a place where a digit counts `weight`.
constexpr Values MakeValues(std::uint32_t weight) {
  Values values{};
  values.fill(kOutside);
  for (std::uint32_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = i * weight;
  }
  return values;
}

// Sums of looked up products: half the work of multiplying at each character.
constexpr Values kOnes = MakeValues(1);
constexpr Values kFortyFives = MakeValues(45);
constexpr Values kSquares = MakeValues(45 * 45);

std::uint32_t Look(const Values& values, char character) {
  return values[static_cast<unsigned char>(character)];
}

std::unexpected<Error> NotBase45() {
  return Fail(Fault::kInvalid, "the text is not base45");
}

}  // namespace

Result<Bytes> DecodeBase45(std::string_view text) {
  if (text.size() % 3 == 1) return NotBase45();
  Bytes bytes(text.size() / 3 * 2 + (text.size() % 3 != 0 ? 1 : 0));
  std::uint8_t* out = bytes.data();
  std::size_t i = 0;
  // A character outside the alphabet has a value that makes the sum too large.
  for (; i + 3 <= text.size(); i += 3) {
    const std::uint32_t value =
        Look(kOnes, text[i]) + Look(kFortyFives, text[i + 1]) + Look(kSquares, text[i + 2]);
    if (value > 0xFFFF) return NotBase45();
    *out++ = static_cast<std::uint8_t>(value >> 8);
    *out++ = static_cast<std::uint8_t>(value & 0xFF);
  }
  if (i < text.size()) {
    const std::uint32_t value = Look(kOnes, text[i]) + Look(kFortyFives, text[i + 1]);
    if (value > 0xFF) return NotBase45();
    *out = static_cast<std::uint8_t>(value);
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
