#include "keys/kiosk_secret.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <string>

#include "keys/secret_file.h"

namespace clearway::keys {

Secret RandomBytes(std::size_t bytes) {
  Secret random(bytes);
  if (RAND_bytes(random.data(), static_cast<int>(bytes)) != 1) std::abort();
  return random;
}

Status MakeKioskSecret(const std::filesystem::path& file) {
  return CreateSecretFile(file, RandomBytes(kKioskSecretBytes).view());
}

Result<Secret> LoadKioskSecret(const std::filesystem::path& file) {
  Result<Secret> secret = ReadSecretFile(file, kKioskSecretBytes);
  if (!secret) return secret;
  if (secret->size() != kKioskSecretBytes) {
    return Fail(Fault::kInvalid, file.string() +
                                     " is no kiosk secret: `clearway keys secret` "
                                     "makes one");
  }
  return secret;
}

}  // namespace clearway::keys
