#include "kiosk/session/party.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "certificate/declaration_check.h"
#include "certificate/identity.h"

namespace clearway::session {

using certificate::Name;

namespace {

bool HasName(const Name& name) {
  return !name.surname.empty() || !name.given.empty() || !name.surname_icao.empty() ||
         !name.given_icao.empty() || !name.chinese.empty() || !name.full.empty();
}

// The best that a person's certificates say about another document; nullopt without any.
std::optional<certificate::Sameness> CompareWith(const Person& person,
                                                 const certificate::Identity& identity) {
  using enum certificate::Sameness;
  std::optional<certificate::Sameness> best;
  for (const HeldCertificate& held : person.certificates) {
    if (!held.reading.certificate) continue;
    const auto answer = Compare(IdentityOf(*held.reading.certificate), identity).answer;
    if (answer == kSame) return kSame;
    if (!best || answer == kCannotTell) best = answer;
  }
  return best;
}

// Without rules nothing says which certificates belong together to one answer, so each has its own;
// under rules those that are authentic share one. From worst to best for a person who shows several
// certificates: one that is accepted is enough, and what could not be checked weighs more than what
// was refused, because staff must look at it.
std::size_t Weight(certificate::Answer answer) {
  using enum certificate::Answer;
  constexpr std::array kOrder{kRefused, kUndetermined, kIncomplete, kAccepted};
  return static_cast<std::size_t>(std::ranges::find(kOrder, answer) - kOrder.begin());
}

}  // namespace

Ownership FindOwner(const State& state, const certificate::Reading& reading) {
  if (state.people.empty()) return {Owner::kNobody};
  if (!reading.certificate || !HasName(reading.certificate->holder.name))
    return {Owner::kUnnamed, state.current.person};
  const certificate::Identity identity = certificate::IdentityOf(*reading.certificate);
  for (std::size_t i = 0; i < state.people.size(); ++i) {
    if (CompareWith(state.people[i], identity) == certificate::Sameness::kSame)
      return {Owner::kKnown, i};
  }
  return {Owner::kOther};
}

std::optional<std::size_t> FindHolder(const State& state, const certificate::Identity& passport) {
  for (std::size_t i = 0; i < state.people.size(); ++i) {
    if (CompareWith(state.people[i], passport) == certificate::Sameness::kSame) return i;
  }
  const std::size_t current = state.current.person;
  if (current >= state.people.size() || !state.people[current].passport.empty())
    return std::nullopt;
  const auto answer = CompareWith(state.people[current], passport);
  return answer == certificate::Sameness::kDifferent ? std::nullopt : std::optional(current);
}

std::optional<Position> Find(const std::vector<Person>& people, const std::string& text) {
  for (std::size_t p = 0; p < people.size(); ++p) {
    const auto& certificates = people[p].certificates;
    const auto held = std::ranges::find(certificates, text, &HeldCertificate::text);
    if (held != certificates.end())
      return Position{p, static_cast<std::size_t>(held - certificates.begin())};
  }
  return std::nullopt;
}

std::size_t CertificateCount(const std::vector<Person>& people) {
  std::size_t count = 0;
  for (const Person& person : people) count += person.certificates.size();
  return count;
}

bool IsReplaced(const HeldCertificate& held, const Person& person) {
  return std::ranges::any_of(person.certificates, [&held](const HeldCertificate& other) {
    return certificate::Replaces(other.reading, held.reading);
  });
}

certificate::Answer AnswerOf(const Person& person) {
  const auto counts = [&person](const HeldCertificate& held) { return !IsReplaced(held, person); };
  auto certificates = std::views::filter(person.certificates, counts);
  const auto best = std::ranges::max_element(
      certificates, {}, [](const auto& held) { return Weight(held.verdict.answer); });
  return best == certificates.end() ? certificate::Answer::kUndetermined : best->verdict.answer;
}

std::vector<Position> Numbered(const State& state) {
  std::vector<Position> positions;
  for (std::size_t p = 0; p < state.people.size(); ++p)
    for (std::size_t c = 0; c < state.people[p].certificates.size(); ++c)
      positions.push_back({p, c});
  return positions;
}

}  // namespace clearway::session
