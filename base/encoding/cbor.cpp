#include "base/encoding/cbor.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/encoding/map_keys.h"
#include "base/encoding/utf8.h"

namespace clearway::encoding::cbor {
namespace {

constexpr std::uint8_t kBreak = 0xFF;
// Maps up to this size are searched for equal keys one by one: faster than sorting.
constexpr std::size_t kSmallMap = 12;

// A head (RFC 8949 section 3): major type, additional information, argument.
struct Head {
  std::uint8_t major = 0;
  std::uint8_t info = 0;
  std::uint64_t argument = 0;
  [[nodiscard]] bool indefinite() const { return info == 31; }
};

double DoubleFromHalf(std::uint16_t half) {
  const int exponent = half >> 10 & 0x1F;
  const int mantissa = half & 0x3FF;
  double value = 0;
  if (exponent == 0) {
    value = std::ldexp(mantissa, -24);
  } else if (exponent != 31) {
    value = std::ldexp(mantissa + 1024, exponent - 25);
  } else {
    value = mantissa == 0 ? std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::quiet_NaN();
  }
  return (half & 0x8000) != 0 ? -value : value;
}

// What two equal keys have in common, whatever their encodings: value, kind, sign and characters.
// The value of a string is its first eight bytes: unequal keys seldom have to be compared further.
struct Key {
  std::uint64_t value = 0;
  Kind kind = Kind::kInteger;
  bool negative = false;
  std::string_view characters;
  auto operator<=>(const Key&) const = default;
};

// A step answers whether the data goes on as it should; the first trouble is kept for the end. A
// Status at every item would cost as much as the parsing.
class Parser {
 public:
  Parser(ByteView bytes, Limits limits) : bytes_(bytes), limits_(limits) {
    nodes_.reserve(std::min<std::size_t>(bytes.size() / 4 + 8, limits.items));
  }

  Status ParseWhole() {
    if (!ParseBytes()) return std::unexpected(std::move(trouble_));
    return {};
  }

  std::vector<Node> TakeNodes() { return std::move(nodes_); }

 private:
  bool Refuse(Fault fault, const char* what) {
    trouble_ = {.fault = fault, .detail = what};
    return false;
  }
  bool Broken(const char* what) { return Refuse(Fault::kInvalid, what); }
  bool CutShort() { return Broken("the CBOR data is cut short"); }
  bool Reserved() { return Broken("the CBOR data uses a reserved encoding"); }

  bool ParseBytes() {
    if (bytes_.size() > std::numeric_limits<std::uint32_t>::max()) {
      return Refuse(Fault::kFull, "the CBOR data is too long");
    }
    if (!ParseItem(0)) return false;
    return at_ == bytes_.size() || Broken("bytes follow the CBOR data");
  }

  bool ParseItem(std::size_t depth) {
    if (nodes_.size() >= limits_.items) return Refuse(Fault::kFull, "too many CBOR items");
    // Made where it stays: to copy what was just written byte by byte would make the processor
    // wait.
    Node& node = nodes_.emplace_back();
    node.begin = static_cast<std::uint32_t>(at_);
    Head head;
    if (!ReadHead(head)) return false;
    node.argument = head.argument;
    if (head.major >= 4 && head.major <= 6) return ParseNested(head, depth);
    if (!ParseLeaf(node, head)) return false;
    node.end = static_cast<std::uint32_t>(at_);
    return true;
  }

  bool ParseLeaf(Node& node, const Head& head) {
    switch (head.major) {
      case 0:
      case 1:
        if (head.indefinite()) return Reserved();
        node.kind = Kind::kInteger;
        node.negative = head.major == 1;
        return true;
      case 2:
      case 3:
        return ParseString(node, head);
      default:
        return ParseSimple(node, head);
    }
  }

  bool ParseString(Node& node, const Head& head) {
    if (head.indefinite()) return Broken("a CBOR string comes in chunks");
    if (head.argument > bytes_.size() - at_) return CutShort();
    node.kind = head.major == 2 ? Kind::kBytes : Kind::kText;
    const ByteView characters = bytes_.subspan(at_, head.argument);
    at_ += head.argument;
    if (node.kind == Kind::kText && !IsUtf8(AsText(characters))) {
      return Broken("a CBOR text is not UTF-8");
    }
    return true;
  }

