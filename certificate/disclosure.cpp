#include "certificate/disclosure.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

#include "base/encoding/json.h"
#include "certificate/shipped_disclosure.h"

namespace clearway::certificate {
namespace {

using encoding::json::Document;
using encoding::json::Item;
using encoding::json::Kind;

constexpr std::size_t kMostPosts = 64;
constexpr std::size_t kMostPatterns = 256;

bool IsWord(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
           character == '_' || character == '-';
  });
}

// "*", "group.*" or "group.field".
bool IsPattern(std::string_view text) {
  if (text == "*") return true;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || !IsWord(text.substr(0, point))) return false;
  const std::string_view field = text.substr(point + 1);
  return field == "*" || IsWord(field);
}

bool Matches(std::string_view pattern, std::string_view field) {
  if (!pattern.ends_with('*')) return pattern == field;
  return field.starts_with(pattern.substr(0, pattern.size() - 1));
}

Result<std::vector<std::string>> ReadPatterns(const Item& list) {
  if (list.kind() != Kind::kArray || list.size() > kMostPatterns) {
    return Fail(Fault::kInvalid, "a post of the disclosure table has no list of fields");
  }
  std::vector<std::string> patterns;
  for (const Item& element : list.Elements()) {
    const auto text = element.AsText();
    if (!text || !IsPattern(*text)) {
      return Fail(Fault::kInvalid,
                  "the disclosure table has a field that is neither \"*\", \"group.*\" nor "
                  "\"group.field\"");
    }
    patterns.emplace_back(*text);
  }
  return patterns;
}

}  // namespace

bool Disclosure::Shows(std::string_view field) const {
  return std::ranges::all_of(lists_, [field](const std::vector<std::string>& patterns) {
    return std::ranges::any_of(
        patterns, [field](const std::string& pattern) { return Matches(pattern, field); });
  });
}

Disclosure Disclosure::And(const Disclosure& other) const {
  Disclosure both = *this;
  both.lists_.insert(both.lists_.end(), other.lists_.begin(), other.lists_.end());
  return both;
}

Result<Disclosures> Disclosures::Parse(std::string_view json) {
  const auto document = Document::Parse(json, {.depth = 4});
  if (!document) return std::unexpected(document.error());
  const auto posts = document->root().Find("posts");
  if (!posts || document->root().size() != 1 || posts->kind() != Kind::kObject ||
      posts->size() == 0 || posts->size() > kMostPosts) {
    return Fail(Fault::kInvalid,
                "the disclosure table is not {\"posts\": {...}} with 1 to 64 posts");
  }
  Disclosures disclosures;
  for (const auto& [name, list] : posts->Members()) {
    if (!IsWord(name)) {
      return Fail(Fault::kInvalid, "a post of the disclosure table is not named by a-z, 0-9, - _");
    }
    Result<std::vector<std::string>> patterns = ReadPatterns(list);
    if (!patterns) return std::unexpected(patterns.error());
    disclosures.posts_.emplace(name, Disclosure(std::move(*patterns)));
  }
  return disclosures;
}

const Disclosures& Disclosures::Shipped() {
  static const Disclosures kShipped = [] {
    Result<Disclosures> parsed = Parse(kShippedDisclosure);
    if (!parsed) std::abort();  // the build's own file, which a test reads
    return std::move(*parsed);
  }();
  return kShipped;
}

Disclosure Disclosures::ForPost(std::string_view post) const {
  if (const auto found = posts_.find(post); found != posts_.end()) return found->second;
  Disclosure least = Disclosure::Everything();
  for (const auto& [name, disclosure] : posts_) least = least.And(disclosure);
  return least;
}

std::vector<std::string> Disclosures::posts() const {
  std::vector<std::string> names;
  names.reserve(posts_.size());
  for (const auto& [name, disclosure] : posts_) names.push_back(name);
  return names;
}

}  // namespace clearway::certificate
