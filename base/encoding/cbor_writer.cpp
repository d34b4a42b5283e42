#include "base/encoding/cbor_writer.h"

#include <algorithm>
#include <bit>

namespace clearway::encoding::cbor {
namespace {

void AppendBigEndian(Bytes& bytes, std::uint64_t value, int length) {
  for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(value >> shift & 0xFF));
  }
}

Bytes WithHead(std::uint8_t major, std::uint64_t argument, ByteView content = {}) {
  Bytes bytes;
  bytes.reserve(content.size() + 9);
  AppendHead(bytes, major, argument);
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

}  // namespace

void AppendHead(Bytes& bytes, std::uint8_t major, std::uint64_t argument) {
  const auto initial = static_cast<std::uint8_t>(major << 5);
  if (argument < 24) {
    bytes.push_back(static_cast<std::uint8_t>(initial | argument));
    return;
  }
  const int length = argument <= 0xFF ? 1 : argument <= 0xFFFF ? 2 : argument <= 0xFFFFFFFF ? 4 : 8;
  const int info = 24 + std::countr_zero(static_cast<unsigned>(length));
  bytes.push_back(static_cast<std::uint8_t>(initial | info));
  AppendBigEndian(bytes, argument, length);
}

Value Value::Integer(std::int64_t value) {
  if (value >= 0) return Value(WithHead(0, static_cast<std::uint64_t>(value)));
  return Value(WithHead(1, static_cast<std::uint64_t>(-1 - value)));
}

Value Value::Text(std::string_view text) {
  return Value(WithHead(3, text.size(), encoding::AsBytes(text)));
}

Value Value::String(ByteView bytes) {
  return Value(WithHead(2, bytes.size(), bytes));
}

Value Value::Array(const std::vector<Value>& elements) {
  Bytes bytes = WithHead(4, elements.size());
  for (const Value& element : elements) {
    bytes.insert(bytes.end(), element.encoded_.begin(), element.encoded_.end());
  }
  return Value(std::move(bytes));
}

Value Value::Map(std::vector<std::pair<Value, Value>> entries) {
  std::ranges::sort(entries, {},
                    [](const auto& entry) -> const Bytes& { return entry.first.encoded_; });
  Bytes bytes = WithHead(5, entries.size());
  for (const auto& [key, value] : entries) {
    bytes.insert(bytes.end(), key.encoded_.begin(), key.encoded_.end());
    bytes.insert(bytes.end(), value.encoded_.begin(), value.encoded_.end());
  }
  return Value(std::move(bytes));
}

Value Value::Tagged(std::uint64_t tag, const Value& value) {
  return Value(WithHead(6, tag, value.encoded_));
}

Value Value::Boolean(bool value) {
  return Value(Bytes{static_cast<std::uint8_t>(value ? 0xF5 : 0xF4)});
}

Value Value::Null() {
  return Value(Bytes{0xF6});
}

Value Value::Float(double value) {
  Bytes bytes{0xFB};
  AppendBigEndian(bytes, std::bit_cast<std::uint64_t>(value), 8);
  return Value(std::move(bytes));
}

}  // namespace clearway::encoding::cbor
