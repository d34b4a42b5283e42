#include "keys/content_cipher.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/hmac.h>

#include <array>

#include "base/encoding/cose_encrypt.h"
#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kGcmTag = 16;
constexpr std::size_t kGcmNonce = 12;
constexpr std::size_t kSm4Key = 16;
constexpr std::size_t kSm4Block = 16;
constexpr std::size_t kSm3Length = 32;

using Sm3Tag = std::array<std::uint8_t, kSm3Length>;

const EVP_CIPHER* GcmOf(ContentCipher cipher) {
  switch (cipher) {
    case ContentCipher::kA128Gcm:
      return EVP_aes_128_gcm();
    case ContentCipher::kA192Gcm:
      return EVP_aes_192_gcm();
    default:
      return EVP_aes_256_gcm();
  }
}

bool Fits(ContentCipher cipher, const SealingParameters& parameters) {
  return parameters.key.size() == KeyLength(cipher) &&
         parameters.nonce.size() == NonceLength(cipher);
}

int Length(ByteView bytes) {
  return static_cast<int>(bytes.size());
}

std::optional<Secret> OpenGcm(const EVP_CIPHER* cipher, const SealingParameters& p,
                              ByteView ciphertext) {
  if (ciphertext.size() < kGcmTag) return std::nullopt;
  const ByteView body = ciphertext.first(ciphertext.size() - kGcmTag);
  Bytes tag(ciphertext.end() - kGcmTag, ciphertext.end());
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  Secret content(body.size());
  int length = 0;
  const bool opens =
      context != nullptr &&
      EVP_DecryptInit_ex(context.get(), cipher, nullptr, p.key.data(), p.nonce.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, p.authenticated.data(),
                        Length(p.authenticated)) == 1 &&
      EVP_DecryptUpdate(context.get(), content.data(), &length, body.data(), Length(body)) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kGcmTag, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), tag.data(), &length) == 1;
  ERR_clear_error();
  if (!opens) return std::nullopt;
  return content;
}

std::optional<Bytes> SealGcm(const EVP_CIPHER* cipher, const SealingParameters& p,
                             ByteView content) {
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  Bytes sealed(content.size() + kGcmTag);
  int length = 0;
  const bool done =
      context != nullptr &&
      EVP_EncryptInit_ex(context.get(), cipher, nullptr, p.key.data(), p.nonce.data()) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, p.authenticated.data(),
                        Length(p.authenticated)) == 1 &&
      EVP_EncryptUpdate(context.get(), sealed.data(), &length, content.data(), Length(content)) ==
          1 &&
      EVP_EncryptFinal_ex(context.get(), sealed.data() + content.size(), &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kGcmTag,
                          sealed.data() + content.size()) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  return sealed;
}

// Counter mode is its own inverse.
bool Sm4Ctr(const SealingParameters& p, ByteView from, std::uint8_t* to) {
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool done = context != nullptr &&
                    EVP_EncryptInit_ex(context.get(), EVP_sm4_ctr(), nullptr, p.key.data(),
                                       p.nonce.data()) == 1 &&
                    EVP_EncryptUpdate(context.get(), to, &length, from.data(), Length(from)) == 1;
  ERR_clear_error();
  return done;
}

std::optional<Sm3Tag> HmacSm3(const SealingParameters& p, ByteView ciphertext) {
  Bytes input;
  input.reserve(p.authenticated.size() + p.nonce.size() + ciphertext.size() + 8);
  for (const ByteView part : {p.authenticated, p.nonce, ciphertext}) {
    input.insert(input.end(), part.begin(), part.end());
  }
  const std::uint64_t bits = std::uint64_t{p.authenticated.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) {
    input.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  const ByteView key = p.key.subspan(kSm4Key);
  Sm3Tag tag{};
  unsigned length = 0;
  if (HMAC(EVP_sm3(), key.data(), Length(key), input.data(), input.size(), tag.data(), &length) ==
      nullptr) {
    ERR_clear_error();
    return std::nullopt;
  }
  return tag;
}

std::optional<Secret> OpenSm4(const SealingParameters& p, ByteView ciphertext) {
  if (ciphertext.size() < kSm3Length) return std::nullopt;
  const ByteView body = ciphertext.first(ciphertext.size() - kSm3Length);
  const std::optional<Sm3Tag> tag = HmacSm3(p, body);
  if (!tag || CRYPTO_memcmp(tag->data(), ciphertext.data() + body.size(), kSm3Length) != 0) {
    return std::nullopt;
  }
  Secret content(body.size());
  if (!Sm4Ctr(p, body, content.data())) return std::nullopt;
  return content;
}

std::optional<Bytes> SealSm4(const SealingParameters& p, ByteView content) {
  Bytes sealed(content.size());
  if (!Sm4Ctr(p, content, sealed.data())) return std::nullopt;
  const std::optional<Sm3Tag> tag = HmacSm3(p, sealed);
  if (!tag) return std::nullopt;
  sealed.insert(sealed.end(), tag->begin(), tag->end());
  return sealed;
}

}  // namespace

std::optional<ContentCipher> ContentCipherFromCose(std::int64_t number) {
  switch (number) {
    case encoding::cose::kA128Gcm:
      return ContentCipher::kA128Gcm;
    case encoding::cose::kA192Gcm:
      return ContentCipher::kA192Gcm;
    case encoding::cose::kA256Gcm:
      return ContentCipher::kA256Gcm;
    case encoding::cose::kSm4CtrHmacSm3:
      return ContentCipher::kSm4CtrHmacSm3;
    default:
      return std::nullopt;
  }
}

std::size_t KeyLength(ContentCipher cipher) {
  switch (cipher) {
    case ContentCipher::kA128Gcm:
      return 16;
    case ContentCipher::kA192Gcm:
      return 24;
    case ContentCipher::kA256Gcm:
      return 32;
    case ContentCipher::kSm4CtrHmacSm3:
      break;
  }
  return kSm4Key + kSm3Length;
}

std::size_t NonceLength(ContentCipher cipher) {
  return cipher == ContentCipher::kSm4CtrHmacSm3 ? kSm4Block : kGcmNonce;
}

std::optional<Secret> OpenContent(ContentCipher cipher, const SealingParameters& parameters,
                                  ByteView ciphertext) {
  if (!Fits(cipher, parameters)) return std::nullopt;
  if (cipher == ContentCipher::kSm4CtrHmacSm3) return OpenSm4(parameters, ciphertext);
  return OpenGcm(GcmOf(cipher), parameters, ciphertext);
}

Result<Bytes> SealContent(ContentCipher cipher, const SealingParameters& parameters,
                          ByteView content) {
  if (!Fits(cipher, parameters)) {
    return Fail(Fault::kInvalid, "the key or the nonce is of a wrong length");
  }
  std::optional<Bytes> sealed = cipher == ContentCipher::kSm4CtrHmacSm3
                                    ? SealSm4(parameters, content)
                                    : SealGcm(GcmOf(cipher), parameters, content);
  if (!sealed) return Fail(Fault::kBroken, "OpenSSL could not encrypt");
  return std::move(*sealed);
}

}  // namespace clearway::keys
