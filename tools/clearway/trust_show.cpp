#include "tools/clearway/trust_show.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "base/core/clock.h"
#include "base/core/printable.h"
#include "base/encoding/hex.h"
#include "keys/authorities.h"
#include "keys/signer.h"
#include "kiosk/staff/badge_trust.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using encoding::EncodeHex;
using nlohmann::ordered_json;

void AddLimits(const keys::SignerLimits& limits, ordered_json& json) {
  if (!limits.formats.empty()) json["formats"] = limits.formats;
  if (!limits.kinds.empty()) json["kinds"] = limits.kinds;
  if (!limits.countries.empty()) json["countries"] = limits.countries;
  if (limits.issued_from) json["issued_from"] = FormatTimestamp(*limits.issued_from);
  if (limits.issued_until) json["issued_until"] = FormatTimestamp(*limits.issued_until);
  if (limits.revocation_required) json["revocation_required"] = true;
}

ordered_json CertificateJson(const Bytes& x509, const keys::SignerLimits& limits) {
  ordered_json json;
  if (const auto signer = keys::SignerFromX509(x509)) {
    json = {{"key_id", EncodeHex(encoding::AsBytes(signer->key_id))},
            {"name", Printable(signer->name)},
            {"country", Printable(signer->country)},
            {"key", ToString(signer->key.kind())}};
    if (signer->not_before) json["not_before"] = FormatTimestamp(*signer->not_before);
    if (signer->not_after) json["not_after"] = FormatTimestamp(*signer->not_after);
    if (signer->demo) json["demo"] = true;
  } else {
    if (const auto names = keys::NamesOfX509(x509)) {
      json = {{"key_id", EncodeHex(encoding::AsBytes(names->key_id))},
              {"name", Printable(names->name)},
              {"country", Printable(names->country)}};
    }
    json["unusable"] = signer.error().detail;
  }
  AddLimits(limits, json);
  return json;
}

// An authority's key may be of a kind that no signer may have.
ordered_json AuthorityJson(const keys::BundledAuthority& authority) {
  ordered_json json = CertificateJson(authority.x509, authority.limits);
  const Status usable = keys::Authorities().Add(authority.x509, keys::DemoSigners::kAllow);
  json.erase("unusable");
  if (!usable) json["unusable"] = usable.error().detail;
  return json;
}

// Key ids of codes are bytes, those of cards are texts.
std::string KeyIdText(const keys::BundledSigner& signer) {
  return signer.issuer.empty() ? EncodeHex(encoding::AsBytes(signer.key_id))
                               : Printable(signer.key_id);
}

ordered_json SignerJson(const keys::BundledSigner& signer) {
  if (!signer.x509.empty() && signer.issuer.empty()) {
    return CertificateJson(signer.x509, signer.limits);
  }
  ordered_json json{{"key_id", KeyIdText(signer)}};
  if (!signer.issuer.empty()) json["issuer"] = Printable(signer.issuer);
  if (!signer.x509.empty()) {
    ordered_json certificate = CertificateJson(signer.x509, signer.limits);
    certificate.update(json);
    return certificate;
  }
  if (const auto key = keys::PublicKey::FromSpki(signer.spki)) {
    json["key"] = ToString(key->kind());
  } else {
    json["unusable"] = key.error().detail;
  }
  AddLimits(signer.limits, json);
  return json;
}

std::string LimitsText(const ordered_json& json) {
  std::string text;
  for (const char* name :
       {"formats", "kinds", "countries", "issued_from", "issued_until", "revocation_required"}) {
    if (!json.contains(name)) continue;
    const ordered_json& value = json[name];
    text += fmt::format(
        "{}{}: {}", text.empty() ? "" : "; ", name,
        value.is_array() ? fmt::format("{}", fmt::join(value.get<std::vector<std::string>>(), " "))
        : value.is_string() ? value.get<std::string>()
                            : "yes");
  }
  return text;
}

