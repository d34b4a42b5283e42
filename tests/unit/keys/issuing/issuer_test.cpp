#include "keys/issuing/issuer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using testing::HasSubstr;
using testing::Not;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

class IssuerFile : public testing::Test {
 protected:
  IssuerFile() {
    std::string pattern = (fs::temp_directory_path() / "clearway-issuer-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    file_ = folder_ / "issuer.key";
  }
  ~IssuerFile() override { fs::remove_all(folder_); }

  static Result<Issuer> Make(const std::string& country = "XX", KeyKind kind = KeyKind::kP256) {
    return MakeIssuer(kind, {.name = "Test Authority",
                             .country = country,
                             .not_before = kNow,
                             .not_after = kNow + days(1),
                             .usage = {},
                             .demo = false});
  }

  fs::path folder_;
  fs::path file_;
};

TEST_F(IssuerFile, comes_back_and_signs_what_its_certificate_verifies) {
  const auto issuer = Make();
  ASSERT_TRUE(issuer);
  ASSERT_TRUE(SaveIssuer(*issuer, file_));
  const auto loaded = LoadIssuer(file_);
  ASSERT_TRUE(loaded) << loaded.error().detail;
  EXPECT_EQ(loaded->signer.key_id, issuer->signer.key_id);
  const auto signature = loaded->key.Sign(encoding::AsBytes("message"));
  ASSERT_TRUE(signature);
  EXPECT_TRUE(issuer->signer.key.Verifies(SignatureAlgorithm::kEs256, encoding::AsBytes("message"),
                                          *signature));
}

TEST_F(IssuerFile, of_every_kind_comes_back_with_its_kind) {
  for (const KeyKind kind :
       {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa, KeyKind::kEd25519, KeyKind::kSm2}) {
    const auto issuer = Make("XX", kind);
    ASSERT_TRUE(issuer) << issuer.error().detail;
    const fs::path file = folder_ / (std::string(ToString(kind)) + ".key");
    ASSERT_TRUE(SaveIssuer(*issuer, file));
    const auto loaded = LoadIssuer(file);
    ASSERT_TRUE(loaded) << ToString(kind) << ": " << loaded.error().detail;
    EXPECT_EQ(loaded->key.kind(), kind);
    EXPECT_EQ(loaded->signer.key.kind(), kind);
  }
}

TEST_F(IssuerFile, has_a_certificate_that_its_own_key_has_signed) {
  for (const KeyKind kind :
       {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa, KeyKind::kEd25519, KeyKind::kSm2}) {
    const auto issuer = Make("XX", kind);
    const unsigned char* at = issuer->certificate.data();
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &at, static_cast<long>(issuer->certificate.size())), &X509_free);
    ASSERT_NE(certificate, nullptr);
    if (kind == KeyKind::kSm2) {
      ASN1_OCTET_STRING* identity = ASN1_OCTET_STRING_new();
      ASN1_OCTET_STRING_set(identity, reinterpret_cast<const unsigned char*>(kSm2Identity.data()),
                            static_cast<int>(kSm2Identity.size()));
      X509_set0_distinguishing_id(certificate.get(), identity);
    }
    EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())), 1)
        << ToString(kind);
  }
}

TEST_F(IssuerFile, is_for_its_owner_only) {
  const mode_t before = umask(0);
  ASSERT_TRUE(SaveIssuer(*Make(), file_));
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(IssuerFile, that_others_can_read_is_refused) {
  ASSERT_TRUE(SaveIssuer(*Make(), file_));
  fs::permissions(file_, fs::perms::group_read, fs::perm_options::add);
  const auto loaded = LoadIssuer(file_);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().fault, Fault::kDenied);
  EXPECT_THAT(loaded.error().detail, HasSubstr("chmod 600"));
}

TEST_F(IssuerFile, is_never_overwritten) {
  ASSERT_TRUE(SaveIssuer(*Make(), file_));
  const auto second = SaveIssuer(*Make(), file_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::kDenied);
}

TEST_F(IssuerFile, with_the_certificate_of_another_key_is_refused) {
  const auto issuer = Make();
  auto pem = issuer->key.ToPem();
  ASSERT_TRUE(pem);
  std::ofstream(file_) << encoding::AsText(pem->view()) << CertificateToPem(Make()->certificate);
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  const auto loaded = LoadIssuer(file_);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().detail, HasSubstr("another key"));
}

TEST_F(IssuerFile, without_a_key_says_so_and_shows_none_of_it) {
  std::ofstream(file_) << CertificateToPem(Make()->certificate);
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  const auto loaded = LoadIssuer(file_);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().detail, HasSubstr("private key"));
  EXPECT_THAT(loaded.error().detail, Not(HasSubstr("BEGIN")));
  EXPECT_FALSE(LoadIssuer(folder_ / "missing.key"));
}

TEST_F(IssuerFile, is_not_made_for_a_country_that_is_none) {
  for (const char* country : {"", "X", "xx", "XXX", "X1"}) EXPECT_FALSE(Make(country)) << country;
}

}  // namespace
}  // namespace clearway::keys
