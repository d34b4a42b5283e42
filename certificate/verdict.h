#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/message.h"

namespace clearway::certificate {

// Why a code is not an authentic, presently valid certificate: the first check that failed, in the
// order in which the checks are made. Names as in the public conformance cases.
enum class Cause : std::uint8_t {
  kMalformed,             // an envelope or encoding rule is broken
  kUnsupported,           // a format that is recognised and not verified here; a signature that can
                          // be checked is checked before it is said
  kSealed,                // encrypted for readers whose key is not held here
  kUnsupportedAlgorithm,  // the signature algorithm is not offered, or the signer's kind of key
  kUnknownSigner,         // no trusted signer has this key id: "could not check", never "forged"
  kUntrustedChain,        // the signer's own certificate leads to no trusted authority
  kBadSignature,
  kKeyUsage,  // the signer may not sign this kind of record
  kNotYetValid,
  kExpired,
  kSchema,  // signed well, but the content breaks its specification
  kRevoked,
};

// "bad-signature" and the like, the spelling of the command line and of conformance cases.
[[nodiscard]] const char* ToString(Cause cause);

// Arithmetic, no judgement: does the signature hold, now, under a trusted signer?
struct Authenticity {
  std::optional<Cause> cause;  // empty: valid
  std::string step;            // which step failed, one English phrase without any payload
  [[nodiscard]] bool valid() const { return !cause.has_value(); }
};

// What keeps an authentic certificate from being believed: nothing is wrong with it, but what it
// takes to be sure is missing. It makes a verdict undetermined, never refused.
enum class Doubt : std::uint8_t {
  kTrustOutdated,      // the trust bundle is past its expiry, or from the future
  kRevocationUnknown,  // its signer requires revocation data, and no fresh data says that it stands
};
// "trust-outdated", "revocation-unknown".
[[nodiscard]] const char* ToString(Doubt doubt);

// The answer of a judgement under rules (DESIGN decision 2).
enum class Answer : std::uint8_t { kAccepted, kIncomplete, kRefused, kUndetermined };
[[nodiscard]] const char* ToString(Answer answer);

// One ground of an answer: what the public reads, and what staff read in addition. No personal data
// in either.
struct Reason {
  std::string code;  // stable, for programs and the audit: "expired", "unknown-signer",
                     // "clock-untrusted", a rule's id
  Message for_public;
  std::string for_staff;
  // What {1} of `for_public` stands for, in the languages of the rule that says it; else empty.
  std::vector<LocalText> in_rules_words;
};
// What the public reads, with the rule's own words in `language` (BCP 47).
[[nodiscard]] Message PublicSentence(const Reason& reason, std::string_view language);

struct Verdict {
  Answer answer = Answer::kUndetermined;
  std::vector<Reason> reasons;  // most important first; empty only when accepted
  bool demo = false;            // rests on demonstration keys: everything shown or printed says so
};

}  // namespace clearway::certificate
