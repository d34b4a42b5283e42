#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/encoding/bytes.h"
#include "base/encoding/cose.h"
#include "certificate/certificate.h"
#include "certificate/read.h"
#include "keys/signature.h"
#include "keys/signer.h"
#include "keys/trust_store.h"

// The steps that the certificates of all formats with trusted signers share.
namespace clearway::certificate {

// A payload turned into the neutral certificate, as far as that went.
struct Content {
  Certificate certificate;
  std::optional<Cause> cause;  // kMalformed, kSchema or kUnsupported
  std::string step;            // what is wrong, without any payload
};

// Whether a signer may sign such a certificate.
using UsageCheck = bool (*)(const keys::SignerUsage& usage, const Certificate& certificate);

// What extended key usages say about tests, vaccinations and recoveries.
[[nodiscard]] bool MaySignRecords(const keys::SignerUsage& usage, const Certificate& certificate);

// What a format asks of the one who signs.
struct SigningRules {
  UsageCheck may_sign;
  std::span<const keys::SignatureAlgorithm> algorithms;  // those that the format offers
};

// A reading that stopped before there was a message.
[[nodiscard]] Reading MalformedReading(Format format, std::string_view step);

// A message as its envelope gives it, and the signers that are trusted under its key id.
struct SignedMessage {
  std::span<const keys::Signer> signers;
  // What it comes to when there are none.
  Authenticity without_signer{.cause = Cause::kUnknownSigner,
                              .step = "no trusted signer has its key id"};
  std::optional<keys::SignatureAlgorithm> algorithm;  // nullopt: one that is not offered
  encoding::ByteView signed_bytes;
  encoding::ByteView signature;
  Envelope envelope;
  const keys::TrustStore& trust;  // for revocations, and whether it is out of date
};

// The checks in their order: algorithm, signer, signature, encoding of the content, key usage, the
// operator's limits for the signer, dates, specification of the content, revocation. The first that
// fails is the cause; content that is not supported comes with its specification, or where there is
// no signature that could be checked.
[[nodiscard]] Reading CheckMessage(const SignedMessage& message, Content&& content,
                                   UsageCheck may_sign, Timestamp now);

// The same for a COSE_Sign1 message.
[[nodiscard]] Reading CheckMessage(const encoding::cose::Sign1& message, Content&& content,
                                   const SigningRules& rules, const keys::TrustStore& trust,
                                   Timestamp now);

}  // namespace clearway::certificate
