#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/encoding/bytes.h"
#include "certificate/verdict.h"
#include "keys/reader_key.h"
#include "keys/sealed_message.h"

// The sealed form of travel health certificates (docs/formats/travel-health.md): the signed form,
// encrypted. Sealing is certificate/issuing's.
namespace clearway::certificate {

// Keeps a sealed certificate from being taken for anything else that was sealed.
inline constexpr std::string_view kSealPurpose = "TH1";

// Whether a message is of the sealed form: its tag says so.
[[nodiscard]] bool IsSealedMessage(encoding::ByteView message);

// What was sealed, and for whom.
struct Unsealed {
  keys::Secret content;
  std::string readers;  // "CN-DE, epoch 3"
};

// Opens a message with the reader keys that open at `now`. Otherwise kSealed: it is for readers
// whose key is not here; or kMalformed: it is for one of these and does not open. What is wrong
// with a message that does not open is not said, be it its shape, its key or a byte of it: all have
// the same words.
[[nodiscard]] std::expected<Unsealed, Authenticity> OpenSeal(
    encoding::ByteView message, std::span<const keys::ReaderKey> reader_keys, Timestamp now);

// What binds a seal to a group and epoch, so that it opens with their key only.
struct GroupBinding {
  encoding::Bytes party;  // the group's name
  encoding::Bytes other;  // purpose and epoch
  [[nodiscard]] keys::KeyBinding view() const { return {.party = party, .other = other}; }
};
[[nodiscard]] GroupBinding BindingOf(const keys::ReaderGroup& group);
// The same for a corridor, whose key is not derived: authenticated beside the content.
[[nodiscard]] encoding::Bytes CorridorBinding(const keys::ReaderGroup& group);

}  // namespace clearway::certificate
