#include "kiosk/session/entry.h"

namespace clearway::session {

EntryRule RuleOf(EntryFor what) {
  // A date is YYMMDD, a number up to 22 characters (docs/formats/vault.md), each with a check
  // digit.
  constexpr EntryRule kDate{.letters = false, .least = 7, .most = 7, .secret = false};
  constexpr EntryRule kNumber{.letters = true, .least = 2, .most = 23, .secret = false};
  constexpr EntryRule kSecret{.letters = false, .least = 6, .most = 12, .secret = true};
  switch (what) {
    case EntryFor::kDocumentNumber:
      return kNumber;
    case EntryFor::kBirthDate:
    case EntryFor::kExpiry:
      return kDate;
    case EntryFor::kPin:
    case EntryFor::kNewPin:
    case EntryFor::kNewPinAgain:
    case EntryFor::kStaffPin:
    case EntryFor::kNewStaffPin:
    case EntryFor::kNewStaffPinAgain:
      return kSecret;
    case EntryFor::kNothing:
      break;
  }
  return {};
}

bool IsOfStaff(EntryFor what) {
  return what == EntryFor::kStaffPin || what == EntryFor::kNewStaffPin ||
         what == EntryFor::kNewStaffPinAgain;
}

std::optional<std::size_t> KeyIndex(char typed) {
  const bool is_small = typed >= 'a' && typed <= 'z';
  const std::size_t index = kKeys.find(is_small ? static_cast<char>(typed - 'a' + 'A') : typed);
  return index == std::string_view::npos ? std::nullopt : std::optional(index);
}

}  // namespace clearway::session
