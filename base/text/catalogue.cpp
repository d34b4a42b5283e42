#include "base/text/catalogue.h"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <fstream>
#include <iterator>
#include <locale>

#include "base/core/file.h"

namespace clearway::text {

namespace {

namespace fs = std::filesystem;
using Facet = boost::locale::message_format<char>;

// Ten times what all of our sentences take.
constexpr std::uintmax_t kLargestCatalogue = 4 << 20;
constexpr const char* kDomain = "clearway";

// First-strong isolate and pop directional isolate (Unicode Standard Annex 9).
constexpr const char* kIsolate = "\u2068";
constexpr const char* kPopIsolate = "\u2069";

fs::path CatalogueFile(const fs::path& folder, const std::string& name) {
  return folder / name / "LC_MESSAGES" / (std::string(kDomain) + ".mo");
}

Result<std::vector<char>> ReadCatalogue(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) {
    return Fail(Fault::kNotFound, "there is no catalogue " + file.string() +
                                      ": build or install the language, or set the folder");
  }
  std::ifstream in(file, std::ios::binary);
  std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
  if (size > kLargestCatalogue || bytes.size() != size) {
    return Fail(Fault::kBroken,
                "the catalogue " + file.string() + " cannot be read: install it anew");
  }
  return bytes;
}

// Throws std::exception on a damaged file.
std::locale ParseCatalogue(const Language& language, const std::vector<char>& bytes) {
  boost::locale::gnu_gettext::messages_info info;
  info.language = language.catalogue_name();
  info.encoding = "UTF-8";
  info.domains = {boost::locale::gnu_gettext::messages_info::domain(kDomain)};
  info.paths = {"."};
  info.callback = [&bytes](const std::string&, const std::string&) { return bytes; };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

bool ReadsRightToLeft(const std::string& text) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    const UCharDirection direction = u_charDirection(characters.char32At(at));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

// `pattern` with {1}, {2}... replaced. A brace that is no placeholder, or one that has no argument,
// stays: a wrong translation must not hide a sentence.
std::string Fill(const std::string& pattern, const std::vector<std::string>& arguments,
                 Direction direction) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool placeholder = pattern[at] == '{' && at + 2 < pattern.size() &&
                             pattern[at + 2] == '}' && pattern[at + 1] >= '1' &&
                             pattern[at + 1] <= '9';
    const auto index = placeholder ? static_cast<std::size_t>(pattern[at + 1] - '1') : 0;
    if (!placeholder || index >= arguments.size()) {
      text += pattern[at];
      continue;
    }
    const std::string& argument = arguments[index];
    const bool isolate = direction == Direction::kRightToLeft || ReadsRightToLeft(argument);
    text += isolate ? kIsolate + argument + kPopIsolate : argument;
    at += 2;
  }
  return text;
}

// CLDR's plain "en" is American; the house speaks British English. Everyone reads the Gregorian
// calendar in Western digits.
icu::Locale DateLocale(const Language& language) {
  const std::string tag = language == Language::English() ? "en-GB" : language.tag();
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag + "-u-ca-gregory-nu-latn", error);
  return U_SUCCESS(error) ? locale : icu::Locale::getUK();
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  return text.toUTF8String(utf8);
}

// `skeleton` as in CLDR: the fields wanted, whose order and words are the language's own.
std::string FormatDate(const icu::Locale& locale, const char* skeleton, const icu::TimeZone& zone,
                       UDate moment) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, error));
  if (U_FAILURE(error)) return {};
  const icu::UnicodeString pattern = patterns->getBestPattern(skeleton, error);
  icu::SimpleDateFormat format(pattern, locale, error);
  if (U_FAILURE(error)) return {};
  format.setTimeZone(zone);
  icu::UnicodeString text;
  format.format(moment, text);
  return ToUtf8(text);
}

// ISO 8601 as far as it goes: what no language's rules apply to.
std::string BareNumbers(const CalendarDate& date) {
  std::string text = date.year ? std::to_string(*date.year) : "";
  for (const auto& part : {date.month, date.day}) {
    if (!part) continue;
    if (!text.empty()) text += '-';
    text += (*part < 10 ? "0" : "") + std::to_string(*part);
  }
  return text;
}

