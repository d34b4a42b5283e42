#pragma once

#include <filesystem>

#include "base/core/result.h"
#include "keys/issuing/private_key.h"

namespace clearway::keys {

// The private key in a PEM file, whatever else is in it. Errors as ReadSecretFile
// (keys/secret_file.h), and kInvalid: it holds none.
[[nodiscard]] Result<PrivateKey> LoadPrivateKey(const std::filesystem::path& file);

}  // namespace clearway::keys
