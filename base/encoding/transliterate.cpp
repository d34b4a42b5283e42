#include "base/encoding/transliterate.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/encoding/utf8.h"

namespace clearway::encoding {
namespace {

// Capital letters that are written alike; spellings are separated by '/', the recommended first.
struct Row {
  std::string_view spellings;
  std::u32string_view letters;
};

// Section 6 A. Some spellings beside the recommended ones are what passports really have: Ü in
// pinyin is YU or V.
constexpr std::array kLatin{
    Row{"A", U"ÀÁÂÃĀĂĄǍ"}, Row{"AE/A", U"Ä"},        Row{"AA/A", U"Å"},
    Row{"AE", U"ÆǼ"},      Row{"C", U"ÇĆĈĊČ"},       Row{"D", U"ĎĐ"},
    Row{"D/DH", U"Ð"},     Row{"E", U"ÈÉÊËĒĔĖĘĚƏ"},  Row{"G", U"ĜĞĠĢǦ"},
    Row{"H", U"ĤĦ"},       Row{"I", U"ÌÍÎÏĨĪĬĮİǏ"},  Row{"IJ/Y", U"Ĳ"},
    Row{"J", U"Ĵ"},        Row{"K", U"ĶĸǨ"},         Row{"L", U"ĹĻĽĿŁ"},
    Row{"N/NXX", U"Ñ"},    Row{"N", U"ŃŅŇŊ"},        Row{"O", U"ÒÓÔÕŌŎŐǑƠ"},
    Row{"OE/O", U"ÖØǾ"},   Row{"OE", U"Œ"},          Row{"R", U"ŔŖŘ"},
    Row{"S", U"ŚŜŞŠȘ"},    Row{"SS/S", U"ẞß"},       Row{"T", U"ŢŤŦȚ"},
    Row{"TH", U"Þ"},       Row{"U", U"ÙÚÛŨŪŬŮŰŲǓƯ"}, Row{"UE/UXX/U/YU/V", U"ÜǕǗǙǛ"},
    Row{"W", U"ŴẀẂẄ"},     Row{"Y", U"ÝŶŸ"},         Row{"Z", U"ŹŻŽ"},
};

// Section 6 B, with what single languages write instead behind the recommended spelling.
constexpr std::array kCyrillic{
    Row{"A", U"А"},        Row{"B", U"Б"},        Row{"V", U"В"},       Row{"G/H", U"Г"},
    Row{"D", U"ДЂ"},       Row{"E/YE", U"Е"},     Row{"E/IO/YO", U"Ё"}, Row{"IE/YE", U"Є"},
    Row{"ZH/Z", U"Ж"},     Row{"Z", U"З"},        Row{"DZ", U"Ѕ"},      Row{"I/Y", U"ИЙ"},
    Row{"I", U"І"},        Row{"I/YI", U"Ї"},     Row{"J", U"Ј"},       Row{"K", U"К"},
    Row{"K/KJ", U"Ќ"},     Row{"L", U"Л"},        Row{"LJ", U"Љ"},      Row{"M", U"М"},
    Row{"N", U"Н"},        Row{"NJ", U"Њ"},       Row{"O", U"О"},       Row{"P", U"П"},
    Row{"R", U"Р"},        Row{"S", U"С"},        Row{"T", U"Т"},       Row{"C", U"Ћ"},
    Row{"U", U"УЎҮҰѪ"},    Row{"F", U"Ф"},        Row{"KH/H", U"Х"},    Row{"TS/C", U"Ц"},
    Row{"CH/C", U"Ч"},     Row{"DZ/DJ", U"Џ"},    Row{"SH/S", U"Ш"},    Row{"SHCH/SHT", U"Щ"},
    Row{"IE/A/", U"Ъ"},    Row{"Y", U"ЫѴ"},       Row{"", U"Ь"},        Row{"E", U"ЭѢ"},
    Row{"IU/YU/JU", U"Ю"}, Row{"IA/YA/JA", U"Я"}, Row{"G/GJ", U"Ґ"},    Row{"G", U"ҒЃ"},
    Row{"C", U"Һ"},
};

// Section 6 C: X begins what one Latin letter cannot say. Shadda is not here: it doubles.
constexpr std::array kArabic{
    Row{"XE", U"\u0621"},   Row{"XAA", U"\u0622"}, Row{"XAE", U"\u0623"},
    Row{"U/XW", U"\u0624"}, Row{"I", U"\u0625"},   Row{"XI", U"\u0626"},
    Row{"A", U"\u0627"},    Row{"B", U"\u0628"},   Row{"XTA/XAH", U"\u0629"},
    Row{"T", U"\u062A"},    Row{"XTH", U"\u062B"}, Row{"J", U"\u062C"},
    Row{"XH", U"\u062D"},   Row{"XKH", U"\u062E"}, Row{"D", U"\u062F"},
    Row{"XDH", U"\u0630"},  Row{"R", U"\u0631"},   Row{"Z", U"\u0632"},
    Row{"S", U"\u0633"},    Row{"XSH", U"\u0634"}, Row{"XSS", U"\u0635"},
    Row{"XDZ", U"\u0636"},  Row{"XTT", U"\u0637"}, Row{"XZZ", U"\u0638"},
    Row{"E", U"\u0639"},    Row{"G", U"\u063A"},   Row{"F", U"\u0641"},
    Row{"Q", U"\u0642"},    Row{"K", U"\u0643"},   Row{"L", U"\u0644"},
    Row{"M", U"\u0645"},    Row{"N", U"\u0646"},   Row{"H", U"\u0647"},
    Row{"W", U"\u0648"},    Row{"XAY", U"\u0649"}, Row{"Y", U"\u064A\u06D0"},
    Row{"XXA", U"\u0671"},  Row{"XXT", U"\u0679"}, Row{"XRT", U"\u067C"},
    Row{"P", U"\u067E"},    Row{"XKE", U"\u0681"}, Row{"XXH", U"\u0685"},
    Row{"XC", U"\u0686"},   Row{"XXD", U"\u0688"}, Row{"XDR", U"\u0689"},
    Row{"XXR", U"\u0691"},  Row{"XRR", U"\u0693"}, Row{"XRX", U"\u0696"},
    Row{"XJ", U"\u0698"},   Row{"XXS", U"\u069A"}, Row{"XKK", U"\u06A9"},
    Row{"XXK", U"\u06AB"},  Row{"XNG", U"\u06AD"}, Row{"XGG", U"\u06AF"},
    Row{"XNN", U"\u06BA"},  Row{"XXN", U"\u06BC"}, Row{"XDO", U"\u06BE"},
    Row{"XYH", U"\u06C0"},  Row{"XXG", U"\u06C1"}, Row{"XGE", U"\u06C2"},
    Row{"XTG", U"\u06C3"},  Row{"XYA", U"\u06CC"}, Row{"XXY", U"\u06CD"},
    Row{"XYB", U"\u06D2"},  Row{"XBE", U"\u06D3"},
};

// Not written in the zone: apostrophes and what stands for them, points, Arabic vowel signs.
constexpr std::u32string_view kLeftOut =
    U"'`.\u00B4\u02B0\u02B9\u02BA\u02BB\u02BC\u02BE\u02BF\u2018\u2019\u201B\u2032\uFF07"
    U"\u0640\u064B\u064C\u064D\u064E\u064F\u0650\u0652\u0670\u200B\u200C\u200D\u200E\u200F";
constexpr std::u32string_view kSeparators =
    U" \t<-,;/\u00A0\u00AD\u00B7\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2027\u30FB\u3000";
constexpr char32_t kShadda = 0x0651;

bool IsWithin(char32_t character, char32_t first, char32_t last) {
  return character >= first && character <= last;
}

// Of blocks in which capitals and small letters alternate.
bool Alternates(char32_t character) {
  return (IsWithin(character, 0x100, 0x137) && character != 0x131) ||
         IsWithin(character, 0x139, 0x148) || IsWithin(character, 0x14A, 0x177) ||
         IsWithin(character, 0x179, 0x17E) || IsWithin(character, 0x1CD, 0x1DC) ||
         IsWithin(character, 0x1E6, 0x1E9) || IsWithin(character, 0x1FC, 0x1FF) ||
         IsWithin(character, 0x218, 0x21B) || IsWithin(character, 0x460, 0x481) ||
         IsWithin(character, 0x48A, 0x4BF) || IsWithin(character, 0x1E80, 0x1E85) ||
         IsWithin(character, 0x1EA0, 0x1EF9);
}

bool CapitalIsOdd(char32_t character) {
  return IsWithin(character, 0x139, 0x148) || IsWithin(character, 0x179, 0x17E) ||
         IsWithin(character, 0x1CD, 0x1DC);
}

// The capital of every letter that the tables have.
char32_t Capital(char32_t character) {
  if (IsWithin(character, U'a', U'z')) return character - 0x20;
  if (IsWithin(character, 0xE0, 0xFE) && character != 0xF7) return character - 0x20;
  if (IsWithin(character, 0x430, 0x44F)) return character - 0x20;
  if (IsWithin(character, 0x450, 0x45F)) return character - 0x50;
  if (Alternates(character)) {
    const bool is_odd = character % 2 == 1;
    return is_odd == CapitalIsOdd(character) ? character : character - 1;
  }
  switch (character) {
    case 0xFF:
      return 0x178;  // ÿ
    case 0x131:
      return U'I';  // ı
    case 0x1A1:
    case 0x1B0:
      return character - 1;  // ơ ư
    case 0x259:
      return 0x18F;  // ə
    default:
      return character;
  }
}

// The letter of the Latin tables that a letter and a combining mark make; the letter alone where
// the mark makes no difference to the zone.
char32_t Composed(char32_t letter, char32_t mark) {
  constexpr std::u32string_view kDiaeresis = U"AÄOÖUÜ";
  constexpr char32_t kDiaeresisMark = 0x308;
  if (mark == kDiaeresisMark) {
    const std::size_t at = kDiaeresis.find(letter);
    if (at != std::u32string_view::npos && at % 2 == 0) return kDiaeresis[at + 1];
  }
  if (mark == 0x30A && letter == U'A') return U'Å';
  if (mark == 0x303 && letter == U'N') return U'Ñ';
  if (mark == 0x306 && letter == U'И') return U'Й';
  return letter;
}

// Vietnamese vowels with two marks, in the order of their block.
std::string_view VietnameseVowel(char32_t capital) {
  struct Run {
    char32_t last;
    std::string_view vowel;
  };
  constexpr std::array kRuns{Run{0x1EB7, "A"}, Run{0x1EC7, "E"}, Run{0x1ECB, "I"},
                             Run{0x1EE3, "O"}, Run{0x1EF1, "U"}, Run{0x1EF9, "Y"}};
  if (!IsWithin(capital, 0x1EA0, 0x1EF9)) return {};
  return std::ranges::find_if(kRuns, [capital](const Run& run) { return capital <= run.last; })
      ->vowel;
}

const Row* Find(std::span<const Row> table, char32_t capital) {
  const auto row = std::ranges::find_if(
      table, [capital](const Row& entry) { return entry.letters.contains(capital); });
  return row == table.end() ? nullptr : &*row;
}

Letter Alternatives(std::string_view spellings) {
  Letter letter;
  for (;;) {
    const std::size_t slash = spellings.find('/');
    letter.push_back(spellings.substr(0, slash));
    if (slash == std::string_view::npos) return letter;
    spellings.remove_prefix(slash + 1);
  }
}

// A-Z and digits stand for themselves.
std::string_view Itself(char32_t capital) {
  constexpr std::string_view kThemselves = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const std::size_t at =
      capital < 0x80 ? kThemselves.find(static_cast<char>(capital)) : std::string_view::npos;
  return at == std::string_view::npos ? std::string_view{} : kThemselves.substr(at, 1);
}

// Spells a name letter by letter.
class Speller {
 public:
  // False for a letter that no table has.
  bool Add(char32_t character) {
    if (IsWithin(character, 0x300, 0x36F)) return Mark(character);
    if (kSeparators.contains(character)) return EndPart();
    if (kLeftOut.contains(character)) return true;
    if (character == kShadda) return Double();
    return AddLetter(Capital(character));
  }
  SpelledName Take() && {
    EndPart();
    return std::move(name_);
  }