std::string AlphaTwo(const std::string& code) {
  if (code == "D") return "DE";
  if (code.size() != 3) return code;
  for (const char* const* country = uloc_getISOCountries(); *country != nullptr; ++country) {
    if (code == uloc_getISO3Country((std::string("und_") + *country).c_str())) return *country;
  }
  return code;
}

}  // namespace

struct Catalogue::Words {
  std::locale messages = std::locale::classic();
  icu::Locale dates;
};

fs::path CatalogueFolder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  fs::path beside = program.parent_path().parent_path() / "share/clearway/catalogues";
  if (!error && fs::is_directory(beside, error)) return beside;
  return "/usr/share/clearway/catalogues";
}

std::vector<Language> AvailableLanguages(const fs::path& folder) {
  std::vector<Language> languages;
  std::error_code error;
  for (const fs::path& path : PathsIn(folder).value_or(std::vector<fs::path>{})) {
    const auto language = Language::Of(path.filename().string());
    if (!language || *language == Language::English()) continue;
    if (fs::exists(CatalogueFile(folder, language->catalogue_name()), error)) {
      languages.push_back(*language);
    }
  }
  std::ranges::sort(languages, {}, &Language::tag);
  languages.insert(languages.begin(), Language::English());
  return languages;
}

Result<Catalogue> Catalogue::Load(const Language& language, const fs::path& folder) {
  auto words = std::make_unique<Words>();
  words->dates = DateLocale(language);
  if (language == Language::English()) return Catalogue(language, std::move(words));
  const fs::path file = CatalogueFile(folder, language.catalogue_name());
  const auto bytes = ReadCatalogue(file);
  if (!bytes) return std::unexpected(bytes.error());
  try {
    words->messages = ParseCatalogue(language, *bytes);
  } catch (const std::exception&) {
    return Fail(Fault::kBroken, "the catalogue " + file.string() + " is damaged: install it anew");
  }
  return Catalogue(language, std::move(words));
}

Catalogue::Catalogue(Language language, std::unique_ptr<Words> words)
    : language_(std::move(language)), words_(std::move(words)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

std::string Catalogue::Say(const Message& message) const {
  const char* translated = nullptr;
  if (!message.id.empty() && std::has_facet<Facet>(words_->messages)) {
    const auto& facet = std::use_facet<Facet>(words_->messages);
    translated = facet.get(0, nullptr, message.id.c_str());
  }
  if (translated == nullptr) return Fill(message.id, message.arguments, Direction::kLeftToRight);
  return Fill(translated, message.arguments, direction());
}

std::string Catalogue::Date(const CalendarDate& date) const {
  const bool known = date.year && *date.year > 0 && *date.year < 10000 && (date.month || !date.day);
  const auto whole = std::chrono::year(date.year.value_or(0)) /
                     std::chrono::month(date.month.value_or(1)) /
                     std::chrono::day(date.day.value_or(1));
  if (!known || !whole.ok()) return BareNumbers(date);
  const auto moment = std::chrono::sys_days(whole).time_since_epoch();
  const char* skeleton = date.day ? "yMMMMd" : date.month ? "yMMMM" : "y";
  return FormatDate(words_->dates, skeleton, *icu::TimeZone::getGMT(),
                    static_cast<UDate>(std::chrono::milliseconds(moment).count()));
}

std::string Catalogue::DateTime(Timestamp time, const std::string& zone) const {
  std::unique_ptr<icu::TimeZone> place(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (*place == icu::TimeZone::getUnknown() || zone == "UTC") {
    place.reset(icu::TimeZone::createTimeZone("Etc/UTC"));
  }
  return FormatDate(words_->dates, "yMMMMdHHmmz", *place,
                    static_cast<UDate>(time.time_since_epoch().count()) * 1000.0);
}

std::string Catalogue::CountryName(const std::string& code) const {
  const std::string country = AlphaTwo(code);
  if (country.size() != 2 || !std::ranges::all_of(country, u_isupper)) return code;
  icu::UnicodeString name;
  icu::Locale("", country.c_str()).getDisplayCountry(words_->dates, name);
  const std::string utf8 = ToUtf8(name);
  return utf8.empty() || utf8 == country ? code : utf8;
}

}  // namespace clearway::text
