#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/device_signer.h"
#include "kiosk/receipt/receipt_trust.h"

// The "checked" receipt (docs/formats/receipt.md has every byte): a kiosk's own statement that
// somebody's certificates were accepted there, for another post of the same operator. It names no
// person and no record, so it proves nothing about whoever holds it: a post that asks whose it is
// asks for the certificate. It is no certificate, and is never shown as an accepted one.
namespace clearway::receipt {

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
enum class Problem : std::uint8_t {
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
[[nodiscard]] const char* ToString(Problem problem);

inline constexpr std::string_view kPrefix = "CC1:";
inline constexpr std::chrono::minutes kShortest{5};
inline constexpr std::chrono::minutes kLongest{24 * 60};
// Whether a code claims to be a receipt; every other format begins otherwise.
[[nodiscard]] inline bool LooksLikeReceipt(std::string_view text) {
  return text.starts_with(kPrefix);
}

// What a code says, before anybody has checked who signed it.
struct ReadReceipt {
  Receipt receipt;
  encoding::Bytes key_id;
  encoding::Bytes signature;
};
// Content and signature have exactly one spelling together: anything else is kMalformed. Of a
// content there may be several signatures: ECDSA holds for (r, n-s) as for (r, s).
[[nodiscard]] std::expected<ReadReceipt, Problem> Parse(std::string_view text);
[[nodiscard]] std::string Text(const ReadReceipt& receipt);
// The bytes that the kiosk signs.
[[nodiscard]] encoding::Bytes SignedBytes(const Receipt& receipt, encoding::ByteView key_id);

// What a receipt is wanted for.
struct Wanted {
  std::string destination;  // two capitals; empty: whichever
  bool demo = false;        // those of demonstrations count as well
};
// The receipt, if a known kiosk made it and it counts now and for this.
[[nodiscard]] std::expected<Receipt, Problem> Check(std::string_view text, const Trust& trust,
                                                    const Wanted& wanted, const TrustedTime& time);

// A code that says it. kInvalid: what it says cannot be said in a receipt; kBroken: see
// DeviceSigner::Sign.
[[nodiscard]] Result<std::string> Issue(const Receipt& receipt, const keys::DeviceSigner& signer);

}  // namespace clearway::receipt
