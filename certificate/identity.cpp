#include "certificate/identity.h"

#include <algorithm>
#include <array>

#include "certificate/country_codes.h"
#include "certificate/name_comparison.h"

namespace clearway::certificate {
namespace {

namespace mrz = encoding::mrz;

// --- Where identities come from ------------------------------------------------------------------

// VDS-NC allows a name 39 characters, as a passport's zone does.
bool MayBeCut(const Certificate& certificate) {
  constexpr std::size_t kVdsNcName = 39;
  const Name& name = certificate.holder.name;
  const std::size_t boundary = name.full.empty() ? 2 : 0;
  return certificate.format == Format::kVdsNc &&
         name.full.size() + name.surname.size() + boundary + name.given.size() >= kVdsNcName;
}

std::optional<PartialDate> BirthDateOf(const mrz::Zone& zone) {
  const mrz::Date& date = zone.birth_date;
  if (zone.checks.birth_date == mrz::Check::kFails || date == mrz::Date{}) return std::nullopt;
  return PartialDate{.year = date.year, .month = date.month, .day = date.day};
}

Sex SexOf(mrz::Sex sex) {
  if (sex == mrz::Sex::kFemale) return Sex::kFemale;
  return sex == mrz::Sex::kMale ? Sex::kMale : Sex::kUnspecified;
}

// --- The pieces of evidence ----------------------------------------------------------------------

enum class Agreement : std::uint8_t { kAgrees, kInPart, kUnknown, kDoubtful, kDiffers };

struct Evidence {
  Agreement number = Agreement::kUnknown;
  NameRelation name = NameRelation::kNotComparable;
  Agreement birth_date = Agreement::kUnknown;
  Agreement sex = Agreement::kUnknown;
  Agreement nationality = Agreement::kUnknown;
};

// Spaces, hyphens and fillers are not part of a number; letters are capitals. Nothing else is
// folded: 0 and O are different characters of different documents.
std::string PlainNumber(std::string_view number) {
  std::string plain;
  for (const char character : number) {
    if (character == ' ' || character == '-' || character == '<') continue;
    const bool is_small = character >= 'a' && character <= 'z';
    plain += is_small ? static_cast<char>(character - 'a' + 'A') : character;
  }
  return plain;
}

// Codes that no table has (stateless people, kinds of British nationals) tell nothing.
Agreement CompareCountries(std::string_view one, std::string_view other) {
  if (!IsSameCountry(one, one) || !IsSameCountry(other, other)) return Agreement::kUnknown;
  return IsSameCountry(one, other) ? Agreement::kAgrees : Agreement::kDiffers;
}

// Numbers are unique within an issuing state; where one side does not name it, a long number that
// agrees is that document's, too.
Agreement CompareNumbers(const Identity& one, const Identity& other) {
  constexpr std::size_t kLongNumber = 7;
  if (!one.document || !other.document) return Agreement::kUnknown;
  const std::string number = PlainNumber(one.document->number);
  const std::string its_number = PlainNumber(other.document->number);
  if (number.empty() || its_number.empty()) return Agreement::kUnknown;
  if (number != its_number) return Agreement::kDiffers;
  const Agreement issuer =
      CompareCountries(one.document->issuing_country, other.document->issuing_country);
  if (issuer == Agreement::kDiffers) return Agreement::kDiffers;
  const bool is_told = issuer == Agreement::kAgrees || number.size() >= kLongNumber;
  return is_told ? Agreement::kAgrees : Agreement::kUnknown;
}

// A part that only one of them knows says nothing.
template <typename Part>
bool Contradict(const std::optional<Part>& one, const std::optional<Part>& other) {
  return one && other && *one != *other;
}

bool IsWhole(const PartialDate& date) {
  return date.year && date.month && date.day;
}

// What clerks write for an unknown day of a year.
bool IsNewYear(const PartialDate& date) {
  return date.month == 1U && date.day == 1U;
}

Agreement CompareBirthDates(const std::optional<PartialDate>& one,
                            const std::optional<PartialDate>& other) {
  const PartialDate first = one.value_or(PartialDate{});
  const PartialDate second = other.value_or(PartialDate{});
  if (Contradict(first.year, second.year)) return Agreement::kDiffers;
  if (first.month == second.day && first.day == second.month && first != second && first.year &&
      IsWhole(first)) {
    return Agreement::kDoubtful;
  }
  if (Contradict(first.month, second.month) || Contradict(first.day, second.day)) {
    const bool may_stand_for_unknown = IsNewYear(first) || IsNewYear(second);
    return may_stand_for_unknown ? Agreement::kDoubtful : Agreement::kDiffers;
  }
  if (!first.year || !second.year) return Agreement::kUnknown;
  return IsWhole(first) && IsWhole(second) ? Agreement::kAgrees : Agreement::kInPart;
}

Agreement CompareSexes(Sex one, Sex other) {
  if (one == Sex::kUnspecified || other == Sex::kUnspecified) return Agreement::kUnknown;
  return one == other ? Agreement::kAgrees : Agreement::kDiffers;
}

WrittenName NameOf(const Identity& identity) {
  return {
      .name = identity.name,
      .may_be_cut = identity.name_may_be_cut,
      .is_chinese = !identity.name.chinese.empty() || IsSameCountry(identity.nationality, "CN")};
}

Evidence EvidenceOf(const Identity& one, const Identity& other) {
  return {.number = CompareNumbers(one, other),
          .name = CompareNames(NameOf(one), NameOf(other)),
          .birth_date = CompareBirthDates(one.birth_date, other.birth_date),
          .sex = CompareSexes(one.sex, other.sex),
          .nationality = CompareCountries(one.nationality, other.nationality)};
}

// --- The policy ----------------------------------------------------------------------------------

bool IsSameName(NameRelation name) {
  return name <= NameRelation::kCutShort;
}

// A document has one holder, so only a contradiction stands against its number.
Sameness DecideByNumber(const Evidence& evidence) {
  const NameRelation name = evidence.name;
  if (evidence.birth_date == Agreement::kDiffers) {
    return name == NameRelation::kOther ? Sameness::kDifferent : Sameness::kCannotTell;
  }
  if (evidence.sex == Agreement::kDiffers || name == NameRelation::kOther) {
    return Sameness::kCannotTell;
  }
  const bool needs_birth_date =
      name == NameRelation::kOtherSurname || name == NameRelation::kNotComparable;
  return needs_birth_date && evidence.birth_date != Agreement::kAgrees ? Sameness::kCannotTell
                                                                       : Sameness::kSame;
}

// A name and a whole birth date together are one person's, unless something speaks against it.
Sameness DecideByPerson(const Evidence& evidence) {
  if (evidence.birth_date == Agreement::kDiffers || evidence.name == NameRelation::kOther) {
    return Sameness::kDifferent;
  }
  const bool is_born_then = evidence.birth_date == Agreement::kAgrees;
  if (evidence.name == NameRelation::kOtherSurname && !is_born_then) return Sameness::kDifferent;
  const bool is_contradicted =
      evidence.sex == Agreement::kDiffers || evidence.nationality == Agreement::kDiffers;
  return IsSameName(evidence.name) && is_born_then && !is_contradicted ? Sameness::kSame
                                                                       : Sameness::kCannotTell;
}

Ground GroundOf(NameRelation name) {
  switch (name) {
    case NameRelation::kSame:
      return Ground::kSameName;
    case NameRelation::kFewerGivenNames:
      return Ground::kFewerGivenNames;
    case NameRelation::kCutShort:
      return Ground::kNameCutShort;
    case NameRelation::kSameCommon:
      return Ground::kCommonName;
    case NameRelation::kGivenNamesMissing:
      return Ground::kGivenNamesMissing;
    case NameRelation::kInitials:
      return Ground::kInitials;
    case NameRelation::kSpelling:
      return Ground::kSpelling;
    case NameRelation::kOrder:
      return Ground::kOrderOfNames;
    case NameRelation::kSurnameInPart:
      return Ground::kSurnameInPart;
    case NameRelation::kOtherCharacters:
      return Ground::kOtherCharacters;
    case NameRelation::kOtherSurname:
      return Ground::kOtherSurname;
    case NameRelation::kOther:
      return Ground::kOtherName;
    case NameRelation::kNotComparable:
      break;
  }
  return Ground::kNameNotComparable;
}

Ground GroundOfBirthDate(Agreement birth_date) {
  switch (birth_date) {
    case Agreement::kAgrees:
      return Ground::kSameBirthDate;
    case Agreement::kInPart:
      return Ground::kBirthDateInPart;
    case Agreement::kDoubtful:
      return Ground::kBirthDateDoubtful;
    case Agreement::kDiffers:
      return Ground::kOtherBirthDate;
    case Agreement::kUnknown:
      break;
  }
  return Ground::kBirthDateMissing;
}

std::vector<Ground> GroundsOf(const Evidence& evidence) {
  std::vector<Ground> grounds;
  if (evidence.number == Agreement::kAgrees) grounds.push_back(Ground::kSameNumber);
  if (evidence.number == Agreement::kDiffers) grounds.push_back(Ground::kOtherNumber);
  grounds.push_back(GroundOf(evidence.name));
  grounds.push_back(GroundOfBirthDate(evidence.birth_date));
  if (evidence.sex == Agreement::kDiffers) grounds.push_back(Ground::kOtherSex);
  if (evidence.nationality == Agreement::kDiffers) grounds.push_back(Ground::kOtherNationality);
  return grounds;
}

}  // namespace

Identity IdentityOf(const Certificate& certificate) {
  return {.name = certificate.holder.name,
          .name_may_be_cut = MayBeCut(certificate),
          .birth_date = certificate.holder.birth_date,
          .sex = certificate.holder.sex,
          .nationality = certificate.holder.nationality,
          .document = certificate.document};
}

Identity IdentityOf(const mrz::Zone& zone) {
  Identity identity{.name_may_be_cut = zone.name_may_be_cut,
                    .birth_date = BirthDateOf(zone),
                    .sex = SexOf(zone.sex),
                    .nationality = zone.nationality};
  identity.name.surname_icao = zone.primary_name;
  identity.name.given_icao = zone.secondary_name;
  const bool is_visa = zone.format == mrz::Format::kVisaA || zone.format == mrz::Format::kVisaB;
  if (zone.checks.number != mrz::Check::kFails && !is_visa) {
    identity.document = TravelDocument{.number = zone.number, .issuing_country = zone.issuer};
  }
  return identity;
}

Match Compare(const Identity& one, const Identity& other) {
  const Evidence evidence = EvidenceOf(one, other);
  const bool has_number = evidence.number == Agreement::kAgrees;
  return {.answer = has_number ? DecideByNumber(evidence) : DecideByPerson(evidence),
          .grounds = GroundsOf(evidence)};
}

}  // namespace clearway::certificate
