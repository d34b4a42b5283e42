#pragma once

#include <cstdint>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "base/encoding/cbor_writer.h"

// What the readers and writers of COSE's messages have in common; for this folder only.
namespace clearway::encoding::cose {

// Header labels (RFC 9052 section 3.1).
inline constexpr std::int64_t kAlgorithmLabel = 1;
inline constexpr std::int64_t kCriticalLabel = 2;
inline constexpr std::int64_t kKeyIdLabel = 4;

inline std::unexpected<Error> Broken(const char* what) {
  return Fail(Fault::kInvalid, what);
}

// As a CBOR byte string.
inline void AppendString(Bytes& bytes, ByteView content) {
  cbor::AppendHead(bytes, 2, content.size());
  bytes.insert(bytes.end(), content.begin(), content.end());
}

}  // namespace clearway::encoding::cose
