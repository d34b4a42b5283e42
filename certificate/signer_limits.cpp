#include "certificate/signer_limits.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certificate/country_codes.h"

namespace clearway::certificate {
namespace {

Authenticity Refused(Cause cause, const char* step) {
  return {.cause = cause, .step = step};
}

// An empty list limits nothing.
bool Allows(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::ranges::find(list, word) != list.end();
}

bool AllowsCountry(const std::vector<std::string>& countries, std::string_view named) {
  return std::ranges::any_of(countries, [named](const std::string& country) {
    return IsSameIssuingCountry(country, named);
  });
}

// A signer could write any country that it may name as the issuer, so records that stand in for it
// widen nothing.
bool AllowsIssuer(const keys::Signer& signer, const Certificate& certificate) {
  const std::vector<std::string>& countries = signer.limits.countries;
  if (countries.empty()) return true;
  const bool is_named =
      !certificate.issuer.empty() && certificate.format != Format::kSmartHealthCard;
  if (is_named) return AllowsCountry(countries, certificate.issuer);
  if (!signer.country.empty()) return AllowsCountry(countries, signer.country);
  const auto allowed = [&countries](const Record& record) {
    return AllowsCountry(countries, record.country);
  };
  return !certificate.records.empty() && std::ranges::all_of(certificate.records, allowed);
}

}  // namespace

const char* KindOf(const Record& record) {
  if (std::holds_alternative<Vaccination>(record.details)) return "vaccination";
  if (std::holds_alternative<Declaration>(record.details)) return "declaration";
  return std::holds_alternative<Test>(record.details) ? "test" : "recovery";
}

Authenticity CheckLimits(const keys::Signer& signer, const Certificate& certificate,
                         Timestamp now) {
  const keys::SignerLimits& limits = signer.limits;
  if (!Allows(limits.formats, ToString(certificate.format))) {
    return Refused(Cause::kKeyUsage, "its signer is not trusted for this format");
  }
  const auto kind_allowed = [&limits](const Record& record) {
    return Allows(limits.kinds, KindOf(record));
  };
  if (!std::ranges::all_of(certificate.records, kind_allowed)) {
    return Refused(Cause::kKeyUsage, "its signer is not trusted for this kind of record");
  }
  if (!AllowsIssuer(signer, certificate)) {
    return Refused(Cause::kKeyUsage, "its signer is not trusted for the country that it names");
  }
  const Timestamp issued_at = certificate.issued_at.value_or(now);
  if (limits.issued_from && issued_at < *limits.issued_from) {
    return Refused(Cause::kNotYetValid, "issued before its signer was trusted");
  }
  if (limits.issued_until && issued_at > *limits.issued_until) {
    return Refused(Cause::kExpired, "issued after its signer was trusted");
  }
  return {};
}

}  // namespace clearway::certificate
