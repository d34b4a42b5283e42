#include "certificate/issuing/issue.h"

#include <utility>

#include "base/encoding/base45.h"
#include "base/encoding/cose.h"
#include "base/encoding/cose_sign.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/eu_dcc.h"
#include "certificate/read.h"
#include "certificate/travel_health.h"
#include "keys/trust_store.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;

// Reads the text as a verifier with this one signer would, at the moment of issue.
Status CheckResult(const std::string& text, const Certificate& certificate,
                   const keys::Issuer& issuer) {
  Result<keys::Signer> signer = keys::DocumentSignerFromX509(issuer.certificate);
  if (!signer) return std::unexpected(signer.error());
  keys::TrustStore trust;
  trust.Add(std::move(*signer));
  const Timestamp begin =
      certificate.not_before.value_or(certificate.issued_at.value_or(Timestamp{}));
  const Reading reading = Read(text, trust, begin);
  if (!reading.authenticity.cause) return {};
  return Fail(Fault::kInvalid,
              "no verifier would take this certificate: " + reading.authenticity.step + " (" +
                  ToString(*reading.authenticity.cause) + ")");
}

}  // namespace

Result<Bytes> SignMessage(ByteView payload, const keys::Issuer& issuer) {
  const Bytes protected_header = encoding::cose::SignerHeader(
      keys::CoseNumber(issuer.key.algorithm()), encoding::AsBytes(issuer.signer.key_id));
  const Result<Bytes> signature =
      issuer.key.Sign(encoding::cose::SignedBytes(protected_header, payload));
  if (!signature) return std::unexpected(signature.error());
  return encoding::cose::MakeSign1(protected_header, payload, *signature);
}

std::string EuDccText(ByteView message) {
  return std::string(kEuDccPrefix) + encoding::EncodeBase45(encoding::DeflateZlib(message));
}

std::string TravelHealthText(ByteView message) {
  const Bytes compressed = encoding::DeflateZlib(message);
  const ByteView shorter = compressed.size() < message.size() ? ByteView(compressed) : message;
  return std::string(kTravelHealthPrefix) + encoding::EncodeBase45(shorter);
}

Result<std::string> Issue(const Certificate& certificate, const keys::Issuer& issuer) {
  const bool is_eu_dcc = certificate.format == Format::kEuDcc;
  if (!is_eu_dcc && certificate.format != Format::kTravelHealth) {
    return Fail(Fault::kUnsupported, "only eu-dcc and travel-health certificates can be issued");
  }
  if (is_eu_dcc) {
    const Status names = CheckIcaoNames(certificate.holder.name);
    if (!names) return std::unexpected(names.error());
  }
  const Result<Bytes> message =
      SignMessage(is_eu_dcc ? EuDccPayload(certificate) : TravelHealthPayload(certificate), issuer);
  if (!message) return std::unexpected(message.error());
  std::string text = is_eu_dcc ? EuDccText(*message) : TravelHealthText(*message);
  if (Status status = CheckResult(text, certificate, issuer); !status) {
    return std::unexpected(status.error());
  }
  return text;
}

}  // namespace clearway::certificate
