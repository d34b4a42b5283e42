// The words of Sameness and Ground.
#include <array>

#include "certificate/identity.h"

namespace clearway::certificate {
namespace {

struct Words {
  Ground ground;
  const char* code;
  std::string_view sentence;
};

constexpr std::array kWords{
    Words{Ground::kSameNumber, "same-number", "The number of the travel document is the same."},
    Words{Ground::kOtherNumber, "other-number",
          "The travel document has another number, as after a renewal."},
    Words{Ground::kSameName, "same-name", "The name is the same."},
    Words{Ground::kFewerGivenNames, "fewer-given-names",
          "One of them leaves out given names; the others are the same."},
    Words{Ground::kNameCutShort, "name-cut-short",
          "The name is the same as far as it fits its field."},
    Words{Ground::kCommonName, "common-name",
          "The name is the same, but so common that the birth date does not settle it."},
    Words{Ground::kGivenNamesMissing, "given-names-missing",
          "The surname is the same; the given names that would tell siblings apart are missing."},
    Words{Ground::kInitials, "initials", "Parts of the name are abbreviated."},
    Words{Ground::kSpelling, "spelling", "The names sound alike, but are spelled differently."},
    Words{Ground::kOrderOfNames, "order-of-names",
          "Surname and given names stand in each other's place."},
    Words{Ground::kSurnameInPart, "surname-in-part",
          "A part of the surname is missing in one of them."},
    Words{Ground::kOtherCharacters, "other-characters",
          "The Chinese characters of the name differ."},
    Words{Ground::kOtherSurname, "other-surname",
          "The given names are the same, the surname is not, as after a marriage."},
    Words{Ground::kNameNotComparable, "name-not-comparable",
          "No name is in a script that both have."},
    Words{Ground::kOtherName, "other-name", "The name is somebody else's."},
    Words{Ground::kSameBirthDate, "same-birth-date", "The date of birth is the same."},
    Words{Ground::kBirthDateInPart, "birth-date-in-part",
          "The date of birth agrees as far as both of them know it."},
    Words{Ground::kBirthDateMissing, "birth-date-missing",
          "One of them does not say the year of birth."},
    Words{Ground::kBirthDateDoubtful, "birth-date-doubtful",
          "The date of birth differs in a way that clerks cause: day and month exchanged, or 1 "
          "January for an unknown day."},
    Words{Ground::kOtherBirthDate, "other-birth-date", "The date of birth is another one."},
    Words{Ground::kOtherSex, "other-sex", "The sex is not the same."},
    Words{Ground::kOtherNationality, "other-nationality", "The nationality is not the same."},
};

const Words& WordsOf(Ground ground) {
  static_assert(kWords.size() == static_cast<std::size_t>(Ground::kOtherNationality) + 1);
  return kWords.at(static_cast<std::size_t>(ground));
}

}  // namespace

const char* ToString(Sameness sameness) {
  switch (sameness) {
    case Sameness::kSame:
      return "same";
    case Sameness::kDifferent:
      return "different";
    case Sameness::kCannotTell:
      break;
  }
  return "cannot-tell";
}

const char* ToString(Ground ground) {
  return WordsOf(ground).code;
}

std::string_view SentenceFor(Ground ground) {
  return WordsOf(ground).sentence;
}

}  // namespace clearway::certificate
