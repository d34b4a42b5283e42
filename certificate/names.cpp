#include "certificate/certificate.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

const char* ToString(Format format) {
  switch (format) {
    case Format::kUnknown:
      break;
    case Format::kEuDcc:
      return "eu-dcc";
    case Format::kWhoDdcc:
      return "who-ddcc";
    case Format::kSmartHealthCard:
      return "shc";
    case Format::kVdsNc:
      return "vds-nc";
    case Format::kTravelHealth:
      return "travel-health";
    case Format::kDivoc:
      return "divoc";
  }
  return "unknown";
}

const char* ToString(Cause cause) {
  switch (cause) {
    case Cause::kMalformed:
      break;
    case Cause::kUnsupported:
      return "unsupported";
    case Cause::kSealed:
      return "sealed";
    case Cause::kUnsupportedAlgorithm:
      return "unsupported-algorithm";
    case Cause::kUnknownSigner:
      return "unknown-signer";
    case Cause::kUntrustedChain:
      return "untrusted-chain";
    case Cause::kBadSignature:
      return "bad-signature";
    case Cause::kKeyUsage:
      return "key-usage";
    case Cause::kNotYetValid:
      return "not-yet-valid";
    case Cause::kExpired:
      return "expired";
    case Cause::kSchema:
      return "schema";
    case Cause::kRevoked:
      return "revoked";
  }
  return "malformed";
}

const char* ToString(Doubt doubt) {
  return doubt == Doubt::kTrustOutdated ? "trust-outdated" : "revocation-unknown";
}

const char* ToString(Answer answer) {
  switch (answer) {
    case Answer::kAccepted:
      return "accepted";
    case Answer::kIncomplete:
      return "incomplete";
    case Answer::kRefused:
      return "refused";
    case Answer::kUndetermined:
      break;
  }
  return "undetermined";
}

Message PublicSentence(const Reason& reason, std::string_view language) {
  Message sentence = reason.for_public;
  if (reason.in_rules_words.empty()) return sentence;
  sentence.arguments = {std::string(TextFor(reason.in_rules_words, language))};
  return sentence;
}

}  // namespace clearway::certificate
