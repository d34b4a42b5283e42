#include "keys/issuing/bundle_signing.h"

#include <gtest/gtest.h>

#include <vector>

#include "keys/trust_bundle.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;

PrivateKey NewRoot() {
  return std::move(*PrivateKey::Generate(KeyKind::kP256));
}

std::vector<Root> Trusted(const PrivateKey& key) {
  std::vector<Root> roots;
  roots.push_back(*RootFromSpki(PublicKey::FromHandle(key.handle())->ToSpki()));
  return roots;
}

Bytes Content() {
  TrustBundle bundle;
  bundle.sequence = 4;
  bundle.expires_at = Timestamp(std::chrono::days(1));
  return EncodeTrustBundle(bundle);
}

TEST(BundleSigning, makes_a_bundle_that_its_root_opens) {
  std::vector<PrivateKey> root;
  root.push_back(NewRoot());
  const auto file = SignTrustBundle(Content(), root);
  ASSERT_TRUE(file) << file.error().detail;
  EXPECT_TRUE(IsTrustBundle(*file));
  EXPECT_EQ(OpenTrustBundle(*file, Trusted(root[0]))->sequence, 4U);
  EXPECT_EQ(PeekTrustBundle(*file)->sequence, 4U);
  EXPECT_EQ(PeekTrustBundle(Content())->sequence, 4U);
}

TEST(BundleSigning, lets_two_roots_sign_one_after_the_other) {
  std::vector<PrivateKey> first;
  std::vector<PrivateKey> second;
  first.push_back(NewRoot());
  second.push_back(NewRoot());
  const auto file = SignTrustBundle(*SignTrustBundle(Content(), first), second);
  ASSERT_TRUE(file);
  EXPECT_TRUE(OpenTrustBundle(*file, Trusted(first[0])));
  EXPECT_TRUE(OpenTrustBundle(*file, Trusted(second[0])));
  EXPECT_FALSE(SignTrustBundle(*file, second));  // it has signed already
}

TEST(BundleSigning, refuses_what_is_no_content_and_keys_that_are_no_roots) {
  std::vector<PrivateKey> root;
  root.push_back(NewRoot());
  EXPECT_FALSE(SignTrustBundle(encoding::AsBytes("no content"), root));
  std::vector<PrivateKey> rsa;
  rsa.push_back(std::move(*PrivateKey::Generate(KeyKind::kP384)));
  EXPECT_FALSE(SignTrustBundle(Content(), rsa));
}

}  // namespace
}  // namespace clearway::keys
