#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/authorities.h"
#include "keys/card_revocations.h"
#include "keys/revocation_file.h"
#include "keys/signer.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {

// The signers that a kiosk trusts, found by key id. Its keys keep OpenSSL contexts: one thread at a
// time, so each thread that verifies has a store of its own. Moves, never copies.
class TrustStore {
 public:
  // Takes every certificate in the folder's files *.pem, *.crt, *.cer and *.der (DER or PEM, one or
  // several a file; subfolders are left alone). A file that cannot be used is left out and named in
  // problems(). kNotFound: no such folder; kDenied: it cannot be read; kInvalid: not one usable
  // signer in it.
  [[nodiscard]] static Result<TrustStore> LoadFolder(const std::filesystem::path& folder,
                                                     DemoSigners demo);

  TrustStore() = default;
  // Begins with all signers of another store, without copying them: what is added here is not added
  // there. `below` must outlive this store.
  explicit TrustStore(const TrustStore* below)
      : below_(below), authorities_(below == nullptr ? nullptr : &below->authorities_) {}

  // Adds another folder's signers to these, with the same errors.
  [[nodiscard]] Status AddFolder(const std::filesystem::path& folder, DemoSigners demo);
  void Add(Signer signer);

  // Remembers the key id of an X.509 certificate that is left out, where that is because its key is
  // of a kind that is not offered here: what bears it is told from what a stranger has signed.
  void LeaveOut(encoding::ByteView x509, const Error& why);
  // Whether one has been left out for that under this key id, here or below.
  [[nodiscard]] bool IsOfUnsupportedKey(encoding::ByteView key_id) const;

  // All signers under a key id, most often one. An identifier of a wrong length matches nothing.
  [[nodiscard]] std::span<const Signer> Find(encoding::ByteView key_id) const;

  // All signers of one issuer under a key id, as SMART Health Cards name them. A key with an issuer
  // is found in no other way.
  [[nodiscard]] std::span<const Signer> Find(std::string_view issuer,
                                             std::string_view key_id) const;

  // The key ids under which this very key is trusted, here and below, its own among them: an
  // authority may certify one key twice. Not for keys with an issuer.
  [[nodiscard]] std::vector<std::string> KeyIdsOf(const Signer& signer) const;

  // Revoked cards, and whether one is revoked here or in the store below.
  [[nodiscard]] CardRevocations& card_revocations() { return card_revocations_; }
  [[nodiscard]] bool IsCardRevoked(std::string_view issuer, std::string_view key_id,
                                   std::string_view rid, Timestamp issued_at) const;

  // Adds what a trust bundle holds, each with its limits. What cannot be used is left out and named
  // in problems(). Past the bundle's expiry, and before its issue, the store is outdated.
  void AddBundle(const TrustBundle& bundle, DemoSigners demo);
  // Whether a bundle here or below has expired or is from the future: no verdict may rest on it.
  [[nodiscard]] bool IsOutdated(Timestamp now) const;

  // Where revoked certificates are looked up; null (the default) is nowhere. `file` must outlive
  // the store.
  void UseRevocations(const RevocationFile* file) { revocations_ = file; }
  // That of this store, or else of the store below.
  [[nodiscard]] const RevocationFile* revocations() const;

  // Whom the signers are believed that codes bring along themselves (VDS-NC).
  [[nodiscard]] Authorities& authorities() { return authorities_; }
  [[nodiscard]] const Authorities& authorities() const { return authorities_; }

  // How many were added here, without those of the store below.
  [[nodiscard]] std::size_t size() const { return size_; }
  // What AddFolder left out, a sentence each: file, why, and what to do.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  using Signers = std::unordered_map<std::string, std::vector<Signer>>;

  // By the digest of the key, of those that are found by key id alone.
  using KeyIds = std::map<Sha256Digest, std::vector<std::string>>;

  void AddUnlessDemo(Signer signer, DemoSigners demo, const std::string& what);
  void AddFile(const std::filesystem::path& file, DemoSigners demo);

  const TrustStore* below_ = nullptr;
  Signers signers_;         // by key id
  Signers issuer_signers_;  // by issuer and key id
  KeyIds key_ids_;
  std::set<std::string> unsupported_;  // key ids
  CardRevocations card_revocations_;
  Authorities authorities_;
  std::optional<Timestamp> issued_at_;   // the latest of the bundles here,
  std::optional<Timestamp> expires_at_;  // and the first end
  const RevocationFile* revocations_ = nullptr;
  std::size_t size_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace clearway::keys
