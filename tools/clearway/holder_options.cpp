#include "tools/clearway/holder_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/core/file.h"
#include "base/encoding/bytes.h"
#include "base/encoding/mrz.h"
#include "tools/clearway/complain.h"

namespace clearway::tools {
namespace {

using certificate::Disclosure;
using certificate::Disclosures;
using certificate::HolderCheck;

constexpr std::size_t kLongestTable = std::size_t{64} * 1024;

// One line, or several in one argument.
bool CanBeLinesOfAZone(std::string_view text) {
  constexpr std::string_view kCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<\r\n";
  return text.size() >= 30 && text.find_first_not_of(kCharacters) == std::string_view::npos;
}

}  // namespace

std::vector<std::string> TakeBackInputs(std::vector<std::string>& mrz_lines) {
  const auto inputs = std::ranges::stable_partition(mrz_lines, CanBeLinesOfAZone);
  std::vector<std::string> taken(inputs.begin(), inputs.end());
  mrz_lines.erase(inputs.begin(), inputs.end());
  return taken;
}

Result<std::optional<certificate::Identity>> PassportOf(const std::vector<std::string>& mrz_lines,
                                                        Timestamp now) {
  if (mrz_lines.empty()) return std::nullopt;
  std::string text;
  for (const std::string& line : mrz_lines) text += line + '\n';
  const auto zone = encoding::mrz::Parse(text, now);
  if (!zone) return Fail(zone.error().fault, "--mrz: " + zone.error().detail);
  if (!zone->checks.none_fails()) {
    return Fail(Fault::kInvalid,
                "--mrz: a check digit does not fit, so the lines were misread or mistyped");
  }
  return certificate::IdentityOf(*zone);
}

Result<Disclosures> PostsIn(const std::string& table_file) {
  if (table_file.empty()) return Disclosures::Shipped();
  const auto bytes = ReadFile(table_file, kLongestTable);
  if (!bytes) return Fail(bytes.error().fault, table_file + ": " + bytes.error().detail);
  return Disclosures::Parse(encoding::AsText(*bytes));
}

Disclosure DisclosureFor(const std::string& post, const Disclosures& posts) {
  if (post.empty()) return Disclosure::Everything();
  if (!posts.Has(post)) {
    Complain(fmt::format("no such post, so only what every post may see is shown; there are: {}",
                         fmt::join(posts.posts(), " ")));
  }
  return posts.ForPost(post);
}

nlohmann::ordered_json ToJson(const HolderCheck& check) {
  if (check.compared_with == certificate::ComparedWith::kNothing) return nullptr;
  nlohmann::ordered_json json;
  json["answer"] = ToString(check.match.answer);
  json["compared_with"] = ToString(check.compared_with);
  json["reasons"] = nlohmann::ordered_json::array();
  for (const certificate::Ground ground : check.match.grounds) {
    json["reasons"].push_back({{"code", ToString(ground)}, {"staff", SentenceFor(ground)}});
  }
  return json;
}

std::string ToText(const HolderCheck& check) {
  if (check.compared_with == certificate::ComparedWith::kNothing) return {};
  const bool has_passport = check.compared_with == certificate::ComparedWith::kPassport;
  std::string text = fmt::format("\nHolder, compared with {}: {}\n",
                                 has_passport ? "the passport" : "the other certificates",
                                 ToString(check.match.answer));
  for (const certificate::Ground ground : check.match.grounds) {
    text += fmt::format("  {}\n", SentenceFor(ground));
  }
  return text;
}

}  // namespace clearway::tools
