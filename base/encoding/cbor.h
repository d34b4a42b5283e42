#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

// A strict reader of CBOR (RFC 8949) for data of strangers. It copies nothing: every item is a view
// of the original bytes, so that what was signed is what is checked.
namespace clearway::encoding::cbor {

enum class Kind : std::uint8_t {
  kInteger,
  kBytes,
  kText,
  kArray,
  kMap,
  kTagged,
  kBoolean,
  kNull,
  kUndefined,
  kFloat,
};

// One data item as the parser noted it: items stand in the order of their bytes, children after
// their parent.
struct Node {
  Kind kind = Kind::kNull;
  bool negative = false;    // kInteger: the value is -1 - argument
  std::uint32_t begin = 0;  // where the item's encoding begins
  std::uint32_t end = 0;    // and where it ends; a string takes the last `argument` bytes of it
  std::uint32_t span = 1;   // how many nodes the item takes, itself included
  // The head's argument: an integer, a string's length, an array's elements, a map's entries (of
  // indefinite ones too), a tag. kFloat: the double's bits; kBoolean: 0 or 1.
  std::uint64_t argument = 0;
};

// A view of one data item, cheap to copy. The Document and its bytes must outlive it.
class Item {
 public:
  Item(const Node* node, const std::uint8_t* bytes) : node_(node), bytes_(bytes) {}

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool IsNull() const {
    return node_->kind == Kind::kNull || node_->kind == Kind::kUndefined;
  }
  // Nullopt when the item is of another kind (or, for integers, outside of the type).
  [[nodiscard]] std::optional<std::int64_t> AsInteger() const;
  [[nodiscard]] std::optional<double> AsNumber() const;  // an integer or a float
  [[nodiscard]] std::optional<std::string_view> AsText() const;
  [[nodiscard]] std::optional<ByteView> AsBytes() const;
  [[nodiscard]] std::optional<bool> AsBoolean() const;

  // kTagged only: the tag's number, and what is tagged.
  [[nodiscard]] std::uint64_t tag() const { return node_->argument; }
  [[nodiscard]] Item tagged() const { return {node_ + 1, bytes_}; }

  // Elements of an array, entries of a map; 0 for every other kind.
  [[nodiscard]] std::size_t size() const;
  // An array's elements in order; empty for every other kind.
  [[nodiscard]] std::vector<Item> Elements() const;
  // A map's keys and values in their order; empty for every other kind.
  [[nodiscard]] std::vector<std::pair<Item, Item>> Entries() const;
  // The value under a map's key; nullopt when there is none, or this is no map.
  [[nodiscard]] std::optional<Item> Find(std::int64_t key) const;
  [[nodiscard]] std::optional<Item> Find(std::string_view key) const;
  // The text under a map's key; empty when there is none, or it is something else.
  [[nodiscard]] std::string_view TextAt(std::string_view key) const;

  // The item's original bytes, head included.
  [[nodiscard]] ByteView encoded() const {
    return {bytes_ + node_->begin, node_->end - node_->begin};
  }

 private:
  [[nodiscard]] Item Next() const { return {node_ + node_->span, bytes_}; }
  [[nodiscard]] ByteView String() const {
    return {bytes_ + node_->end - node_->argument, node_->argument};
  }
  template <typename Match>
  [[nodiscard]] std::optional<Item> FindIf(Match match) const;

  const Node* node_;
  const std::uint8_t* bytes_;
};

struct Limits {
  std::size_t depth = 16;    // arrays, maps and tags inside of each other
  std::size_t items = 8192;  // in all
};

// One parsed data item with everything in it.
class Document {
 public:
  // Refused with kInvalid: bytes after the item; heads cut short or reserved; map keys other than
  // integers, texts and byte strings; a map with the same key twice, whatever their encodings; text
  // that is not UTF-8; strings in chunks (they would need a copy, and no issuer writes them);
  // simple values other than false, true, null and undefined. Beyond `limits`: kFull. Arrays and
  // maps of indefinite length and heads longer than need be are accepted: issuers' libraries write
  // both. `bytes` must outlive the Document.
  [[nodiscard]] static Result<Document> Parse(ByteView bytes, Limits limits = {});

  [[nodiscard]] Item root() const { return {nodes_.data(), bytes_.data()}; }

 private:
  Document(std::vector<Node> nodes, ByteView bytes) : nodes_(std::move(nodes)), bytes_(bytes) {}

  std::vector<Node> nodes_;
  ByteView bytes_;
};

}  // namespace clearway::encoding::cbor
