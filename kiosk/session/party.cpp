#include "kiosk/session/party.h"

#include <algorithm>
#include <array>

namespace clearway::session {

using certificate::Holder;
using certificate::Name;

namespace {

bool HasIcaoName(const Name& name) {
  return !name.surname_icao.empty() || !name.given_icao.empty();
}

bool HasLatinName(const Name& name) {
  return !name.surname.empty() || !name.given.empty();
}

bool HasName(const Name& name) {
  return HasIcaoName(name) || HasLatinName(name) || !name.chinese.empty() || !name.full.empty();
}

// A name in one piece comes in either order.
bool IsInOnePiece(const std::string& whole, const Name& name) {
  return whole == name.full || whole == name.surname + ' ' + name.given ||
         whole == name.given + ' ' + name.surname;
}

bool SameName(const Name& one, const Name& other) {
  if (!one.full.empty()) return IsInOnePiece(one.full, other);
  if (!other.full.empty()) return IsInOnePiece(other.full, one);
  if (HasIcaoName(one) && HasIcaoName(other))
    return one.surname_icao == other.surname_icao && one.given_icao == other.given_icao;
  if (HasLatinName(one) && HasLatinName(other))
    return one.surname == other.surname && one.given == other.given;
  return !one.chinese.empty() && one.chinese == other.chinese;
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

bool SamePerson(const Holder& one, const Holder& other) {
  return one.birth_date && other.birth_date && *one.birth_date == *other.birth_date &&
         one.birth_date->year && HasName(one.name) && SameName(one.name, other.name);
}

Ownership FindOwner(const State& state, const certificate::Reading& reading) {
  if (state.people.empty()) return {Owner::kNobody};
  if (!reading.certificate || !HasName(reading.certificate->holder.name))
    return {Owner::kUnnamed, state.current.person};
  for (std::size_t i = 0; i < state.people.size(); ++i) {
    const auto matches = [&](const HeldCertificate& held) {
      return held.reading.certificate &&
             SamePerson(held.reading.certificate->holder, reading.certificate->holder);
    };
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