std::string EntryText(const ordered_json& json) {
  const std::string name = json.value("name", json.value("issuer", ""));
  const std::string country = json.value("country", "");
  std::string text = fmt::format("    {:<18}{}{}{}\n", json.value("key_id", "unusable"), name,
                                 country.empty() ? "" : fmt::format(" ({})", country),
                                 json.contains("demo") ? "   A DEMONSTRATION KEY" : "");
  if (const std::string limits = LimitsText(json); !limits.empty()) {
    text += fmt::format("      only {}\n", Printable(limits));
  }
  return text;
}

std::vector<std::string> RootIds(const keys::TrustBundle& bundle) {
  std::vector<std::string> ids;
  for (const Bytes& spki : bundle.roots) {
    const auto root = keys::RootFromSpki(spki);
    ids.push_back(root ? EncodeHex(encoding::AsBytes(root->key_id)) : "unusable");
  }
  return ids;
}

}  // namespace

ordered_json ToJson(const keys::TrustBundle& bundle, const std::vector<std::string>& signed_by) {
  ordered_json json{{"sequence", bundle.sequence},
                    {"issued_at", FormatTimestamp(bundle.issued_at)},
                    {"expires_at", FormatTimestamp(bundle.expires_at)},
                    {"signed_by", signed_by},
                    {"signers", ordered_json::array()},
                    {"authorities", ordered_json::array()}};
  for (const auto& signer : bundle.signers) json["signers"].push_back(SignerJson(signer));
  for (const auto& authority : bundle.authorities) {
    json["authorities"].push_back(AuthorityJson(authority));
  }
  json["crls"] = bundle.crls.size();
  json["rules"] = bundle.rules.size();
  json["value_sets"] = bundle.value_sets.size();
  json["next_roots"] = RootIds(bundle);
  json["badge_signers"] = ordered_json::array();
  for (const Bytes& spki : bundle.badge_signers) {
    json["badge_signers"].push_back(EncodeHex(encoding::AsBytes(staff::BadgeKeyId(spki))));
  }
  json["revoked_badges"] = ordered_json::array();
  for (const Bytes& id : bundle.revoked_badges) json["revoked_badges"].push_back(EncodeHex(id));
  json["revocation"] =
      bundle.revocation ? ordered_json(EncodeHex(*bundle.revocation)) : ordered_json();
  return json;
}

std::string ToText(const keys::TrustBundle& bundle, const std::vector<std::string>& signed_by) {
  const ordered_json json = ToJson(bundle, signed_by);
  std::string text = fmt::format(
      "Trust bundle {}\n  issued        {}\n  expires       {}\n  signed by     {}\n",
      bundle.sequence, FormatTimestamp(bundle.issued_at), FormatTimestamp(bundle.expires_at),
      signed_by.empty() ? "nobody yet" : fmt::format("{}", fmt::join(signed_by, " ")));
  if (!bundle.roots.empty()) {
    text += fmt::format("  next roots    {}\n", fmt::join(RootIds(bundle), " "));
  }
  if (bundle.revocation) text += fmt::format("  revocations   {}\n", EncodeHex(*bundle.revocation));
  text += fmt::format("  CRLs {}, rules {}, value sets {}\n", bundle.crls.size(),
                      bundle.rules.size(), bundle.value_sets.size());
  if (!bundle.badge_signers.empty() || !bundle.revoked_badges.empty()) {
    text += fmt::format("  badge signers {}, revoked badges {}\n", bundle.badge_signers.size(),
                        bundle.revoked_badges.size());
  }
  text += fmt::format("  signers ({})\n", bundle.signers.size());
  for (const ordered_json& signer : json["signers"]) text += EntryText(signer);
  if (bundle.authorities.empty()) return text;
  text += fmt::format("  authorities ({})\n", bundle.authorities.size());
  for (const ordered_json& authority : json["authorities"]) text += EntryText(authority);
  return text;
}

}  // namespace clearway::tools
