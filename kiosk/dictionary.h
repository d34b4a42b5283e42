#pragma once

#include <map>
#include <string>

#include "base/text/catalogue.h"

namespace clearway::kiosk {

// The catalogues of the languages in use, each loaded when it is first spoken: the first screen
// waits for one, not for all. Main owns it.
class Dictionary {
 public:
  // A language whose catalogue is missing or damaged speaks English.
  [[nodiscard]] const text::Catalogue& In(const std::string& tag);

 private:
  std::map<std::string, text::Catalogue> catalogues_;
};

// The IANA name of the machine's time zone, from $TZ or /etc/localtime; "UTC" where neither says.
[[nodiscard]] std::string LocalZone();

}  // namespace clearway::kiosk
