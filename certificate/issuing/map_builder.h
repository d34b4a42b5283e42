#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/core/clock.h"
#include "base/encoding/cbor_writer.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// A CBOR map under construction: what is empty is left out.
class MapBuilder {
 public:
  using Value = encoding::cbor::Value;

  static Value Key(std::string_view key) { return Value::Text(key); }
  static Value Key(std::int64_t key) { return Value::Integer(key); }

  template <typename K>
  void Add(K key, Value value) {
    entries_.emplace_back(Key(key), std::move(value));
  }
  template <typename K>
  void AddText(K key, const std::string& text) {
    if (!text.empty()) Add(key, Value::Text(text));
  }
  template <typename K>
  void AddNumber(K key, const std::optional<std::int64_t>& number) {
    if (number) Add(key, Value::Integer(*number));
  }
  template <typename K>
  void AddMoment(K key, const std::optional<Timestamp>& moment) {
    if (moment) Add(key, Value::Integer(moment->time_since_epoch().count()));
  }
  [[nodiscard]] Value Take() { return Value::Map(std::move(entries_)); }

 private:
  encoding::cbor::Entries entries_;
};

// iss, exp, nbf and iat.
inline void AddClaims(MapBuilder& claims, const Certificate& certificate) {
  claims.AddText(std::int64_t{1}, certificate.issuer);
  claims.AddMoment(std::int64_t{4}, certificate.expires_at);
  claims.AddMoment(std::int64_t{5}, certificate.not_before);
  claims.AddMoment(std::int64_t{6}, certificate.issued_at);
}

}  // namespace clearway::certificate
