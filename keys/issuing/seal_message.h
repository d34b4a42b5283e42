#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/decryption_key.h"
#include "keys/sealed_message.h"

// Sealing COSE_Encrypt0 and COSE_Encrypt messages. Only who issues certificates or hands out reader
// keys does that: the kiosk does not link this library.
namespace clearway::keys {

// Fills bytes that nobody can guess; false when it cannot.
using Entropy = std::function<bool(std::span<std::uint8_t>)>;
[[nodiscard]] Entropy SystemEntropy();

// A COSE_Encrypt0 message with A256GCM under a key of 32 bytes that both sides have.
[[nodiscard]] Result<encoding::Bytes> SealUnderKey(encoding::ByteView content,
                                                   encoding::ByteView key,
                                                   encoding::ByteView key_id,
                                                   encoding::ByteView external,
                                                   const Entropy& entropy);

// One who is to open a message.
struct SealingRecipient {
  encoding::ByteView point;  // of the public key, uncompressed
  encoding::ByteView key_id;
  KeyBinding binding;
};

// A COSE_Encrypt message to one to eight recipients whose keys are on one curve: on P-256 with
// ECDH-ES + A256KW and A256GCM, with SM2 by SM2 key transport and SM4-CTR with HMAC-SM3. Its
// content is bound to them all (BoundToRecipients). kInvalid: a point that is none.
[[nodiscard]] Result<encoding::Bytes> SealForRecipients(
    encoding::ByteView content, Curve curve, std::span<const SealingRecipient> recipients,
    std::string_view purpose, const Entropy& entropy);

}  // namespace clearway::keys
