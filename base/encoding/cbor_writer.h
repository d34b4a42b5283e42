#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding/bytes.h"

namespace clearway::encoding::cbor {

// A data item to be written, already in its one deterministic encoding (RFC 8949 section 4.2.1):
// shortest heads, definite lengths, map entries in the order of their encoded keys.
class Value {
 public:
  [[nodiscard]] static Value Integer(std::int64_t value);
  [[nodiscard]] static Value Text(std::string_view text);
  [[nodiscard]] static Value String(ByteView bytes);  // a byte string
  [[nodiscard]] static Value Array(const std::vector<Value>& elements);
  // The keys must differ: what to do with two equal ones only the caller can know.
  [[nodiscard]] static Value Map(std::vector<std::pair<Value, Value>> entries);
  [[nodiscard]] static Value Tagged(std::uint64_t tag, const Value& value);
  [[nodiscard]] static Value Boolean(bool value);
  [[nodiscard]] static Value Null();
  [[nodiscard]] static Value Float(double value);  // always 64 bits wide
  // Bytes that are an encoded item already: tests write broken ones so.
  [[nodiscard]] static Value Encoded(Bytes bytes) { return Value(std::move(bytes)); }

  [[nodiscard]] const Bytes& encoded() const { return encoded_; }

 private:
  explicit Value(Bytes encoded) : encoded_(std::move(encoded)) {}

  Bytes encoded_;
};

// A map under construction whose entries may be absent.
using Entries = std::vector<std::pair<Value, Value>>;

// The head of an item with the shortest argument; for those who write around large strings.
void AppendHead(Bytes& bytes, std::uint8_t major, std::uint64_t argument);

}  // namespace clearway::encoding::cbor
