#include "base/encoding/json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

#include "base/encoding/map_keys.h"
#include "base/encoding/utf8.h"

namespace clearway::encoding::json {
namespace {

// Objects up to this size are searched for equal keys one by one: faster than sorting.
constexpr std::size_t kSmallObject = 12;

// What stands for itself in a text.
bool IsPlain(char character) {
  return static_cast<unsigned char>(character) >= 0x20 && character != '"' && character != '\\';
}

// How many of the first eight bytes are plain, looked at together. A byte's borrow can only reach
// those behind it, so that the first which is marked is one.
std::size_t PlainOfEight(const char* bytes) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = kOnes << 7;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto below = [](std::uint64_t of, std::uint64_t bound) {
    return (of - kOnes * bound) & ~of & kHighBits;
  };
  const std::uint64_t special =
      below(word, 0x20) | below(word ^ kOnes * '"', 1) | below(word ^ kOnes * '\\', 1);
  return static_cast<std::size_t>(std::countr_zero(special)) / 8;
}

bool IsDigit(char character) {
  return character >= '0' && character <= '9';
}

bool IsSpace(char character) {
  return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

bool IsHighSurrogate(std::uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool IsLowSurrogate(std::uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

void AppendUtf8(std::vector<char>& text, std::uint32_t point) {
  const auto append = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    append(point);
    return;
  }
  if (point < 0x800) {
    append(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      append(0xE0 | point >> 12);
    } else {
      append(0xF0 | point >> 18);
      append(0x80 | (point >> 12 & 0x3F));
    }
    append(0x80 | (point >> 6 & 0x3F));
  }
  append(0x80 | (point & 0x3F));
}

// Of a number as JSON writes it; nullopt beyond what a double holds.
std::optional<double> DoubleIn(std::string_view number) {
  double value = 0;
  const auto outcome = std::from_chars(number.data(), number.data() + number.size(), value);
  return outcome.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

// A step answers whether the text goes on as it should; the first trouble is kept for the end.
class Parser {
 public:
  Parser(std::string_view text, Limits limits) : text_(text), limits_(limits) {
    nodes_.reserve(std::min<std::size_t>(text.size() / 8 + 8, limits.items));
  }

  Status ParseWhole() {
    if (!ParseText()) return std::unexpected(std::move(trouble_));
    return {};
  }

  std::vector<Node> TakeNodes() { return std::move(nodes_); }
  std::vector<char> TakeUnescaped() { return std::move(unescaped_); }

 private:
  bool Refuse(Fault fault, const char* what) {
    trouble_ = {.fault = fault, .detail = what};
    return false;
  }
  bool Broken(const char* what) { return Refuse(Fault::kInvalid, what); }

  bool ParseText() {
    if (text_.size() > std::numeric_limits<std::uint32_t>::max() / 2) {
      return Refuse(Fault::kFull, "the JSON text is too long");
    }
    if (!IsUtf8(text_)) return Broken("the JSON text is not UTF-8");
    SkipSpace();
    if (!ParseValue(0)) return false;
    SkipSpace();
    return at_ == text_.size() || Broken("something follows the JSON value");
  }

  bool AddNode(Kind kind) {
    if (nodes_.size() >= limits_.items) return Refuse(Fault::kFull, "too many JSON values");
    nodes_.push_back({.kind = kind});
    return true;
  }

  bool ParseValue(std::size_t depth) {
    switch (Peek()) {
      case '{':
        return ParseNested(Kind::kObject, '}', depth);
      case '[':
        return ParseNested(Kind::kArray, ']', depth);
      case '"':
        return ParseString();
      case 't':
        return ParseWord("true", Kind::kBoolean);
      case 'f':
        return ParseWord("false", Kind::kBoolean);
      case 'n':
        return ParseWord("null", Kind::kNull);
      default:
        return ParseNumber();
    }
  }

  bool ParseNested(Kind kind, char end, std::size_t depth) {
    if (depth >= limits_.depth) {
      return Refuse(Fault::kFull, "the JSON text is nested too deeply");
    }
    const std::size_t index = nodes_.size();
    if (!AddNode(kind)) return false;
    ++at_;
    SkipSpace();
    std::uint32_t count = 0;
    for (bool more = !Take(end); more; ++count) {
      if (!ParseChild(kind, depth + 1)) return false;
      SkipSpace();
      more = Take(',');
      if (!more && !Take(end)) return Broken("a JSON array or object is broken off");
      if (more) SkipSpace();
    }
    nodes_[index].count = count;
    nodes_[index].span = static_cast<std::uint32_t>(nodes_.size() - index);
    return kind != Kind::kObject || CheckKeys(index);
  }

  bool ParseChild(Kind parent, std::size_t depth) {
    if (parent == Kind::kObject) {
      if (Peek() != '"') return Broken("a JSON object lacks a key");
      if (!ParseString()) return false;
      SkipSpace();
      if (!Take(':')) return Broken("a JSON key lacks its value");
      SkipSpace();
    }
    return ParseValue(depth);
  }

  bool ParseWord(std::string_view word, Kind kind) {
    if (!AddNode(kind)) return false;
    if (!text_.substr(at_).starts_with(word)) return Broken("a JSON value is misspelt");
    nodes_.back().flag = word == "true";
    at_ += word.size();
    return true;
  }

  // RFC 8259 section 6, which is narrower than what from_chars takes.
  bool ParseNumber() {
    if (!AddNode(Kind::kNumber)) return false;
    const std::size_t begin = at_;
    Take('-');
    const bool zero = Peek() == '0';
    const std::size_t whole = SkipDigits();
    if (whole == 0 || (zero && whole > 1)) return Broken("a JSON value is none");
    if (Take('.') && SkipDigits() == 0) return Broken("a JSON number lacks its fraction");
    if (Take('e') || Take('E')) {
      if (!Take('+')) Take('-');
      if (SkipDigits() == 0) return Broken("a JSON number lacks its exponent");
    }
    NoteCharacters(begin);
    return DoubleIn(text_.substr(begin, at_ - begin)) ||
           Broken("a JSON number is beyond what a double holds");
  }

  bool ParseString() {
    if (!AddNode(Kind::kText)) return false;
    const std::size_t begin = ++at_;
    SkipPlain();
    if (Peek() == '\\') return ParseEscapedString(begin);
    NoteCharacters(begin);
    return EndString();
  }

  bool ParseEscapedString(std::size_t begin) {
    const std::size_t first = unescaped_.size();
    const auto append = [this](std::size_t from) {
      unescaped_.insert(unescaped_.end(), text_.begin() + static_cast<std::ptrdiff_t>(from),
                        text_.begin() + static_cast<std::ptrdiff_t>(at_));
    };
    append(begin);
    while (Take('\\')) {
      if (!ParseEscape()) return false;
      const std::size_t plain = at_;
      SkipPlain();
      append(plain);
    }
    Node& node = nodes_.back();
    node.flag = true;
    node.begin = static_cast<std::uint32_t>(first);
    node.count = static_cast<std::uint32_t>(unescaped_.size() - first);
    return EndString();
  }

  // Of the last node: they end here.
  void NoteCharacters(std::size_t begin) {
    nodes_.back().begin = static_cast<std::uint32_t>(begin);
    nodes_.back().count = static_cast<std::uint32_t>(at_ - begin);
  }

  bool EndString() { return Take('"') || Broken("a JSON string is broken off"); }

  bool ParseEscape() {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const std::size_t letter = kLetters.find(Peek());
    if (at_ < text_.size() && letter != std::string_view::npos) {
      unescaped_.push_back(kMeant[letter]);
      ++at_;
      return true;
    }
    std::optional<std::uint32_t> point = TakeUnit();
    if (!point || IsLowSurrogate(*point)) return Broken("a JSON escape is broken");
    if (IsHighSurrogate(*point)) {
      const auto low = Take('\\') ? TakeUnit() : std::nullopt;
      if (!low || !IsLowSurrogate(*low)) return Broken("a JSON surrogate stands alone");
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
    }
    AppendUtf8(unescaped_, *point);
    return true;
  }

  // What follows the backslash: u and four hexadecimal digits.
  std::optional<std::uint32_t> TakeUnit() {
    if (!Take('u') || text_.size() - at_ < 4) return std::nullopt;
    std::uint32_t unit = 0;
    const char* end = text_.data() + at_ + 4;
    const auto outcome = std::from_chars(text_.data() + at_, end, unit, 16);
    if (outcome.ec != std::errc{} || outcome.ptr != end) return std::nullopt;
    at_ += 4;
    return unit;
  }

  bool CheckKeys(std::size_t index) {
    const std::size_t count = nodes_[index].count;
    const bool unique =
        count <= kSmallObject ? AreFewUnique(index, count) : AreUnique(index, count);
    return unique || Broken("a JSON object has the same key twice");
  }

  [[nodiscard]] bool AreFewUnique(std::size_t index, std::size_t count) const {
    SeenKeys seen;
    std::size_t at = index + 1;
    for (std::size_t i = 0; i < count; ++i, at = KeyAfter(at)) {
      if (seen.Note(LookOf(KeyAt(at))) && IsAmongKeys(index + 1, at)) return false;
    }
    return true;
  }

  // Whether the key at `end` equals one of those from `at` up to it.
  [[nodiscard]] bool IsAmongKeys(std::size_t at, std::size_t end) const {
    while (at != end && KeyAt(at) != KeyAt(end)) at = KeyAfter(at);
    return at != end;
  }

  [[nodiscard]] bool AreUnique(std::size_t index, std::size_t count) const {
    std::vector<std::string_view> keys;
    keys.reserve(count);
    for (std::size_t at = index + 1; keys.size() < count; at = KeyAfter(at)) {
      keys.push_back(KeyAt(at));
    }
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) == keys.end();
  }

  [[nodiscard]] std::size_t KeyAfter(std::size_t key) const {
    return key + 1 + nodes_[key + 1].span;
  }

  [[nodiscard]] std::string_view KeyAt(std::size_t index) const {
    const Node& node = nodes_[index];
    return {(node.flag ? unescaped_.data() : text_.data()) + node.begin, node.count};
  }

  [[nodiscard]] char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Take(char character) {
    if (at_ >= text_.size() || text_[at_] != character) return false;
    ++at_;
    return true;
  }
  std::size_t SkipDigits() {
    const std::size_t begin = at_;
    while (IsDigit(Peek())) ++at_;
    return at_ - begin;
  }
  void SkipPlain() {
    while (text_.size() - at_ >= 8) {
      const std::size_t plain = PlainOfEight(text_.data() + at_);
      at_ += plain;
      if (plain < 8) return;
    }
    while (at_ < text_.size() && IsPlain(text_[at_])) ++at_;
  }
  void SkipSpace() {
    while (IsSpace(Peek())) ++at_;
  }

  std::string_view text_;
  Limits limits_;
  std::size_t at_ = 0;
  std::vector<Node> nodes_;
  std::vector<char> unescaped_;
  Error trouble_;
};

}  // namespace

std::optional<std::string_view> Item::AsText() const {
  if (kind() != Kind::kText) return std::nullopt;
  return Characters();
}

std::optional<double> Item::AsNumber() const {
  const auto written = NumberAsWritten();
  return written ? DoubleIn(*written) : std::nullopt;
}

std::optional<std::string_view> Item::NumberAsWritten() const {
  if (kind() != Kind::kNumber) return std::nullopt;
  return Characters();
}

std::optional<bool> Item::AsBoolean() const {
  if (kind() != Kind::kBoolean) return std::nullopt;
  return node_->flag;
}

std::optional<Item> Item::At(std::size_t index) const {
  if (kind() != Kind::kArray || index >= size()) return std::nullopt;
  Item item = Child();
  for (std::size_t i = 0; i < index; ++i) item = item.Next();
  return item;
}

std::vector<Item> Item::Elements() const {
  std::vector<Item> elements;
  if (kind() != Kind::kArray) return elements;
  elements.reserve(size());
  Item item = Child();
  for (std::size_t i = 0; i < size(); ++i, item = item.Next()) elements.push_back(item);
  return elements;
}

std::vector<std::pair<std::string_view, Item>> Item::Members() const {
  std::vector<std::pair<std::string_view, Item>> members;
  if (kind() != Kind::kObject) return members;
  members.reserve(size());
  Item key = Child();
  for (std::size_t i = 0; i < size(); ++i) {
    const Item value = key.Next();
    members.emplace_back(key.Characters(), value);
    key = value.Next();
  }
  return members;
}

std::optional<Item> Item::Find(std::string_view key) const {
  if (kind() != Kind::kObject) return std::nullopt;
  Item at = Child();
  for (std::size_t i = 0; i < size(); ++i) {
    const Item value = at.Next();
    if (IsSameKey(at.Characters(), key)) return value;
    at = value.Next();
  }
  return std::nullopt;
}

std::string_view Item::TextAt(std::string_view key) const {
  const std::optional<Item> item = Find(key);
  return item ? item->AsText().value_or(std::string_view{}) : std::string_view{};
}

Result<Document> Document::Parse(std::string_view text, Limits limits) {
  Parser parser(text, limits);
  if (Status status = parser.ParseWhole(); !status) return std::unexpected(status.error());
  return Document(parser.TakeNodes(), parser.TakeUnescaped(), text);
}

}  // namespace clearway::encoding::json
