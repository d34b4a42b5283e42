#pragma once

#include <openssl/x509.h>

#include <string>

#include "base/encoding/base64.h"
#include "base/encoding/bytes.h"
#include "keys/issuing/private_key.h"

namespace clearway::keys {

// The public half of a test's key on P-256 as a JWK, with further members as they are.
inline std::string JwkText(const PrivateKey& key, const std::string& key_id,
                           const std::string& further = "") {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key.handle(), &der);
  const encoding::Bytes spki(der, der + length);
  OPENSSL_free(der);
  const encoding::ByteView point = encoding::ByteView(spki).last(64);
  return R"({"kty":"EC","crv":"P-256","kid":")" + key_id + R"(","x":")" +
         encoding::EncodeBase64Url(point.first(32)) + R"(","y":")" +
         encoding::EncodeBase64Url(point.last(32)) + "\"" + (further.empty() ? "" : ",") + further +
         "}";
}

}  // namespace clearway::keys
