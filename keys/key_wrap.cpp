#include "keys/key_wrap.h"

#include <openssl/err.h>

#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

constexpr std::size_t kHalfBlock = 8;
constexpr std::size_t kLeastKey = 16;
constexpr std::size_t kMostKey = 1024;

const EVP_CIPHER* WrapCipher(std::size_t key_bytes) {
  switch (key_bytes) {
    case 16:
      return EVP_aes_128_wrap();
    case 24:
      return EVP_aes_192_wrap();
    case 32:
      return EVP_aes_256_wrap();
    default:
      return nullptr;
  }
}

bool IsKeyLength(std::size_t bytes) {
  return bytes >= kLeastKey && bytes <= kMostKey && bytes % kHalfBlock == 0;
}

// Returns how many bytes came out; 0 when it failed.
std::size_t Run(ByteView wrapping_key, ByteView from, std::uint8_t* to, int wrap) {
  const EVP_CIPHER* cipher = WrapCipher(wrapping_key.size());
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  if (cipher == nullptr || context == nullptr) return 0;
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  int length = 0;
  const bool done =
      EVP_CipherInit_ex(context.get(), cipher, nullptr, wrapping_key.data(), nullptr, wrap) == 1 &&
      EVP_CipherUpdate(context.get(), to, &length, from.data(), static_cast<int>(from.size())) == 1;
  ERR_clear_error();
  return done && length > 0 ? static_cast<std::size_t>(length) : 0;
}

}  // namespace

std::optional<Secret> UnwrapKey(ByteView wrapping_key, ByteView wrapped) {
  if (wrapped.size() < kHalfBlock || !IsKeyLength(wrapped.size() - kHalfBlock)) return std::nullopt;
  Secret key(wrapped.size());
  if (Run(wrapping_key, wrapped, key.data(), 0) != wrapped.size() - kHalfBlock) return std::nullopt;
  key.Shorten(wrapped.size() - kHalfBlock);
  return key;
}

Result<Bytes> WrapKey(ByteView wrapping_key, ByteView key) {
  Bytes wrapped(key.size() + kHalfBlock);
  if (!IsKeyLength(key.size()) || WrapCipher(wrapping_key.size()) == nullptr) {
    return Fail(Fault::kInvalid, "a key of this length cannot be wrapped");
  }
  if (Run(wrapping_key, key, wrapped.data(), 1) != wrapped.size()) {
    return Fail(Fault::kBroken, "OpenSSL could not wrap the key");
  }
  return wrapped;
}

}  // namespace clearway::keys
