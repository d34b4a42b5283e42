#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/core/result.h"

// A strict reader of JSON (RFC 8259, restricted to I-JSON, RFC 7493) for signed data of strangers:
// what two readers could understand differently is refused.
namespace clearway::encoding::json {

enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kText, kArray, kObject };

// One value as the parser noted it: values stand in the order of the text, children after their
// parent; in an object each value follows its key, which is a kText.
struct Node {
  Kind kind = Kind::kNull;
  bool flag = false;        // kBoolean: its value; kText: its characters are in the second buffer
  std::uint32_t begin = 0;  // kText, kNumber: where its characters begin, without quotation marks
  std::uint32_t count = 0;  // and how many bytes they have; kArray: elements; kObject: members
  std::uint32_t span = 1;   // how many nodes the value takes, itself included
};

// A view of one value, cheap to copy. The Document and its text must outlive it.
class Item {
 public:
  Item(const Node* node, const char* text, const char* unescaped)
      : node_(node), text_(text), unescaped_(unescaped) {}

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool IsNull() const { return node_->kind == Kind::kNull; }
  // Nullopt when the value is of another kind.
  [[nodiscard]] std::optional<std::string_view> AsText() const;
  [[nodiscard]] std::optional<double> AsNumber() const;
  [[nodiscard]] std::optional<std::string_view> NumberAsWritten() const;
  [[nodiscard]] std::optional<bool> AsBoolean() const;

  // Elements of an array, members of an object; 0 for every other kind.
  [[nodiscard]] std::size_t size() const { return IsNested() ? node_->count : 0; }
  // How many values it is made of: itself, and all inside of it, keys counted too.
  [[nodiscard]] std::size_t nodes() const { return node_->span; }
  // An array's element; nullopt beyond its end, or when this is no array.
  [[nodiscard]] std::optional<Item> At(std::size_t index) const;
  // An array's elements in order; empty for every other kind.
  [[nodiscard]] std::vector<Item> Elements() const;
  // An object's keys and values in their order; empty for every other kind.
  [[nodiscard]] std::vector<std::pair<std::string_view, Item>> Members() const;
  // The value under an object's key; nullopt when there is none, or this is no object.
  [[nodiscard]] std::optional<Item> Find(std::string_view key) const;
  // The text under an object's key; empty when there is none, or it is something else.
  [[nodiscard]] std::string_view TextAt(std::string_view key) const;

 private:
  [[nodiscard]] bool IsNested() const { return kind() == Kind::kArray || kind() == Kind::kObject; }
  [[nodiscard]] Item Child() const { return {node_ + 1, text_, unescaped_}; }
  [[nodiscard]] Item Next() const { return {node_ + node_->span, text_, unescaped_}; }
  [[nodiscard]] std::string_view Characters() const {
    return {(node_->flag ? unescaped_ : text_) + node_->begin, node_->count};
  }

  const Node* node_;
  const char* text_;
  const char* unescaped_;
};

struct Limits {
  std::size_t depth = 24;    // arrays and objects inside of each other
  std::size_t items = 8192;  // in all, keys counted too
};

// One parsed JSON text.
class Document {
 public:
  // Refused with kInvalid: what RFC 8259 does not allow; an object with the same key twice, however
  // they are escaped; text that is not UTF-8, a surrogate without its other half; a number too
  // large for a double, or too small to be told from zero; anything but white space around the
  // value. Beyond `limits`: kFull. `text` must outlive the Document.
  [[nodiscard]] static Result<Document> Parse(std::string_view text, Limits limits = {});

  [[nodiscard]] Item root() const {
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the nodes say where texts end
    return {nodes_.data(), text_.data(), unescaped_.data()};
  }

 private:
  Document(std::vector<Node> nodes, std::vector<char> unescaped, std::string_view text)
      : nodes_(std::move(nodes)), unescaped_(std::move(unescaped)), text_(text) {}

  std::vector<Node> nodes_;
  std::vector<char> unescaped_;  // of the strings that have escapes
  std::string_view text_;
};

}  // namespace clearway::encoding::json
