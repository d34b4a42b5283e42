#include "keys/root_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/core/file.h"
#include "keys/issuing/bundle_signing.h"
#include "keys/issuing/issuer.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;

class RootFile : public testing::Test {
 protected:
  RootFile() {
    std::string name = (fs::temp_directory_path() / "roots-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~RootFile() override { fs::remove_all(folder_); }

  void Write(const char* name, const std::string& text) const {
    ASSERT_TRUE(ReplaceFile(folder_ / name, encoding::AsBytes(text), 0644));
  }
  [[nodiscard]] Fault FaultOf(const fs::path& path) const {
    const auto roots = ReadRootKeys(path);
    EXPECT_FALSE(roots);
    return roots ? Fault::kTimeout : roots.error().fault;
  }

  fs::path folder_;
  PrivateKey key_ = *PrivateKey::Generate(KeyKind::kP256);
};

TEST_F(RootFile, gives_the_keys_of_a_file_or_of_a_folder) {
  Write("a.pub", *RootKeyPem(key_));
  Write("README.txt", "not a key");
  const encoding::Bytes spki = PublicKey::FromHandle(key_.handle())->ToSpki();
  for (const fs::path& path : {folder_, folder_ / "a.pub"}) {
    const auto roots = ReadRootKeys(path);
    ASSERT_TRUE(roots) << roots.error().detail;
    EXPECT_EQ(*roots, std::vector<encoding::Bytes>{spki});
  }
  Write("b.der", std::string(encoding::AsText(spki)));
  EXPECT_EQ(ReadRootKeys(folder_)->size(), 2U);
}

TEST_F(RootFile, tells_no_roots_from_bad_ones) {
  EXPECT_EQ(FaultOf(folder_ / "missing"), Fault::kNotFound);
  EXPECT_EQ(FaultOf(folder_), Fault::kNotFound);
  Write("good.pub", *RootKeyPem(key_));
  Write("bad.pub", "nonsense");
  EXPECT_EQ(FaultOf(folder_), Fault::kInvalid);
}

// Where there are no roots, bare signers are believed: nothing else may pass for that.
TEST_F(RootFile, are_not_missing_where_they_cannot_be_looked_at) {
  fs::create_symlink("/nonexistent/root.pub", folder_ / "root.pub");
  EXPECT_EQ(FaultOf(folder_), Fault::kDenied);
  EXPECT_EQ(FaultOf(folder_ / "root.pub"), Fault::kDenied);
  fs::create_symlink("loop", folder_ / "loop");
  EXPECT_NE(FaultOf(folder_ / "loop"), Fault::kNotFound);
  fs::remove(folder_ / "root.pub");
  fs::remove(folder_ / "loop");
  Write("root.PUB", *RootKeyPem(key_));
  EXPECT_EQ(FaultOf(folder_), Fault::kInvalid);
  fs::remove(folder_ / "root.PUB");
  Write(".keep", "");
  EXPECT_EQ(FaultOf(folder_), Fault::kNotFound);
}

TEST_F(RootFile, takes_no_signers_certificate_and_no_key_on_another_curve) {
  const auto issuer = MakeIssuer(KeyKind::kP256, {.name = "S",
                                                  .country = "XX",
                                                  .not_before = Timestamp{},
                                                  .not_after = Timestamp{std::chrono::days(9)}});
  Write("a.pem", CertificateToPem(issuer->certificate));
  EXPECT_EQ(FaultOf(folder_ / "a.pem"), Fault::kInvalid);
  Write("b.pub", *RootKeyPem(*PrivateKey::Generate(KeyKind::kP384)));
  EXPECT_EQ(FaultOf(folder_ / "b.pub"), Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::keys
