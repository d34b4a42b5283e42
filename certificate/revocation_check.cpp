#include "certificate/revocation_check.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/capitals.h"
#include "certificate/country_codes.h"
#include "keys/digest.h"
#include "keys/revocation_scope.h"

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

// Who may have revoked it: the country that its envelope names, as the EU has it, those that its
// records name, and its signer's; each once, as it is written and in capital letters, which is how
// the EU hashes it.
std::vector<std::string> CountriesOf(const Certificate& certificate, const keys::Signer& signer) {
  std::vector<std::string> countries;
  const auto add = [&countries](const std::string& country) {
    const std::string capitals = encoding::InCapitals(country);
    for (const std::string& spelt : {country, capitals, std::string(OtherCodeOf(capitals))}) {
      const bool known = std::ranges::find(countries, spelt) != countries.end();
      if (!spelt.empty() && !known) countries.push_back(spelt);
    }
  };
  add(certificate.issuer);
  for (const Record& record : certificate.records) add(record.country);
  add(signer.country);
  return countries;
}

void AddUvciQueries(const Certificate& certificate, const keys::Signer& signer,
                    std::vector<Query>& queries) {
  const std::vector<std::string> countries = CountriesOf(certificate, signer);
  for (const Record& record : certificate.records) {
    queries.push_back({RevocationKind::kUvci, ShortDigest(encoding::AsBytes(record.id))});
    for (const std::string& country : countries) {
      const std::string joined = country + record.id;
      queries.push_back({RevocationKind::kCountryCodeUvci, ShortDigest(encoding::AsBytes(joined))});
    }
  }
}

// Of the other formats only the signer can be revoked.
bool IsLookedUp(Format format) {
  return format == Format::kEuDcc || format == Format::kWhoDdcc ||
         format == Format::kSmartHealthCard || format == Format::kTravelHealth;
}

// What a certificate is looked up by.
std::vector<Query> QueriesOf(const Certificate& certificate, const keys::Signer& signer,
                             keys::SignatureAlgorithm algorithm, ByteView signature) {
  std::vector<Query> queries;
  switch (certificate.format) {
    case Format::kEuDcc:
    case Format::kWhoDdcc: {
      AddUvciQueries(certificate, signer, queries);
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

// The lists that may name it. Its signer's own can clear it, too; those that a country gives
// without saying whose signature they are about can only revoke: they are silent about the rest.
struct Lists {
  std::vector<std::string> of_signer;
  std::vector<std::string> of_countries;
};

// Where one key is trusted under several key ids the lists of all of them count: the message's own
// may stand outside of the signature, and a holder would pick another.
Lists ListsOf(const Certificate& certificate, ByteView message_key_id, const keys::Signer& signer,
              const keys::TrustStore& trust) {
  Lists lists;
  switch (certificate.format) {
    case Format::kSmartHealthCard:
      lists.of_signer = {keys::CardScope(certificate.issuer, encoding::AsText(message_key_id))};
      return lists;
    case Format::kTravelHealth:
      lists.of_signer = {keys::TravelHealthScope(certificate.issuer)};
      return lists;
    default:
      break;
  }
  for (const std::string& key_id : trust.KeyIdsOf(signer)) {
    lists.of_signer.push_back(keys::EuScope(encoding::AsBytes(key_id)));
  }
  for (const std::string& country : CountriesOf(certificate, signer)) {
    std::string scope = keys::EuCountryScope(country);
    if (std::ranges::find(lists.of_countries, scope) == lists.of_countries.end()) {
      lists.of_countries.push_back(std::move(scope));
    }
  }
  return lists;
}

// Two lists that speak of one certificate: a revocation counts wherever it stands, and a list that
// is not held says nothing where the other one is.
RevocationAnswer Joined(RevocationAnswer one, RevocationAnswer other) {
  using enum RevocationAnswer;
  if (one == kRevoked || other == kRevoked) return kRevoked;
  if (one == kUnlisted) return other;
  if (other == kUnlisted) return one;
  return std::max(one, other);  // not revoked, stale, damaged
}

RevocationAnswer AnswerOf(const keys::RevocationFile& file, const Lists& lists,
                          const std::vector<Query>& queries, Timestamp issued_at, Timestamp now) {
  using enum RevocationAnswer;
  RevocationAnswer answer = kUnlisted;
  for (const std::string& scope : lists.of_signer) {
    for (const Query& query : queries) {
      answer = Joined(answer, file.Find(query.kind, scope, query.value, issued_at, now));
    }
  }
  for (const std::string& scope : lists.of_countries) {
    for (const Query& query : queries) {
      const auto found = file.Find(query.kind, scope, query.value, issued_at, now);
      if (found == kRevoked || found == kDamaged) answer = Joined(answer, found);
    }
  }
  return answer;
}

// What its authority's CRL says of the signer.
RevocationAnswer AnswerOfSigner(const keys::TrustStore& trust, const keys::Signer& signer,
                                Timestamp now) {
  using enum RevocationAnswer;
  const keys::RevocationFile* const file = trust.revocations();
  if (trust.authorities().IsRevoked(signer)) return kRevoked;
  RevocationAnswer answer = kUnlisted;
  if (signer.cleared_until) answer = now > *signer.cleared_until ? kStale : kNotRevoked;
  if (file == nullptr) return answer;
  RevocationAnswer in_file = kUnlisted;
  for (const std::string& scope : trust.authorities().CrlScopesOf(signer)) {
    in_file = Joined(in_file, file->Find(RevocationKind::kCrlSerial, scope, signer.serial,
                                         signer.not_before.value_or(Timestamp{}), now));
  }
  // One fresh CRL is enough, wherever it came from; but nobody knows what a damaged one said.
  const bool is_known = in_file != kRevoked && in_file != kDamaged;
  return is_known && answer == kNotRevoked ? answer : Joined(in_file, answer);
}

}  // namespace

void CheckRevocation(const keys::TrustStore& trust, const keys::Signer& signer,
                     keys::SignatureAlgorithm algorithm, ByteView signature, Timestamp now,
                     Reading& reading) {
  const keys::RevocationFile* const file = trust.revocations();
  if (!reading.authenticity.valid()) return;
  const RevocationAnswer of_signer = AnswerOfSigner(trust, signer, now);
  if (of_signer == RevocationAnswer::kRevoked) {
    reading.authenticity = {.cause = Cause::kRevoked,
                            .step = "its signer's certificate has been revoked"};
    return;
  }
  RevocationAnswer answer = of_signer;
  if (IsLookedUp(reading.format)) {
    answer = RevocationAnswer::kUnlisted;
    if (file != nullptr && reading.certificate) {
      const Certificate& certificate = *reading.certificate;
      answer = AnswerOf(*file, ListsOf(certificate, reading.envelope.key_id, signer, trust),
                        QueriesOf(certificate, signer, algorithm, signature),
                        certificate.issued_at.value_or(Timestamp{}), now);
    }
  }
  // What a damaged file has said of it nobody knows, and somebody may have damaged it for that.
  const bool is_damaged = std::max(answer, of_signer) == RevocationAnswer::kDamaged;
  const bool is_clear = answer == RevocationAnswer::kNotRevoked;
  if (answer == RevocationAnswer::kRevoked) {
    reading.authenticity = {.cause = Cause::kRevoked, .step = "its issuer has revoked it"};
  } else if (is_damaged || (signer.limits.revocation_required && !is_clear)) {
    reading.doubts.push_back(Doubt::kRevocationUnknown);
  }
}

}  // namespace clearway::certificate
