#include "base/text/language.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace clearway::text {

namespace {

// Longer tags exist (RFC 5646 extensions); none names a language that a catalogue is for.
constexpr std::size_t kLongestName = 35;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsTagCharacter(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

icu::Locale IcuLocale(const std::string& tag) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, error);
  return U_SUCCESS(error) ? locale : icu::Locale::getEnglish();
}

// "Hans" or "Hant" for a Chinese locale, from its script or else its country.
std::string ChineseScript(const icu::Locale& locale) {
  icu::Locale likely = locale;
  UErrorCode error = U_ZERO_ERROR;
  likely.addLikelySubtags(error);
  return U_SUCCESS(error) && std::string_view(likely.getScript()) == "Hant" ? "Hant" : "Hans";
}

}  // namespace

Result<Language> Language::Of(std::string_view name) {
  name = name.substr(0, name.find_first_of(".@"));  // zh_CN.UTF-8, sr@latin
  if (name.size() < 2 || name.size() > kLongestName || !IsLetter(name[0]) ||
      !std::ranges::all_of(name, IsTagCharacter)) {
    return Fail(Fault::kInvalid, "a language is named by a tag such as en, ar or zh-Hans");
  }
  const icu::Locale locale = icu::Locale::createFromName(std::string(name).c_str());
  const std::string language = locale.getLanguage();
  if (language.size() < 2 || language.size() > 3) {
    return Fail(Fault::kInvalid, "a language is named by a tag such as en, ar or zh-Hans");
  }
  if (language == "zh") return Language("zh-" + ChineseScript(locale));
  return Language(language);
}

std::string Language::catalogue_name() const {
  std::string name = tag_;
  std::ranges::replace(name, '-', '_');
  return name;
}

Direction Language::direction() const {
  return IcuLocale(tag_).isRightToLeft() ? Direction::kRightToLeft : Direction::kLeftToRight;
}

std::string Language::own_name() const {
  const icu::Locale locale = IcuLocale(tag_);
  const std::unique_ptr<icu::LocaleDisplayNames> names(
      icu::LocaleDisplayNames::createInstance(locale, ULDN_DIALECT_NAMES));
  icu::UnicodeString name;
  names->localeDisplayName(locale, name);
  std::string utf8;
  return name.toUTF8String(utf8);
}

}  // namespace clearway::text
