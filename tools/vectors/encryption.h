#pragma once

#include <filesystem>
#include <vector>

#include "tools/vectors/suite.h"

namespace clearway::tools {

// The COSE_Encrypt0 and COSE_Encrypt messages of the COSE working group's examples, as `index`
// lists them: AES-GCM content, its key direct, wrapped with AES, or agreed on P-256 and wrapped.
// Throws where a line is not as expected.
[[nodiscard]] std::vector<Suite> RunCoseEncryption(const std::filesystem::path& index);

// Project Wycheproof's AES-GCM with nonces of 12 bytes, the only ones of COSE.
[[nodiscard]] Suite RunWycheproofAesGcm(const std::filesystem::path& file);

// Project Wycheproof's AES key wrap.
[[nodiscard]] Suite RunWycheproofKeyWrap(const std::filesystem::path& file);

}  // namespace clearway::tools
