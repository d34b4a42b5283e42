#include "keys/pin_key.h"

#include <argon2.h>

namespace clearway::keys {
namespace {

constexpr std::size_t kKeyBytes = 32;

// Argon2 takes pointers to memory that it may be told to wipe; it is not told here.
std::uint8_t* Borrowed(encoding::ByteView bytes) {
  return const_cast<std::uint8_t*>(bytes.data());
}

std::uint32_t Length(encoding::ByteView bytes) {
  return static_cast<std::uint32_t>(bytes.size());
}

}  // namespace

std::optional<Secret> KeyFromPin(encoding::ByteView pin, encoding::ByteView salt,
                                 encoding::ByteView pepper, encoding::ByteView bound_to,
                                 PinCost cost) {
  Secret key(kKeyBytes);
  argon2_context context{};
  context.out = key.data();
  context.outlen = kKeyBytes;
  context.pwd = Borrowed(pin);
  context.pwdlen = Length(pin);
  context.salt = Borrowed(salt);
  context.saltlen = Length(salt);
  context.secret = Borrowed(pepper);
  context.secretlen = Length(pepper);
  context.ad = Borrowed(bound_to);
  context.adlen = Length(bound_to);
  context.t_cost = cost.passes;
  context.m_cost = cost.memory_kib;
  context.lanes = 1;
  context.threads = 1;
  context.version = ARGON2_VERSION_13;
  context.flags = ARGON2_DEFAULT_FLAGS;  // its blocks are wiped by the library's own default
  if (argon2_ctx(&context, Argon2_id) != ARGON2_OK) return std::nullopt;
  return key;
}

}  // namespace clearway::keys
