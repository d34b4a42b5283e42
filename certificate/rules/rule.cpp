#include "certificate/rules/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "certificate/certlogic/date_time.h"
#include "certificate/code_systems.h"
#include "certificate/country_codes.h"
#include "certificate/text_scanner.h"

namespace clearway::rules {
namespace {

using certificate::Format;
using encoding::json::Item;
using encoding::json::Kind;

constexpr std::size_t kLongestIdentifier = 40;
constexpr std::size_t kLongestText = 2000;  // bytes of one description
constexpr std::size_t kMostTexts = 64;
constexpr std::string_view kValueSetPath = "external.valueSets.";

constexpr std::array<std::pair<std::string_view, Subject>, 6> kSubjects = {{
    {"General", Subject::kGeneral},
    {"Test", Subject::kTest},
    {"Vaccination", Subject::kVaccination},
    {"Recovery", Subject::kRecovery},
    {"Antibody", Subject::kAntibody},
    {"Declaration", Subject::kDeclaration},
}};

// What "Clearway" may hold, so that a word written wrongly is not a rule that says less.
constexpr std::array<std::string_view, 5> kMembersOfRules = {"Posts", "Origins", "Formats",
                                                             "Diseases", "Decisive"};
constexpr std::array<std::string_view, 2> kMembersOfRequirements = {"Posts", "Origins"};
constexpr std::array<std::string_view, 1> kMembersOfProofs = {"Diseases"};

constexpr std::array kFormats = {Format::kEuDcc, Format::kWhoDdcc,      Format::kSmartHealthCard,
                                 Format::kVdsNc, Format::kTravelHealth, Format::kDivoc};

// Reads members of one object and reports what is wrong with them under the rule's name.
class Fields {
 public:
  Fields(const Item& object, const Heading& heading, std::vector<Problem>& problems)
      : object_(object), heading_(&heading), problems_(&problems) {}

  void Report(std::string what) {
    if (problem_.empty()) problem_ = what;
    problems_->push_back({heading_->source, heading_->identifier, std::move(what)});
  }

  // What was reported first; empty: nothing.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  void AllowOnly(std::span<const std::string_view> known) {
    if (object_.kind() != Kind::kObject) Report("Clearway is not an object");
    for (const auto& [key, value] : object_.Members()) {
      if (std::ranges::find(known, key) == known.end()) {
        Report(fmt::format("Clearway.{} means nothing here", key));
      }
    }
  }

  std::string Text(const char* key, bool required) {
    const auto item = object_.Find(key);
    const auto text = item ? item->AsText() : std::nullopt;
    if (text) return std::string(*text);
    if (item && !item->IsNull()) {
      Report(fmt::format("{} is not a text", key));
    } else if (required) {
      Report(fmt::format("{} is missing", key));
    }
    return {};
  }

  std::vector<std::string> Texts(const char* key) {
    std::vector<std::string> texts;
    const auto item = object_.Find(key);
    if (!item || item->IsNull()) return texts;
    for (const Item& element : item->Elements()) {
      if (const auto text = element.AsText()) texts.emplace_back(*text);
    }
    if (texts.size() != item->size() || item->kind() != Kind::kArray || texts.empty()) {
      Report(fmt::format("{} is not a list of texts", key));
    }
    return texts;
  }

  std::optional<Timestamp> Moment(const char* key) {
    const auto time = certlogic::ParseDateTime(Text(key, true));
    if (!time) {
      Report(fmt::format("{} is no date and time", key));
      return std::nullopt;
    }
    return std::chrono::floor<std::chrono::seconds>(*time);
  }

