#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "certificate/receipt.h"
#include "keys/device_signer.h"
#include "kiosk/receipt/receipt_trust.h"

// The "checked" receipt (docs/formats/receipt.md has every byte): a kiosk's own statement that
// somebody's certificates were accepted there, for another post of the same operator. It names no
// person and no record, so it proves nothing about whoever holds it: a post that asks whose it is
// asks for the certificate. It is no certificate, and is never shown as an accepted one.
namespace clearway::receipt {

using certificate::Receipt;
using certificate::ToString;
using Problem = certificate::ReceiptProblem;

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
// What a known kiosk signed, whether it counts or not. Else kMalformed, kUnknownKiosk or kForged.
[[nodiscard]] std::expected<Receipt, Problem> Prove(std::string_view text, const Trust& trust);
// Why a proven one does not count now and for this; nullopt: it does.
[[nodiscard]] std::optional<Problem> WhyNot(const Receipt& receipt, const Wanted& wanted,
                                            const TrustedTime& time);
// Both: the receipt, if a known kiosk made it and it counts.
[[nodiscard]] std::expected<Receipt, Problem> Check(std::string_view text, const Trust& trust,
                                                    const Wanted& wanted, const TrustedTime& time);

// A code that says it. kInvalid: what it says cannot be said in a receipt; kBroken: see
// DeviceSigner::Sign.
[[nodiscard]] Result<std::string> Issue(const Receipt& receipt, const keys::DeviceSigner& signer);

}  // namespace clearway::receipt
