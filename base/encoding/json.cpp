#include "base/encoding/json.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/encoding/utf8.h"

namespace clearway::encoding::json {
namespace {

// Objects up to this size are searched for equal keys one by one: faster than sorting.
constexpr std::size_t kSmallObject = 12;

std::unexpected<Error> Broken(const char* what) {
  return Fail(Fault::kInvalid, what);
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

class Parser {
 public:
  Parser(std::string_view text, Limits limits) : text_(text), limits_(limits) {
    nodes_.reserve(std::min<std::size_t>(text.size() / 8 + 8, limits.items));
  }

  Status ParseWhole() {
    if (text_.size() > std::numeric_limits<std::uint32_t>::max() / 2) {
      return Fail(Fault::kFull, "the JSON text is too long");
    }
    if (!IsUtf8(text_)) return Broken("the JSON text is not UTF-8");
    SkipSpace();
    if (Status status = ParseValue(0); !status) return status;
    SkipSpace();
    if (at_ != text_.size()) return Broken("something follows the JSON value");
    return {};
  }

  std::vector<Node> TakeNodes() { return std::move(nodes_); }
  std::vector<char> TakeUnescaped() { return std::move(unescaped_); }

 private:
  Result<std::size_t> NewNode(Kind kind) {
    if (nodes_.size() >= limits_.items) return Fail(Fault::kFull, "too many JSON values");
    nodes_.push_back({.kind = kind});
    return nodes_.size() - 1;
  }

  Status ParseValue(std::size_t depth) {
    switch (Peek()) {
      case '{':
        return ParseNested(Kind::kObject, '}', depth);
      case '[':
        return ParseNested(Kind::kArray, ']', depth);
      case '"':
        return ParseText();
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

  Status ParseNested(Kind kind, char end, std::size_t depth) {
    if (depth >= limits_.depth) return Fail(Fault::kFull, "the JSON text is nested too deeply");
    const Result<std::size_t> index = NewNode(kind);
    if (!index) return std::unexpected(index.error());
    ++at_;
    SkipSpace();
    std::uint32_t count = 0;
    for (bool more = !Take(end); more; ++count) {
      if (Status status = ParseChild(kind, depth + 1); !status) return status;
      SkipSpace();
      more = Take(',');
      if (!more && !Take(end)) return Broken("a JSON array or object is broken off");
      if (more) SkipSpace();
    }
    nodes_[*index].count = count;
    nodes_[*index].span = static_cast<std::uint32_t>(nodes_.size() - *index);
    return kind == Kind::kObject ? CheckKeys(*index) : Status{};
  }

  Status ParseChild(Kind parent, std::size_t depth) {
    if (parent == Kind::kObject) {
      if (Peek() != '"') return Broken("a JSON object lacks a key");
      if (Status status = ParseText(); !status) return status;
      SkipSpace();
      if (!Take(':')) return Broken("a JSON key lacks its value");
      SkipSpace();
    }
    return ParseValue(depth);
  }

  Status ParseWord(std::string_view word, Kind kind) {
    const Result<std::size_t> index = NewNode(kind);
    if (!index) return std::unexpected(index.error());
    if (!text_.substr(at_).starts_with(word)) return Broken("a JSON value is misspelt");
    nodes_[*index].flag = word == "true";
    at_ += word.size();
    return {};
  }

  // RFC 8259 section 6, which is narrower than what from_chars takes.
  Status ParseNumber() {
    const Result<std::size_t> index = NewNode(Kind::kNumber);
    if (!index) return std::unexpected(index.error());
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
    double number = 0;
    const auto outcome = std::from_chars(text_.data() + begin, text_.data() + at_, number);
    if (outcome.ec != std::errc{}) return Broken("a JSON number is beyond what a double holds");
    nodes_[*index].number = number;
    return {};
  }

  Status ParseText() {
    const Result<std::size_t> index = NewNode(Kind::kText);
    if (!index) return std::unexpected(index.error());
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && IsPlain(text_[at_])) ++at_;
    if (Peek() == '\\') return ParseEscapedText(*index, begin);
    nodes_[*index].begin = static_cast<std::uint32_t>(begin);
    nodes_[*index].length = static_cast<std::uint32_t>(at_ - begin);
    return EndText();
  }

  Status ParseEscapedText(std::size_t index, std::size_t begin) {
    const std::size_t first = unescaped_.size();
    const auto append = [this](std::size_t from) {
      unescaped_.insert(unescaped_.end(), text_.begin() + static_cast<std::ptrdiff_t>(from),
                        text_.begin() + static_cast<std::ptrdiff_t>(at_));
    };
    append(begin);
    while (Take('\\')) {
      if (Status status = ParseEscape(); !status) return status;
      const std::size_t plain = at_;
      while (at_ < text_.size() && IsPlain(text_[at_])) ++at_;
      append(plain);
    }
    nodes_[index].flag = true;
    nodes_[index].begin = static_cast<std::uint32_t>(first);
    nodes_[index].length = static_cast<std::uint32_t>(unescaped_.size() - first);
    return EndText();
  }

  Status EndText() { return Take('"') ? Status{} : Broken("a JSON string is broken off"); }

  Status ParseEscape() {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const std::size_t letter = kLetters.find(Peek());
    if (at_ < text_.size() && letter != std::string_view::npos) {
      unescaped_.push_back(kMeant[letter]);
      ++at_;
      return {};
    }
    std::optional<std::uint32_t> point = TakeUnit();
    if (!point || IsLowSurrogate(*point)) return Broken("a JSON escape is broken");
    if (IsHighSurrogate(*point)) {
      const auto low = Take('\\') ? TakeUnit() : std::nullopt;
      if (!low || !IsLowSurrogate(*low)) return Broken("a JSON surrogate stands alone");
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
    }
    AppendUtf8(unescaped_, *point);
    return {};
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

  Status CheckKeys(std::size_t index) {
    const std::size_t count = nodes_[index].count;
    if (count < 2) return {};
    std::vector<std::string_view> keys;
    keys.reserve(count);
    for (std::size_t at = index + 1; keys.size() < count; at += 1 + nodes_[at + 1].span) {
      const std::string_view key = KeyAt(at);
      if (count <= kSmallObject && std::ranges::find(keys, key) != keys.end()) return KeyTwice();
      keys.push_back(key);
    }
    if (count <= kSmallObject) return {};
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) == keys.end() ? Status{} : KeyTwice();
  }

  static std::unexpected<Error> KeyTwice() {
    return Broken("a JSON object has the same key twice");
  }

  [[nodiscard]] std::string_view KeyAt(std::size_t index) const {
    const Node& node = nodes_[index];
    return {(node.flag ? unescaped_.data() : text_.data()) + node.begin, node.length};
  }

  static bool IsPlain(char character) {
    return character != '"' && character != '\\' && static_cast<unsigned char>(character) >= 0x20;
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
  void SkipSpace() {
    while (IsSpace(Peek())) ++at_;
  }

  std::string_view text_;
  Limits limits_;
  std::size_t at_ = 0;
  std::vector<Node> nodes_;
  std::vector<char> unescaped_;
};

}  // namespace

std::optional<std::string_view> Item::AsText() const {
  if (kind() != Kind::kText) return std::nullopt;
  return Characters();
}

std::optional<double> Item::AsNumber() const {
  if (kind() != Kind::kNumber) return std::nullopt;
  return node_->number;
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
    if (at.Characters() == key) return value;
    at = value.Next();
  }
  return std::nullopt;
}

Result<Document> Document::Parse(std::string_view text, Limits limits) {
  Parser parser(text, limits);
  if (Status status = parser.ParseWhole(); !status) return std::unexpected(status.error());
  return Document(parser.TakeNodes(), parser.TakeUnescaped(), text);
}

}  // namespace clearway::encoding::json
