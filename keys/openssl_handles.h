#pragma once

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

// OpenSSL's handles with their deleters. Included by .cpp files only.
namespace clearway::keys {

template <auto Free>
struct FreeWith {
  template <typename Handle>
  void operator()(Handle* handle) const {
    Free(handle);
  }
};

using PkeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<&EVP_PKEY_free>>;
using PkeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, FreeWith<&EVP_PKEY_CTX_free>>;
using CipherContextHandle = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<&EVP_CIPHER_CTX_free>>;
using MdContextHandle = std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>>;
using X509Handle = std::unique_ptr<X509, FreeWith<&X509_free>>;
using UsageHandle = std::unique_ptr<EXTENDED_KEY_USAGE, FreeWith<&EXTENDED_KEY_USAGE_free>>;
using NumberHandle = std::unique_ptr<BIGNUM, FreeWith<&BN_free>>;  // not for what is secret
using BioHandle = std::unique_ptr<BIO, FreeWith<&BIO_free_all>>;

// One of a key's numbers, e.g. OSSL_PKEY_PARAM_RSA_N; null where the key has none of this name.
inline NumberHandle NumberOf(const EVP_PKEY* key, const char* parameter) {
  BIGNUM* number = nullptr;
  const bool has_it = EVP_PKEY_get_bn_param(key, parameter, &number) == 1;
  return NumberHandle(has_it ? number : nullptr);
}

}  // namespace clearway::keys
