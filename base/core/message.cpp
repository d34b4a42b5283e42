#include "base/core/message.h"

#include <algorithm>

namespace clearway {

std::string_view TextFor(const std::vector<LocalText>& texts, std::string_view language) {
  const auto base = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  const auto find = [&texts](const auto& fits) -> const LocalText* {
    const auto found = std::ranges::find_if(texts, fits, &LocalText::language);
    return found == texts.end() ? nullptr : &*found;
  };
  const LocalText* chosen = find([&](std::string_view tag) { return tag == language; });
  if (chosen == nullptr)
    chosen = find([&](std::string_view tag) { return base(tag) == base(language); });
  if (chosen == nullptr) chosen = find([&](std::string_view tag) { return base(tag) == "en"; });
  if (chosen == nullptr && !texts.empty()) chosen = &texts.front();
  return chosen == nullptr ? std::string_view{} : chosen->text;
}

}  // namespace clearway
