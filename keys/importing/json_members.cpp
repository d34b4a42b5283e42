#include "keys/importing/json_members.h"

namespace clearway::keys {

std::string_view TextMember(const encoding::json::Item& object, std::string_view key) {
  const auto item = object.Find(key);
  return item ? item->AsText().value_or(std::string_view{}) : std::string_view{};
}

}  // namespace clearway::keys
