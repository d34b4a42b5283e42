#include "tools/printer/directives.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace clearway::printing {
namespace {

constexpr std::string_view kBegin = "# Clearway's settings begin: made by `clearway printer setup`";
constexpr std::string_view kEnd = "# Clearway's settings end";

bool SameName(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string_view> Lines(std::string_view file) {
  std::vector<std::string_view> lines;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    lines.push_back(file.substr(0, end));
    file.remove_prefix(std::min(end + 1, file.size()));
  }
  return lines;
}

// How deep a line stands in <Location>, <Policy> and <Limit>, counted from the file's beginning.
class Depth {
 public:
  // True where the line is a directive of the top level.
  bool IsTop(std::string_view line) {
    line = Trimmed(line);
    if (line.starts_with("</")) {
      --depth_;
      return false;
    }
    if (line.starts_with('<')) {
      ++depth_;
      return false;
    }
    return depth_ == 0 && !line.empty() && line.front() != '#';
  }
  [[nodiscard]] bool is_at_top() const { return depth_ == 0; }

 private:
  int depth_ = 0;
};

// Whether each line belongs to a top-level section that opens with that line.
class Section {
 public:
  explicit Section(std::string_view opening) : opening_(Trimmed(opening)) {}
  bool Has(std::string_view line) {
    const bool was_at_top = depth_.is_at_top();
    (void)depth_.IsTop(line);
    if (was_at_top) is_inside_ = !opening_.empty() && SameName(Trimmed(line), opening_);
    return is_inside_;
  }

 private:
  std::string_view opening_;
  Depth depth_;
  bool is_inside_ = false;
};

Directive Parse(std::string_view line) {
  line = Trimmed(line);
  const auto blank = std::ranges::find_if(
      line, [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
  const auto length = static_cast<std::size_t>(blank - line.begin());
  return {std::string(line.substr(0, length)), std::string(Trimmed(line.substr(length)))};
}

bool Sets(std::string_view line, const std::vector<Directive>& directives) {
  const std::string name = Parse(line).name;
  return std::ranges::any_of(
      directives, [&](const Directive& directive) { return SameName(directive.name, name); });
}

}  // namespace

std::vector<std::string> ValuesOf(std::string_view file, std::string_view name) {
  std::vector<std::string> values;
  Depth depth;
  for (const std::string_view line : Lines(file)) {
    if (!depth.IsTop(line)) continue;
    Directive directive = Parse(line);
    if (SameName(directive.name, name)) values.push_back(std::move(directive.value));
  }
  return values;
}

std::optional<std::string> ValueOf(std::string_view file, std::string_view name) {
  const std::vector<std::string> values = ValuesOf(file, name);
  return values.empty() ? std::nullopt : std::optional(values.back());
}

std::vector<std::vector<std::string>> SectionsOf(std::string_view file, std::string_view opening) {
  std::vector<std::vector<std::string>> sections;
  Section section(opening);
  for (const std::string_view line : Lines(file)) {
    const std::string_view text = Trimmed(line);
    if (!section.Has(line)) continue;
    if (SameName(text, Trimmed(opening))) sections.emplace_back();
    if (!text.empty() && text.front() != '#') sections.back().emplace_back(text);
  }
  return sections;
}

std::string With(std::string_view file, const std::vector<Directive>& directives,
                 std::string_view block) {
  std::string changed;
  bool is_ours = false;
  Depth depth;
  Section same(block.substr(0, block.find('\n')));
  for (const std::string_view line : Lines(file)) {
    if (line == kBegin) is_ours = true;
    const bool is_top = depth.IsTop(line);
    const bool is_same = same.Has(line);
    if (!is_ours && !is_same && !(is_top && Sets(line, directives)))
      changed += fmt::format("{}\n", line);
    if (line == kEnd) is_ours = false;
  }
  changed += fmt::format("{}\n", kBegin);
  for (const Directive& directive : directives) {
    const char* blank = directive.value.empty() ? "" : " ";
    changed += fmt::format("{}{}{}\n", directive.name, blank, directive.value);
  }
  changed += block;
  changed += fmt::format("{}\n", kEnd);
  return changed;
}

}  // namespace clearway::printing