 private:
  Item object_;
  const Heading* heading_;
  std::vector<Problem>* problems_;
  std::string problem_;
};

std::optional<Version> ParseVersion(std::string_view text) {
  Version version;
  certificate::TextScanner scanner(text);
  for (unsigned& number : version.numbers) {
    if (&number != version.numbers.data() && !scanner.Take('.')) return std::nullopt;
    const std::string_view digits = scanner.TakeDigits();
    if (digits.empty() || digits.size() > 6) return std::nullopt;
    number = static_cast<unsigned>(std::stoul(std::string(digits)));
  }
  return scanner.done() ? std::optional(version) : std::nullopt;
}

bool IsIdentifier(std::string_view text) {
  return !text.empty() && text.size() <= kLongestIdentifier &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

bool IsCountry(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A rule of another engine, or of a newer one, may mean something else than this engine would make
// of it.
std::string EngineProblem(Fields& fields) {
  if (fields.Text("Engine", true) != "CERTLOGIC") return "its engine is not CERTLOGIC";
  const auto version = ParseVersion(fields.Text("EngineVersion", true));
  if (!version) return "its EngineVersion is none";
  if (version > ParseVersion(certlogic::kSpecification)) return "it needs a newer engine";
  return {};
}

std::vector<std::string> ValueSetsOf(const certlogic::Expression& logic) {
  std::vector<std::string> names;
  for (std::string_view access : logic.Accesses()) {
    if (!access.starts_with(kValueSetPath)) continue;
    access.remove_prefix(kValueSetPath.size());
    names.emplace_back(access.substr(0, access.find('.')));
  }
  return names;
}

std::vector<Format> FormatsOf(const std::vector<std::string>& words, Fields& fields) {
  std::vector<Format> formats;
  for (const std::string& word : words) {
    const auto* format = std::ranges::find_if(
        kFormats, [&word](Format known) { return certificate::ToString(known) == word; });
    if (format == kFormats.end()) {
      fields.Report(fmt::format("Clearway.Formats names the unknown format {}", word));
    } else {
      formats.push_back(*format);
    }
  }
  return formats;
}

void Read(Fields& members, Heading& heading) {
  heading.posts = members.Texts("Posts");
  heading.origins = members.Texts("Origins");
  for (const std::string& origin : heading.origins) {
    if (certificate::IsIssuingCountry(origin)) continue;
    members.Report(fmt::format("Clearway.Origins names the unknown country {}", origin));
  }
}

void Forget(Heading& heading) {
  heading.posts.clear();
  heading.origins.clear();
}

void MakeOpen(Condition& condition, const std::string& problem) {
  condition.logic.reset();
  if (condition.problem.empty()) condition.problem = problem;
}

// The product's own members; absent in rules of the gateway. Where they cannot be read nobody knows
// for whom the rule was meant, nor whether it decides: it is about everybody, and open.
void ReadOwnMembers(const Item& own, Rule& rule, std::vector<Problem>& problems) {
  Fields members(own, rule.heading, problems);
  members.AllowOnly(kMembersOfRules);
  Read(members, rule.heading);
  rule.formats = FormatsOf(members.Texts("Formats"), members);
  if (own.Find("Diseases")) rule.diseases = members.Texts("Diseases");
  if (const auto decisive = own.Find("Decisive")) {
    rule.decisive = decisive->AsBoolean().value_or(true);
    if (!decisive->AsBoolean()) members.Report("Decisive is neither true nor false");
  }
  if (members.problem().empty()) return;
  Forget(rule.heading);
  rule.formats.clear();
  rule.diseases.clear();
  rule.decisive = true;
  MakeOpen(rule.condition, members.problem());
}

}  // namespace

const char* ToString(Subject subject) {
  return std::ranges::find(kSubjects, subject, &std::pair<std::string_view, Subject>::second)
      ->first.data();
}

std::vector<LocalText> ReadDescription(const Item& item) {
  std::vector<LocalText> texts;
  const auto list = item.Find("Description");
  if (!list) return texts;
  for (const Item& entry : list->Elements()) {
    const auto lang = entry.Find("lang");
    const auto desc = entry.Find("desc");
    const auto language = lang ? lang->AsText() : std::nullopt;
    const auto text = desc ? desc->AsText() : std::nullopt;
    if (!language || !text) continue;
    if (text->size() > kLongestText || texts.size() >= kMostTexts) continue;
    texts.push_back({std::string(*language), std::string(*text)});
  }
  return texts;
}

Heading ReadHeading(const Item& item, const std::string& source, std::vector<Problem>& problems) {
  Heading heading{.source = source};
  Fields fields(item, heading, problems);
  const std::string identifier = fields.Text("Identifier", true);
  if (IsIdentifier(identifier)) {
    heading.identifier = identifier;
  } else {
    fields.Report("Identifier is not 1 to 40 letters, digits, '-', '_' and '.'");
  }
  const std::string country = fields.Text("Country", true);
  if (IsCountry(country)) {
    heading.country = country;
  } else {
    fields.Report("Country is not two capital letters");
  }
  heading.region = fields.Text("Region", false);
  heading.version = ParseVersion(fields.Text("Version", true));
  if (!heading.version) fields.Report(kNoVersion);
  heading.valid_from = fields.Moment("ValidFrom");
  heading.valid_to = fields.Moment("ValidTo");
  heading.description = ReadDescription(item);
  if (heading.description.empty()) fields.Report("Description has no text");
  return heading;
}

Subject ReadSubject(const Item& item, const Heading& heading, std::vector<Problem>& problems) {
  Fields fields(item, heading, problems);
  const std::string word = fields.Text("CertificateType", true);
  const auto* known =
      std::ranges::find(kSubjects, word, &std::pair<std::string_view, Subject>::first);
  if (known != kSubjects.end()) return known->second;
  fields.Report(
      "CertificateType is none of General, Test, Vaccination, Recovery, Antibody, Declaration");
  return Subject::kGeneral;
}

Condition ReadCondition(const Item& item, const Heading& heading, std::vector<Problem>& problems) {
  Condition condition;
  Fields fields(item, heading, problems);
  const auto logic = item.Find("Logic");
  if (!logic) {
    condition.problem = "Logic is missing";
    fields.Report(condition.problem);
    return condition;
  }
  for (const certlogic::Issue& issue : certlogic::Expression::Check(*logic)) {
    if (condition.problem.empty()) condition.problem = issue.message;
    fields.Report("Logic: " + issue.message);
  }
  if (!condition.problem.empty()) return condition;
  auto compiled = certlogic::Expression::Compile(*logic);
  if (!compiled) {
    condition.problem = compiled.error().detail;
    fields.Report("Logic: " + condition.problem);
    return condition;
  }
  condition.value_sets = ValueSetsOf(*compiled);
  condition.logic = std::move(*compiled);
  return condition;
}

std::string ReadPlaces(const Item& item, Heading& heading, std::vector<Problem>& problems) {
  const auto own = item.Find("Clearway");
  if (!own) return {};
  Fields members(*own, heading, problems);
  members.AllowOnly(kMembersOfRequirements);
  Read(members, heading);
  if (!members.problem().empty()) Forget(heading);
  return members.problem();
}

std::optional<std::vector<std::string>> ReadDiseases(const Item& item, const Heading& heading,
                                                     std::vector<Problem>& problems) {
  std::vector<std::string> diseases = {std::string(certificate::kCovid19)};
  const auto own = item.Find("Clearway");
  if (!own) return diseases;
  Fields members(*own, heading, problems);
  members.AllowOnly(kMembersOfProofs);
  if (own->Find("Diseases")) diseases = members.Texts("Diseases");
  return members.problem().empty() ? std::optional(diseases) : std::nullopt;
}

std::string ToText(const Problem& problem) {
  return fmt::format("{}: {}{}{}", problem.source, problem.rule, problem.rule.empty() ? "" : ": ",
                     problem.what);
}

Rule ReadRule(const Item& item, const std::string& source, std::vector<Problem>& problems) {
  Rule rule;
  rule.heading = ReadHeading(item, source, problems);
  Fields fields(item, rule.heading, problems);
  const std::string type = fields.Text("Type", true);
  rule.invalidates = type == "Invalidation";
  if (!rule.invalidates && type != "Acceptance") {
    fields.Report("Type is neither Acceptance nor Invalidation");
  }
  rule.subject = ReadSubject(item, rule.heading, problems);
  rule.condition = ReadCondition(item, rule.heading, problems);
  if (const std::string problem = EngineProblem(fields); !problem.empty()) {
    fields.Report(problem);
    MakeOpen(rule.condition, problem);
  }
  if (!rule.heading.version) MakeOpen(rule.condition, kNoVersion);
  // An issuer's word about its certificates holds for all of them.
  if (!rule.invalidates) rule.diseases = {std::string(certificate::kCovid19)};
  if (const auto own = item.Find("Clearway")) ReadOwnMembers(*own, rule, problems);
  return rule;
}

}  // namespace clearway::rules
