#include "certificate/rules/requirement.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace clearway::rules {
namespace {

using encoding::json::Item;

constexpr std::size_t kMostProofs = 32;
constexpr std::size_t kMostSets = 64;

void Refuse(Requirement& requirement, std::string what, std::vector<Problem>& problems) {
  problems.push_back({requirement.heading.source, requirement.heading.identifier, what});
  if (requirement.problem.empty()) requirement.problem = std::move(what);
}

// Nullopt: not a list, or of nothing, or of more.
std::optional<Item> ListOfUpTo(std::size_t most, const std::optional<Item>& item) {
  const bool is_list = item && item->kind() == encoding::json::Kind::kArray;
  return is_list && item->size() > 0 && item->size() <= most ? item : std::nullopt;
}

void ReadProofs(const Item& item, Requirement& requirement, std::vector<Problem>& problems) {
  const auto list = ListOfUpTo(kMostProofs, item.Find("Proofs"));
  if (!list) {
    return Refuse(requirement, "Proofs is not a list of 1 to 32", problems);
  }
  for (const Item& entry : list->Elements()) {
    Proof proof;
    const auto name = entry.Find("Name");
    const auto text = name ? name->AsText() : std::nullopt;
    proof.name = text.value_or(std::string_view{});
    if (proof.name.empty()) Refuse(requirement, "a proof has no Name", problems);
    proof.subject = ReadSubject(entry, requirement.heading, problems);
    if (auto diseases = ReadDiseases(entry, requirement.heading, problems)) {
      proof.diseases = std::move(*diseases);
    } else if (requirement.problem.empty()) {
      requirement.problem = "members of ours in a proof cannot be read";
    }
    proof.description = ReadDescription(entry);
    if (proof.description.empty()) {
      Refuse(requirement, fmt::format("the proof {} has no Description", proof.name), problems);
    }
    proof.condition = ReadCondition(entry, requirement.heading, problems);
    requirement.proofs.push_back(std::move(proof));
  }
}

void ReadSet(const Item& entry, Requirement& requirement, std::vector<Problem>& problems) {
  std::vector<std::size_t> set;
  for (const Item& name : entry.Elements()) {
    const auto proof = std::ranges::find(requirement.proofs,
                                         std::string(name.AsText().value_or("")), &Proof::name);
    if (proof == requirement.proofs.end()) {
      return Refuse(requirement, "a set names a proof that does not exist", problems);
    }
    set.push_back(static_cast<std::size_t>(proof - requirement.proofs.begin()));
  }
  if (set.empty()) return Refuse(requirement, "a set is not a list of proofs' names", problems);
  requirement.sets.push_back(std::move(set));
}

}  // namespace

Requirement ReadRequirement(const Item& item, const std::string& source,
                            std::vector<Problem>& problems) {
  Requirement requirement;
  requirement.heading = ReadHeading(item, source, problems);
  requirement.problem = ReadPlaces(item, requirement.heading, problems);
  if (!requirement.heading.version && requirement.problem.empty()) requirement.problem = kNoVersion;
  ReadProofs(item, requirement, problems);
  const auto sets = ListOfUpTo(kMostSets, item.Find("Sets"));
  if (!sets) {
    Refuse(requirement, "Sets is not a list of 1 to 64", problems);
    return requirement;
  }
  for (const Item& entry : sets->Elements()) ReadSet(entry, requirement, problems);
  return requirement;
}

}  // namespace clearway::rules
