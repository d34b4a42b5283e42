#include "certificate/rules/rule_set.h"

#include <algorithm>
#include <set>
#include <utility>

#include "certificate/country_codes.h"

namespace clearway::rules {

using certlogic::Value;
using encoding::json::Document;
using encoding::json::Item;
using encoding::json::Kind;

struct RuleSet::Source {
  explicit Source(std::string_view json)
      : text(json.begin(), json.end()),
        document(Document::Parse({text.data(), text.size()}, certlogic::kRuleLimits)) {}

  std::vector<char> text;
  Result<Document> document;
};

namespace {

// Codes are the elements of a list, all of them texts, or the keys of an object.
bool HoldsCodes(const Item& codes) {
  return codes.size() > 0 && std::ranges::all_of(codes.Elements(), [](const Item& code) {
           return code.kind() == Kind::kText;
         });
}

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool IsSameWord(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, Lower, Lower);
}

bool NamesPost(const Heading& heading, const std::string& post) {
  return std::ranges::any_of(heading.posts,
                             [&](const std::string& named) { return IsSameWord(named, post); });
}

// Where the traveller comes from is not always known, and never at the kiosk.
bool IsOriginUnknown(const Journey& journey) {
  return !certificate::IsIssuingCountry(journey.origin);
}

bool MayHaveOrigin(const Heading& heading, const Journey& journey) {
  return heading.origins.empty() || IsOriginUnknown(journey) ||
         std::ranges::any_of(heading.origins, [&](const std::string& origin) {
           return certificate::IsSameIssuingCountry(origin, journey.origin);
         });
}

std::string DoubtAbout(const Heading& heading, const Journey& journey, bool is_post_known) {
  if (!heading.posts.empty() && !is_post_known) {
    return "it is for some posts, and nothing names the one of this journey";
  }
  const bool is_sure = heading.origins.empty() || !IsOriginUnknown(journey);
  return is_sure ? "" : "it is for some countries of departure, and this one is not known";
}

bool IsInForce(const Heading& heading, Timestamp when) {
  return (!heading.valid_from || *heading.valid_from <= when) &&
         (!heading.valid_to || when <= *heading.valid_to);
}

bool AppliesTo(const Heading& heading, const Journey& journey, bool is_post_known, Timestamp when) {
  const bool here = heading.country.empty() || heading.country == journey.destination;
  const bool region = heading.region.empty() || IsSameWord(heading.region, journey.region);
  const bool post = heading.posts.empty() || !is_post_known || NamesPost(heading, journey.post);
  return here && region && post && IsInForce(heading, when) && MayHaveOrigin(heading, journey);
}

bool IsSame(const Heading& one, const Heading& other) {
  return !one.identifier.empty() && one.identifier == other.identifier &&
         one.country == other.country;
}

bool IsNewer(const Heading& one, const Heading& other) {
  return one.version && other.version && *one.version > *other.version;
}

// Of each identifier the highest version; what has none is kept. What may count instead, but nobody
// knows whether it does, drops no other one.
template <typename T>
void KeepHighestVersions(std::vector<Choice<T>>& chosen) {
  const std::vector<Choice<T>> all = chosen;
  std::erase_if(chosen, [&all](const Choice<T>& one) {
    return std::ranges::any_of(all, [&one](const Choice<T>& other) {
      return other.doubt.empty() && IsSame(other.what->heading, one.what->heading) &&
             IsNewer(other.what->heading, one.what->heading);
    });
  });
  for (Choice<T>& one : chosen) {
    const bool is_doubtful = std::ranges::any_of(all, [&one](const Choice<T>& other) {
      const Heading& heading = other.what->heading;
      return other.what != one.what && IsSame(heading, one.what->heading) &&
             (!heading.version || IsNewer(heading, one.what->heading));
    });
    if (is_doubtful && one.doubt.empty()) one.doubt = "another version may count instead of it";
  }
}

}  // namespace

RuleSet::RuleSet() = default;
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

void RuleSet::AddProblem(std::string source, std::string what) {
  unreadable_.push_back({source, "", what});
  problems_.push_back({std::move(source), "", std::move(what)});
}

void RuleSet::AddDocument(std::string source, std::string_view json) {
  if (json.size() > kLargestDocument || sources_.size() >= kMostDocuments) {
    return AddProblem(std::move(source), "it is larger than rules may be, or one of too many");
  }
  sources_.push_back(std::make_unique<const Source>(json));
  const Result<Document>& document = sources_.back()->document;
  if (!document) return AddProblem(std::move(source), document.error().detail);
  const Item root = document->root();
  if (root.kind() != Kind::kArray) return Add(root, source);
  if (root.size() == 0) return AddProblem(std::move(source), "it holds nothing");
  for (const Item& item : root.Elements()) Add(item, source);
}