  // What is nested in the last node.
  bool ParseNested(const Head& head, std::size_t depth) {
    if (head.major == 6 && head.indefinite()) return Reserved();
    if (depth >= limits_.depth) return Refuse(Fault::kFull, "the CBOR data is nested too deeply");
    const std::size_t index = nodes_.size() - 1;
    if (!ParseChildren(index, head, depth + 1)) return false;
    Node& node = nodes_[index];
    node.end = static_cast<std::uint32_t>(at_);
    node.span = static_cast<std::uint32_t>(nodes_.size() - index);
    return node.kind != Kind::kMap || CheckKeys(index);
  }

  bool ParseChildren(std::size_t index, const Head& head, std::size_t depth) {
    if (head.major == 6) {
      nodes_[index].kind = Kind::kTagged;
      return ParseItem(depth);
    }
    const bool is_map = head.major == 5;
    nodes_[index].kind = is_map ? Kind::kMap : Kind::kArray;
    // Every element takes a byte at least: a larger count is refused before anything is read.
    if (!head.indefinite() && head.argument > bytes_.size() - at_) return CutShort();
    std::uint32_t count = 0;
    while (head.indefinite() ? !TakeBreak() : count < head.argument) {
      if (!ParseItem(depth)) return false;
      if (is_map && !ParseItem(depth)) return false;
      ++count;
    }
    nodes_[index].argument = count;
    return true;
  }

  bool ParseSimple(Node& node, const Head& head) {
    switch (head.info) {
      case 20:
      case 21:
        node.kind = Kind::kBoolean;
        node.argument = head.info - 20U;
        return true;
      case 22:
        node.kind = Kind::kNull;
        return true;
      case 23:
        node.kind = Kind::kUndefined;
        return true;
      case 25:
        return SetFloat(node, DoubleFromHalf(static_cast<std::uint16_t>(head.argument)));
      case 26:
        return SetFloat(node, std::bit_cast<float>(static_cast<std::uint32_t>(head.argument)));
      case 27:
        return SetFloat(node, std::bit_cast<double>(head.argument));
      default:
        return Reserved();
    }
  }

  static bool SetFloat(Node& node, double value) {
    node.kind = Kind::kFloat;
    node.argument = std::bit_cast<std::uint64_t>(value);
    return true;
  }

  bool CheckKeys(std::size_t index) {
    const std::size_t count = nodes_[index].argument;
    if (count > kSmallMap) return CheckManyKeys(index, count);
    SeenKeys seen;
    std::size_t at = index + 1;
    for (std::size_t i = 0; i < count; ++i, at = KeyAfter(at)) {
      if (!IsKey(nodes_[at])) return NoKey();
      if (seen.Note(LookOf(nodes_[at])) && IsAmongKeys(index + 1, at)) return KeyTwice();
    }
    return true;
  }

  // Whether the key at `end` equals one of those from `at` up to it.
  [[nodiscard]] bool IsAmongKeys(std::size_t at, std::size_t end) const {
    const Key key = KeyOf(nodes_[end]);
    while (at != end && KeyOf(nodes_[at]) != key) at = KeyAfter(at);
    return at != end;
  }

  // Sorting keeps the work for a hostile map of thousands of keys bounded.
  bool CheckManyKeys(std::size_t index, std::size_t count) {
    std::vector<Key> keys;
    keys.reserve(count);
    std::size_t at = index + 1;
    for (std::size_t i = 0; i < count; ++i, at = KeyAfter(at)) {
      if (!IsKey(nodes_[at])) return NoKey();
      keys.push_back(KeyOf(nodes_[at]));
    }
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) == keys.end() || KeyTwice();
  }

  static bool IsKey(const Node& node) {
    return node.kind == Kind::kInteger || node.kind == Kind::kText || node.kind == Kind::kBytes;
  }

  // A key is one node.
  [[nodiscard]] std::size_t KeyAfter(std::size_t key) const {
    return key + 1 + nodes_[key + 1].span;
  }

  [[nodiscard]] ByteView StringOf(const Node& node) const {
    return bytes_.subspan(node.end - node.argument, node.argument);
  }

  // The same for equal keys.
  [[nodiscard]] std::uint64_t LookOf(const Node& node) const {
    return node.kind == Kind::kInteger ? node.argument : encoding::LookOf(AsText(StringOf(node)));
  }

  bool NoKey() { return Broken("a CBOR map key is neither an integer nor a string"); }
  bool KeyTwice() { return Broken("a CBOR map has the same key twice"); }

  [[nodiscard]] Key KeyOf(const Node& node) const {
    if (node.kind == Kind::kInteger) return {node.argument, node.kind, node.negative, {}};
    const ByteView characters = StringOf(node);
    std::uint64_t beginning = 0;
    for (const std::uint8_t byte : characters.first(std::min<std::size_t>(8, characters.size()))) {
      beginning = beginning << 8 | byte;
    }
    return {beginning, node.kind, false, AsText(characters)};
  }

