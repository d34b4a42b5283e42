#pragma once

#include <filesystem>
#include <string_view>

#include "base/core/result.h"
#include "keys/issuing/private_key.h"

// Files that hold private keys.
namespace clearway::keys {

// kNotFound: no such file; kDenied: others than its owner can read it. Another one's key file is as
// good as lost: refused, so that somebody notices.
[[nodiscard]] Status CheckKeyFileMode(const std::filesystem::path& file);

// The private key in a PEM file, whatever else is in it. Errors as above, and kInvalid: it holds
// none.
[[nodiscard]] Result<PrivateKey> LoadPrivateKey(const std::filesystem::path& file);

// Writes a new file with mode 0600. kDenied: it exists already (a key is never overwritten), or
// cannot be made; kFull. What was begun is removed after an error.
[[nodiscard]] Status SaveKeyFile(const std::filesystem::path& file, std::string_view pem);

}  // namespace clearway::keys
