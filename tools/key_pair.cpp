#include "tools/key_pair.h"

#include "keys/issuing/bundle_signing.h"
#include "keys/issuing/private_key.h"
#include "keys/secret_file.h"
#include "tools/new_files.h"

namespace clearway::tools {

Status SaveKeyPair(const std::string& out, encoding::ByteView secret,
                   std::string_view public_half) {
  const std::string key = out + ".key";
  const std::string half = out + ".pub";
  if (Status free = NewFiles::AreFree({key, half}); !free) return free;
  if (Status saved = keys::CreateSecretFile(key, secret); !saved) return saved;
  NewFiles files;
  files.Made(key);
  Status made = files.MakePublic(half, public_half);
  if (made) files.Keep();
  return made;
}

Status MakeSigningKeyPair(const std::string& out, keys::KeyKind kind) {
  const auto key = keys::PrivateKey::Generate(kind);
  if (!key) return std::unexpected(key.error());
  const auto half = keys::RootKeyPem(*key);
  if (!half) return std::unexpected(half.error());
  const auto pem = key->ToPem();
  if (!pem) return std::unexpected(pem.error());
  return SaveKeyPair(out, pem->view(), *half);
}

}  // namespace clearway::tools
