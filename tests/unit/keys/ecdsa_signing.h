#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>

#include "base/encoding/bytes.h"
#include "keys/issuing/private_key.h"
#include "keys/openssl_handles.h"

// ECDSA as issuers with other habits than ours do it.
namespace clearway::keys {

// r||s over the digest of the test's choice.
inline encoding::Bytes SignEcdsa(const PrivateKey& key, const EVP_MD* digest,
                                 encoding::ByteView message) {
  const std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key.handle());
  encoding::Bytes der(256);
  std::size_t length = der.size();
  EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size());
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, FreeWith<&ECDSA_SIG_free>> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
  encoding::Bytes raw(*RawSignatureLength(key.kind()));
  const int half = static_cast<int>(raw.size() / 2);
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), half);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + half, half);
  return raw;
}

// The number of points of the key's curve, which neither r nor s may reach.
inline encoding::Bytes OrderOf(const PrivateKey& key) {
  BIGNUM* order = nullptr;
  EVP_PKEY_get_bn_param(key.handle(), OSSL_PKEY_PARAM_EC_ORDER, &order);
  encoding::Bytes bytes(*RawSignatureLength(key.kind()) / 2);
  BN_bn2binpad(order, bytes.data(), static_cast<int>(bytes.size()));
  BN_free(order);
  return bytes;
}

// The other signature with the same r, which anybody can make of one: n - s in the place of s.
inline encoding::Bytes WithOtherS(const PrivateKey& key, encoding::Bytes raw) {
  const encoding::Bytes order = OrderOf(key);
  const std::size_t half = raw.size() / 2;
  BIGNUM* n = BN_bin2bn(order.data(), static_cast<int>(half), nullptr);
  BIGNUM* s = BN_bin2bn(raw.data() + half, static_cast<int>(half), nullptr);
  BN_sub(s, n, s);
  BN_bn2binpad(s, raw.data() + half, static_cast<int>(half));
  BN_free(n);
  BN_free(s);
  return raw;
}

}  // namespace clearway::keys