  bool ReadHead(Head& head) {
    if (at_ >= bytes_.size()) return CutShort();
    const std::uint8_t initial = bytes_[at_++];
    head.major = static_cast<std::uint8_t>(initial >> 5);
    head.info = static_cast<std::uint8_t>(initial & 0x1F);
    head.argument = head.info;
    if (head.info < 24) return true;
    if (head.info > 27) return head.indefinite() || Reserved();
    return ReadArgument(head);
  }

  bool ReadArgument(Head& head) {
    const std::size_t length = std::size_t{1} << (head.info - 24);
    if (bytes_.size() - at_ < length) return CutShort();
    head.argument = 0;
    for (std::size_t i = 0; i < length; ++i) head.argument = head.argument << 8 | bytes_[at_++];
    return true;
  }

  bool TakeBreak() {
    if (at_ >= bytes_.size() || bytes_[at_] != kBreak) return false;
    ++at_;
    return true;
  }

  ByteView bytes_;
  Limits limits_;
  std::size_t at_ = 0;
  std::vector<Node> nodes_;
  Error trouble_;
};

}  // namespace

std::optional<std::int64_t> Item::AsInteger() const {
  constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (node_->kind != Kind::kInteger || node_->argument > kLargest) return std::nullopt;
  const auto value = static_cast<std::int64_t>(node_->argument);
  return node_->negative ? -1 - value : value;
}

std::optional<double> Item::AsNumber() const {
  if (node_->kind == Kind::kFloat) return std::bit_cast<double>(node_->argument);
  if (const auto integer = AsInteger()) return static_cast<double>(*integer);
  return std::nullopt;
}

std::optional<std::string_view> Item::AsText() const {
  if (node_->kind != Kind::kText) return std::nullopt;
  return encoding::AsText(String());
}

std::optional<ByteView> Item::AsBytes() const {
  if (node_->kind != Kind::kBytes) return std::nullopt;
  return String();
}

std::optional<bool> Item::AsBoolean() const {
  if (node_->kind != Kind::kBoolean) return std::nullopt;
  return node_->argument != 0;
}

std::size_t Item::size() const {
  return kind() == Kind::kArray || kind() == Kind::kMap ? node_->argument : 0;
}

std::vector<Item> Item::Elements() const {
  std::vector<Item> elements;
  if (kind() != Kind::kArray) return elements;
  elements.reserve(node_->argument);
  Item item(node_ + 1, bytes_);
  for (std::uint64_t i = 0; i < node_->argument; ++i, item = item.Next()) elements.push_back(item);
  return elements;
}

std::vector<std::pair<Item, Item>> Item::Entries() const {
  std::vector<std::pair<Item, Item>> entries;
  if (kind() != Kind::kMap) return entries;
  entries.reserve(node_->argument);
  Item key(node_ + 1, bytes_);
  for (std::uint64_t i = 0; i < node_->argument; ++i) {
    const Item value = key.Next();
    entries.emplace_back(key, value);
    key = value.Next();
  }
  return entries;
}

template <typename Match>
std::optional<Item> Item::FindIf(Match match) const {
  if (kind() != Kind::kMap) return std::nullopt;
  const Node* key = node_ + 1;
  for (std::uint64_t i = 0; i < node_->argument; ++i) {
    const Node* const value = key + 1;  // a key is one node
    if (match(*key)) return Item(value, bytes_);
    key = value + value->span;
  }
  return std::nullopt;
}

std::optional<Item> Item::Find(std::int64_t key) const {
  const std::uint64_t argument = static_cast<std::uint64_t>(key < 0 ? -1 - key : key);
  return FindIf([argument, negative = key < 0](const Node& node) {
    return node.argument == argument && node.kind == Kind::kInteger && node.negative == negative;
  });
}

std::optional<Item> Item::Find(std::string_view key) const {
  return FindIf([this, key](const Node& node) {
    return node.kind == Kind::kText &&
           IsSameKey(encoding::AsText(Item(&node, bytes_).String()), key);
  });
}

std::string_view Item::TextAt(std::string_view key) const {
  const std::optional<Item> item = Find(key);
  return item ? item->AsText().value_or(std::string_view{}) : std::string_view{};
}

Result<Document> Document::Parse(ByteView bytes, Limits limits) {
  Parser parser(bytes, limits);
  if (Status status = parser.ParseWhole(); !status) return std::unexpected(status.error());
  return Document(parser.TakeNodes(), bytes);
}

}  // namespace clearway::encoding::cbor