 private:
  bool AddLetter(char32_t capital) {
    last_ = capital;
    if (const std::string_view itself = Itself(capital); !itself.empty()) {
      part_.push_back({itself});
    } else if (const std::string_view vowel = VietnameseVowel(capital); !vowel.empty()) {
      part_.push_back({vowel});
    } else if (const Row* latin = Find(kLatin, capital)) {
      part_.push_back(Alternatives(latin->spellings));
    } else {
      return AddOther(capital);
    }
    return true;
  }
  bool AddOther(char32_t capital) {
    const Row* row = Find(kCyrillic, capital);
    if (row == nullptr) row = Find(kArabic, capital);
    if (row == nullptr) return false;
    name_.is_latin = false;
    part_.push_back(Alternatives(row->spellings));
    return true;
  }
  bool Mark(char32_t mark) {
    if (part_.empty()) return true;
    const char32_t composed = Composed(last_, mark);
    if (composed == last_) return true;
    part_.pop_back();
    return AddLetter(composed);
  }
  bool Double() {
    if (!part_.empty()) part_.push_back(part_.back());
    return true;
  }
  bool EndPart() {
    if (!part_.empty()) name_.parts.push_back(std::move(part_));
    part_.clear();
    return true;
  }

  SpelledName name_;
  std::vector<Letter> part_;
  char32_t last_ = 0;
};

// Teh marbuta has a spelling of its own at the end of a part, the second of its row.
std::string_view Recommended(const Letter& letter, bool ends_part) {
  constexpr std::string_view kWithinPart = "XTA";
  return ends_part && letter.front() == kWithinPart ? letter.back() : letter.front();
}

}  // namespace

std::optional<SpelledName> Spell(std::string_view name) {
  const std::optional<std::u32string> characters = CodePoints(name);
  if (!characters) return std::nullopt;
  Speller speller;
  for (const char32_t character : *characters) {
    if (!speller.Add(character)) return std::nullopt;
  }
  return std::move(speller).Take();
}

std::optional<std::string> Transliterate(std::string_view name) {
  const std::optional<SpelledName> spelled = Spell(name);
  if (!spelled) return std::nullopt;
  std::string text;
  for (const std::vector<Letter>& part : spelled->parts) {
    std::string written;
    for (const Letter& letter : part) written += Recommended(letter, &letter == &part.back());
    if (!text.empty() && !written.empty()) text += ' ';
    text += written;
  }
  return text;
}

}  // namespace clearway::encoding
