#include "certificate/signed_message.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "certificate/revocation_check.h"
#include "certificate/signer_limits.h"
#include "keys/signature.h"

namespace clearway::certificate {
namespace {

using encoding::cose::Sign1;
using keys::Signer;

Authenticity Refused(Cause cause, std::string step) {
  return {.cause = cause, .step = std::move(step)};
}

Authenticity CheckDates(const Certificate& certificate, const Signer& signer, Timestamp now) {
  // Its own end comes first: of several faults it is the one that its holder can do something
  // about.
  if (certificate.expires_at && *certificate.expires_at < now) {
    return Refused(Cause::kExpired, "its validity has ended");
  }
  // Where nobody says when it was issued, only a signer that is valid now can vouch for it.
  const Timestamp issued_at = certificate.issued_at.value_or(now);
  if (signer.IssuedBefore(issued_at)) {
    return Refused(Cause::kNotYetValid, "issued before its signer's key became valid");
  }
  if (signer.IssuedAfter(issued_at)) {
    return Refused(Cause::kExpired, "issued after its signer's key had expired");
  }
  if (issued_at > now) return Refused(Cause::kNotYetValid, "its date of issue is in the future");
  if (certificate.not_before && *certificate.not_before > now) {
    return Refused(Cause::kNotYetValid, "its validity has not begun");
  }
  return {};
}

// Whether an entry of a key lets it sign such a content.
Authenticity CheckLeave(const Signer& signer, const Certificate& certificate, UsageCheck may_sign,
                        Timestamp now) {
  if (!may_sign(signer.usage, certificate)) {
    return Refused(Cause::kKeyUsage, "its signer's key may not sign this kind of record");
  }
  return CheckLimits(signer, certificate, now);
}

// The same, and the dates of the entry's certificate.
Authenticity CheckUnder(const Signer& signer, const Certificate& certificate, UsageCheck may_sign,
                        Timestamp now) {
  Authenticity leave = CheckLeave(signer, certificate, may_sign, now);
  return leave.valid() ? CheckDates(certificate, signer, now) : leave;
}

// One key may be trusted more than once under its key id, with a certificate and without, say.
bool IsSameKey(const Signer& one, const Signer& other) {
  return &one == &other || one.key.IsSameAs(other.key);
}

// What is said of the key under other key ids than the message's. Where that stands outside of the
// signature a holder could have picked it.
std::vector<const Signer*> OtherEntriesOf(const Signer& signer, const SignedMessage& message) {
  std::vector<const Signer*> others;
  if (message.envelope.is_key_id_signed) return others;
  for (const std::string& key_id : message.trust.KeyIdsOf(signer)) {
    if (key_id == signer.key_id) continue;
    for (const Signer& entry : message.trust.Find(encoding::AsBytes(key_id))) {
      if (IsSameKey(entry, signer)) others.push_back(&entry);
    }
  }
  return others;
}

// Everything that is left once a key's signature holds. What one entry of the key forbids, no other
// one allows; but a renewed certificate's dates are its own.
Authenticity CheckUnderKeyOf(const Signer& signer, const SignedMessage& message,
                             const Content& content, UsageCheck may_sign, Timestamp now) {
  if (content.cause == Cause::kMalformed) return Refused(*content.cause, content.step);
  for (const Signer& entry : message.signers) {
    if (!IsSameKey(entry, signer)) continue;
    Authenticity under = CheckUnder(entry, content.certificate, may_sign, now);
    if (!under.valid()) return under;
  }
  for (const Signer* entry : OtherEntriesOf(signer, message)) {
    Authenticity leave = CheckLeave(*entry, content.certificate, may_sign, now);
    if (!leave.valid()) return leave;
  }
  return {.cause = content.cause, .step = content.step};
}

bool IsSignedBy(const Signer& signer, const SignedMessage& message) {
  return message.algorithm &&
         signer.key.Verifies(*message.algorithm, message.signed_bytes, message.signature);
}

// Several keys can share a key id: the certificate stands if it stands under one of them, and
// otherwise the first whose signature holds says what is wrong. Returns that signer, if there is
// one.
const Signer* CheckSigners(const SignedMessage& message, const Content& content,
                           UsageCheck may_sign, Timestamp now, Reading& reading) {
  const Signer* found = nullptr;
  for (const Signer& signer : message.signers) {
    if (!IsSignedBy(signer, message)) continue;
    Authenticity under = CheckUnderKeyOf(signer, message, content, may_sign, now);
    if (found != nullptr && !under.valid()) continue;
    found = &signer;
    reading.signed_by = SignedBy{signer.name, signer.country, signer.demo};
    reading.authenticity = std::move(under);
    if (reading.authenticity.valid()) break;
  }
  if (found == nullptr) {
    reading.authenticity =
        Refused(Cause::kBadSignature, "its signature does not match its content");
  }
  return found;
}

// Asks what is revoked for every entry of the signer's key: one may require it and another not.
void CheckRevocations(const SignedMessage& message, const Signer& signer, Timestamp now,
                      Reading& reading) {
  if (!message.algorithm || !reading.signed_by) return;  // no signature held
  const auto check = [&](const Signer& entry) {
    reading.signed_by->demo |= entry.demo;
    CheckRevocation(message.trust, entry, *message.algorithm, message.signature, now, reading);
  };
  for (const Signer& entry : message.signers) {
    if (IsSameKey(entry, signer)) check(entry);
  }
  for (const Signer* entry : OtherEntriesOf(signer, message)) check(*entry);
  const auto repeated = std::ranges::unique(reading.doubts);
  reading.doubts.erase(repeated.begin(), repeated.end());
}

// Nullopt: none that the format offers.
std::optional<keys::SignatureAlgorithm> OfferedAlgorithm(
    std::int64_t number, std::span<const keys::SignatureAlgorithm> offered) {
  const auto algorithm = keys::SignatureAlgorithmFromCose(number);
  if (!algorithm || std::ranges::find(offered, *algorithm) == offered.end()) return std::nullopt;
  return algorithm;
}

Envelope EnvelopeOf(const Sign1& message) {
  const auto algorithm = keys::SignatureAlgorithmFromCose(message.algorithm);
  Envelope envelope;
  if (message.key_id) envelope.key_id.assign(message.key_id->begin(), message.key_id->end());
  envelope.is_key_id_signed = message.is_key_id_signed;
  envelope.algorithm = algorithm ? keys::ToString(*algorithm) : std::to_string(message.algorithm);
  envelope.signature_bytes = message.signature.size();
  envelope.payload_bytes = message.payload.size();
  return envelope;
}

}  // namespace

Reading MalformedReading(Format format, std::string_view step) {
  Reading reading;
  reading.format = format;
  reading.authenticity = Refused(Cause::kMalformed, std::string(step));
  return reading;
}

bool MaySignRecords(const keys::SignerUsage& usage, const Certificate& certificate) {
  return std::ranges::all_of(certificate.records, [&usage](const Record& record) {
    if (std::holds_alternative<Vaccination>(record.details)) return usage.vaccination;
    if (std::holds_alternative<Test>(record.details)) return usage.test;
    return usage.recovery;
  });
}

Reading CheckMessage(const SignedMessage& message, Content&& content, UsageCheck may_sign,
                     Timestamp now) {
  Reading reading;
  reading.format = content.certificate.format;
  reading.envelope = message.envelope;
  // Content of a kind that nobody reads here proves nothing about who signed it: where a signature
  // can be checked, a wrong one comes first.
  const bool is_unread = content.cause == Cause::kUnsupported;
  const Signer* signer = nullptr;
  if (is_unread && (!message.algorithm || message.signers.empty())) {
    reading.authenticity = Refused(Cause::kUnsupported, content.step);
  } else if (!message.algorithm) {
    reading.authenticity =
        Refused(Cause::kUnsupportedAlgorithm, "its signature algorithm is not offered here");
  } else if (message.signers.empty()) {
    reading.authenticity = message.without_signer;
  } else {
    signer = CheckSigners(message, content, may_sign, now, reading);
  }
  if (content.cause != Cause::kMalformed && !is_unread) {
    reading.certificate = std::move(content.certificate);
  }
  if (signer != nullptr) {
    CheckRevocations(message, *signer, now, reading);
  }
  if (message.trust.IsOutdated(now)) reading.doubts.push_back(Doubt::kTrustOutdated);
  return reading;
}

Reading CheckMessage(const Sign1& message, Content&& content, const SigningRules& rules,
                     const keys::TrustStore& trust, Timestamp now) {
  const encoding::Bytes signed_bytes =
      encoding::cose::SignedBytes(message.protected_header, message.payload);
  SignedMessage checked{
      .signers = message.key_id ? trust.Find(*message.key_id) : std::span<const keys::Signer>{},
      .algorithm = OfferedAlgorithm(message.algorithm, rules.algorithms),
      .signed_bytes = signed_bytes,
      .signature = message.signature,
      .envelope = EnvelopeOf(message),
      .trust = trust};
  if (message.key_id && checked.signers.empty() && trust.IsOfUnsupportedKey(*message.key_id)) {
    checked.without_signer =
        Refused(Cause::kUnsupportedAlgorithm, "the key with its key id is of a kind not offered");
  }
  return CheckMessage(checked, std::move(content), rules.may_sign, now);
}

}  // namespace clearway::certificate
