#include "tools/clearway/trust_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/core/file.h"
#include "base/encoding/base64.h"
#include "certificate/rules/rule_folder.h"
#include "keys/authorities.h"
#include "keys/certificate_file.h"
#include "keys/importing/did_document.h"
#include "keys/importing/eu_trust_list.h"
#include "keys/importing/imported.h"
#include "keys/jwk_set.h"
#include "keys/pem.h"
#include "keys/revocation_scope.h"
#include "keys/root_file.h"
#include "keys/signer.h"
#include "keys/trust_store.h"
#include "kiosk/staff/badge_trust.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kLargestFile = 64U << 20;

class Gatherer {
 public:
  explicit Gatherer(const TrustSources& sources) : sources_(sources) {}

  Result<GatheredTrust> Gather() {
    Status status;
    const auto each = [&status](const std::vector<std::string>& paths, auto take) {
      for (const std::string& path : paths) {
        if (status) status = take(path);
      }
    };
    each(sources_.signers, [this](const std::string& path) { return TakeSigners(path); });
    each(sources_.eu_lists, [this](const std::string& path) { return TakeEuList(path); });
    each(sources_.did_documents, [this](const std::string& path) { return TakeDid(path); });
    each(sources_.jwk_sets, [this](const std::string& pair) { return TakeJwkSet(pair); });
    each(sources_.anchors, [this](const std::string& path) { return TakeAnchors(path); });
    each(sources_.crls, [this](const std::string& path) { return TakeCrls(path); });
    each(sources_.rules, [this](const std::string& path) { return TakeRules(path); });
    each(sources_.value_sets, [this](const std::string& path) { return TakeRules(path); });
    each(sources_.next_roots, [this](const std::string& path) { return TakeRoots(path); });
    each(sources_.badge_signers, [this](const std::string& path) { return TakeBadgeKeys(path); });
    each(sources_.revoked_badges, [this](const std::string& id) { return TakeRevokedBadge(id); });
    if (!status) return std::unexpected(status.error());
    DropBareTwins();
    return std::move(gathered_);
  }

 private:
  Status TakeSigners(const std::string& path) {
    const auto certificates = CertificatesAt(path);
    if (!certificates) return std::unexpected(certificates.error());
    for (const Bytes& der : *certificates) {
      if (const auto signer = keys::DocumentSignerFromX509(der); !signer) {
        LeaveOut(fmt::format("a certificate of {}", path), signer.error().detail);
      } else {
        AddSigner({.x509 = der, .spki = {}, .key_id = {}, .issuer = {}, .limits = {}});
      }
    }
    return {};
  }

  Status TakeEuList(const std::string& path) {
    Bytes anchor;
    if (!sources_.eu_anchor.empty()) {
      const auto certificates = CertificatesAt(sources_.eu_anchor);
      if (!certificates) return std::unexpected(certificates.error());
      anchor = certificates->front();
    }
    const auto text = ReadFile(path, kLargestFile);
    if (!text) return std::unexpected(text.error());
    return TakeImported(path, keys::ReadEuTrustList(encoding::AsText(*text), anchor));
  }

  Status TakeDid(const std::string& path) {
    const auto text = ReadFile(path, kLargestFile);
    if (!text) return std::unexpected(text.error());
    return TakeImported(path, keys::ReadDidDocument(encoding::AsText(*text)));
  }

  Status TakeJwkSet(const std::string& pair) {
    const auto split = SplitPair(pair, "--jwks https://ISSUER=FILE");
    if (!split) return std::unexpected(split.error());
    if (!keys::IsCardIssuer(split->first)) {
      return Fail(
          Fault::kInvalid,
          "--jwks takes an issuer's URL as its cards have it: https://, no slash at its end");
    }
    const auto text = ReadFile(split->second, kLargestFile);
    if (!text) return std::unexpected(text.error());
    const auto set = keys::ReadJwkSet(encoding::AsText(*text), split->first);
    if (!set) return Fail(set.error().fault, split->second + ": " + set.error().detail);
    return TakeImported(split->second, keys::FromJwkSet(*set));
  }

