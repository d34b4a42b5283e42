#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"

namespace clearway::text {

enum class Direction { kLeftToRight, kRightToLeft };

// A language that people read, independent of the system's locales: a value, free to copy and to
// hand to other threads.
class Language {
 public:
  // From a BCP 47 tag or a POSIX name: "ar", "zh-Hans", "zh_CN", "en-GB". A country is kept only
  // where it decides the script (zh-CN is zh-Hans, zh-TW is zh-Hant). kInvalid: not such a tag.
  [[nodiscard]] static Result<Language> Of(std::string_view name);
  [[nodiscard]] static Language English() { return Language("en"); }
  [[nodiscard]] static Language Chinese() { return Language("zh-Hans"); }

  // BCP 47: "zh-Hans".
  [[nodiscard]] const std::string& tag() const { return tag_; }
  // As gettext names catalogues: "zh_Hans".
  [[nodiscard]] std::string catalogue_name() const;
  [[nodiscard]] Direction direction() const;
  // Its name for those who read it: "English", "简体中文", "العربية".
  [[nodiscard]] std::string own_name() const;

  bool operator==(const Language&) const = default;

 private:
  explicit Language(std::string tag) : tag_(std::move(tag)) {}
  std::string tag_;
};

}  // namespace clearway::text
