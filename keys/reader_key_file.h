#pragma once

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/decryption_key.h"
#include "keys/reader_key.h"

// How a reader key comes to a kiosk: a COSE_Encrypt message whose one recipient is the kiosk's own
// key (keys/device_key.h), and whose content is the reader key. It needs no signature: who forges
// one makes a kiosk open what the forger sealed, and what is inside still has to be signed.
namespace clearway::keys {

inline constexpr std::string_view kReaderKeyPurpose = "clearway reader key 1";
// Far above what a file has, 330 bytes.
inline constexpr std::size_t kMostReaderKeyBytes = 4096;

// How the message names the kiosk's key: the first 8 bytes of the SHA-256 of its point.
[[nodiscard]] ReaderKeyId DeviceKeyId(encoding::ByteView point);

// kDenied, without saying what: it is not sealed to this key, or is not what was sealed. kInvalid:
// what was sealed is no reader key.
[[nodiscard]] Result<ReaderKey> OpenReaderKey(encoding::ByteView file, const DecryptionKey& device);

}  // namespace clearway::keys