  Status TakeAnchors(const std::string& path) {
    const auto certificates = CertificatesAt(path);
    if (!certificates) return std::unexpected(certificates.error());
    for (const Bytes& der : *certificates) {
      if (!seen_authorities_.insert(der).second) continue;
      if (const Status usable = authorities_.Add(der, keys::DemoSigners::kAllow); !usable) {
        LeaveOut(fmt::format("a certificate of {}", path), usable.error().detail);
      } else {
        gathered_.bundle.authorities.push_back({.x509 = der, .limits = {}});
      }
    }
    return {};
  }

  // One that no kiosk could believe would revoke nobody.
  Status TakeCrls(const std::string& path) {
    const auto file = ReadFile(path, kLargestFile);
    if (!file) return std::unexpected(file.error());
    const auto crls = keys::PemBlocksOrDer(*file, "X509 CRL");
    if (!crls) return Fail(crls.error().fault, path + ": " + crls.error().detail);
    if (crls->empty()) return Fail(Fault::kInvalid, path + " holds no CRL");
    for (const Bytes& crl : *crls) {
      if (Status usable = keys::Authorities().AddCrl(crl); !usable) {
        return Fail(usable.error().fault, path + ": " + usable.error().detail);
      }
      if (!authorities_.HasSigned(crl)) {
        return Fail(Fault::kDenied, path +
                                        ": none of the authorities given has signed this CRL: give "
                                        "its authority's certificate with --anchors");
      }
      gathered_.bundle.crls.push_back(crl);
    }
    return {};
  }

  Status TakeRules(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) return TakeRuleFile(path);
    const auto files = rules::RuleFilesBelow(path);
    if (!files) return std::unexpected(files.error());
    for (const std::filesystem::path& file : *files) {
      if (Status taken = TakeRuleFile(file.string()); !taken) return taken;
    }
    return {};
  }

  // What has neither a rule nor a requirement is a document of value sets.
  Status TakeRuleFile(const std::string& path) {
    auto file = ReadFile(path, rules::RuleSet::kLargestDocument);
    if (!file) return std::unexpected(file.error());
    const std::size_t before = RulesSeen();
    const std::size_t sound = rules_.problems().size();
    rules_.AddDocument(path, encoding::AsText(*file));
    if (!rules_.unreadable().empty()) {
      return Fail(Fault::kInvalid, ToText(rules_.unreadable().front()));
    }
    for (const rules::Problem& problem : rules_.problems().subspan(sound)) {
      gathered_.notes.push_back(ToText(problem) + "; what hangs on it will be undetermined");
    }
    auto& documents = RulesSeen() > before ? gathered_.bundle.rules : gathered_.bundle.value_sets;
    documents.push_back(std::move(*file));
    return {};
  }

  [[nodiscard]] std::size_t RulesSeen() const {
    return rules_.rules().size() + rules_.requirements().size();
  }

  Status TakeRoots(const std::string& path) {
    auto roots = keys::ReadRootKeys(path);
    if (!roots) return std::unexpected(roots.error());
    std::vector<Bytes>& named = gathered_.bundle.roots;
    for (Bytes& root : *roots) {
      if (std::ranges::find(named, root) == named.end()) named.push_back(std::move(root));
    }
    return {};
  }

  Status TakeBadgeKeys(const std::string& path) {
    auto found = staff::ReadBadgeKeys(path);
    if (!found) return std::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(gathered_.bundle.badge_signers));
    return {};
  }

  Status TakeRevokedBadge(const std::string& digits) {
    const auto id = staff::BadgeIdFromText(digits);
    if (!id) return Fail(Fault::kInvalid, "a badge is revoked by its 16 hexadecimal digits");
    gathered_.bundle.revoked_badges.emplace_back(id->begin(), id->end());
    return {};
  }

  Status TakeImported(const std::string& path, Result<keys::Imported> imported) {
    if (!imported) return Fail(imported.error().fault, path + ": " + imported.error().detail);
    for (keys::BundledSigner& signer : imported->signers) AddSigner(std::move(signer));
    std::ranges::move(imported->problems, std::back_inserter(gathered_.problems));
    std::ranges::move(imported->notes, std::back_inserter(gathered_.notes));
    return {};
  }

  void AddSigner(keys::BundledSigner signer) {
    const auto identity = std::tuple(signer.x509, signer.spki, signer.key_id, signer.issuer);
    // The same with other limits stays beside it: a kiosk goes by the strictest.
    auto& limits = seen_[identity];
    if (std::ranges::find(limits, signer.limits) != limits.end()) return;
    limits.push_back(signer.limits);
    gathered_.bundle.signers.push_back(std::move(signer));
  }
  // A certificate says more than its bare key under the same key id: its dates, and what it is for.
  void DropBareTwins() {
    std::multimap<std::string, keys::PublicKey> certified;
    for (const keys::BundledSigner& signer : gathered_.bundle.signers) {
      auto read = keys::SignerFromX509(signer.x509);
      if (read) certified.emplace(std::move(read->key_id), std::move(read->key));
    }
    std::erase_if(gathered_.bundle.signers, [&](const keys::BundledSigner& signer) {
      if (!signer.x509.empty() || !signer.issuer.empty()) return false;
      const auto key = keys::PublicKey::FromSpki(signer.spki);
      const auto [first, last] = certified.equal_range(signer.key_id);
      const bool has_twin = key && std::any_of(first, last, [&key](const auto& one) {
                              return one.second.IsSameAs(*key);
                            });
      if (has_twin) {
        gathered_.notes.push_back(fmt::format(
            "the bare key {} was passed over: there is a certificate of the same key and key id",
            encoding::EncodeBase64(encoding::AsBytes(signer.key_id))));
      }
      return has_twin;
    });
  }
  void LeaveOut(std::string_view what, std::string_view why) {
    gathered_.problems.push_back(fmt::format("{} was left out: {}", what, why));
  }

  const TrustSources& sources_;
  GatheredTrust gathered_;
  std::map<std::tuple<Bytes, Bytes, std::string, std::string>, std::vector<keys::SignerLimits>>
      seen_;  // with which limits
  std::set<Bytes> seen_authorities_;
  keys::Authorities authorities_;  // those in the bundle
  rules::RuleSet rules_;           // of the documents so far
};

}  // namespace

