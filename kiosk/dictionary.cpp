#include "kiosk/dictionary.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"

namespace clearway::kiosk {

const text::Catalogue& Dictionary::In(const std::string& tag) {
  if (const auto found = catalogues_.find(tag); found != catalogues_.end()) return found->second;
  auto language = text::Language::Of(tag);
  auto words = text::Catalogue::Load(language.value_or(text::Language::English()));
  if (!words) {
    Log(events::kiosk::LanguageMissing{.fault = words.error().fault});
    words = text::Catalogue::Load(text::Language::English());  // needs no file
  }
  return catalogues_.emplace(tag, std::move(*words)).first->second;
}

std::string LocalZone() {
  if (const char* zone = std::getenv("TZ"); zone != nullptr && *zone != '\0') {
    return *zone == ':' ? zone + 1 : zone;
  }
  std::error_code failed;
  const std::string target = std::filesystem::read_symlink("/etc/localtime", failed).string();
  constexpr std::string_view kFolder = "zoneinfo/";
  const auto at = target.find(kFolder);
  return failed || at == std::string::npos ? "UTC" : target.substr(at + kFolder.size());
}

}  // namespace clearway::kiosk
