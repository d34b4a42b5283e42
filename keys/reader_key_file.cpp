#include "keys/reader_key_file.h"

#include <algorithm>
#include <optional>

#include "base/encoding/cose_encrypt.h"
#include "keys/digest.h"
#include "keys/sealed_message.h"

namespace clearway::keys {
namespace {

using encoding::ByteView;
namespace cose = encoding::cose;

std::optional<Secret> Open(ByteView file, const DecryptionKey& device) {
  if (file.size() > kMostReaderKeyBytes) return std::nullopt;
  const auto message = cose::ParseEncrypted(file);
  if (!message || message->recipients.size() != 1 || message->algorithm != cose::kA256Gcm) {
    return std::nullopt;
  }
  const cose::Recipient& recipient = message->recipients.front();
  if (recipient.algorithm != cose::kEcdhEsA256Kw) return std::nullopt;
  const auto content_key = OpenContentKey(
      recipient, device, {.party = {}, .other = encoding::AsBytes(kReaderKeyPurpose)});
  if (!content_key) return std::nullopt;
  return OpenMessage(*message, content_key->view(),
                     BoundToRecipients(kReaderKeyPurpose, message->recipients));
}

}  // namespace

ReaderKeyId DeviceKeyId(ByteView point) {
  const Sha256Digest digest = Sha256(point);
  ReaderKeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

Result<ReaderKey> OpenReaderKey(ByteView file, const DecryptionKey& device) {
  const std::optional<Secret> content = Open(file, device);
  if (!content) {
    return Fail(Fault::kDenied, "this is no reader key that was sealed to this kiosk's own key");
  }
  return ParseReaderKey(content->view());
}

}  // namespace clearway::keys
