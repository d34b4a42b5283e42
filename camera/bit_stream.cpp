#include "camera/bit_stream.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "camera/kanji.h"

namespace clearway::camera {
namespace {

enum Mode : int {
  kEnd = 0,
  kNumeric = 1,
  kAlphanumeric = 2,
  kStructuredAppend = 3,
  kByte = 4,
  kFnc1First = 5,
  kEci = 7,
  kKanji = 8,
  kFnc1Second = 9,
};

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr char kSeparator = '\x1d';
constexpr std::array<std::uint8_t, 2> kPadding = {0xec, 0x11};

// Bits from the most significant of the first codeword on. Past the end everything is zero and
// `failed` is set.
class BitReader {
 public:
  explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t Left() const { return bytes_.size() * 8 - position_; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::span<const std::uint8_t> RestFromNextByte() const {
    return bytes_.subspan((position_ + 7) / 8);
  }

  int Take(int count) {
    if (static_cast<std::size_t>(count) > Left()) {
      failed_ = true;
      position_ = bytes_.size() * 8;
      return 0;
    }
    int value = 0;
    for (int i = 0; i < count; ++i, ++position_)
      value = value << 1 | (bytes_[position_ / 8] >> (7 - position_ % 8) & 1);
    return value;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

// Table 3: how long the character count is.
int CountBits(int mode, int version) {
  const std::size_t column = version < 10 ? 0 : version < 27 ? 1 : 2;
  switch (mode) {
    case kNumeric:
      return std::array{10, 12, 14}[column];
    case kAlphanumeric:
      return std::array{9, 11, 13}[column];
    case kByte:
      return std::array{8, 16, 16}[column];
    default:
      return std::array{8, 10, 12}[column];
  }
}

class MessageReader {
 public:
  MessageReader(std::span<const std::uint8_t> codewords, int version)
      : bits_(codewords), version_(version) {}

  std::optional<std::string> Read() {
    while (bits_.Left() >= 4) {
      const int mode = bits_.Take(4);
      if (mode == kEnd) {
        if (!PaddingIsPlain()) return std::nullopt;
        break;
      }
      if (!ReadSegment(mode) || bits_.failed()) return std::nullopt;
    }
    return std::move(text_);
  }

 private:
  bool ReadSegment(int mode) {
    switch (mode) {
      case kNumeric:
        return ReadNumeric(bits_.Take(CountBits(mode, version_)));
      case kAlphanumeric:
        return ReadAlphanumeric(bits_.Take(CountBits(mode, version_)));
      case kByte:
        return ReadBytes(bits_.Take(CountBits(mode, version_)));
      case kKanji:
        return ReadKanji(bits_.Take(CountBits(mode, version_)));
      case kStructuredAppend:
        bits_.Take(16);
        return true;
      case kFnc1First:
        fnc1_ = true;
        return true;
      case kFnc1Second:
        fnc1_ = true;
        bits_.Take(8);
        return true;
      case kEci:
        return PassCharacterSet();
      default:
        return false;
    }
  }

  bool ReadNumeric(int count) {
    for (; count > 0; count -= 3) {
      const int digits = std::min(count, 3);
      const int value = bits_.Take(std::array{4, 7, 10}[static_cast<std::size_t>(digits - 1)]);
      if (value >= std::array{10, 100, 1000}[static_cast<std::size_t>(digits - 1)]) return false;
      if (bits_.failed()) return false;
      if (digits == 3) text_ += static_cast<char>('0' + value / 100);
      if (digits >= 2) text_ += static_cast<char>('0' + value / 10 % 10);
      text_ += static_cast<char>('0' + value % 10);
    }
    return true;
  }

  bool ReadAlphanumeric(int count) {
    std::string characters;
    for (; count > 0; count -= 2) {
      const int value = bits_.Take(count == 1 ? 6 : 11);
      if (value >= (count == 1 ? 45 : 45 * 45) || bits_.failed()) return false;
      if (count > 1) characters += kAlphabet[static_cast<std::size_t>(value / 45)];
      characters += kAlphabet[static_cast<std::size_t>(value % 45)];
    }
    text_ += fnc1_ ? WithSeparators(characters) : characters;
    return true;
  }

  // 7.4.8.1: one `%` is the separator, two are one.
  static std::string WithSeparators(std::string_view characters) {
    std::string text;
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const bool percent = characters[i] == '%';
      const bool twice = percent && i + 1 < characters.size() && characters[i + 1] == '%';
      text += percent && !twice ? kSeparator : characters[i];
      if (twice) ++i;
    }
    return text;
  }

  bool ReadBytes(int count) {
    if (static_cast<std::size_t>(count) * 8 > bits_.Left()) return false;
    for (int i = 0; i < count; ++i) text_ += static_cast<char>(bits_.Take(8));
    return true;
  }

  bool ReadKanji(int count) {
    if (static_cast<std::size_t>(count) * 13 > bits_.Left()) return false;
    for (int i = 0; i < count; ++i) {
      const char16_t character = kKanjiCharacters[static_cast<std::size_t>(bits_.Take(13))];
      if (character == 0) return false;
      AddUtf8(character);
    }
    return true;
  }

  // RFC 3629, for what has no more than 16 bits and is no surrogate.
  void AddUtf8(char16_t character) {
    const auto add = [&](int byte) { text_ += static_cast<char>(byte); };
    if (character < 0x80) {
      add(character);
    } else if (character < 0x800) {
      add(0xc0 | character >> 6);
      add(0x80 | (character & 0x3f));
    } else {
      add(0xe0 | character >> 12);
      add(0x80 | (character >> 6 & 0x3f));
      add(0x80 | (character & 0x3f));
    }
  }

  // 7.4.2: one to three bytes, by the leading ones.
  bool PassCharacterSet() {
    const int first = bits_.Take(8);
    if ((first & 0x80) == 0) return true;
    if ((first & 0xc0) == 0x80) return bits_.Take(8) >= 0;
    return (first & 0xe0) == 0xc0 && bits_.Take(16) >= 0;
  }

  // 7.4.10. Some encoders fill with zeros, some begin with the second codeword.
  [[nodiscard]] bool PaddingIsPlain() const {
    const auto rest = bits_.RestFromNextByte();
    int strange = 0;
    for (const std::uint8_t codeword : rest) {
      if (codeword != 0 && std::ranges::find(kPadding, codeword) == kPadding.end()) ++strange;
    }
    return strange == 0;
  }

  BitReader bits_;
  int version_;
  bool fnc1_ = false;
  std::string text_;
};

}  // namespace

std::optional<std::string> ReadMessage(std::span<const std::uint8_t> codewords, int version) {
  return MessageReader(codewords, version).Read();
}

}  // namespace clearway::camera
