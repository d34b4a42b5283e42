#pragma once

#include <filesystem>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::keys {

// Where an installation keeps the roots that it came with.
inline constexpr const char* kInstalledRoots = "/etc/clearway/roots";

// The root keys in a file, or in all files *.pub, *.pem and *.der of a folder:
// SubjectPublicKeyInfos on P-256, as PEM ("PUBLIC KEY") or DER. kNotFound: nothing is there, or the
// folder is empty (but for hidden files); kDenied: it cannot be looked at; kInvalid: a file is no
// root key, or the folder holds other files only. One bad file spoils the folder: a root that is
// overlooked is found out on the day that it is needed.
[[nodiscard]] Result<std::vector<encoding::Bytes>> ReadRootKeys(const std::filesystem::path& path);

}  // namespace clearway::keys
