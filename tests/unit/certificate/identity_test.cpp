#include "certificate/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "base/encoding/transliterate.h"
#include "tests/unit/certificate/identity_people.h"

namespace clearway::certificate {
namespace {

using enum Sameness;
using enum Ground;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

struct Pair {
  const char* what;
  const char* one;
  const char* other;
  Sameness answer;
  Ground because;
};

constexpr Pair kSpelled[] = {
    {"the specimen", "ERIKSSON|ANNA MARIA|1974-08-12|F|UTO|L898902C3|UTO",
     "Eriksson|Anna Maria|1974-08-12|F|UTO|L898902C3|UTO", kSame, kSameNumber},
    {"capitals", "Okafor|Chidi|1985-02-11", "OKAFOR|CHIDI|1985-02-11", kSame, kSameName},
    {"Ü as UE", "Müller|Jürgen|1970-03-04", "MUELLER|JUERGEN|1970-03-04", kSame, kSameName},
    {"Ü as U", "Müller|Jürgen|1970-03-04", "MULLER|JURGEN|1970-03-04", kSame, kSameName},
    {"Ü as UXX", "Müller|Jürgen|1970-03-04", "MUXXLLER|JUXXRGEN|1970-03-04", kSame, kSameName},
    {"Ü with a combining mark", "Mu\u0308ller|Ida|1970-03-04", "Müller|Ida|1970-03-04", kSame,
     kSameName},
    {"UE and U, both without their Ü", "MUELLER|JUERGEN|1970-03-04", "MULLER|JURGEN|1970-03-04",
     kCannotTell, kSpelling},
    {"Ä as AE", "Jäger|Sören|1961-12-24", "JAEGER|SOEREN|1961-12-24", kSame, kSameName},
    {"Ö as O", "Höglund|Björn|1961-12-24", "HOGLUND|BJORN|1961-12-24", kSame, kSameName},
    {"Å as AA", "Ågren|Åse|1958-01-30", "AAGREN|AASE|1958-01-30", kSame, kSameName},
    {"Å as A", "Ågren|Åse|1958-01-30", "AGREN|ASE|1958-01-30", kSame, kSameName},
    {"Ø as OE", "Sørensen|Bjørn|1977-07-07", "SOERENSEN|BJOERN|1977-07-07", kSame, kSameName},
    {"Ø as O", "Sørensen|Bjørn|1977-07-07", "SORENSEN|BJORN|1977-07-07", kSame, kSameName},
    {"Æ", "Kjær|Æsa|1990-09-01", "KJAER|AESA|1990-09-01", kSame, kSameName},
    {"Þ and Ð", "Þórðarson|Guðrún|1988-05-05", "THORDARSON|GUDRUN|1988-05-05", kSame, kSameName},
    {"ß as SS", "Weiß|Gisela|1949-10-10", "WEISS|GISELA|1949-10-10", kSame, kSameName},
    {"ẞ of 2017", "GROẞMANN|UTE|1949-10-10", "GROSSMANN|UTE|1949-10-10", kSame, kSameName},
    {"Ñ as N", "Núñez|Iñigo|1982-04-20", "NUNEZ|INIGO|1982-04-20", kSame, kSameName},
    {"Ñ as NXX", "Núñez|Iñigo|1982-04-20", "NUNXXEZ|INXXIGO|1982-04-20", kSame, kSameName},
    {"Ł and Ż", "Żółkiewski|Łukasz|1979-11-11", "ZOLKIEWSKI|LUKASZ|1979-11-11", kSame, kSameName},
    {"Czech letters", "Dvořáček|Jiří|1966-06-16", "DVORACEK|JIRI|1966-06-16", kSame, kSameName},
    {"Turkish letters", "Işık|Çağla|1993-03-13", "ISIK|CAGLA|1993-03-13", kSame, kSameName},
    {"Romanian letters", "Țepeș|Ștefan|1993-03-13", "TEPES|STEFAN|1993-03-13", kSame, kSameName},
    {"Vietnamese letters", "Nguyễn|Thị Hường Giang|1991-01-21", "NGUYEN|THI HUONG GIANG|1991-01-21",
     kSame, kSameName},
    {"Cyrillic by ICAO's table", "Щербаков|Юрий|1969-02-02", "SHCHERBAKOV|IURII|1969-02-02", kSame,
     kSameName},
    {"Cyrillic by another table", "Щербаков|Юрий|1969-02-02", "CHTCHERBAKOV|YOURI|1969-02-02",
     kCannotTell, kNameNotComparable},
    {"Ukrainian by its own table", "Гнатюк|Ганна|1969-02-02", "HNATIUK|HANNA|1969-02-02", kSame,
     kSameName},
    {"Arabic by ICAO's table", "عبد الرحيم|محمود|1975-05-25", "EBD ALRXHYM|MXHMWD|1975-05-25",
     kSame, kSameName},
    {"Arabic, phonetically", "عبد الرحيم|محمود|1975-05-25", "ABDULRAHIM|MAHMOUD|1975-05-25",
     kCannotTell, kNameNotComparable},
    {"Greek has no table", "Παππάς|Νίκος|1975-05-25", "PAPPAS|NIKOS|1975-05-25", kCannotTell,
     kNameNotComparable},
    {"two romanisations", "SHEVCHENKO|YURIY|1981-08-18", "SHEVCHENKO|IURII|1981-08-18", kCannotTell,
     kSpelling},
    {"spellings of one given name", "HADDAD|MOHAMMED|1981-08-18", "HADDAD|MUHAMAD|1981-08-18",
     kCannotTell, kSpelling},
    {"hyphen and space", "Lopez-Marin|Jean-Luc|1971-01-17", "LOPEZ MARIN|JEAN LUC|1971-01-17",
     kSame, kSameName},
    {"hyphen and nothing", "Schmidt|Hans-Peter|1971-01-17", "SCHMIDT|HANSPETER|1971-01-17", kSame,
     kSameName},
    {"apostrophe left out", "O'Connell|Siobhán|1971-01-17", "OCONNELL|SIOBHAN|1971-01-17", kSame,
     kSameName},
    {"typographic apostrophe", "D\u2019Angelo|Rosa|1971-01-17", "D'Angelo|Rosa|1971-01-17", kSame,
     kSameName},
    {"apostrophe as a space", "D'Angelo|Rosa|1971-01-17", "D ANGELO|ROSA|1971-01-17", kSame,
     kSameName},
    {"filler characters", "VAN<DER<MUELEN|COR<JAN|1971-01-17", "Van der Mülen|Cor Jan|1971-01-17",
     kSame, kSameName},
    {"spaces around", "  Okafor |Chidi  Emeka|1985-02-11", "OKAFOR|CHIDI EMEKA|1985-02-11", kSame,
     kSameName},
    {"points", "St. Clair|J. P. Amadou|1985-02-11", "ST CLAIR|J P AMADOU|1985-02-11", kSame,
     kSameName},
    {"another name that begins alike", "Mueller|Gregor|1970-03-04", "Muench|Gregor|1970-03-04",
     kCannotTell, kOtherSurname},
};

constexpr Pair kParts[] = {
    {"a later given name left out", "Lindqvist|Karin Elisabet|1968-04-03",
     "LINDQVIST|KARIN|1968-04-03", kSame, kFewerGivenNames},
    {"the first given name left out", "Lindqvist|Karin Elisabet|1968-04-03",
     "LINDQVIST|ELISABET|1968-04-03", kSame, kFewerGivenNames},
    {"given names in another order", "Lindqvist|Karin Elisabet|1968-04-03",
     "LINDQVIST|ELISABET KARIN|1968-04-03", kSame, kSameName},
    {"all given names left out", "Lindqvist|Karin Elisabet|1968-04-03", "LINDQVIST||1968-04-03",
     kCannotTell, kGivenNamesMissing},
    {"only the given name", "|Karin Elisabet|1968-04-03", "LINDQVIST|KARIN ELISABET|1968-04-03",
     kCannotTell, kGivenNamesMissing},
    {"a placeholder for a given name", "SUKARNO|FNU|1955-05-15", "SUKARNO||1955-05-15", kSame,
     kSameName},
    {"one name, in the other field", "SUKARNO||1955-05-15", "|Sukarno|1955-05-15", kSame,
     kSameName},
    {"one name and more", "SUKARNO||1955-05-15", "SUKARNO|DEWI|1955-05-15", kCannotTell,
     kGivenNamesMissing},
    {"a shared first name alone", "Haddad|Mohammed|1999-01-09", "Haddad|Mohammed Karim|1999-01-09",
     kCannotTell, kGivenNamesMissing},
    {"a shared first name and the telling one", "Haddad|Mohammed Karim Nabil|1999-01-09",
     "Haddad|Mohammed Karim|1999-01-09", kSame, kFewerGivenNames},
    {"initials", "Lindqvist|K E|1968-04-03", "LINDQVIST|KARIN ELISABET|1968-04-03", kCannotTell,
     kInitials},
    {"one initial", "Lindqvist|K|1968-04-03", "LINDQVIST|KARIN|1968-04-03", kCannotTell, kInitials},
    {"initial that does not fit", "Lindqvist|B|1968-04-03", "LINDQVIST|KARIN|1968-04-03",
     kDifferent, kOtherName},
    {"a middle initial", "Harper|Rosalind J|1968-04-03", "HARPER|ROSALIND JUNE|1968-04-03",
     kCannotTell, kInitials},
    {"a short form", "Petrov|Alex|1968-04-03", "PETROV|ALEXANDER|1968-04-03", kCannotTell,
     kInitials},
    {"particles in capitals", "von der Heide|Lena|1983-10-02", "VON DER HEIDE|LENA|1983-10-02",
     kSame, kSameName},
    {"particles left out", "von der Heide|Lena|1983-10-02", "HEIDE|LENA|1983-10-02", kSame,
     kSameName},
    {"particles behind the name", "Berg van den|Joost|1983-10-02", "VAN DEN BERG|JOOST|1983-10-02",
     kSame, kSameName},
    {"particles joined", "De La Cruz|Ramiro|1983-10-02", "DELACRUZ|RAMIRO|1983-10-02", kSame,
     kSameName},
    {"al-", "Al-Hashimi|Layla|1983-10-02", "ALHASHIMI|LAYLA|1983-10-02", kSame, kSameName},
    {"al- left out", "Al-Hashimi|Layla|1983-10-02", "HASHIMI|LAYLA|1983-10-02", kSame, kSameName},
    {"Junior", "Baker Jr.|Thomas Earl|1983-10-02", "BAKER|THOMAS EARL|1983-10-02", kSame,
     kSameName},
    {"a title", "Baker|Dr. Thomas Earl|1983-10-02", "BAKER|THOMAS EARL|1983-10-02", kSame,
     kSameName},
    {"one of two surnames", "Garcia Lopez|Ines|1983-10-02", "GARCIA|INES|1983-10-02", kCannotTell,
     kSurnameInPart},
    {"two surnames, one shared", "Garcia Lopez|Ines|1983-10-02", "GARCIA PEREZ|INES|1983-10-02",
     kCannotTell, kOtherSurname},
    {"surnames in another order", "Garcia Lopez|Ines|1983-10-02", "LOPEZ GARCIA|INES|1983-10-02",
     kSame, kSameName},
    {"a married double name", "Schulz|Petra|1962-02-20", "SCHULZ-OTTO|PETRA|1962-02-20",
     kCannotTell, kSurnameInPart},
    {"a married name", "Schulz|Petra|1962-02-20", "OTTO|PETRA|1962-02-20", kCannotTell,
     kOtherSurname},
    {"a married name and the same passport", "Schulz|Petra|1962-02-20|F|DE|C01X00T47|DE",
     "OTTO|PETRA|1962-02-20|F|D|C01X00T47|D", kSame, kSameNumber},
    {"another surname, another year", "Schulz|Petra|1962-02-20", "OTTO|PETRA|1964-02-20",
     kDifferent, kOtherBirthDate},
    {"another surname, the day unknown", "Schulz|Petra|1962", "OTTO|PETRA|1962", kDifferent,
     kOtherSurname},
    {"the whole name in one piece", "=Karin Elisabet Lindqvist|-|1968-04-03",
     "LINDQVIST|KARIN ELISABET|1968-04-03", kSame, kSameName},
    {"one piece, surname first", "=Lindqvist, Karin Elisabet|-|1968-04-03",
     "LINDQVIST|KARIN ELISABET|1968-04-03", kSame, kSameName},
    {"one piece with a given name left out", "=Karin Lindqvist|-|1968-04-03",
     "LINDQVIST|KARIN ELISABET|1968-04-03", kSame, kFewerGivenNames},
    {"one piece with particles", "=Ludwig van Aalst|-|1968-04-03", "VAN AALST|LUDWIG|1968-04-03",
     kSame, kSameName},
    {"two names in one piece", "=Karin Elisabet Lindqvist|-|1968-04-03",
     "=LINDQVIST KARIN ELISABET|-|1968-04-03", kSame, kSameName},
    {"two names in one piece, one shorter", "=Karin Elisabet Lindqvist|-|1968-04-03",
     "=KARIN LINDQVIST|-|1968-04-03", kCannotTell, kGivenNamesMissing},
    {"one piece, a sibling", "=Bertil Lindqvist|-|1968-04-03", "LINDQVIST|KARIN|1968-04-03",
     kDifferent, kOtherName},
    {"one piece, a stranger", "=Bertil Olofsson|-|1968-04-03", "LINDQVIST|KARIN|1968-04-03",
     kDifferent, kOtherName},
    {"one piece, married", "=Karin Olofsson|-|1968-04-03", "LINDQVIST|KARIN|1968-04-03",
     kCannotTell, kOtherSurname},
    {"surname and given name exchanged", "Martin|Florian|1968-04-03", "FLORIAN|MARTIN|1968-04-03",
     kCannotTell, kOrderOfNames},
};

constexpr Pair kChinese[] = {
    {"all of it in the given names' field", "LIU|XIANG YU|1968-04-03|M|CHN",
     "-|Xiangyu Liu|1968-04-03", kSame, kSameName},
    {"given name in two syllables", "LIU|XIANG YU|1990-06-06|M|CHN", "LIU|XIANGYU|1990-06-06|M|CN",
     kSame, kSameName},
    {"a hyphen between syllables", "LIU|XIANG-YU|1990-06-06", "LIU|XIANGYU|1990-06-06", kSame,
     kSameName},
    {"one piece", "=LIU XIANG YU|-|1990-06-06", "LIU|XIANGYU|1990-06-06", kSame, kSameName},
    {"one piece, given name first", "=XIANGYU LIU|-|1990-06-06", "LIU|XIANG YU|1990-06-06", kSame,
     kSameName},
    {"one piece each, other orders", "=XIANGYU LIU|-|1990-06-06", "=LIU XIANG YU|-|1990-06-06",
     kSame, kSameName},
    {"fields exchanged", "XIANGYU|LIU|1990-06-06|M|CN", "LIU|XIANGYU|1990-06-06|M|CHN", kSame,
     kSameName},
    {"fields exchanged, nobody says Chinese", "XIANGYU|LIU|1990-06-06", "LIU|XIANGYU|1990-06-06",
     kCannotTell, kOrderOfNames},
    {"the same characters", "|||M|CN|||刘翔宇", "LIU|XIANGYU|1990-06-06|M|CN|||刘翔宇", kCannotTell,
     kSameName},
    {"the same characters and birth date", "||1990-06-06|M|CN|||刘翔宇",
     "LIU|XIANGYU|1990-06-06|M|CN|||刘 翔宇", kSame, kSameName},
    {"characters against pinyin", "||1990-06-06|M|CN|||刘翔宇", "LIU|XIANGYU|1990-06-06|M|CN",
     kCannotTell, kNameNotComparable},
    {"characters against pinyin with the number", "||1990-06-06|M|CN|E00000017|CN|刘翔宇",
     "LIU|XIANGYU|1990-06-06|M|CN|E00000017|CHN", kSame, kSameNumber},
    {"homophones", "LIU|XIANGYU|1990-06-06|M|CN|||刘翔宇", "LIU|XIANGYU|1990-06-06|M|CN|||刘祥雨",
     kCannotTell, kOtherCharacters},
    {"traditional characters", "||1990-06-06|M|CN|||刘翔宇", "||1990-06-06|M|CN|||劉翔宇",
     kCannotTell, kOtherCharacters},
    {"other characters", "||1990-06-06|M|CN|||刘翔宇", "||1990-06-06|M|CN|||王小明", kDifferent,
     kOtherName},
    {"ü as YU", "LYU|BUCHUAN|1990-06-06|M|CN", "Lü|Buchuan|1990-06-06|M|CN", kSame, kSameName},
    {"ü as V", "LV|BUCHUAN|1990-06-06|M|CN", "Lǚ|Bùchuān|1990-06-06|M|CN", kSame, kSameName},
    {"ü as U", "LU|BUCHUAN|1990-06-06|M|CN", "Lü|Buchuan|1990-06-06|M|CN", kSame, kSameName},
    {"YU and V", "LYU|BUCHUAN|1990-06-06|M|CN", "LV|BUCHUAN|1990-06-06|M|CN", kSame, kSameName},
    {"YU and U are also other surnames", "LYU|BUCHUAN|1990-06-06|M|CN",
     "LU|BUCHUAN|1990-06-06|M|CN", kCannotTell, kSpelling},
    {"one syllable and two", "LIU|XIANG|1990-06-06|M|CN", "LIU|XIANG YU|1990-06-06|M|CN",
     kCannotTell, kGivenNamesMissing},
    {"the beginning of two syllables", "LIU|XIANG|1990-06-06|M|CN", "LIU|XIANGYU|1990-06-06|M|CN",
     kCannotTell, kInitials},
    {"a common name alone", "LI|WEI|1990-06-06|M|CN", "LI|WEI|1990-06-06|M|CN", kCannotTell,
     kCommonName},
    {"a common name with the number", "LI|WEI|1990-06-06|M|CN|E00000018|CN",
     "LI|WEI|1990-06-06|M|CN|E00000018|CN", kSame, kSameNumber},
    {"a common name with its characters", "LI|WEI|1990-06-06|M|CN|||李伟",
     "LI|WEI|1990-06-06|M|CN|||李伟", kSame, kSameName},
    {"a common name with another number", "WANG|FANG|1985-03-02|F|CN|E00000019|CN",
     "WANG|FANG|1985-03-02|F|CN|E00000020|CN", kCannotTell, kCommonName},
    {"a common name, another day", "LI|WEI|1990-06-06|M|CN", "LI|WEI|1990-06-16|M|CN", kDifferent,
     kOtherBirthDate},
    {"Li and Liu", "LI|XIAOMING|1990-06-06|M|CN", "LIU|XIAOMING|1990-06-06|M|CN", kCannotTell,
     kOtherSurname},
    {"twins of two syllables", "LIU|XIANGYU|1990-06-06|M|CN", "LIU|MINGYU|1990-06-06|M|CN",
     kDifferent, kOtherName},
    {"a Uyghur name", "||1990-06-06|M|CN|||阿依古丽·买买提", "||1990-06-06|M|CN|||阿依古丽买买提",
     kSame, kSameName},
};

constexpr Pair kDates[] = {
    {"the year alone", "Lindqvist|Karin|1968", "LINDQVIST|KARIN|1968-04-03", kCannotTell,
     kBirthDateInPart},
    {"year and month", "Lindqvist|Karin|1968-04", "LINDQVIST|KARIN|1968-04-03", kCannotTell,
     kBirthDateInPart},
    {"the year alone, twice", "Lindqvist|Karin|1968", "LINDQVIST|KARIN|1968", kCannotTell,
     kBirthDateInPart},
    {"another month", "Lindqvist|Karin|1968-05", "LINDQVIST|KARIN|1968-04-03", kDifferent,
     kOtherBirthDate},
    {"another year", "Lindqvist|Karin|1969", "LINDQVIST|KARIN|1968-04-03", kDifferent,
     kOtherBirthDate},
    {"no birth date", "Lindqvist|Karin|", "LINDQVIST|KARIN|1968-04-03", kCannotTell,
     kBirthDateMissing},
    {"no birth date, the same number", "Lindqvist|Karin|||SE|AA0000001|SE",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000001|SWE", kSame, kSameNumber},
    {"the year alone, the same number", "Lindqvist|Karin|1968||SE|AA0000001|SE",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000001|SWE", kSame, kSameNumber},
    {"day and month exchanged", "Lindqvist|Karin|1968-03-04", "LINDQVIST|KARIN|1968-04-03",
     kCannotTell, kBirthDateDoubtful},
    {"1 January for an unknown day", "Lindqvist|Karin|1968-01-01", "LINDQVIST|KARIN|1968-04-03",
     kCannotTell, kBirthDateDoubtful},
    {"1 January of another year", "Lindqvist|Karin|1967-01-01", "LINDQVIST|KARIN|1968-04-03",
     kDifferent, kOtherBirthDate},
    {"father and son", "Baker Sr|Thomas Earl|1953-10-02", "BAKER JR|THOMAS EARL|1983-10-02",
     kDifferent, kOtherBirthDate},
    {"father and son, one number", "Baker|Thomas Earl|1953-10-02||US|500000001|US",
     "BAKER|THOMAS EARL|1983-10-02||USA|500000001|USA", kCannotTell, kOtherBirthDate},
    {"a child in its mother's passport", "Baker|Lily|2015-10-02||US|500000001|US",
     "BAKER|JOAN|1983-10-02||USA|500000001|USA", kDifferent, kOtherName},
    {"no name, the same date", "||1968-04-03", "LINDQVIST|KARIN|1968-04-03", kCannotTell,
     kNameNotComparable},
    {"nothing at all", "", "", kCannotTell, kNameNotComparable},
};

constexpr Pair kOthers[] = {
    {"twins", "Lindqvist|Karin|1968-04-03", "LINDQVIST|BERTIL|1968-04-03", kDifferent, kOtherName},
    {"twins with a shared first name", "Haddad|Mohammed Karim|1999-01-09",
     "Haddad|Mohammed Nabil|1999-01-09", kDifferent, kOtherName},
    {"twins with a shared first name, one cut short", "Haddad|Mohammed|1999-01-09",
     "Haddad|Mohammed Nabil|1999-01-09", kCannotTell, kGivenNamesMissing},
    {"twins who sound alike", "Lindqvist|Anna|1968-04-03", "LINDQVIST|HANNE|1968-04-03", kDifferent,
     kOtherName},
    {"twins with one beginning", "Weber|Christian|1968-04-03", "WEBER|CHRISTINA|1968-04-03",
     kCannotTell, kSpelling},
    {"strangers born on one day", "Lindqvist|Karin|1968-04-03", "OKAFOR|CHIDI|1968-04-03",
     kDifferent, kOtherName},
    {"strangers", "Lindqvist|Karin|1968-04-03", "OKAFOR|CHIDI|1985-02-11", kDifferent, kOtherName},
    {"strangers without birth dates", "Lindqvist|Karin|", "OKAFOR|CHIDI|", kDifferent, kOtherName},
    {"siblings without birth dates", "Lindqvist|Karin|", "LINDQVIST|BERTIL|", kDifferent,
     kOtherName},
    {"another sex", "Lindqvist|Robin|1968-04-03|F", "LINDQVIST|ROBIN|1968-04-03|M", kCannotTell,
     kOtherSex},
    {"another sex and the same number", "Lindqvist|Robin|1968-04-03|F|SE|AA0000001|SE",
     "LINDQVIST|ROBIN|1968-04-03|M|SE|AA0000001|SE", kCannotTell, kOtherSex},
    {"sex unspecified", "Lindqvist|Robin|1968-04-03|", "LINDQVIST|ROBIN|1968-04-03|M", kSame,
     kSameName},
    {"another nationality", "Haddad|Nabil|1999-01-09|M|TN", "HADDAD|NABIL|1999-01-09|M|LBN",
     kCannotTell, kOtherNationality},
    {"another nationality, the same document", "Haddad|Nabil|1999-01-09|M|TN|X0000001|FR",
     "HADDAD|NABIL|1999-01-09|M|LBN|X0000001|FRA", kSame, kSameNumber},
    {"two and three letters of a country", "Haddad|Nabil|1999-01-09|M|DE",
     "HADDAD|NABIL|1999-01-09|M|D", kSame, kSameName},
    {"stateless", "Haddad|Nabil|1999-01-09|M|XXA", "HADDAD|NABIL|1999-01-09|M|LB", kSame,
     kSameName},
    {"a renewed passport", "Lindqvist|Karin|1968-04-03|F|SE|AA0000001|SE",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000002|SWE", kSame, kOtherNumber},
    {"the same number of another state", "Lindqvist|Karin|1968-04-03|F||AA0000001|SE",
     "OKAFOR|CHIDI|1985-02-11|M||AA0000001|NG", kDifferent, kOtherNumber},
    {"a number with spaces and small letters", "Lindqvist|K|1968-04-03|F|SE|aa 000-0001|SE",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000001|SWE", kSame, kSameNumber},
    {"0 is not O", "Lindqvist|K|1968-04-03|F|SE|AA000000O|SE",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000000|SWE", kCannotTell, kOtherNumber},
    {"a number without its state", "Lindqvist|K|1968-04-03|F||AA0000001|",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|AA0000001|SWE", kSame, kSameNumber},
    {"a short number without its state", "Lindqvist|K|1968-04-03|F||12345|",
     "LINDQVIST|KARIN|1968-04-03|F|SWE|12345|SWE", kCannotTell, kInitials},
    {"the same number, somebody else's name", "Lindqvist|Karin|1968-04-03|F|SE|AA0000001|SE",
     "OKAFOR|CHIDI|1968-04-03|F|SE|AA0000001|SE", kCannotTell, kOtherName},
};

// Doc 9303-4 section 4.2.3: names that do not fit, as issuers may cut them.
constexpr Pair kCut[] = {
    {"the last given name as an initial", "NILAVADHANANANDA~|CHAYAPA DEJTHAMRONG K|1950-09-09",
     "Nilavadhanananda|Chayapa Dejthamrong Krasuang|1950-09-09", kSame, kNameCutShort},
    {"two given names cut", "NILAVADHANANANDA~|CHAYAPA DEJTHAM KRASUA|1950-09-09",
     "Nilavadhanananda|Chayapa Dejthamrong Krasuang|1950-09-09", kSame, kNameCutShort},
    {"every given name cut", "NILAVADHANANANDA~|CHAYAP DEJTHAM KRASUA|1950-09-09",
     "Nilavadhanananda|Chayapa Dejthamrong Krasuang|1950-09-09", kCannotTell, kInitials},
    {"given names left out", "NILAVADHANANANDA~|CHAYAPA|1950-09-09",
     "Nilavadhanananda|Chayapa Dejthamrong Krasuang|1950-09-09", kSame, kFewerGivenNames},
    {"the surname cut", "BENNELONG WOOLOOMOOLOO WARRANDYTE WA~|D|1950-09-09",
     "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo|1950-09-09", kCannotTell,
     kSurnameInPart},
    {"the surname cut, the same number",
     "BENNELONG WOOLOOMOOLOO WARRANDYTE WA~|D|1950-09-09|M|UTO|D23145890|UTO",
     "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo|1950-09-09|M|UTO|D23145890|UTO",
     kSame, kSameNumber},
    {"a sibling behind a cut surname", "BENNELONG WOOLOOMOOLOO WARRANDYTE WA~|D|1950-09-09",
     "Bennelong Wooloomooloo Warrandyte Warnambool|Kanga Potoroo|1950-09-09", kDifferent,
     kOtherName},
    {"cut, in one piece", "BENNELONG WOOLOOMOOLOO WARRANDYTE WA~|D|1950-09-09",
     "=Dingo Potoroo Bennelong Wooloomooloo Warrandyte Warnambool|-|1950-09-09", kCannotTell,
     kSurnameInPart},
    {"a field that is just full", "PAPANDROPOULOUS~|JONATHON WARREN TREVOR|1950-09-09",
     "Papandropoulous|Jonathon Warren Trevor|1950-09-09", kSame, kSameName},
    {"a name that is short all the same", "PAPANDROPOULOUS|JONATHO|1950-09-09",
     "Papandropoulous|Jonathon|1950-09-09", kCannotTell, kInitials},
};

std::vector<Pair> AllPairs() {
  std::vector<Pair> pairs;
  for (const auto& pair : kSpelled) pairs.push_back(pair);
  for (const auto& pair : kParts) pairs.push_back(pair);
  for (const auto& pair : kChinese) pairs.push_back(pair);
  for (const auto& pair : kDates) pairs.push_back(pair);
  for (const auto& pair : kOthers) pairs.push_back(pair);
  for (const auto& pair : kCut) pairs.push_back(pair);
  return pairs;
}

TEST(Identity, answers_for_each_pair_of_the_table) {
  EXPECT_GE(AllPairs().size(), 120U);
  for (const Pair& pair : AllPairs()) {
    const Match match = Compare(PersonOf(pair.one), PersonOf(pair.other));
    EXPECT_STREQ(ToString(match.answer), ToString(pair.answer)) << pair.what;
    EXPECT_THAT(match.grounds, Contains(pair.because))
        << pair.what << ", not " << ToString(match.grounds.at(0)) << " or "
        << ToString(match.grounds.back());
  }
}

TEST(Identity, answers_the_same_whoever_is_named_first) {
  for (const Pair& pair : AllPairs()) {
    const Match one = Compare(PersonOf(pair.one), PersonOf(pair.other));
    const Match other = Compare(PersonOf(pair.other), PersonOf(pair.one));
    EXPECT_EQ(one.answer, other.answer) << pair.what;
    EXPECT_EQ(one.grounds, other.grounds) << pair.what;
  }
}

// Everybody in the table against everybody in it, born 31 years later.
TEST(Identity, takes_nobody_for_somebody_born_in_another_year) {
  const std::vector<Pair> pairs = AllPairs();
  std::size_t compared = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = i % 3; j < pairs.size(); j += 3) {
      const Identity one = PersonOf(pairs[i].one);
      Identity other = PersonOf(pairs[j].other);
      if (!one.birth_date || !one.birth_date->year || !other.birth_date) continue;
      if (!other.birth_date->year) continue;
      *other.birth_date->year += 31;
      if (other.document) other.document->number += "9";
      if (one.birth_date->year == other.birth_date->year) continue;
      ++compared;
      EXPECT_EQ(Compare(one, other).answer, kDifferent) << pairs[i].what << " / " << pairs[j].what;
    }
  }
  EXPECT_GT(compared, 5'000U);
}

TEST(Identity, has_words_for_every_ground) {
  std::set<std::string> codes;
  std::set<std::string_view> sentences;
  for (int i = 0; i <= static_cast<int>(kOtherNationality); ++i) {
    codes.insert(ToString(static_cast<Ground>(i)));
    sentences.insert(SentenceFor(static_cast<Ground>(i)));
  }
  EXPECT_EQ(codes.size(), static_cast<std::size_t>(kOtherNationality) + 1);
  EXPECT_EQ(sentences.size(), codes.size());
  EXPECT_STREQ(ToString(kSameNumber), "same-number");
  EXPECT_STREQ(ToString(kOtherBirthDate), "other-birth-date");
}

TEST(Identity, of_a_misread_zone_has_neither_number_nor_birth_date) {
  encoding::mrz::Zone zone{.issuer = "UTO", .primary_name = "ERIKSSON", .number = "L898902C3"};
  zone.birth_date = {1974, 8, 12};
  EXPECT_EQ(IdentityOf(zone).document->number, "L898902C3");
  EXPECT_EQ(IdentityOf(zone).birth_date->year, 1974);
  zone.checks.number = encoding::mrz::Check::kFails;
  zone.checks.birth_date = encoding::mrz::Check::kFails;
  EXPECT_FALSE(IdentityOf(zone).document);
  EXPECT_FALSE(IdentityOf(zone).birth_date);
}

TEST(Identity, of_a_visa_is_not_the_passports_number) {
  const encoding::mrz::Zone visa{.format = encoding::mrz::Format::kVisaA, .number = "L8988901C"};
  EXPECT_FALSE(IdentityOf(visa).document);
}

TEST(Identity, of_a_seal_whose_name_fills_its_field_may_be_cut) {
  Certificate seal{.format = Format::kVdsNc};
  seal.holder.name.surname = "NILAVADHANANANDA";
  seal.holder.name.given = "CHAYAPA DEJTHAMRONG K";
  EXPECT_TRUE(IdentityOf(seal).name_may_be_cut);
  seal.holder.name.given = "CHAYAPA";
  EXPECT_FALSE(IdentityOf(seal).name_may_be_cut);
}

// Found by fuzzing: whoever was named first decided.
TEST(Identity, does_not_take_a_title_for_a_given_name) {
  const Identity titled = PersonOf("MUELLER|MR|1968-04-03");
  const Identity bare = PersonOf("TANAKA||1968-04-03");
  EXPECT_EQ(Compare(titled, bare).answer, Sameness::kDifferent);
  EXPECT_EQ(Compare(bare, titled).answer, Sameness::kDifferent);
}

TEST(Identity, of_hostile_names_is_not_compared) {
  Identity one = PersonOf("A|B|1968-04-03");
  one.name.surname = std::string(10'000, 'A');
  EXPECT_THAT(Compare(one, one).grounds, Contains(kNameNotComparable));
  one.name.surname = "\xFF\xFE";
  EXPECT_THAT(Compare(one, one).grounds, Contains(kNameNotComparable));
}

}  // namespace
}  // namespace clearway::certificate
