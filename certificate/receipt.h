#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/core/clock.h"

namespace clearway::certificate {

// What a kiosk states of a check, for another post (docs/formats/receipt.md). It is no certificate:
// it names no person and no record, and is never shown as an accepted one.
struct Receipt {
  std::string kiosk;                     // its id: 1 to 40 letters, digits, - and _
  std::string destination;               // the two capitals of a country
  Timestamp checked_at;                  // when the answer was given
  Timestamp expires_at;                  // the last second that counts
  bool demo = false;                     // the check rested on demonstration keys
  std::array<std::uint8_t, 8> number{};  // by chance; two receipts of one second differ
  bool operator==(const Receipt&) const = default;
};

// Why a code is no receipt that counts here and now, in the order in which it is found out.
enum class ReceiptProblem : std::uint8_t {
  kMalformed,
  kUnknownKiosk,  // no known kiosk has this key: could not be checked, not forged
  kForged,        // its content is not what the kiosk signed
  kClockInDoubt,  // whether it has expired cannot be told
  kNotYetValid,   // checked in the future
  kExpired,
  kOtherDestination,  // checked for another country
  kDemonstration,     // it rests on demonstration keys, which nobody asked for
};
// "malformed", "unknown-kiosk", "forged" and so on, as the command line says it.
[[nodiscard]] const char* ToString(ReceiptProblem problem);

}  // namespace clearway::certificate
