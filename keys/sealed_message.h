#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/encoding/bytes.h"
#include "base/encoding/cose_encrypt.h"
#include "keys/decryption_key.h"
#include "keys/secret.h"

// Opening COSE_Encrypt0 and COSE_Encrypt messages. No function says why it opened nothing.
namespace clearway::keys {

// What the sender bound a recipient's key to: whoever takes the content key out has to name the
// same (PartyVInfo and SuppPubInfo of RFC 9053 section 5.2). Only key agreement uses it.
struct KeyBinding {
  encoding::ByteView party;
  encoding::ByteView other;
};

// What is authenticated beside a content that has recipients: the CBOR array of `purpose`, which
// keeps messages of one use from being taken for another's, and all recipients as they stand in the
// message. Nobody can exchange, drop or alter one of them.
[[nodiscard]] encoding::Bytes BoundToRecipients(
    std::string_view purpose, const std::vector<encoding::cose::Recipient>& recipients);

// The content key under a key that both sides have: direct, or AES key wrap with a key of the
// algorithm's length.
[[nodiscard]] std::optional<Secret> OpenContentKey(const encoding::cose::Recipient& recipient,
                                                   encoding::ByteView shared_key);

// The content key for a private key: ECDH-ES on P-256 with AES key wrap, HKDF with SHA-256 and
// without salt (RFC 9053 section 6.4.1), or SM2 key transport.
[[nodiscard]] std::optional<Secret> OpenContentKey(const encoding::cose::Recipient& recipient,
                                                   const DecryptionKey& key,
                                                   const KeyBinding& binding);

// The content, as long as the whole message and `external` are what was sealed.
[[nodiscard]] std::optional<Secret> OpenMessage(const encoding::cose::Encrypted& message,
                                                encoding::ByteView content_key,
                                                encoding::ByteView external);

// The key that wraps the content key for `recipient`: HKDF-SHA-256 of the agreed secret. For those
// who seal; nullopt: the algorithm is no key agreement that is offered.
[[nodiscard]] std::optional<Secret> DeriveWrappingKey(const encoding::cose::Recipient& recipient,
                                                      encoding::ByteView agreed,
                                                      const KeyBinding& binding);

}  // namespace clearway::keys
