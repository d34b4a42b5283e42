#include "certificate/holder_check.h"

#include <array>
#include <string>
#include <utility>

namespace clearway::certificate {
namespace {

std::vector<Identity> ProvenIdentities(std::span<const Reading> readings) {
  std::vector<Identity> identities;
  for (const Reading& reading : readings) {
    if (reading.certificate && reading.authenticity.valid()) {
      identities.push_back(IdentityOf(*reading.certificate));
    }
  }
  return identities;
}

// How much an answer stands against the traveller.
int Weight(Sameness answer) {
  switch (answer) {
    case Sameness::kSame:
      return 0;
    case Sameness::kCannotTell:
      return 1;
    case Sameness::kDifferent:
      break;
  }
  return 2;
}

void Add(Match match, ComparedWith compared_with, HolderCheck& check) {
  const bool is_first = check.compared_with == ComparedWith::kNothing;
  check.compared_with = compared_with;
  if (is_first || Weight(match.answer) > Weight(check.match.answer)) check.match = std::move(match);
}

std::string ForStaff(const HolderCheck& check) {
  std::string text = check.compared_with == ComparedWith::kPassport ? "Compared with the passport:"
                                                                    : "Compared with each other:";
  for (const Ground ground : check.match.grounds) text += " " + std::string(SentenceFor(ground));
  return text;
}

Message PublicSentence(const HolderCheck& check) {
  if (check.match.answer == Sameness::kCannotTell) {
    return {Translatable("It is not clear that these documents are of one person. Please show them "
                         "to our staff."),
            {}};
  }
  if (check.compared_with == ComparedWith::kPassport) {
    return {Translatable("This certificate is not of the person in the passport. Please show your "
                         "own certificate, or ask our staff for help."),
            {}};
  }
  return {
      Translatable("These certificates are not of one person. Please show only your own, or ask "
                   "our staff for help."),
      {}};
}

}  // namespace

const char* ToString(ComparedWith compared_with) {
  switch (compared_with) {
    case ComparedWith::kEachOther:
      return "each-other";
    case ComparedWith::kPassport:
      return "passport";
    case ComparedWith::kNothing:
      break;
  }
  return "nothing";
}

HolderCheck CheckHolder(std::span<const Reading> readings,
                        const std::optional<Identity>& passport) {
  const std::vector<Identity> identities = ProvenIdentities(readings);
  HolderCheck check;
  for (std::size_t i = 0; i < identities.size(); ++i) {
    if (passport) {
      Add(Compare(identities[i], *passport), ComparedWith::kPassport, check);
      continue;
    }
    for (std::size_t j = 0; j < i; ++j) {
      Add(Compare(identities[i], identities[j]), ComparedWith::kEachOther, check);
    }
  }
  return check;
}

Verdict WithHolder(Verdict verdict, const HolderCheck& check) {
  if (check.match.answer == Sameness::kSame) return verdict;
  const bool is_different = check.match.answer == Sameness::kDifferent;
  const Answer answer = is_different ? Answer::kRefused : Answer::kUndetermined;
  Reason reason{.code = is_different ? "other-person" : "holder-uncertain",
                .for_public = PublicSentence(check),
                .for_staff = ForStaff(check)};
  const bool weighs_less = verdict.answer == Answer::kRefused || verdict.answer == answer;
  if (weighs_less) {
    verdict.reasons.push_back(std::move(reason));
    return verdict;
  }
  verdict.answer = answer;
  verdict.reasons.insert(verdict.reasons.begin(), std::move(reason));
  return verdict;
}

}  // namespace clearway::certificate
