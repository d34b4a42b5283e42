#include "keys/signature_context.h"

#include <openssl/rsa.h>

#include "keys/signature.h"

namespace clearway::keys {
namespace {

const EVP_MD* DigestOf(KeyKind kind) {
  if (kind == KeyKind::kEd25519) return nullptr;
  return kind == KeyKind::kSm2 ? EVP_sm3() : EVP_sha256();
}

bool SetPss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, 32) == 1;
}

}  // namespace

bool BeginSignature(BeginDigest* begin, EVP_MD_CTX* context, EVP_PKEY* key, KeyKind kind) {
  EVP_PKEY_CTX* key_context = nullptr;
  if (begin(context, &key_context, DigestOf(kind), nullptr, key) != 1) return false;
  if (kind == KeyKind::kRsa) return SetPss(key_context);
  if (kind != KeyKind::kSm2) return true;
  return EVP_PKEY_CTX_set1_id(key_context, kSm2Identity.data(), kSm2Identity.size()) == 1;
}

}  // namespace clearway::keys
