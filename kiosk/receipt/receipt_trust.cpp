#include "kiosk/receipt/receipt_trust.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/core/file.h"
#include "keys/digest.h"
#include "keys/pem.h"

namespace clearway::receipt {
namespace {

constexpr std::size_t kLargestKeyFile = 16U << 10;
constexpr std::size_t kKeyIdBytes = 8;
constexpr std::size_t kMostKiosks = 1000;

Status AddFile(const std::filesystem::path& file, Trust& trust) {
  const auto bytes = ReadFile(file, kLargestKeyFile);
  if (!bytes) return std::unexpected(bytes.error());
  const auto keys = keys::PemBlocks(*bytes, "PUBLIC KEY");
  if (!keys) return Fail(keys.error().fault, file.string() + ": " + keys.error().detail);
  if (keys->empty()) return Fail(Fault::kInvalid, file.string() + " holds no public key");
  for (const encoding::Bytes& spki : *keys) {
    if (const Status added = trust.AddKey(spki); !added) {
      return Fail(added.error().fault, file.string() + ": " + added.error().detail);
    }
  }
  return {};
}

}  // namespace

std::string KeyId(encoding::ByteView spki) {
  const keys::Sha256Digest digest = keys::Sha256(spki);
  return std::string(encoding::AsText(encoding::ByteView(digest).first(kKeyIdBytes)));
}

Result<Trust> Trust::FromFolder(const std::filesystem::path& folder) {
  Trust trust;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const auto ending = entry->path().extension();
    if (ending != ".pub" && ending != ".pem") continue;
    if (const Status added = AddFile(entry->path(), trust); !added) {
      return std::unexpected(added.error());
    }
    if (trust.kiosks_.size() > kMostKiosks) {
      return Fail(Fault::kFull, folder.string() + " holds more kiosks' keys than are taken");
    }
  }
  if (!error) return trust;
  const bool absent = error == std::errc::no_such_file_or_directory;
  return Fail(absent ? Fault::kNotFound : Fault::kDenied,
              folder.string() + ", the folder of kiosks' public keys, cannot be read");
}

Status Trust::AddKey(encoding::ByteView spki) {
  auto key = keys::PublicKey::FromSpki(spki);
  if (!key) return std::unexpected(key.error());
  if (key->kind() != keys::KeyKind::kP256) {
    return Fail(Fault::kUnsupported, "a kiosk's own key is on P-256");
  }
  kiosks_.push_back({KeyId(key->ToSpki()), std::move(*key)});
  return {};
}

const keys::PublicKey* Trust::Find(encoding::ByteView key_id) const {
  const auto found = std::ranges::find(kiosks_, encoding::AsText(key_id), &Kiosk::key_id);
  return found == kiosks_.end() ? nullptr : &found->key;
}

}  // namespace clearway::receipt
