#pragma once

#include <cstddef>
#include <filesystem>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/secret.h"

// Files that hold a secret of this machine.
namespace clearway::keys {

// The whole file, of at most `most` bytes. kNotFound: there is none; kDenied: it cannot be read, or
// others than its owner can read it, too: such a key is as good as lost, and somebody has to
// notice. (A systemd credential belongs to root; the access list that opens it to us shows as the
// group's permission, which is therefore let pass where the file is not our own.)
[[nodiscard]] Result<Secret> ReadSecretFile(const std::filesystem::path& file, std::size_t most);

// A new file of mode 0600. kDenied: it exists already (a key is never overwritten), or cannot be
// made; kFull: the disk is. After an error there is no file that was not there before.
[[nodiscard]] Status CreateSecretFile(const std::filesystem::path& file,
                                      encoding::ByteView content);

}  // namespace clearway::keys
