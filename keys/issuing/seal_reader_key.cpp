#include "keys/issuing/seal_reader_key.h"

#include "keys/reader_key_file.h"

namespace clearway::keys {

Result<encoding::Bytes> SealReaderKey(const ReaderKey& key, encoding::ByteView device,
                                      const Entropy& entropy) {
  const ReaderKeyId id = DeviceKeyId(device);
  const SealingRecipient recipient{
      .point = device,
      .key_id = id,
      .binding = {.party = {}, .other = encoding::AsBytes(kReaderKeyPurpose)}};
  const Secret content = EncodeReaderKey(key);
  return SealForRecipients(content.view(), Curve::kP256, {&recipient, 1}, kReaderKeyPurpose,
                           entropy);
}

}  // namespace clearway::keys
