#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

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
using BioHandle = std::unique_ptr<BIO, FreeWith<&BIO_free_all>>;

}  // namespace clearway::keys
