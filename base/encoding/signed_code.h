#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding/bytes.h"

// A small statement as the text of a code, for our own machines to read: staff badges
// (docs/formats/staff-badge.md) and receipts (docs/formats/receipt.md). A prefix, then one
// COSE_Sign1 (RFC 9052 section 4.2) in Base45.
namespace clearway::encoding {

// What sets one kind of statement apart.
struct SignedCodeKind {
  std::string_view prefix;
  // What the signature covers beside the payload (external_aad), so that nothing else that the same
  // key signs is a statement of this kind.
  std::string_view context;
};

// What such a text carries, before anybody has checked who signed it.
struct SignedCode {
  std::int64_t algorithm = 0;  // of the IANA "COSE Algorithms" registry
  Bytes key_id;
  Bytes payload;
  Bytes signature;
};

// The bytes that are signed, under a protected header {1: algorithm, 4: key id}. The signature is
// not looked at.
[[nodiscard]] Bytes SignedBytes(const SignedCodeKind& kind, const SignedCode& code);

// The text of the code: tag 18, nothing in the unprotected header.
[[nodiscard]] std::string ToText(const SignedCodeKind& kind, const SignedCode& code);

// The one code that has this text: nullopt where ToText would spell it otherwise, and for more than
// 512 characters. What the payload means, and that it has one spelling, is for the caller.
[[nodiscard]] std::optional<SignedCode> ParseSignedCode(const SignedCodeKind& kind,
                                                        std::string_view text);

}  // namespace clearway::encoding
