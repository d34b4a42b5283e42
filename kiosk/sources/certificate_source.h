#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <stop_token>

#include "base/core/clock.h"
#include "keys/pin.h"
#include "kiosk/records/vault/document_key.h"
#include "kiosk/records/vault/sealed_copy.h"

// Where a certificate comes from when its code is not before the camera. Whatever a source gives is
// text, judged as if it had been scanned.
namespace clearway::sources {

// Who asks.
struct Inquiry {
  vault::DocumentKey document;
  std::optional<keys::Pin> pin;  // the vault wants one
  TrustedTime time;
};

enum class SourceFault : std::uint8_t {
  kNothing,      // it has none for this document (and PIN)
  kTooOften,     // too many attempts
  kTimeout,      // no answer, or not all of it, within the bound
  kUnreachable,  // nobody is there
  kNotTrusted,   // it, or this kiosk, could not prove who it is
  kNonsense,     // the answer is too large, or not what was agreed
  kUnavailable,  // it says that it cannot answer now, or this kiosk cannot ask
  kWithdrawn,    // whoever asked does not wait for the answer any more
};
[[nodiscard]] const char* ToString(SourceFault fault);

// One source, asked by one thread at a time.
class CertificateSource {
 public:
  virtual ~CertificateSource() = default;
  // Waits for the answer; a stop ends the waiting with kWithdrawn.
  [[nodiscard]] virtual std::expected<vault::Texts, SourceFault> Fetch(
      const Inquiry& inquiry, const std::stop_token& stop) = 0;
};

}  // namespace clearway::sources
