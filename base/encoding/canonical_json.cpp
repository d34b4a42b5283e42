#include "base/encoding/canonical_json.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::encoding {
namespace {

using json::Item;
using json::Kind;

// UTF-8 sorts as UTF-16 does but for the characters from U+E000 to U+FFFF, which UTF-16 puts behind
// those above U+FFFF (written with surrogates from 0xD800). Their first bytes are 0xEE and 0xEF,
// the latter's from 0xF0: moving the two behind 0xF4 gives the order of UTF-16.
std::uint8_t Utf16Weight(char character) {
  const auto byte = static_cast<std::uint8_t>(character);
  return byte == 0xEE || byte == 0xEF ? static_cast<std::uint8_t>(byte + 0x10) : byte;
}

bool BeforeInUtf16(std::string_view one, std::string_view other) {
  return std::ranges::lexicographical_compare(one, other, std::ranges::less{}, Utf16Weight,
                                              Utf16Weight);
}

void AppendText(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kSpecial = "\b\t\n\f\r\"\\";
  constexpr std::string_view kLetters = "btnfr\"\\";
  out.push_back('"');
  for (const char character : text) {
    const std::size_t special = kSpecial.find(character);
    if (special != std::string_view::npos) {
      out.push_back('\\');
      out.push_back(kLetters[special]);
    } else if (static_cast<unsigned char>(character) < 0x20) {
      out.append("\\u00");
      out.push_back(kHex[static_cast<unsigned char>(character) >> 4]);
      out.push_back(kHex[static_cast<unsigned char>(character) & 15]);
    } else {
      out.push_back(character);
    }
  }
  out.push_back('"');
}

void Append(std::string& out, const Item& item);

void AppendObject(std::string& out, const Item& item) {
  auto members = item.Members();
  std::ranges::sort(members, BeforeInUtf16, &std::pair<std::string_view, Item>::first);
  char separator = '{';
  for (const auto& [key, value] : members) {
    out.push_back(separator);
    separator = ',';
    AppendText(out, key);
    out.push_back(':');
    Append(out, value);
  }
  if (members.empty()) out.push_back('{');
  out.push_back('}');
}

void AppendArray(std::string& out, const Item& item) {
  char separator = '[';
  for (const Item& element : item.Elements()) {
    out.push_back(separator);
    separator = ',';
    Append(out, element);
  }
  if (item.size() == 0) out.push_back('[');
  out.push_back(']');
}

// As deep as the reader allowed, no deeper.
void Append(std::string& out, const Item& item) {
  switch (item.kind()) {
    case Kind::kNull:
      out.append("null");
      break;
    case Kind::kBoolean:
      out.append(item.AsBoolean() == true ? "true" : "false");
      break;
    case Kind::kNumber:
      out.append(CanonicalNumber(item.AsNumber().value_or(0)));
      break;
    case Kind::kText:
      AppendText(out, item.AsText().value_or(""));
      break;
    case Kind::kArray:
      AppendArray(out, item);
      break;
    case Kind::kObject:
      AppendObject(out, item);
      break;
  }
}

// The shortest decimal digits that give the same double, and where its decimal point stands:
// 0.digits times ten to the power of `point`.
struct Decimal {
  std::string digits;
  int point = 0;
};

Decimal ShortestDecimal(double positive) {
  char text[32];
  const char* end =
      std::to_chars(text, text + sizeof text, positive, std::chars_format::scientific).ptr;
  const char* exponent = std::find(static_cast<const char*>(text), end, 'e');
  Decimal decimal;
  for (const char* at = text; at != exponent; ++at) {
    if (*at != '.') decimal.digits.push_back(*at);
  }
  decimal.point = std::atoi(std::string(exponent + 1, end).c_str()) + 1;
  return decimal;
}

}  // namespace

// ECMA-262 section 6.1.6.1.20, with its n for `point` and its k for the number of digits.
std::string CanonicalNumber(double number) {
  if (number == 0) return "0";  // minus zero, too
  const Decimal decimal = ShortestDecimal(std::abs(number));
  const std::string& digits = decimal.digits;
  const auto count = static_cast<int>(digits.size());
  const int point = decimal.point;
  std::string text = number < 0 ? "-" : "";
  if (count <= point && point <= 21) {
    return text + digits + std::string(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= 21) {
    const auto whole = static_cast<std::size_t>(point);
    return text + digits.substr(0, whole) + '.' + digits.substr(whole);
  }
  if (-6 < point && point <= 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  }
  text += digits.front();
  if (count > 1) text += '.' + digits.substr(1);
  text += point > 0 ? "e+" : "e-";
  return text + std::to_string(std::abs(point - 1));
}

std::string CanonicalText(std::string_view text) {
  std::string out;
  AppendText(out, text);
  return out;
}

std::string CanonicalJson(const json::Item& item) {
  std::string out;
  Append(out, item);
  return out;
}

}  // namespace clearway::encoding