Result<GatheredTrust> GatherTrust(const TrustSources& sources) {
  return Gatherer(sources).Gather();
}

Result<std::vector<Bytes>> CertificatesAt(const std::string& path) {
  std::error_code error;
  std::vector<std::filesystem::path> files{path};
  if (std::filesystem::is_directory(path, error)) {
    auto found = keys::CertificateFiles(path);
    if (!found) return std::unexpected(found.error());
    files = std::move(*found);
  }
  std::vector<Bytes> certificates;
  for (const std::filesystem::path& file : files) {
    auto found = keys::ReadCertificateFile(file);
    if (!found) return Fail(found.error().fault, file.string() + ": " + found.error().detail);
    std::ranges::move(*found, std::back_inserter(certificates));
  }
  if (certificates.empty()) {
    return Fail(Fault::kNotFound, "there is no *.pem, *.crt, *.cer or *.der in " + path);
  }
  return certificates;
}

std::vector<std::string> PathsOf(const TrustSources& sources) {
  std::vector<std::string> paths{sources.eu_anchor};
  for (const auto* list : {&sources.signers, &sources.eu_lists, &sources.did_documents,
                           &sources.anchors, &sources.crls, &sources.rules, &sources.value_sets,
                           &sources.next_roots, &sources.badge_signers}) {
    paths.insert(paths.end(), list->begin(), list->end());
  }
  for (const std::string& pair : sources.jwk_sets) {
    paths.push_back(pair.substr(pair.rfind('=') + 1));
  }
  return paths;
}

Result<std::pair<std::string, std::string>> SplitPair(const std::string& text, const char* form) {
  const std::size_t at = text.rfind('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    return Fail(Fault::kInvalid, fmt::format("\"{}\" lacks a half: write {}", text, form));
  }
  return std::pair{text.substr(0, at), text.substr(at + 1)};
}

}  // namespace clearway::tools
