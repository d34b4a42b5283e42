#pragma once

#include <filesystem>
#include <vector>

#include "tools/vectors/suite.h"

// Project Wycheproof's signatures (github.com/C2SP/wycheproof), each file in its own schema. Both
// throw where a file is not as expected.
namespace clearway::tools {

// The files in the folder whose algorithms are offered. Certificates carry ECDSA signatures as
// r||s; those in DER, which only X.509 has, are turned into r||s by a strict reader first.
[[nodiscard]] std::vector<Suite> RunWycheproofSignatures(const std::filesystem::path& folder);

// Compact JSON Web Signatures under keys on P-256, checked as SMART Health Cards are; other keys
// are not offered for them.
[[nodiscard]] Suite RunWycheproofJws(const std::filesystem::path& file);

}  // namespace clearway::tools
