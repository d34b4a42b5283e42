#include "base/encoding/base64.h"

#include <algorithm>
#include <array>

namespace clearway::encoding {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint32_t kOutsideOfFour = 1 << 24;  // more than a group of four may be worth

using Table = std::array<std::uint32_t, 256>;

// What each character adds to its group of four, for each of its places.
using Tables = std::array<Table, 4>;

constexpr Tables MakeTables(std::string_view alphabet) {
  Tables tables{};
  for (std::uint32_t place = 0; place < tables.size(); ++place) {
    tables[place].fill(kOutsideOfFour);
    for (std::uint32_t i = 0; i < alphabet.size(); ++i) {
      tables[place][static_cast<unsigned char>(alphabet[i])] = i << (18 - 6 * place);
    }
  }
  return tables;
}

constexpr Tables kStandardTables = MakeTables(kStandard);
constexpr Tables kUrlTables = MakeTables(kUrl);

std::unexpected<Error> NotBase64() {
  return Fail(Fault::kInvalid, "the text is not base64");
}

// A group's three bytes, the highest in front.
void PutBytes(std::uint32_t group, std::uint8_t* bytes) {
  bytes[0] = static_cast<std::uint8_t>(group >> 16);
  bytes[1] = static_cast<std::uint8_t>(group >> 8);
  bytes[2] = static_cast<std::uint8_t>(group);
}

// `text` is without padding. Bits that belong to no byte must be zero: they could be changed
// without a trace (RFC 4648 section 3.5). A character outside of the alphabet shows in `seen`, so
// that nothing is asked for each.
Result<Bytes> Decode(std::string_view text, const Tables& tables) {
  const auto look = [&](std::size_t place, std::size_t at) {
    return tables[place][static_cast<unsigned char>(text[at])];
  };
  const std::size_t rest = text.size() % 4;
  const std::size_t whole = text.size() - rest;
  if (rest == 1) return NotBase64();
  Bytes bytes(whole / 4 * 3 + (rest == 0 ? 0 : 3));
  std::uint8_t* out = bytes.data();
  std::uint32_t seen = 0;
  for (std::size_t at = 0; at < whole; at += 4, out += 3) {
    const std::uint32_t group = look(0, at) | look(1, at + 1) | look(2, at + 2) | look(3, at + 3);
    seen |= group;
    PutBytes(group, out);
  }
  if (rest != 0) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < rest; ++i) group |= look(i, whole + i);
    seen |= group;
    PutBytes(group, out);
    if (out[2] != 0 || (rest == 2 && out[1] != 0)) return NotBase64();
    bytes.resize(whole / 4 * 3 + rest - 1);
  }
  if (seen >= kOutsideOfFour) return NotBase64();
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
  return Decode(text, kStandardTables);
}

std::string EncodeBase64(ByteView bytes) {
  std::string text = Encode(bytes, kStandard);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<Bytes> DecodeBase64Url(std::string_view text) {
  return Decode(text, kUrlTables);
}

bool IsBase64Url(std::string_view text) {
  return std::ranges::all_of(text, [](char character) {
    return kUrlTables.back()[static_cast<unsigned char>(character)] != kOutsideOfFour;
  });
}

std::string EncodeBase64Url(ByteView bytes) {
  return Encode(bytes, kUrl);
}

}  // namespace clearway::encoding
