#include "certificate/revocation_check.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "keys/digest.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using keys::RevocationAnswer;
using keys::RevocationKind;

struct Query {
  RevocationKind kind;
  Bytes value;
};

Bytes ShortDigest(ByteView bytes) {
  constexpr std::size_t kLength = 16;
  const keys::Sha256Digest digest = keys::Sha256(bytes);
  return Bytes(digest.begin(), digest.begin() + kLength);
}

Bytes BytesOf(std::string_view text) {
  const ByteView view = encoding::AsBytes(text);
  return Bytes(view.begin(), view.end());
}

// The country is that of the envelope, as the EU has it; where a record names another one, that
// too.
void AddUvciQueries(const Certificate& certificate, std::vector<Query>& queries) {
  for (const Record& record : certificate.records) {
    queries.push_back({RevocationKind::kUvci, ShortDigest(encoding::AsBytes(record.id))});
    const auto add_country = [&](const std::string& country) {
      const std::string joined = country + record.id;
      queries.push_back({RevocationKind::kCountryCodeUvci, ShortDigest(encoding::AsBytes(joined))});
    };
    add_country(certificate.issuer);
    if (record.country != certificate.issuer) add_country(record.country);
  }
}

std::vector<Query> QueriesOf(const Certificate& certificate, keys::SignatureAlgorithm algorithm,
                             ByteView signature) {
  std::vector<Query> queries;
  switch (certificate.format) {
    case Format::kEuDcc:
    case Format::kWhoDdcc: {
      AddUvciQueries(certificate, queries);
      const bool is_ecdsa = algorithm == keys::SignatureAlgorithm::kEs256;
      const ByteView part = is_ecdsa ? signature.first(signature.size() / 2) : signature;
      queries.push_back({RevocationKind::kSignature, ShortDigest(part)});
      break;
    }
    case Format::kSmartHealthCard:
      queries.push_back({RevocationKind::kSmartRid, BytesOf(certificate.serial)});
      break;
    case Format::kTravelHealth:
      queries.push_back({RevocationKind::kTravelHealth, BytesOf(certificate.serial)});
      break;
    default:
      break;
  }
  return queries;
}

std::string ScopeOf(const Reading& reading) {
  const std::vector<std::uint8_t>& key_id = reading.envelope.key_id;
  const std::string& issuer = reading.certificate->issuer;
  switch (reading.format) {
    case Format::kSmartHealthCard:
      return "shc:" + issuer + "#" + std::string(encoding::AsText(key_id));
    case Format::kTravelHealth:
      return "thc:" + issuer;
    default:
      return "eu:" + encoding::EncodeBase64(key_id);
  }
}

}  // namespace

void CheckRevocation(const keys::RevocationFile* file, bool required,
                     keys::SignatureAlgorithm algorithm, ByteView signature, Timestamp now,
                     Reading& reading) {
  if (!reading.authenticity.valid() || (file == nullptr && !required)) return;
  const Certificate& certificate = *reading.certificate;
  const std::vector<Query> queries = QueriesOf(certificate, algorithm, signature);
  if (queries.empty()) return;
  const std::string scope = ScopeOf(reading);
  const Timestamp issued_at = certificate.issued_at.value_or(now);
  bool certain = file != nullptr;
  for (const Query& query : queries) {
    if (file == nullptr) break;
    const RevocationAnswer answer = file->Find(query.kind, scope, query.value, issued_at, now);
    if (answer == RevocationAnswer::kRevoked) {
      reading.authenticity = {.cause = Cause::kRevoked, .step = "its issuer has revoked it"};
      return;
    }
    certain = certain && answer == RevocationAnswer::kNotRevoked;
  }
  if (required && !certain) reading.doubts.push_back(Doubt::kRevocationUnknown);
}

}  // namespace clearway::certificate
