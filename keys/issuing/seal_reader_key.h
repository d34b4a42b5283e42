#pragma once

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/issuing/seal_message.h"
#include "keys/reader_key.h"

namespace clearway::keys {

// A reader key sealed to the kiosk whose own key has this point (keys/reader_key_file.h). kInvalid:
// no point on P-256.
[[nodiscard]] Result<encoding::Bytes> SealReaderKey(const ReaderKey& key, encoding::ByteView device,
                                                    const Entropy& entropy = SystemEntropy());

}  // namespace clearway::keys
