#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "certificate/certlogic/value.h"
#include "certificate/rules/requirement.h"
#include "certificate/rules/rule.h"

namespace clearway::rules {

// Where somebody wants to go, whence, and who asks.
struct Journey {
  std::string destination;  // ISO 3166-1; empty: no rules are asked for
  std::string region;       // of the destination, as its rules name it, in either case
  std::string origin;       // country of departure, as IsIssuingCountry knows it; else unknown
  std::string post;  // in either case: "boarding", "entry" or whatever rules name; empty: only
                     // rules for all
  bool is_listed_post = false;  // a table of posts (certificate::Disclosures) names it
};

// A rule or requirement that counts, as far as anybody knows.
template <typename T>
struct Choice {
  const T* what = nullptr;
  std::string doubt;  // why it may not count after all; empty: it does
};

// What applies to a journey at a moment.
struct Chosen {
  std::vector<Choice<Rule>> acceptance;
  std::vector<Choice<Requirement>> requirements;
};

// All rules, requirements and value sets that the kiosk holds. Movable; what it gives out views it.
class RuleSet {
 public:
  // Bounds of one set: more is a problem, and then nothing of it counts as known.
  static constexpr std::size_t kLargestDocument = 4 << 20;  // bytes
  static constexpr std::size_t kMostDocuments = 8192;

  RuleSet();
  ~RuleSet();
  RuleSet(const RuleSet&) = delete;
  RuleSet& operator=(const RuleSet&) = delete;
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  // Adds one JSON document: a rule, a list of rules, a requirement, a value set of the gateway
  // ("valueSetId"), or value sets as lists of codes by name. `source` names it in problems.
  void AddDocument(std::string source, std::string_view json);
  // Something that should have been a document and could not be had.
  void AddProblem(std::string source, std::string what);

  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  [[nodiscard]] std::span<const Requirement> requirements() const { return requirements_; }
  // Everything that is wrong with the documents, in their order.
  [[nodiscard]] std::span<const Problem> problems() const { return problems_; }
  // Documents that are no rules: nobody knows what they would have said, so nothing is accepted.
  [[nodiscard]] std::span<const Problem> unreadable() const { return unreadable_; }

  // The destination's rules for this journey: in force at `when`, for its region and post, and of
  // each identifier the highest version. In doubt is what names origins where the journey's is
  // unknown, what names posts where neither a rule nor a table names the journey's (a slip of the
  // keyboard must not make rules go away), and what another version may count instead of.
  [[nodiscard]] Chosen ChooseFor(const Journey& journey, Timestamp when) const;
  // What countries say about certificates that they issued themselves. Their codes may be written
  // as in certificates: of two or three letters, large or small.
  [[nodiscard]] std::vector<Choice<Rule>> ChooseOfIssuers(std::span<const std::string> countries,
                                                          Timestamp when) const;

  // Whether any rule of the destination is for the journey's region alone. One that has none is
  // nothing to be in doubt about; a mistyped one looks the same.
  [[nodiscard]] bool NamesRegionOf(const Journey& journey) const;

  // The country of all rules and requirements, where they are of one alone; else empty.
  [[nodiscard]] std::string OnlyCountry() const;

  // {"name": ["code", ...], ...}
  [[nodiscard]] certlogic::Value value_sets() const { return value_sets_.get(); }
  [[nodiscard]] bool HasValueSet(std::string_view name) const;

 private:
  struct Source;
  [[nodiscard]] bool IsPostKnown(const Journey& journey) const;
  void Add(const encoding::json::Item& item, const std::string& source);
  // False: they are no codes, or none.
  bool AddValueSet(std::string_view name, const encoding::json::Item& codes);
  bool AddNamedSets(const encoding::json::Item& item);

  std::vector<std::unique_ptr<const Source>> sources_;  // what everything else views
  std::vector<Rule> rules_;
  std::vector<Requirement> requirements_;
  std::vector<Problem> problems_;
  std::vector<Problem> unreadable_;
  std::vector<std::unique_ptr<const certlogic::List>> codes_;
  std::unique_ptr<certlogic::Record> value_sets_ = std::make_unique<certlogic::Record>();
};

}  // namespace clearway::rules
