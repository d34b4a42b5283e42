#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/decryption_key.h"
#include "keys/secret.h"

// What sealed certificates are opened with (docs/formats/travel-health.md, "Reader keys"). It opens
// content; it signs nothing and vouches for nobody, and is never in a trust bundle.
namespace clearway::keys {

// Whom certificates are sealed to: a group of readers, or the two states of a corridor, in one
// epoch. A new epoch has a new key; the old one goes when nothing that was sealed to it is valid
// any longer.
struct ReaderGroup {
  std::string name;  // 1 to 32 printable ASCII characters, e.g. "CN-DE" or "SCHENGEN"
  std::uint32_t epoch = 0;
  Timestamp from;   // the first and the last second that readers open with it
  Timestamp until;  //
  bool operator==(const ReaderGroup&) const = default;
};

using ReaderKeyId = std::array<std::uint8_t, 8>;

// How messages name a group and its epoch: the first 8 bytes of the SHA-256 of "clearway reader
// key", a zero byte, the name, a zero byte, and the epoch as 4 bytes big-endian.
[[nodiscard]] ReaderKeyId IdOf(const ReaderGroup& group);

// The numbers are those of the file.
enum class ReaderKeyKind : std::uint8_t {
  kCorridor = 0,  // one key of 32 bytes that both states have, for AES-256-GCM
  kP256 = 1,      // readers have the private key, issuers its point
  kSm2 = 2,
};
// "corridor", "p256", "sm2".
[[nodiscard]] const char* ToString(ReaderKeyKind kind);

struct ReaderKey {
  ReaderGroup group;
  std::variant<Secret, DecryptionKey> key;  // of a corridor; of a group

  [[nodiscard]] ReaderKeyKind kind() const;
  [[nodiscard]] bool Opens(Timestamp now) const { return group.from <= now && now <= group.until; }
};

// What issuers need to seal for a group.
struct SealingKey {
  ReaderGroup group;
  ReaderKeyKind kind = ReaderKeyKind::kP256;
  Secret key;  // of a corridor: its 32 bytes; else the point, 65 bytes, which is no secret
};

[[nodiscard]] Result<ReaderKey> MakeReaderKey(ReaderGroup group, ReaderKeyKind kind);
[[nodiscard]] SealingKey SealingKeyOf(const ReaderKey& key);

// The CBOR maps of the specification, not sealed. kInvalid: anything that breaks it.
[[nodiscard]] Secret EncodeReaderKey(const ReaderKey& key);
[[nodiscard]] Result<ReaderKey> ParseReaderKey(encoding::ByteView bytes);
[[nodiscard]] Secret EncodeSealingKey(const SealingKey& key);
[[nodiscard]] Result<SealingKey> ParseSealingKey(encoding::ByteView bytes);

}  // namespace clearway::keys
