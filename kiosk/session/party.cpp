#include "kiosk/session/party.h"

#include <algorithm>
#include <array>

#include "certificate/identity.h"

namespace clearway::session {

using certificate::Name;

namespace {

bool HasName(const Name& name) {
  return !name.surname.empty() || !name.given.empty() || !name.surname_icao.empty() ||
         !name.given_icao.empty() || !name.chinese.empty() || !name.full.empty();
}

// Without rules nothing says which certificates belong together to one answer, so
// certificate::Judge is asked about each alone. From worst to best for a person who shows several
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
  const auto matches = [&identity](const HeldCertificate& held) {
    return held.reading.certificate &&
           Compare(certificate::IdentityOf(*held.reading.certificate), identity).answer ==
               certificate::Sameness::kSame;
  };
  for (std::size_t i = 0; i < state.people.size(); ++i) {
    if (std::ranges::any_of(state.people[i].certificates, matches)) return {Owner::kKnown, i};
  }
  return {Owner::kOther};
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

certificate::Answer AnswerOf(const Person& person) {
  const auto best = std::ranges::max_element(
      person.certificates, {}, [](const auto& held) { return Weight(held.verdict.answer); });
  return best == person.certificates.end() ? certificate::Answer::kUndetermined
                                           : best->verdict.answer;
}

std::vector<Position> Numbered(const State& state) {
  std::vector<Position> positions;
  for (std::size_t p = 0; p < state.people.size(); ++p)
    for (std::size_t c = 0; c < state.people[p].certificates.size(); ++c)
      positions.push_back({p, c});
  return positions;
}

}  // namespace clearway::session
