#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/public_key.h"

// The two files of a pair of keys: OUT.key, which holds the secret (mode 0600), and OUT.pub, which
// is handed on. Errors of all of these, besides those of making a key: kDenied, one of the files is
// there already, or the folder is missing or not ours to write to; and what ReplaceFile says. After
// an error neither is there that was not before.
namespace clearway::tools {

[[nodiscard]] Status SaveKeyPair(const std::string& out, encoding::ByteView secret,
                                 std::string_view public_half);

// A key that signs what kiosks believe: trust bundles, badges. Its public half is a bare key, not a
// certificate, so that nobody puts it among the signers by mistake.
[[nodiscard]] Status MakeSigningKeyPair(const std::string& out, keys::KeyKind kind);

}  // namespace clearway::tools
