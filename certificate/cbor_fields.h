#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/encoding/cbor.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

enum class Need : std::uint8_t { kOptional, kRequired };

// Reads the fields of one CBOR map and remembers the first that breaks its specification. A key is
// a text (EU DCC) or an integer (travel health). Absent, null and undefined are the same: issuers
// use all three. Lives as long as the map's Document and `problem`.
template <typename Key>
class CborFields {
 public:
  // `where` names the map in a problem, for instance "v"; `problem` stays empty while all is well.
  CborFields(encoding::cbor::Item map, std::string_view where, std::string& problem)
      : map_(map), where_(where), problem_(&problem) {}

  // The field's item, unless it is absent.
  [[nodiscard]] std::optional<encoding::cbor::Item> Find(Key key, Need need = Need::kOptional);
  // Of the Document's bytes; empty when absent. A text under the tag of a date-and-time string
  // (tag 0) counts as text.
  [[nodiscard]] std::string_view Text(Key key, Need need = Need::kOptional);
  // A count from 0 to 255; some issuers write it as a float.
  [[nodiscard]] std::optional<unsigned> Count(Key key, Need need = Need::kOptional);
  // One from 1 to 255.
  [[nodiscard]] std::optional<unsigned> Ordinal(Key key, Need need = Need::kOptional);
  // A date as ParsePartialDate takes it; nullopt when absent.
  [[nodiscard]] std::optional<PartialDate> Date(Key key, Need need = Need::kOptional);
  // Remembers that this field breaks the specification.
  void Refuse(Key key, std::string_view why);

 private:
  encoding::cbor::Item map_;
  std::string_view where_;
  std::string* problem_;
};

using TextKeyedFields = CborFields<std::string_view>;
using NumberKeyedFields = CborFields<std::int64_t>;

// The text of an item, also under tag 0; nullopt for every other kind.
[[nodiscard]] std::optional<std::string_view> TextOf(const encoding::cbor::Item& item);

// A moment as CWT and EU DCC write it: seconds since the epoch as integer or float (cut down to
// whole seconds), also under tag 1. Nullopt for every other kind, and outside of the years 1 to
// 9999.
[[nodiscard]] std::optional<Timestamp> NumericDateOf(const encoding::cbor::Item& item);

}  // namespace clearway::certificate
