#include "keys/issuing/seal_message.h"

#include <openssl/rand.h>

#include <optional>
#include <utility>

#include "keys/content_cipher.h"
#include "keys/key_wrap.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
namespace cose = encoding::cose;

std::unexpected<Error> NoEntropy() {
  return Fail(Fault::kBroken, "the system gave no random numbers");
}

// What one recipient's layer is made of; `layer` has views of the rest.
struct MadeRecipient {
  Bytes protected_header;
  Bytes x;
  Bytes encrypted_key;
  cose::Recipient layer;
};

std::optional<DecryptionKey> NewEphemeral(const Entropy& entropy) {
  // A number that is no private key has a chance of 2^-32.
  for (int attempt = 0; attempt < 4; ++attempt) {
    Secret scalar(kScalarBytes);
    if (!entropy({scalar.data(), scalar.size()})) return std::nullopt;
    Result<DecryptionKey> key = DecryptionKey::FromScalar(Curve::kP256, scalar.view());
    if (key) return std::move(*key);
  }
  return std::nullopt;
}

Status WrapByAgreement(const SealingRecipient& recipient, ByteView content_key,
                       const Entropy& entropy, MadeRecipient& made) {
  const std::optional<DecryptionKey> ephemeral = NewEphemeral(entropy);
  if (!ephemeral) return NoEntropy();
  const Bytes point = ephemeral->point();
  made.x.assign(point.begin() + 1, point.begin() + 1 + kScalarBytes);
  made.protected_header = cose::AlgorithmHeader(cose::kEcdhEsA256Kw);
  made.layer = {.protected_header = made.protected_header,
                .algorithm = cose::kEcdhEsA256Kw,
                .key_id = recipient.key_id,
                .ephemeral = cose::EphemeralKey{made.x, std::nullopt, (point.back() & 1) != 0},
                .encrypted_key = {}};
  const std::optional<Secret> agreed = ephemeral->Agree(recipient.point);
  if (!agreed) return Fail(Fault::kInvalid, "a recipient's public key is no point on P-256");
  const auto wrapping_key = DeriveWrappingKey(made.layer, agreed->view(), recipient.binding);
  if (!wrapping_key) return Fail(Fault::kBroken, "OpenSSL could not derive a key");
  Result<Bytes> wrapped = WrapKey(wrapping_key->view(), content_key);
  if (!wrapped) return std::unexpected(wrapped.error());
  made.encrypted_key = std::move(*wrapped);
  made.layer.encrypted_key = made.encrypted_key;
  return {};
}

Status EncryptBySm2(const SealingRecipient& recipient, ByteView content_key, MadeRecipient& made) {
  Result<Bytes> encrypted = EncryptSm2(recipient.point, content_key);
  if (!encrypted) return std::unexpected(encrypted.error());
  made.encrypted_key = std::move(*encrypted);
  made.layer = {.protected_header = {},
                .algorithm = cose::kSm2KeyTransport,
                .key_id = recipient.key_id,
                .ephemeral = std::nullopt,
                .encrypted_key = made.encrypted_key};
  return {};
}

// Puts the sealed content into the message.
Result<Bytes> Finish(cose::Encrypted message, ContentCipher cipher, ByteView key, ByteView content,
                     ByteView external) {
  const Bytes authenticated = cose::AuthenticatedBytes(message, external);
  const Result<Bytes> ciphertext = SealContent(
      cipher, {.key = key, .nonce = message.nonce, .authenticated = authenticated}, content);
  if (!ciphertext) return std::unexpected(ciphertext.error());
  message.ciphertext = *ciphertext;
  return cose::EncodeEncrypted(message);
}

}  // namespace

Entropy SystemEntropy() {
  return [](std::span<std::uint8_t> bytes) {
    return RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
  };
}

Result<Bytes> SealUnderKey(ByteView content, ByteView key, ByteView key_id, ByteView external,
                           const Entropy& entropy) {
  Bytes nonce(NonceLength(ContentCipher::kA256Gcm));
  if (!entropy(nonce)) return NoEntropy();
  const Bytes header = cose::AlgorithmHeader(cose::kA256Gcm);
  return Finish({.protected_header = header,
                 .algorithm = cose::kA256Gcm,
                 .key_id = key_id,
                 .nonce = nonce,
                 .ciphertext = {},
                 .recipients = {}},
                ContentCipher::kA256Gcm, key, content, external);
}

Result<Bytes> SealForRecipients(ByteView content, Curve curve,
                                std::span<const SealingRecipient> recipients,
                                std::string_view purpose, const Entropy& entropy) {
  if (recipients.empty() || recipients.size() > cose::kMostRecipients) {
    return Fail(Fault::kInvalid, "a message has one to eight recipients");
  }
  const bool sm = curve == Curve::kSm2;
  const ContentCipher cipher = sm ? ContentCipher::kSm4CtrHmacSm3 : ContentCipher::kA256Gcm;
  Secret key(KeyLength(cipher));
  Bytes nonce(NonceLength(cipher));
  if (!entropy({key.data(), key.size()}) || !entropy(nonce)) return NoEntropy();
  const Bytes header = cose::AlgorithmHeader(sm ? cose::kSm4CtrHmacSm3 : cose::kA256Gcm);
  cose::Encrypted message{.protected_header = header,
                          .algorithm = sm ? cose::kSm4CtrHmacSm3 : cose::kA256Gcm,
                          .key_id = std::nullopt,
                          .nonce = nonce,
                          .ciphertext = {},
                          .recipients = {}};
  std::vector<MadeRecipient> made(recipients.size());
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    const Status status = sm ? EncryptBySm2(recipients[i], key.view(), made[i])
                             : WrapByAgreement(recipients[i], key.view(), entropy, made[i]);
    if (!status) return std::unexpected(status.error());
    message.recipients.push_back(made[i].layer);
  }
  return Finish(message, cipher, key.view(), content,
                BoundToRecipients(purpose, message.recipients));
}

}  // namespace clearway::keys
