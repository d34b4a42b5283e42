#pragma once

#include <filesystem>

#include "base/core/result.h"
#include "keys/secret.h"

// 32 random bytes that one kiosk has and no disk that is taken out of it: a systemd credential,
// which can be bound to the TPM; in a demonstration a file of mode 0600. The vault's copies and the
// staff's PINs are worth nothing without it.
namespace clearway::keys {

inline constexpr std::size_t kKioskSecretBytes = 32;

// A new secret in a new file. Errors as CreateSecretFile.
[[nodiscard]] Status MakeKioskSecret(const std::filesystem::path& file);
// Errors as ReadSecretFile; kInvalid: not 32 bytes.
[[nodiscard]] Result<Secret> LoadKioskSecret(const std::filesystem::path& file);

// Fresh random bytes of the system. Aborts where there are none: no key may be made then.
[[nodiscard]] Secret RandomBytes(std::size_t bytes);

}  // namespace clearway::keys
