#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "base/core/message.h"
#include "base/encoding/json.h"
#include "certificate/certificate.h"
#include "certificate/certlogic/expression.h"

// Acceptance rules as the EU's gateway exchanges them, and what this product adds to them:
// docs/formats/rules.md. Nothing here knows a country.
namespace clearway::rules {

// What a certificate has to be about for a rule to look at it ("CertificateType").
enum class Subject : std::uint8_t {
  kGeneral,  // everything; of a proof: none of the following
  kTest,
  kVaccination,
  kRecovery,
  kAntibody,
  kDeclaration,
};
// "General" and the like.
[[nodiscard]] const char* ToString(Subject subject);

struct Version {
  std::array<unsigned, 3> numbers{};
  auto operator<=>(const Version&) const = default;
};

// What rules and requirements have in common: who speaks, about whom, and when.
struct Heading {
  std::string identifier;
  std::string country;  // ISO 3166-1; empty where it could not be read: then it is everybody's
  std::string region;   // empty: the whole country
  std::optional<Version> version;  // absent: it could not be read
  std::optional<Timestamp> valid_from;
  std::optional<Timestamp> valid_to;
  std::vector<LocalText> description;
  std::vector<std::string> posts;    // empty: every post
  std::vector<std::string> origins;  // where the traveller comes from; empty: everywhere
  std::string source;                // the document that it stands in, for messages
};

inline constexpr const char* kNoVersion = "Version is not three numbers with dots between them";

// One CertLogic condition, ready to be evaluated or with the reason why it never can be. It views
// the JSON document that it was read from.
struct Condition {
  std::optional<certlogic::Expression> logic;
  std::vector<std::string> value_sets;  // names of those that it looks into
  std::string problem;                  // why `logic` is absent
};

struct Rule {
  Heading heading;
  bool invalidates = false;  // Type Invalidation: the issuer's word about its own certificates
  Subject subject = Subject::kGeneral;
  std::vector<certificate::Format> formats;  // empty: every format
  std::vector<std::string> diseases;         // SNOMED CT; empty: every disease
  // One that is not met refuses, whatever else is shown. Also one of which nobody can say whether
  // it is.
  bool decisive = false;
  Condition condition;
};

// What breaks a document: which rule, and what is wrong with it.
struct Problem {
  std::string source;
  std::string rule;  // identifier; empty where it could not be read
  std::string what;
};

// "source: rule: what", or without the rule where it could not be read.
[[nodiscard]] std::string ToText(const Problem& problem);

// Reads one rule. It always gives one: where its heading cannot be read it applies everywhere, and
// where its version, its logic or a member of ours cannot be read its condition says so, so that
// nobody is accepted for want of a rule that exists. Each mistake becomes a problem.
[[nodiscard]] Rule ReadRule(const encoding::json::Item& item, const std::string& source,
                            std::vector<Problem>& problems);

// For ReadRule and ReadRequirement: the members that they share.
[[nodiscard]] Heading ReadHeading(const encoding::json::Item& item, const std::string& source,
                                  std::vector<Problem>& problems);
[[nodiscard]] Condition ReadCondition(const encoding::json::Item& item, const Heading& heading,
                                      std::vector<Problem>& problems);
[[nodiscard]] Subject ReadSubject(const encoding::json::Item& item, const Heading& heading,
                                  std::vector<Problem>& problems);
[[nodiscard]] std::vector<LocalText> ReadDescription(const encoding::json::Item& item);

// Our members of a requirement: where it counts. Why nobody can say that; then it counts
// everywhere.
[[nodiscard]] std::string ReadPlaces(const encoding::json::Item& item, Heading& heading,
                                     std::vector<Problem>& problems);
// Our members of a proof. Nullopt: nobody can read them. Without a word about diseases the
// gateway's rules are about COVID-19: they name none, because an EU DCC can be about no other.
[[nodiscard]] std::optional<std::vector<std::string>> ReadDiseases(const encoding::json::Item& item,
                                                                   const Heading& heading,
                                                                   std::vector<Problem>& problems);

}  // namespace clearway::rules
