#include "certificate/hc1.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/encoding/base45.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cose.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/cwt.h"
#include "certificate/eu_dcc.h"
#include "certificate/signed_message.h"
#include "certificate/who_ddcc.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
namespace cbor = encoding::cbor;

constexpr std::size_t kLargestMessage =
    std::size_t{64} * 1024;  // bytes; real ones have about 1,000
constexpr std::int64_t kHcertClaim = -260;

// eHealth Network, volume 1, section 3.3.2.
constexpr std::array kAlgorithms = {keys::SignatureAlgorithm::kEs256,
                                    keys::SignatureAlgorithm::kPs256};

// What a sub-claim of hcert holds, and who reads it: nobody where `read` is null.
struct Subclaim {
  std::int64_t key;
  Format format;
  void (*read)(const cbor::Item& content, Certificate& certificate, std::string& problem);
  const char* name;
};

constexpr std::array kSubclaims = std::to_array<Subclaim>({
    {1, Format::kEuDcc, ReadEuDcc, "the EU DCC"},
    {3, Format::kWhoDdcc, ReadWhoDdcc, "the WHO vaccination certificate"},
    {4, Format::kWhoDdcc, ReadWhoDdcc, "the WHO test report"},
    {5, Format::kWhoDdcc, nullptr, "a WHO verifiable health link, which needs a server,"},
    {-6, Format::kWhoDdcc, nullptr, "the WHO digital vaccination booklet"},
    {-7, Format::kWhoDdcc, nullptr, "the WHO medication overview"},
});

const Subclaim* FindSubclaim(const cbor::Item& hcert) {
  const auto found = std::ranges::find_if(kSubclaims, [&hcert](const Subclaim& subclaim) {
    return hcert.Find(subclaim.key).has_value();
  });
  return found == kSubclaims.end() ? nullptr : &*found;
}

bool IsBareWhoContent(const cbor::Item& claims) {
  return !claims.Find(kHcertClaim) && (claims.Find("hcid") || claims.Find("vaccine") ||
                                       claims.Find("vaccination") || claims.Find("test"));
}

// Where the layers of maps break off that a certificate is wrapped in; null: nowhere.
const char* BrokenIn(const cbor::Item& claims, const std::optional<cbor::Item>& hcert,
                     const std::optional<cbor::Item>& subclaim) {
  if (claims.kind() != cbor::Kind::kMap) return "the payload is no map of claims";
  if (!hcert || hcert->kind() != cbor::Kind::kMap) return "its hcert claim is missing or is no map";
  return subclaim && subclaim->kind() != cbor::Kind::kMap ? "its certificate is no map" : nullptr;
}

void ReadHcert(const cbor::Item& claims, Content& content, std::string& problem) {
  const auto hcert = claims.Find(kHcertClaim);
  const Subclaim* subclaim = hcert ? FindSubclaim(*hcert) : nullptr;
  if (subclaim != nullptr) content.certificate.format = subclaim->format;
  ReadClaims(claims, content.certificate, problem, TimeForm::kNumberOrText);
  if (subclaim != nullptr && subclaim->read == nullptr) {
    content.cause = Cause::kUnsupported;
    content.step = std::string(subclaim->name) + " is not verified here";
    return;
  }
  const auto item = hcert && subclaim != nullptr ? hcert->Find(subclaim->key) : std::nullopt;
  if (const char* broken = BrokenIn(claims, hcert, item)) {
    content.cause = Cause::kMalformed;
    content.step = broken;
  } else if (hcert && item && hcert->size() == 1) {
    subclaim->read(*item, content.certificate, problem);
  } else if (problem.empty()) {
    problem = "its hcert claim does not hold one certificate that is known here";
  }
}

Content ReadPayload(ByteView payload) {
  Content content;
  content.certificate.format = Format::kEuDcc;
  const auto document = cbor::Document::Parse(payload);
  if (!document) {
    content.cause = Cause::kMalformed;
    content.step = document.error().detail;
    return content;
  }
  const cbor::Item claims = document->root();
  std::string problem;
  if (IsBareWhoContent(claims)) {
    content.certificate.format = Format::kWhoDdcc;
    ReadClaims(claims, content.certificate, problem, TimeForm::kNumberOrText, Need::kOptional);
    ReadWhoDdcc(claims, content.certificate, problem);
  } else {
    ReadHcert(claims, content, problem);
  }
  if (!problem.empty() && !content.cause) {
    content.cause = Cause::kSchema;
    content.step = std::move(problem);
  }
  return content;
}

}  // namespace

Reading ReadHc1(std::string_view text, const keys::TrustStore& trust, Timestamp now) {
  text.remove_prefix(kEuDccPrefix.size());
  const Result<Bytes> compressed = encoding::DecodeBase45(text);
  if (!compressed) return MalformedReading(Format::kEuDcc, compressed.error().detail);
  const Result<Bytes> bytes = encoding::InflateZlib(*compressed, kLargestMessage);
  if (!bytes) return MalformedReading(Format::kEuDcc, bytes.error().detail);
  const auto message = encoding::cose::ParseSign1(*bytes);
  if (!message) return MalformedReading(Format::kEuDcc, message.error().detail);
  Reading reading = CheckMessage(*message, ReadPayload(message->payload),
                                 {MaySignRecords, kAlgorithms}, trust, now);
  reading.envelope.compressed = true;
  return reading;
}

}  // namespace clearway::certificate
