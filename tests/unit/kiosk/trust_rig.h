#pragma once

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/file.h"
#include "keys/issuing/issuer.h"
#include "kiosk/trust_watch.h"
#include "tests/unit/keys/test_root.h"

namespace clearway::kiosk {

inline constexpr Timestamp kIssued{std::chrono::seconds(1'700'000'000)};

// The folders of a kiosk, with a root and an issuer of its own. Nothing is in them at first.
class TrustRig : public testing::Test {
 protected:
  TrustRig() {
    for (const char* each : {"signers", "roots", "inbox", "data"}) {
      std::filesystem::create_directory(folder_ / each);
    }
    issuer_ = keys::MakeIssuer(keys::KeyKind::kP256, {.name = "S",
                                                      .country = "XX",
                                                      .not_before = kIssued,
                                                      .not_after = kIssued + std::chrono::days(9)})
                  ->certificate;
  }
  ~TrustRig() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] TrustFolders folders() const {
    return {.signers = folder_ / "signers",
            .roots = folder_ / "roots",
            .keeper = folder_ / "data" / "trust",
            .inbox = folder_ / "inbox",
            .badge_keys = {}};
  }
  void Write(const std::filesystem::path& file, encoding::ByteView bytes) const {
    ASSERT_TRUE(ReplaceFile(folder_ / file, bytes, 0644));
  }
  void InstallRoot() const {
    const std::string pem = Pem(root_.spki());
    Write("roots/root.pub", encoding::AsBytes(pem));
  }
  void InstallSigner() const { Write("signers/a.der", issuer_); }
  [[nodiscard]] keys::TrustBundle Numbered(std::uint64_t sequence) const {
    keys::TrustBundle bundle;
    bundle.sequence = sequence;
    bundle.issued_at = kIssued;
    bundle.expires_at = kIssued + std::chrono::days(14);
    bundle.signers.push_back({.x509 = issuer_});
    return bundle;
  }
  [[nodiscard]] keys::TrustBundle Ruled(std::uint64_t sequence,
                                        const std::vector<std::string>& documents) const {
    keys::TrustBundle bundle = Numbered(sequence);
    for (const std::string& json : documents) bundle.rules.emplace_back(json.begin(), json.end());
    return bundle;
  }
  void Drop(const std::string& name, const keys::TrustBundle& bundle) const {
    Write("inbox/" + name, keys::Signed(bundle, {&root_}));
  }

  static std::string Pem(const encoding::Bytes& spki) {
    const unsigned char* at = spki.data();
    const keys::PkeyHandle key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    const keys::BioHandle bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(bio.get(), key.get());
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(length)};
  }
  static std::filesystem::path NewFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "watch-XXXXXX").string();
    return mkdtemp(name.data());
  }

  const std::filesystem::path folder_ = NewFolder();
  keys::TestRoot root_;
  encoding::Bytes issuer_;
};

}  // namespace clearway::kiosk
