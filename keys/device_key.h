#pragma once

#include <filesystem>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/decryption_key.h"

// A kiosk's own key on P-256. It is made on the kiosk and never leaves it; reader keys are sealed
// to its public half (keys/reader_key_file.h). A kiosk that is stolen loses the keys of its groups'
// present epochs at most; one that is given away is cleared by deleting this one file.
namespace clearway::keys {

// A new key in a new file of mode 0600. Errors as CreateSecretFile.
[[nodiscard]] Result<DecryptionKey> MakeDeviceKey(const std::filesystem::path& file);
// From such a file, or a systemd credential. Errors as ReadSecretFile; kInvalid: no such key in it.
[[nodiscard]] Result<DecryptionKey> LoadDeviceKey(const std::filesystem::path& file);

// The point of its public half, from what DecryptionKey::PublicPem gives to those who seal. kInvalid: something else, or not on P-256.
[[nodiscard]] Result<encoding::Bytes> DevicePointFromPem(std::string_view pem);

}  // namespace clearway::keys
