#include "base/encoding/base64.h"

#include <algorithm>
#include <array>

namespace clearway::encoding {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kLargest = 63;
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

std::unexpected<Error> Broken() {
  return Fail(Fault::kInvalid, "the text is not base64");
}

using Quad = std::array<std::uint8_t, 4>;  // the values of four characters, which make three bytes

void Join(const Quad& values, std::uint8_t* bytes) {
  bytes[0] = static_cast<std::uint8_t>(values[0] << 2 | values[1] >> 4);
  bytes[1] = static_cast<std::uint8_t>(values[1] << 4 | values[2] >> 2);
  bytes[2] = static_cast<std::uint8_t>(values[2] << 6 | values[3]);
}

// `text` is without padding. Bits that belong to no byte must be zero: they could be changed
// without a trace (RFC 4648 section 3.5). A character outside of the alphabet shows in `seen`, so
// that nothing is asked for each.
Result<Bytes> Decode(std::string_view text, const Table& table) {
  const auto value = [&](std::size_t at) { return table[static_cast<unsigned char>(text[at])]; };
  const std::size_t whole = text.size() / 4;  // quads
  const std::size_t rest = text.size() % 4;
  if (rest == 1) return Broken();
  Bytes bytes(whole * 3 + (rest == 0 ? 0 : 3));
  std::uint8_t* out = bytes.data();
  std::uint8_t seen = 0;
  for (std::size_t at = 0; at < whole * 4; at += 4, out += 3) {
    const Quad values = {value(at), value(at + 1), value(at + 2), value(at + 3)};
    seen = static_cast<std::uint8_t>(seen | values[0] | values[1] | values[2] | values[3]);
    Join(values, out);
  }
  if (rest != 0) {
    Quad values{};
    for (std::size_t i = 0; i < rest; ++i) seen |= values[i] = value(whole * 4 + i);
    Join(values, out);
    if (out[2] != 0 || (rest == 2 && out[1] != 0)) return Broken();
    bytes.resize(whole * 3 + rest - 1);
  }
  if (seen > kLargest) return Broken();
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
