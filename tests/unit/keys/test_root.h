#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/encoding/cose.h"
#include "base/encoding/cose_sign.h"
#include "keys/openssl_handles.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {

// A root key pair made for one test.
class TestRoot {
 public:
  [[nodiscard]] encoding::Bytes spki() const {
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(key_.get(), &der);
    encoding::Bytes bytes(der, der + length);
    OPENSSL_free(der);
    return bytes;
  }

  // This root's part of a COSE_Sign message over the content.
  [[nodiscard]] encoding::cose::MadeSignature Sign(encoding::ByteView content) const {
    encoding::cose::MadeSignature made;
    made.protected_header = encoding::cose::SignerHeader(
        encoding::cose::kEs256, encoding::AsBytes(RootFromSpki(spki())->key_id));
    made.signature = Raw(encoding::cose::SignedBytes({}, made.protected_header, content,
                                                     encoding::AsBytes(kTrustBundleContext)));
    return made;
  }

 private:
  // ECDSA over SHA-256 as r||s.
  [[nodiscard]] encoding::Bytes Raw(const encoding::Bytes& message) const {
    const std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    std::size_t length = 0;
    EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size());
    encoding::Bytes der(length);
    EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size());
    const unsigned char* at = der.data();
    const std::unique_ptr<ECDSA_SIG, FreeWith<&ECDSA_SIG_free>> pair(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
    encoding::Bytes raw(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), raw.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), raw.data() + 32, 32);
    return raw;
  }

  PkeyHandle key_{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
};

// The whole file, signed by these roots.
[[nodiscard]] inline encoding::Bytes Signed(const TrustBundle& bundle,
                                            const std::vector<const TestRoot*>& roots) {
  const encoding::Bytes content = EncodeTrustBundle(bundle);
  std::vector<encoding::cose::MadeSignature> signatures;
  for (const TestRoot* root : roots) signatures.push_back(root->Sign(content));
  return encoding::cose::MakeSign(content, signatures);
}

}  // namespace clearway::keys
