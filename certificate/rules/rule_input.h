#pragma once

#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/core/clock.h"
#include "certificate/certlogic/value.h"
#include "certificate/read.h"
#include "certificate/rules/rule.h"
#include "certificate/rules/rule_set.h"

namespace clearway::rules {

// One proof as rules see it: {"payload", "external"} in the shape of the EU's Digital COVID
// Certificate, made from the neutral certificate of any format (docs/formats/rules.md has every
// member). An EU DCC is one proof; of another format each record is one, since rules ask about one
// event. Movable, not copyable; views the reading and the value sets, which must outlive it.
class RuleInput {
 public:
  // `certificate` is what the reading says, and `records` are some of its records.
  RuleInput(const certificate::Reading& reading, const certificate::Certificate& certificate,
            std::span<const certificate::Record> records, const Journey& journey,
            const RuleSet& rules, Timestamp now);
  RuleInput(RuleInput&&) noexcept = default;
  RuleInput& operator=(RuleInput&&) noexcept = default;
  RuleInput(const RuleInput&) = delete;
  RuleInput& operator=(const RuleInput&) = delete;
  ~RuleInput() = default;

  [[nodiscard]] certlogic::Value data() const { return &records_.back(); }
  // kGeneral: a test of a kind, or with a result, that no rule can be about, or no record at all.
  [[nodiscard]] Subject subject() const { return subject_; }
  [[nodiscard]] certificate::Format format() const { return format_; }
  // Of the record; in SNOMED CT where it is known there, empty where nobody says it.
  [[nodiscard]] const std::string& disease() const { return disease_; }

 private:
  using Members = std::vector<std::pair<std::string_view, certlogic::Value>>;

  certlogic::Value Text(std::string text);
  certlogic::Value Array(std::vector<certlogic::Value> elements);
  certlogic::Value Object(Members members);
  void Put(Members& members, std::string_view key, std::string text);
  certlogic::Value PayloadOf(const certificate::Certificate& certificate,
                             std::span<const certificate::Record> records);
  certlogic::Value NamesOf(const certificate::Name& name);
  certlogic::Value OwnMembersOf(const certificate::Certificate& certificate,
                                std::vector<certlogic::Value> antibodies,
                                std::vector<certlogic::Value> declarations);
  certlogic::Value External(const certificate::Reading& reading,
                            const certificate::Certificate& certificate, const Journey& journey,
                            const RuleSet& rules, Timestamp now);
  [[nodiscard]] std::string DiseaseOf(const certificate::Record& record) const;
  Members CommonOf(const certificate::Record& record);
  certlogic::Value Entry(const certificate::Record& record,
                         const certificate::Vaccination& vaccination);
  certlogic::Value Entry(const certificate::Record& record, const certificate::Test& test);
  certlogic::Value Entry(const certificate::Record& record, const certificate::Recovery& recovery);
  certlogic::Value Entry(const certificate::Record& record,
                         const certificate::Declaration& declaration);
  certlogic::Value Declared(const certificate::Leg& leg);
  certlogic::Value Declared(const certificate::DeclaredTest& test);
  void PutKind(Members& members, certificate::TestKind kind, std::string type_code);

  Subject subject_ = Subject::kGeneral;
  certificate::Format format_ = certificate::Format::kUnknown;
  std::string disease_;
  std::deque<std::string> texts_;
  std::deque<certlogic::List> lists_;
  std::deque<certlogic::Record> records_;  // the data itself is last
};

// All proofs of one reading; none of one without a certificate.
[[nodiscard]] std::vector<RuleInput> InputsOf(const certificate::Reading& reading,
                                              const Journey& journey, const RuleSet& rules,
                                              Timestamp now);

// Whose certificates they are under invalidation rules: the signer's country's, and the issuer's
// that the certificate names, since one may sign for the other.
[[nodiscard]] std::vector<std::string> IssuersOf(const certificate::Reading& reading);

}  // namespace clearway::rules