void RuleSet::Add(const Item& item, const std::string& source) {
  const auto type = item.Find("Type");
  const auto set = item.Find("valueSetId");
  const auto set_name = set ? set->AsText() : std::nullopt;
  const auto set_values = item.Find("valueSetValues");
  if (type && type->AsText() == "Requirement") {
    requirements_.push_back(ReadRequirement(item, source, problems_));
  } else if (item.Find("Identifier") || item.Find("Logic")) {
    rules_.push_back(ReadRule(item, source, problems_));
  } else if (set_name && set_values) {
    if (!AddValueSet(*set_name, *set_values))
      AddProblem(source, "its value set is no list of codes");
  } else if (!AddNamedSets(item)) {
    AddProblem(source, "it is neither a rule, a requirement nor a value set");
  }
}

// All of them or none: what holds something else as well, such as a set of keys, is no document of
// rules and must not travel with them.
bool RuleSet::AddNamedSets(const Item& item) {
  const auto members = item.Members();
  const bool are_lists = !members.empty() && std::ranges::all_of(members, [](const auto& member) {
    return member.second.kind() == Kind::kArray && HoldsCodes(member.second);
  });
  if (!are_lists) return false;
  for (const auto& [name, codes] : members) AddValueSet(name, codes);
  return true;
}

// Of two sets with the same name the later counts.
bool RuleSet::AddValueSet(std::string_view name, const Item& codes) {
  if (!HoldsCodes(codes)) return false;
  auto list = std::make_unique<certlogic::List>();
  for (const Item& code : codes.Elements()) list->elements.push_back(certlogic::FromJson(code));
  for (const auto& [code, meaning] : codes.Members()) list->elements.emplace_back(code);
  list->extent = certlogic::ExtentAround(list->elements);
  std::erase_if(value_sets_->members, [name](const auto& member) { return member.first == name; });
  value_sets_->members.emplace_back(name, list.get());
  codes_.push_back(std::move(list));
  return true;
}

bool RuleSet::HasValueSet(std::string_view name) const {
  return std::ranges::any_of(value_sets_->members,
                             [name](const auto& member) { return member.first == name; });
}

std::string RuleSet::OnlyCountry() const {
  std::set<std::string> countries;
  for (const Rule& rule : rules_) countries.insert(rule.heading.country);
  for (const Requirement& requirement : requirements_)
    countries.insert(requirement.heading.country);
  return countries.size() == 1 ? *countries.begin() : std::string();
}

bool RuleSet::IsPostKnown(const Journey& journey) const {
  const auto names = [&journey](const auto& one) { return NamesPost(one.heading, journey.post); };
  return journey.post.empty() || journey.is_listed_post || std::ranges::any_of(rules_, names) ||
         std::ranges::any_of(requirements_, names);
}

bool RuleSet::NamesRegionOf(const Journey& journey) const {
  const auto names = [&journey](const auto& one) {
    return one.heading.country == journey.destination &&
           IsSameWord(one.heading.region, journey.region);
  };
  return std::ranges::any_of(rules_, names) || std::ranges::any_of(requirements_, names);
}

Chosen RuleSet::ChooseFor(const Journey& journey, Timestamp when) const {
  Chosen chosen;
  const bool is_post_known = IsPostKnown(journey);
  for (const Rule& rule : rules_) {
    if (!rule.invalidates && AppliesTo(rule.heading, journey, is_post_known, when)) {
      chosen.acceptance.push_back({&rule, DoubtAbout(rule.heading, journey, is_post_known)});
    }
  }
  for (const Requirement& requirement : requirements_) {
    if (AppliesTo(requirement.heading, journey, is_post_known, when)) {
      chosen.requirements.push_back(
          {&requirement, DoubtAbout(requirement.heading, journey, is_post_known)});
    }
  }
  KeepHighestVersions(chosen.acceptance);
  KeepHighestVersions(chosen.requirements);
  return chosen;
}

std::vector<Choice<Rule>> RuleSet::ChooseOfIssuers(std::span<const std::string> countries,
                                                   Timestamp when) const {
  std::vector<Choice<Rule>> chosen;
  for (const Rule& rule : rules_) {
    const std::string& speaker = rule.heading.country;
    const auto is_speaker = [&speaker](const std::string& country) {
      return certificate::IsSameIssuingCountry(country, speaker);
    };
    const bool theirs = speaker.empty() || std::ranges::any_of(countries, is_speaker);
    if (rule.invalidates && theirs && IsInForce(rule.heading, when)) chosen.push_back({&rule, {}});
  }
  KeepHighestVersions(chosen);
  return chosen;
}

}  // namespace clearway::rules
