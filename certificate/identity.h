#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding/mrz.h"
#include "certificate/certificate.h"

// Whose certificate is it? Two documents are compared by what they say of their holder. The policy
// is in docs/formats/identity.md.
namespace clearway::certificate {

// What a certificate or a passport says about who somebody is.
struct Identity {
  Name name;
  bool name_may_be_cut = false;  // its name field was full
  std::optional<PartialDate> birth_date;
  Sex sex = Sex::kUnspecified;
  std::string nationality;  // ISO 3166-1 or Doc 9303-3 section 5
  std::optional<TravelDocument> document;
};
[[nodiscard]] Identity IdentityOf(const Certificate& certificate);
// A number or birth date whose check digit fails is left out: it was misread.
[[nodiscard]] Identity IdentityOf(const encoding::mrz::Zone& zone);

enum class Sameness : std::uint8_t { kSame, kDifferent, kCannotTell };
// "same", "different", "cannot-tell".
[[nodiscard]] const char* ToString(Sameness sameness);

// Why. Of each group at most one.
enum class Ground : std::uint8_t {
  kSameNumber,   // the same number of a travel document
  kOtherNumber,  // another one: a renewed passport has that too

  kSameName,
  kFewerGivenNames,
  kNameCutShort,
  kCommonName,
  kGivenNamesMissing,
  kInitials,
  kSpelling,
  kOrderOfNames,
  kSurnameInPart,
  kOtherCharacters,
  kOtherSurname,
  kNameNotComparable,
  kOtherName,

  kSameBirthDate,
  kBirthDateInPart,    // as far as both know it, they agree
  kBirthDateMissing,   // one does not say
  kBirthDateDoubtful,  // day and month exchanged, or 1 January for an unknown day
  kOtherBirthDate,     //

  kOtherSex,
  kOtherNationality,
};
// "same-name": stable, for programs.
[[nodiscard]] const char* ToString(Ground ground);
// One English sentence for staff, without personal data.
[[nodiscard]] std::string_view SentenceFor(Ground ground);

struct Match {
  Sameness answer = Sameness::kCannotTell;
  std::vector<Ground> grounds;  // what agrees and what does not, in the order of the enumeration
};

// Whether two documents are one person's. Symmetric. "Same" and "different" are said only for what
// both state and a clerk could point at; everything else is "cannot tell", for staff to look at.
[[nodiscard]] Match Compare(const Identity& one, const Identity& other);

}  // namespace clearway::certificate
