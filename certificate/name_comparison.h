#pragma once

#include <cstdint>

#include "certificate/certificate.h"

namespace clearway::certificate {

// What one name says about another, and why.
enum class NameRelation : std::uint8_t {
  kSame,             // nothing but spelling, spaces, order, particles and titles differ
  kFewerGivenNames,  // the same, with given names left out; a telling one is in both
  kCutShort,         // the same as far as a name field goes, whole surname and a given name in it
  // From here on it may be the same person's or not:
  kSameCommon,         // the same, and borne by so many that a birth date does not tell them apart
  kGivenNamesMissing,  // no given name, or none that tells one from a sibling
  kInitials,           // given names abbreviated, or a short form of the other's
  kSpelling,           // sounds alike
  kOrder,              // surname and given names in each other's place
  kSurnameInPart,      // a part of the surname is missing: double surnames, cut fields
  kOtherCharacters,    // the same in A to Z, with other Chinese characters
  kOtherSurname,       // the given names are the same, the surname is not: married, or a stranger
  kOther,              // somebody else's
  kNotComparable,      // no name, or none in a script that both have
};

// A name, and what is known about how it came to be written.
struct WrittenName {
  const Name& name;
  bool may_be_cut = false;  // from a name field that is full
  bool is_chinese = false;  // its holder is: either order is usual
};

// Symmetric. Names of hostile length are kNotComparable.
[[nodiscard]] NameRelation CompareNames(const WrittenName& one, const WrittenName& other);

}  // namespace clearway::certificate
