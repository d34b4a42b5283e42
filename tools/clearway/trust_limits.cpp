#include "tools/clearway/trust_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/json.h"
#include "certificate/country_codes.h"
#include "certificate/dates.h"
#include "keys/signer.h"

namespace clearway::tools {
namespace {

using encoding::json::Item;
using encoding::json::Kind;

constexpr encoding::json::Limits kLimitsOfLimits{.depth = 4, .items = 1'000'000};
constexpr std::array<std::string_view, 6> kFormats = {"eu-dcc", "who-ddcc",      "shc",
                                                      "vds-nc", "travel-health", "divoc"};
constexpr std::array<std::string_view, 4> kKinds = {"vaccination", "test", "recovery",
                                                    "declaration"};

// For whom, and what.
struct LimitsEntry {
  std::optional<std::string> kid;
  std::optional<std::string> country;
  std::optional<std::string> issuer;
  keys::SignerLimits limits;
  bool used = false;
};

// How somebody is known: certificates by what is in them, bare keys by what was said of them.
struct Identity {
  std::string kid;  // base64, as codes name it; a card key's as it is
  std::string country;
  std::string issuer;
};

bool TakeText(const Item& value, std::optional<std::string>& text) {
  const auto found = value.AsText();
  if (!found || found->empty()) return false;
  text = std::string(*found);
  return true;
}

bool TakeWords(const Item& value, std::span<const std::string_view> allowed,
               std::vector<std::string>& words) {
  for (const Item& element : value.Elements()) {
    const auto word = element.AsText();
    if (!word || (!allowed.empty() && std::ranges::find(allowed, *word) == allowed.end())) {
      return false;
    }
    words.emplace_back(*word);
  }
  return !words.empty();
}

bool TakeCountries(const Item& value, std::vector<std::string>& countries) {
  return TakeWords(value, {}, countries) &&
         std::ranges::all_of(countries, [](const std::string& country) {
           return std::ranges::all_of(country, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
                  certificate::IsIssuingCountry(country);
         });
}

bool TakeMoment(const Item& value, std::optional<Timestamp>& moment) {
  const auto text = value.AsText();
  moment = text ? certificate::ParseDateTime(*text) : std::nullopt;
  return moment && *moment >= Timestamp{};  // the bundle counts from 1970
}

bool TakeMember(std::string_view name, const Item& value, LimitsEntry& entry) {
  keys::SignerLimits& limits = entry.limits;
  if (name == "kid") return TakeText(value, entry.kid);
  if (name == "country") return TakeText(value, entry.country);
  if (name == "issuer") return TakeText(value, entry.issuer);
  if (name == "formats") return TakeWords(value, kFormats, limits.formats);
  if (name == "kinds") return TakeWords(value, kKinds, limits.kinds);
  if (name == "countries") return TakeCountries(value, limits.countries);
  if (name == "issued_from") return TakeMoment(value, limits.issued_from);
  if (name == "issued_until") return TakeMoment(value, limits.issued_until);
  if (name != "revocation_required" || !value.AsBoolean()) return false;
  limits.revocation_required = *value.AsBoolean();
  return true;
}

Result<std::vector<LimitsEntry>> ReadEntries(std::string_view json) {
  const auto document = encoding::json::Document::Parse(json, kLimitsOfLimits);
  if (!document) return std::unexpected(document.error());
  if (document->root().kind() != Kind::kArray) {
    return Fail(Fault::kInvalid, "the limits are not a JSON array of objects");
  }
  std::vector<LimitsEntry> entries;
  for (const Item& item : document->root().Elements()) {
    LimitsEntry& entry = entries.emplace_back();
    if (item.kind() != Kind::kObject) {
      return Fail(Fault::kInvalid, fmt::format("limits, entry {}: no object", entries.size()));
    }
    for (const auto& [name, value] : item.Members()) {
      if (!TakeMember(name, value, entry)) {
        return Fail(Fault::kInvalid,
                    fmt::format("limits, entry {}: \"{}\" is not known, or has a value that is not "
                                "allowed; docs/formats/trust-bundle.md lists them",
                                entries.size(), std::string(name.substr(0, 40))));
      }
    }
  }
  return entries;
}

Identity IdentityOf(const encoding::Bytes& x509) {
  const auto names = keys::NamesOfX509(x509);
  if (!names) return {};
  return {.kid = encoding::EncodeBase64(encoding::AsBytes(names->key_id)),
          .country = names->country,
          .issuer = {}};
}

Identity IdentityOf(const keys::BundledSigner& signer) {
  if (!signer.issuer.empty()) {
    return {.kid = signer.key_id, .country = signer.country, .issuer = signer.issuer};
  }
  if (!signer.x509.empty()) return IdentityOf(signer.x509);
  return {.kid = encoding::EncodeBase64(encoding::AsBytes(signer.key_id)),
          .country = signer.country,
          .issuer = {}};
}

bool Fits(const LimitsEntry& entry, const Identity& identity) {
  return (!entry.kid || *entry.kid == identity.kid) &&
         (!entry.country || certificate::IsSameIssuingCountry(*entry.country, identity.country)) &&
         (!entry.issuer || *entry.issuer == identity.issuer);
}

// What a source has said already, such as a key's own dates, stays where it is narrower.
void Narrow(const keys::SignerLimits& by, keys::SignerLimits& limits) {
  const auto from = limits.issued_from;
  const auto until = limits.issued_until;
  const auto formats = limits.formats;
  const bool revocation_required = limits.revocation_required || by.revocation_required;
  limits = by;
  limits.revocation_required = revocation_required;
  if (from) limits.issued_from = std::max(*from, limits.issued_from.value_or(*from));
  if (until) limits.issued_until = std::min(*until, limits.issued_until.value_or(*until));
  if (limits.formats.empty()) limits.formats = formats;
}

// A card names no country, nor does its key here: a limit of countries would refuse every one.
Status CheckCountries(const LimitsEntry& entry, std::size_t number, const Identity& identity) {
  if (identity.issuer.empty() || entry.limits.countries.empty()) return {};
  return Fail(Fault::kInvalid,
              fmt::format("limits, entry {}: cards of {} name no country, so \"countries\" would "
                          "refuse all of them; give that issuer an entry of its own before it, "
                          "without \"countries\"",
                          number, identity.issuer));
}

Status ApplyFirst(std::vector<LimitsEntry>& entries, const Identity& identity,
                  keys::SignerLimits& limits) {
  const auto found = std::ranges::find_if(
      entries, [&identity](const LimitsEntry& entry) { return Fits(entry, identity); });
  if (found == entries.end()) return {};
  found->used = true;
  const auto number = static_cast<std::size_t>(found - entries.begin()) + 1;
  if (Status fits = CheckCountries(*found, number, identity); !fits) return fits;
  Narrow(found->limits, limits);
  return {};
}

}  // namespace

Status ApplyLimits(std::string_view json, keys::TrustBundle& bundle) {
  auto entries = ReadEntries(json);
  if (!entries) return std::unexpected(entries.error());
  Status applied;
  for (keys::BundledSigner& signer : bundle.signers) {
    if (applied) applied = ApplyFirst(*entries, IdentityOf(signer), signer.limits);
  }
  for (keys::BundledAuthority& authority : bundle.authorities) {
    if (applied) applied = ApplyFirst(*entries, IdentityOf(authority.x509), authority.limits);
  }
  if (!applied) return applied;
  const auto unused = std::ranges::find(*entries, false, &LimitsEntry::used);
  if (unused == entries->end()) return {};
  return Fail(
      Fault::kInvalid,
      fmt::format("limits, entry {}: it fits no signer, or an earlier entry fits all of its "
                  "signers; correct or remove it",
                  unused - entries->begin() + 1));
}

}  // namespace clearway::tools
