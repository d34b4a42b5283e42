#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/core/result.h"

namespace clearway {

// All of a plain file of at most `most` bytes. kNotFound, kDenied, kInvalid (no plain file, or
// larger), kUnavailable (the disk failed).
[[nodiscard]] Result<std::vector<std::uint8_t>> ReadFile(const std::filesystem::path& path,
                                                         std::size_t most);

// Puts these bytes in the place of the file, whether there was one or not. A power cut or a full
// disk at any moment leaves the old content or the new, never a mixture; when this returns without
// error, the new content is on the disk, with this mode whatever the umask. What is there and no
// plain file (a device, a link) stays. The content is written to DraftOf(path) first, whatever lay
// there. kInvalid: no plain file; kFull, kDenied, kUnavailable.
[[nodiscard]] Status ReplaceFile(const std::filesystem::path& path,
                                 std::span<const std::uint8_t> bytes, mode_t mode);
// Whether ReplaceFile may: a plain file is there, or nothing. kInvalid: something else.
[[nodiscard]] Status MayReplace(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path DraftOf(const std::filesystem::path& path);

// What lies in a folder, in the order of the names: whole paths. kNotFound, kDenied, kUnavailable:
// then it could not be read to its end.
[[nodiscard]] Result<std::vector<std::filesystem::path>> PathsIn(
    const std::filesystem::path& folder);

}  // namespace clearway
