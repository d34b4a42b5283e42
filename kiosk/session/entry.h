#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "kiosk/session/typed_text.h"

namespace clearway::session {

// What is asked for on Screen::kTyping.
enum class EntryFor : std::uint8_t {
  kNothing,
  kDocumentNumber,  // fields of a passport's machine-readable zone, each with its check digit
  kBirthDate,       //
  kExpiry,          //
  kPin,             // of a kept copy
  kNewPin,          // for a copy that shall be kept
  kNewPinAgain,     // the same once more
  kStaffPin,        // of the badge that was held up
  kNewStaffPin,     // for a badge
  kNewStaffPinAgain,
};

// Why what was entered is not taken. It is told until the next key.
enum class EntryProblem : std::uint8_t {
  kNone,
  kTooShort,
  kCheckDigit,  // some character was misread or mistyped
  kPinTooSimple,
  kPinsDiffer,
  kStaffPinWrong,
};

// What may be typed.
struct EntryRule {
  bool letters = false;   // A-Z and the filler < beside the digits
  std::size_t least = 0;  // keys
  std::size_t most = 0;   // at most TypedText::kMost
  bool secret = false;    // shown as dots, never read out
};
[[nodiscard]] EntryRule RuleOf(EntryFor what);
[[nodiscard]] bool IsOfStaff(EntryFor what);

// Every key that there can be, in the order of Action::kKey's index.
inline constexpr std::string_view kKeys = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
inline constexpr std::size_t kDigitKeys = 10;
// Small letters are capitals. Nullopt: there is no such key.
[[nodiscard]] std::optional<std::size_t> KeyIndex(char typed);

// What is asked for, and what of it is typed.
struct Entry {
  EntryFor what = EntryFor::kNothing;
  TypedText text;
  EntryProblem problem = EntryProblem::kNone;

  [[nodiscard]] EntryRule rule() const { return RuleOf(what); }
  [[nodiscard]] bool full() const { return text.size() >= rule().most; }
  [[nodiscard]] bool complete() const { return text.size() >= rule().least && !text.empty(); }
  // How many of kKeys are on the keypad.
  [[nodiscard]] std::size_t keys() const { return rule().letters ? kKeys.size() : kDigitKeys; }
};

}  // namespace clearway::session
