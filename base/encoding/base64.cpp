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

// Up to four characters make three bytes; one that is outside of the alphabet shows in `seen`, so
// that nothing is asked for each.
void DecodeQuad(std::string_view text, const Table& table, std::uint8_t& seen,
                std::uint8_t* bytes) {
  std::uint8_t values[4] = {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    values[i] = table[static_cast<unsigned char>(text[i])];
    seen |= values[i];
  }
  bytes[0] = static_cast<std::uint8_t>(values[0] << 2 | values[1] >> 4);
  bytes[1] = static_cast<std::uint8_t>(values[1] << 4 | values[2] >> 2);
  bytes[2] = static_cast<std::uint8_t>(values[2] << 6 | values[3]);
}

// `text` is without padding. Bits that belong to no byte must be zero: they could be changed
// without a trace (RFC 4648 section 3.5).
Result<Bytes> Decode(std::string_view text, const Table& table) {
  const std::size_t quads = text.size() / 4;
  const std::string_view rest = text.substr(quads * 4);
  if (rest.size() == 1) return Broken();
  Bytes bytes(quads * 3 + (rest.empty() ? 0 : 3));
  std::uint8_t seen = 0;
  for (std::size_t i = 0; i < quads; ++i) {
    DecodeQuad({text.data() + i * 4, 4}, table, seen, bytes.data() + i * 3);
  }
  if (!rest.empty()) {
    DecodeQuad(rest, table, seen, bytes.data() + quads * 3);
    for (std::size_t missing = rest.size(); missing < 4; ++missing) {
      if (bytes.back() != 0) return Broken();
      bytes.pop_back();
    }
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
