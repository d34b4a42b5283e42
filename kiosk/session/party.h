#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/session/session.h"

namespace clearway::session {

// Bounds of one go. A family fits; a drawer full of codes does not.
inline constexpr std::size_t kMaxPeople = 8;
inline constexpr std::size_t kMaxCertificates = 8;  // of one person

// Whose a certificate is, as far as its own words can tell (certificate/identity.h): sorting, not
// trusting. Where it cannot be told, the traveller is asked, as for a stranger's.
enum class Owner : std::uint8_t {
  kNobody,   // there is nobody yet
  kKnown,    // is the same person's as a certificate of one of the party
  kUnnamed,  // names nobody, e.g. a damaged code: counted to the current person
  kOther,    // names somebody else, or perhaps somebody else
};
struct Ownership {
  Owner owner = Owner::kNobody;
  std::size_t person = 0;  // for kKnown and kUnnamed
};
[[nodiscard]] Ownership FindOwner(const State& state, const certificate::Reading& reading);

// Whose a passport is: the person with a certificate that is the same person's; else the current
// one, where that cannot be told and no passport was read before. Nullopt: of nobody who is here.
[[nodiscard]] std::optional<std::size_t> FindHolder(const State& state,
                                                    const certificate::Identity& passport);

// Where this very code is among the party's, if it is.
[[nodiscard]] std::optional<Position> Find(const std::vector<Person>& people,
                                           const std::string& text);

// Whether another of the person's certificates is a declaration that revokes this one.
[[nodiscard]] bool IsReplaced(const HeldCertificate& held, const Person& person);

[[nodiscard]] std::size_t CertificateCount(const std::vector<Person>& people);

}  // namespace clearway::session
