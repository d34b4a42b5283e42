#include "kiosk/records/vault/sealed_copy.h"

#include <algorithm>
#include <utility>

#include "base/core/wipe.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "keys/content_cipher.h"
#include "keys/key_derivation.h"
#include "keys/kiosk_secret.h"

namespace clearway::vault {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using keys::Secret;

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kPage = 1024;
constexpr auto kCipher = keys::ContentCipher::kA256Gcm;

// version || salt || nonce || ciphertext with its tag
struct SealedParts {
  ByteView salt;
  ByteView nonce;
  ByteView ciphertext;
};

std::optional<SealedParts> TakeApart(ByteView sealed) {
  constexpr std::size_t kHead = 1 + kSaltBytes + keys::kGcmNonceBytes;
  if (sealed.size() < kHead + kTagBytes || sealed.size() > kMostSealedBytes ||
      sealed[0] != kVersion) {
    return std::nullopt;
  }
  return SealedParts{.salt = sealed.subspan(1, kSaltBytes),
                     .nonce = sealed.subspan(1 + kSaltBytes, keys::kGcmNonceBytes),
                     .ciphertext = sealed.subspan(kHead)};
}

void AppendNumber(Bytes& bytes, std::uint64_t number, std::size_t width) {
  for (std::size_t i = width; i-- > 0;) {
    bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
  }
}

void Append(Bytes& bytes, ByteView more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

Secret Joined(ByteView one, ByteView other) {
  Secret both(one.size() + other.size());
  std::ranges::copy(other, std::ranges::copy(one, both.data()).out);
  return both;
}

// All that says which copy this is goes along authenticated.
Bytes Authenticated(const CopyRecord& record) {
  Bytes bytes;
  Append(bytes, encoding::AsBytes("clearway vault copy 1"));
  Append(bytes, record.tag);
  AppendNumber(bytes, record.day, 4);
  AppendNumber(bytes, static_cast<std::uint64_t>(record.expires_at.time_since_epoch().count()), 8);
  return bytes;
}

// The copy's own key needs all five: kiosk, PIN, document, salt and day.
std::optional<Secret> KeyOfCopy(const CopyLock& lock, ByteView salt) {
  const auto pepper = keys::DeriveKey(lock.kiosk_secret, encoding::AsBytes("clearway vault pin 1"));
  if (!pepper) return std::nullopt;
  const auto pin_key = keys::KeyFromPin(lock.pin, salt, pepper->view(), lock.document, lock.cost);
  if (!pin_key) return std::nullopt;
  return keys::DeriveKey(Joined(pin_key->view(), lock.day_key).view(),
                         encoding::AsBytes("clearway vault copy 1"));
}

}  // namespace

Texts& Texts::operator=(Texts&& other) noexcept {
  if (this == &other) return *this;
  for (std::string& code : codes) Wipe(code);
  codes = std::move(other.codes);
  return *this;
}

Texts::~Texts() {
  for (std::string& code : codes) Wipe(code);
}

CopyTag TagOf(ByteView kiosk_secret, ByteView day_key, ByteView document) {
  const auto key = keys::DeriveKey(Joined(kiosk_secret, day_key).view(),
                                   encoding::AsBytes("clearway vault lookup 1"));
  return keys::HmacSha256(key ? key->view() : kiosk_secret, document);
}

std::optional<Secret> EncodeTexts(std::span<const std::string> texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  if (texts.empty() || texts.size() > kMostTexts || bytes > kMostTextBytes) return std::nullopt;
  Bytes content;
  // At once as long as it gets: nothing may be left behind in a block that was too short.
  content.reserve(bytes + 16 * texts.size() + 2 * kPage);
  content.resize(kLengthBytes);
  encoding::cbor::AppendHead(content, 4, texts.size());
  for (const std::string& text : texts) {
    encoding::cbor::AppendHead(content, 2, text.size());
    Append(content, encoding::AsBytes(text));
  }
  const std::size_t length = content.size() - kLengthBytes;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    content[i] = static_cast<std::uint8_t>(length >> (8 * (kLengthBytes - 1 - i)));
  }
  content.resize((content.size() + kPage - 1) / kPage * kPage);
  return Secret(std::move(content));
}

std::optional<Texts> ParseTexts(ByteView content) {
  if (content.size() < kPage || content.size() % kPage != 0) return std::nullopt;
  std::size_t length = 0;
  for (const std::uint8_t byte : content.first(kLengthBytes)) length = length << 8 | byte;
  content = content.subspan(kLengthBytes);
  if (length > content.size()) return std::nullopt;
  if (std::ranges::any_of(content.subspan(length), [](std::uint8_t byte) { return byte != 0; })) {
    return std::nullopt;
  }
  const auto document = encoding::cbor::Document::Parse(content.first(length), {.depth = 2});
  if (!document) return std::nullopt;
  const auto items = document->root().Elements();
  if (items.empty() || items.size() > kMostTexts) return std::nullopt;
  Texts texts;
  texts.codes.reserve(items.size());  // a vector that grows leaves short texts behind
  for (const auto& item : items) {
    const auto text = item.AsBytes();
    if (!text) return std::nullopt;
    texts.codes.emplace_back(encoding::AsText(*text));
  }
  return texts;
}

bool SealCopy(std::span<const std::string> texts, const CopyLock& lock, CopyRecord& record) {
  const auto content = EncodeTexts(texts);
  const Secret salt = keys::RandomBytes(kSaltBytes);
  const auto key = content ? KeyOfCopy(lock, salt.view()) : std::nullopt;
  if (!key) return false;
  const Secret nonce = keys::RandomBytes(keys::kGcmNonceBytes);
  const Bytes authenticated = Authenticated(record);
  const auto ciphertext = keys::SealContent(
      kCipher, {.key = key->view(), .nonce = nonce.view(), .authenticated = authenticated},
      content->view());
  if (!ciphertext) return false;
  record.sealed.assign(1, kVersion);
  Append(record.sealed, salt.view());
  Append(record.sealed, nonce.view());
  Append(record.sealed, *ciphertext);
  return true;
}

std::optional<Texts> OpenCopy(const CopyRecord& record, const CopyLock& lock) {
  const auto parts = TakeApart(record.sealed);
  const Secret no_salt(kSaltBytes);
  const auto key = KeyOfCopy(lock, parts ? parts->salt : no_salt.view());
  if (!key || !parts) return std::nullopt;
  const Bytes authenticated = Authenticated(record);
  const auto content = keys::OpenContent(
      kCipher, {.key = key->view(), .nonce = parts->nonce, .authenticated = authenticated},
      parts->ciphertext);
  return content ? ParseTexts(content->view()) : std::nullopt;
}

}  // namespace clearway::vault
