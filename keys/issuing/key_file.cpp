#include "keys/issuing/key_file.h"

#include "keys/secret_file.h"

namespace clearway::keys {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;  // as of a file of certificates

}  // namespace

Result<PrivateKey> LoadPrivateKey(const std::filesystem::path& file) {
  const Result<Secret> pem = ReadSecretFile(file, kMostBytes);
  if (!pem) return std::unexpected(pem.error());
  Result<PrivateKey> key = PrivateKey::FromPem(encoding::AsText(pem->view()));
  if (!key) return Fail(key.error().fault, file.string() + ": " + key.error().detail);
  return key;
}

}  // namespace clearway::keys
