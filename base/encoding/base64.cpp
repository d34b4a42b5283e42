#include "base/encoding/base64.h"

#include <algorithm>
#include <array>

namespace clearway::encoding {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kOutside = 0xFF;

using Table = std::array<std::uint8_t, 256>;

constexpr Table MakeTable(std::string_view alphabet) {
  Table table{};
  table.fill(kOutside);
  for (std::uint8_t i = 0; i < 64; ++i) table[static_cast<unsigned char>(alphabet[i])] = i;
  return table;
}

constexpr Table kStandardTable = MakeTable(kStandard);
constexpr Table kUrlTable = MakeTable(kUrl);

// `text` is without padding.
Result<Bytes> Decode(std::string_view text, const Table& table) {
  const auto broken = [] { return Fail(Fault::kInvalid, "the text is not base64"); };
  if (text.size() % 4 == 1) return broken();
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char character : text) {
    const std::uint8_t value = table[static_cast<unsigned char>(character)];
    if (value == kOutside) return broken();
    bits = (bits << 6 | value) & 0xFFFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> held & 0xFF));
  }
  if ((bits & ((1U << held) - 1)) != 0) return broken();
  return bytes;
}

std::string Encode(ByteView bytes, std::string_view alphabet) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t byte : bytes) {
    bits = (bits << 8 | byte) & 0xFFFFFF;
    held += 8;
    for (; held >= 6; held -= 6) text.push_back(alphabet[bits >> (held - 6) & 63]);
  }
  if (held > 0) text.push_back(alphabet[bits << (6 - held) & 63]);
  return text;
}

}  // namespace

Result<Bytes> DecodeBase64(std::string_view text) {
  if (text.size() % 4 != 0) return Fail(Fault::kInvalid, "the base64 text lacks its padding");
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return Decode(text, kStandardTable);
}

std::string EncodeBase64(ByteView bytes) {
  std::string text = Encode(bytes, kStandard);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<Bytes> DecodeBase64Url(std::string_view text) {
  return Decode(text, kUrlTable);
}

bool IsBase64Url(std::string_view text) {
  return std::ranges::all_of(text, [](char character) {
    return kUrlTable[static_cast<unsigned char>(character)] != kOutside;
  });
}

std::string EncodeBase64Url(ByteView bytes) {
  return Encode(bytes, kUrl);
}

}  // namespace clearway::encoding
