#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "base/core/message.h"
#include "base/core/result.h"
#include "base/text/language.h"

namespace clearway::text {

// A calendar date as far as it is known, the shape of certificate::PartialDate on the ground floor.
struct CalendarDate {
  std::optional<int> year;
  std::optional<unsigned> month;  // 1 to 12
  std::optional<unsigned> day;    // 1 to 31
};

// Where compiled catalogues lie: `../share/clearway/catalogues` seen from the running program, in a
// build folder and under an installation's prefix alike; else /usr/share/clearway/catalogues.
[[nodiscard]] std::filesystem::path CatalogueFolder();

// The languages that `folder` holds (LANGUAGE/LC_MESSAGES/clearway.mo), English always first, then
// by tag.
[[nodiscard]] std::vector<Language> AvailableLanguages(
    const std::filesystem::path& folder = CatalogueFolder());

// What one language calls things. Several live side by side (a bilingual page has two) and none
// depends on the system's locales. Immutable after Load: any thread may call any member.
//
// Messages come from gettext catalogues through Boost.Locale's message facet, which reads any .mo
// file at any time where gettext(3) knows one locale a process; dates and country names come from
// ICU, whose data (CLDR) translators of every language have already agreed on.
class Catalogue {
 public:
  // English needs no file: message ids are English. kNotFound: `folder` has no such language;
  // kBroken: the file is damaged or unreasonably large.
  [[nodiscard]] static Result<Catalogue> Load(
      const Language& language, const std::filesystem::path& folder = CatalogueFolder());

  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  [[nodiscard]] const Language& language() const { return language_; }
  [[nodiscard]] Direction direction() const { return language_.direction(); }

  // The sentence with its arguments in place of {1}, {2}... A message that the catalogue lacks is
  // said in English. Arguments are values as they are (names, numbers, dates already in words);
  // where their direction may differ from the sentence's they are isolated (U+2068, U+2069), so
  // that a Latin number stays whole in an Arabic sentence.
  [[nodiscard]] std::string Say(const Message& message) const;
  [[nodiscard]] std::string Say(std::string_view id) const {
    return Say(Message{std::string(id), {}});
  }

  // "6 May 2021", "2021年5月6日", "6 مايو 2021"; "May 2021" or "2021" where less is known, and the
  // bare numbers where they are no date of the Gregorian calendar. Western digits in every
  // language, as in passports: the reader may have to compare them.
  [[nodiscard]] std::string Date(const CalendarDate& date) const;
  // Day and minute with the zone's short name: "6 May 2021, 14:05 UTC". `zone` is an IANA name; an
  // unknown one reads as UTC.
  [[nodiscard]] std::string DateTime(Timestamp time, const std::string& zone = "UTC") const;

  // The name of an ISO 3166-1 alpha-2 or alpha-3 country or territory, or of ICAO 9303's D for
  // Germany; another code is returned as it is.
  [[nodiscard]] std::string CountryName(const std::string& code) const;

 private:
  struct Words;
  Catalogue(Language language, std::unique_ptr<Words> words);
  Language language_;
  std::unique_ptr<Words> words_;
};

}  // namespace clearway::text
