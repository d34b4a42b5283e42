#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/bytes.h"
#include "keys/pin_key.h"
#include "keys/secret.h"
#include "kiosk/records/vault/copy_record.h"
#include "kiosk/records/vault/document_key.h"

// The cryptography of one copy (docs/formats/vault.md has every byte).
namespace clearway::vault {

// Texts of codes exactly as they were scanned; overwritten at the end.
struct Texts {
  Texts() = default;
  explicit Texts(std::vector<std::string> scanned) : codes(std::move(scanned)) {}
  Texts(Texts&&) noexcept = default;
  Texts& operator=(Texts&& other) noexcept;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  ~Texts();

  std::vector<std::string> codes;
};

inline constexpr std::size_t kMostTexts = 16;
inline constexpr std::size_t kMostTextBytes = 64U << 10;  // all together

// What a copy is locked with. Views; what they show must outlive it.
struct CopyLock {
  encoding::ByteView kiosk_secret;
  encoding::ByteView day_key;
  encoding::ByteView document;  // DocumentKey::view
  encoding::ByteView pin;
  keys::PinCost cost;
};

[[nodiscard]] CopyTag TagOf(encoding::ByteView kiosk_secret, encoding::ByteView day_key,
                            encoding::ByteView document);

// Fills in `record.sealed`; its other members are bound to it. False: too many or too long texts,
// or out of memory.
[[nodiscard]] bool SealCopy(std::span<const std::string> texts, const CopyLock& lock,
                            CopyRecord& record);

// Nullopt, without a reason and after the same work: another PIN, document, day or secret, or a
// record that was changed. A record that nobody sealed costs a guess as well.
[[nodiscard]] std::optional<Texts> OpenCopy(const CopyRecord& record, const CopyLock& lock);

// What is sealed, before it is: a length, a CBOR array of the texts, and zeros to the next KiB, so
// that a copy's size does not tell its format.
[[nodiscard]] std::optional<keys::Secret> EncodeTexts(std::span<const std::string> texts);
[[nodiscard]] std::optional<Texts> ParseTexts(encoding::ByteView content);

}  // namespace clearway::vault
