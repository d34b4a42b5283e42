#include "keys/trust_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "keys/certificate_file.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;

// The length makes it one-to-one, whatever the two texts hold.
std::string ScopedId(std::string_view issuer, std::string_view key_id) {
  std::string id = std::to_string(issuer.size());
  id.reserve(id.size() + 1 + issuer.size() + key_id.size());
  return id.append(":").append(issuer).append(key_id);
}

}  // namespace

Result<TrustStore> TrustStore::LoadFolder(const fs::path& folder, DemoSigners demo) {
  TrustStore store;
  if (Status status = store.AddFolder(folder, demo); !status) {
    return std::unexpected(status.error());
  }
  return store;
}

Status TrustStore::AddFolder(const fs::path& folder, DemoSigners demo) {
  const Result<std::vector<fs::path>> files = CertificateFiles(folder);
  if (!files) return std::unexpected(files.error());
  const std::size_t before = size_;
  for (const fs::path& file : *files) AddFile(file, demo);
  if (size_ > before) return {};
  return Fail(
      Fault::kInvalid,
      problems_.empty()
          ? fmt::format("the trust folder {} holds no signer: put certificates there, named "
                        "*.pem, *.crt, *.cer or *.der",
                        folder.string())
          : fmt::format("the trust folder {} holds no usable signer; {}", folder.string(),
                        problems_.back()));
}

void TrustStore::Add(Signer signer) {
  const bool is_scoped = !signer.issuer.empty();
  if (!is_scoped) key_ids_[signer.key_digest].push_back(signer.key_id);
  const auto [entry, is_new] =
      is_scoped ? issuer_signers_.try_emplace(ScopedId(signer.issuer, signer.key_id))
                : signers_.try_emplace(signer.key_id);
  if (is_new && below_ != nullptr) {
    const auto same_id = is_scoped ? below_->Find(signer.issuer, signer.key_id)
                                   : below_->Find(encoding::AsBytes(signer.key_id));
    entry->second.assign(same_id.begin(), same_id.end());
  }
  entry->second.push_back(std::move(signer));
  ++size_;
}

void TrustStore::LeaveOut(encoding::ByteView x509, const Error& why) {
  if (why.fault != Fault::kUnsupported) return;
  if (auto names = NamesOfX509(x509)) unsupported_.insert(std::move(names->key_id));
}

bool TrustStore::IsOfUnsupportedKey(encoding::ByteView key_id) const {
  return unsupported_.contains(std::string(encoding::AsText(key_id))) ||
         (below_ != nullptr && below_->IsOfUnsupportedKey(key_id));
}

std::span<const Signer> TrustStore::Find(encoding::ByteView key_id) const {
  const auto found = signers_.find(std::string(encoding::AsText(key_id)));
  if (found != signers_.end()) return found->second;
  return below_ == nullptr ? std::span<const Signer>{} : below_->Find(key_id);
}

std::span<const Signer> TrustStore::Find(std::string_view issuer, std::string_view key_id) const {
  const auto found = issuer_signers_.find(ScopedId(issuer, key_id));
  if (found != issuer_signers_.end()) return found->second;
  return below_ == nullptr ? std::span<const Signer>{} : below_->Find(issuer, key_id);
}

std::vector<std::string> TrustStore::KeyIdsOf(const Signer& signer) const {
  std::vector<std::string> key_ids;
  if (below_ != nullptr) key_ids = below_->KeyIdsOf(signer);
  const auto found = key_ids_.find(signer.key_digest);
  if (found == key_ids_.end()) return key_ids;
  key_ids.insert(key_ids.end(), found->second.begin(), found->second.end());
  std::ranges::sort(key_ids);
  const auto repeated = std::ranges::unique(key_ids);
  key_ids.erase(repeated.begin(), repeated.end());
  return key_ids;
}

bool TrustStore::IsCardRevoked(std::string_view issuer, std::string_view key_id,
                               std::string_view rid, Timestamp issued_at) const {
  return card_revocations_.Revokes(issuer, key_id, rid, issued_at) ||
         (below_ != nullptr && below_->IsCardRevoked(issuer, key_id, rid, issued_at));
}

void TrustStore::AddBundle(const TrustBundle& bundle, DemoSigners demo) {
  std::size_t number = 0;
  const auto leave_out = [&](const char* what, const Error& error) {
    problems_.push_back(
        fmt::format("{} {} of the trust bundle was left out: {}", what, number, error.detail));
  };
  for (const BundledSigner& bundled : bundle.signers) {
    ++number;
    Result<Signer> signer = bundled.x509.empty() ? SignerFromSpki(bundled.key_id, bundled.spki)
                                                 : DocumentSignerFromX509(bundled.x509);
    if (!signer) {
      leave_out("signer", signer.error());
      if (bundled.issuer.empty()) LeaveOut(bundled.x509, signer.error());
      continue;
    }
    signer->issuer = bundled.issuer;
    if (!bundled.issuer.empty()) signer->key_id = bundled.key_id;
    signer->limits = bundled.limits;
    AddUnlessDemo(std::move(*signer), demo, fmt::format("signer {} of the trust bundle", number));
  }
  number = 0;
  for (const BundledAuthority& authority : bundle.authorities) {
    ++number;
    const Status added = authorities_.Add(authority.x509, demo, authority.limits);
    if (!added) leave_out("authority", added.error());
  }
  number = 0;
  for (const encoding::Bytes& crl : bundle.crls) {
    ++number;
    if (const Status added = authorities_.AddCrl(crl); !added) {
      leave_out("CRL", added.error());
    } else if (!authorities_.HasSigned(crl)) {
      problems_.push_back(fmt::format(
          "CRL {} of the trust bundle revokes nobody: no authority in it has signed it", number));
    }
  }
  issued_at_ = std::max(issued_at_.value_or(bundle.issued_at), bundle.issued_at);
  expires_at_ = std::min(expires_at_.value_or(bundle.expires_at), bundle.expires_at);
}

bool TrustStore::IsOutdated(Timestamp now) const {
  return (expires_at_ && now > *expires_at_) || (issued_at_ && IsFromTheFuture(*issued_at_, now)) ||
         (below_ != nullptr && below_->IsOutdated(now));
}

const RevocationFile* TrustStore::revocations() const {
  if (revocations_ != nullptr || below_ == nullptr) return revocations_;
  return below_->revocations();
}

void TrustStore::AddUnlessDemo(Signer signer, DemoSigners demo, const std::string& what) {
  if (signer.demo && demo == DemoSigners::kRefuse) {
    problems_.push_back(what +
                        " was left out: it is a demonstration key, which only --demo may trust");
  } else {
    Add(std::move(signer));
  }
}

void TrustStore::AddFile(const fs::path& file, DemoSigners demo) {
  const auto leave_out = [&](std::string_view why) {
    problems_.push_back(fmt::format("{} was left out: {}", file.filename().string(), why));
  };
  const auto certificates = ReadCertificateFile(file);
  if (!certificates) return leave_out(certificates.error().detail);
  for (const encoding::Bytes& der : *certificates) {
    Result<Signer> signer = DocumentSignerFromX509(der);
    if (!signer) {
      leave_out(signer.error().detail);
      LeaveOut(der, signer.error());
    } else {
      AddUnlessDemo(std::move(*signer), demo, file.filename().string());
    }
  }
}

}  // namespace clearway::keys
