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

bool AllowsCountry(const std::vector<std::string>& countries, std::string_view issuer) {
  return countries.empty() || std::ranges::any_of(countries, [issuer](const std::string& country) {
           return IsSameCountry(country, issuer);
         });
}

}  // namespace

const char* KindOf(const Record& record) {
  if (std::holds_alternative<Vaccination>(record.details)) return "vaccination";
  if (std::holds_alternative<Declaration>(record.details)) return "declaration";
  return std::holds_alternative<Test>(record.details) ? "test" : "recovery";
}

Authenticity CheckLimits(const keys::SignerLimits& limits, const Certificate& certificate,
                         Timestamp now) {
  if (!Allows(limits.formats, ToString(certificate.format))) {
    return Refused(Cause::kKeyUsage, "its signer is not trusted for this format");
  }
  const auto kind_allowed = [&limits](const Record& record) {
    return Allows(limits.kinds, KindOf(record));
  };
  if (!std::ranges::all_of(certificate.records, kind_allowed)) {
    return Refused(Cause::kKeyUsage, "its signer is not trusted for this kind of record");
  }
  if (!AllowsCountry(limits.countries, certificate.issuer)) {
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
