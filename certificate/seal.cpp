#include "certificate/seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose_encrypt.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Value;
using keys::ReaderKey;
using keys::Secret;
namespace cose = encoding::cose;

// The shortest heads of tags 16 and 96.
constexpr std::uint8_t kEncrypt0Head[] = {0xD0};
constexpr std::uint8_t kEncryptHead[] = {0xD8, 0x60};

bool BeginsWith(ByteView bytes, ByteView head) {
  return bytes.size() >= head.size() && std::ranges::equal(bytes.first(head.size()), head);
}

// What one key could do with a message.
struct Attempt {
  std::optional<Secret> content;
  bool addressed = false;  // the message is for this key: it says so, or the key got something out
};

bool Names(const std::optional<ByteView>& key_id, const ReaderKey& key) {
  return key_id && std::ranges::equal(*key_id, keys::IdOf(key.group));
}

// Both keys and what they are bound to come from our side, so that a key id that was altered
// does not make our own message look like somebody else's.
Attempt TryCorridor(const cose::Encrypted& message, const ReaderKey& key) {
  const auto* shared = std::get_if<Secret>(&key.key);
  if (shared == nullptr) return {};
  std::optional<Secret> content =
      keys::OpenMessage(message, shared->view(), CorridorBinding(key.group));
  const bool named = Names(message.key_id, key);
  const bool addressed = named || content.has_value();
  if (!named) content.reset();
  return {.content = std::move(content), .addressed = addressed};
}

Attempt TryRecipient(const cose::Encrypted& message, const cose::Recipient& recipient,
                     const ReaderKey& key) {
  const auto* private_key = std::get_if<keys::DecryptionKey>(&key.key);
  if (private_key == nullptr) return {};
  const GroupBinding binding = BindingOf(key.group);
  const std::optional<Secret> content_key =
      keys::OpenContentKey(recipient, *private_key, binding.view());
  const bool named = Names(recipient.key_id, key);
  Attempt attempt{.content = {}, .addressed = named || content_key.has_value()};
  if (named && content_key) {
    attempt.content = keys::OpenMessage(message, content_key->view(),
                                        keys::BoundToRecipients(kSealPurpose, message.recipients));
  }
  return attempt;
}

bool IsNamed(const std::optional<ByteView>& key_id) {
  return key_id && key_id->size() == keys::ReaderKeyId().size();
}

bool IsAgreed(const cose::Recipient& recipient) {
  return recipient.algorithm == cose::kEcdhEsA256Kw && !recipient.protected_header.empty() &&
         recipient.ephemeral && !recipient.ephemeral->y && IsNamed(recipient.key_id);
}

bool IsTransported(const cose::Recipient& recipient) {
  return recipient.algorithm == cose::kSm2KeyTransport && recipient.protected_header.empty() &&
         !recipient.ephemeral && IsNamed(recipient.key_id);
}

// The suites of the profile, and nothing between them.
bool IsOneOfOurSuites(const cose::Encrypted& message) {
  if (message.protected_header.empty()) return false;
  if (message.algorithm == cose::kSm4CtrHmacSm3) {
    return message.has_recipients() && std::ranges::all_of(message.recipients, IsTransported);
  }
  if (message.algorithm != cose::kA256Gcm) return false;
  return message.has_recipients() ? std::ranges::all_of(message.recipients, IsAgreed)
                                  : IsNamed(message.key_id);
}

std::unexpected<Authenticity> DoesNotOpen() {
  return std::unexpected(
      Authenticity{.cause = Cause::kMalformed, .step = "it is sealed and does not open"});
}

Attempt Try(const cose::Encrypted& message, const ReaderKey& key) {
  if (!message.has_recipients()) return TryCorridor(message, key);
  Attempt best;
  for (const cose::Recipient& recipient : message.recipients) {
    Attempt attempt = TryRecipient(message, recipient, key);
    best.addressed = best.addressed || attempt.addressed;
    if (attempt.content) best.content = std::move(attempt.content);
  }
  return best;
}

}  // namespace

bool IsSealedMessage(ByteView message) {
  return BeginsWith(message, kEncrypt0Head) || BeginsWith(message, kEncryptHead);
}

std::expected<Unsealed, Authenticity> OpenSeal(ByteView bytes,
                                               std::span<const ReaderKey> reader_keys,
                                               Timestamp now) {
  const auto message = cose::ParseEncrypted(bytes);
  // Written in another way than the one deterministic way, it is not what was sealed.
  if (!message || !IsOneOfOurSuites(*message) ||
      !std::ranges::equal(cose::EncodeEncrypted(*message), bytes)) {
    return DoesNotOpen();
  }
  bool addressed = false;
  for (const ReaderKey& key : reader_keys) {
    if (!key.Opens(now)) continue;
    Attempt attempt = Try(*message, key);
    if (attempt.content) {
      return Unsealed{.content = std::move(*attempt.content),
                      .readers = fmt::format("{}, epoch {}", key.group.name, key.group.epoch)};
    }
    addressed = addressed || attempt.addressed;
  }
  if (addressed) return DoesNotOpen();
  return std::unexpected(Authenticity{
      .cause = Cause::kSealed, .step = "it is sealed for readers whose key is not held here"});
}

GroupBinding BindingOf(const keys::ReaderGroup& group) {
  const ByteView name = encoding::AsBytes(group.name);
  const ByteView purpose = encoding::AsBytes(kSealPurpose);
  GroupBinding binding{.party = {name.begin(), name.end()},
                       .other = {purpose.begin(), purpose.end()}};
  for (int shift = 24; shift >= 0; shift -= 8) {
    binding.other.push_back(static_cast<std::uint8_t>(group.epoch >> shift));
  }
  return binding;
}

Bytes CorridorBinding(const keys::ReaderGroup& group) {
  return Value::Array({Value::Text(kSealPurpose), Value::Text(group.name),
                       Value::Integer(std::int64_t{group.epoch})})
      .encoded();
}

}  // namespace clearway::certificate
