#include "certificate/issuing/seal_certificate.h"

#include <algorithm>
#include <vector>

#include "base/encoding/base45.h"
#include "certificate/seal.h"
#include "certificate/travel_health.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using keys::ReaderKeyKind;
using keys::SealingKey;

Result<Bytes> SealForCorridor(ByteView content, const SealingKey& key,
                              const keys::Entropy& entropy) {
  return keys::SealUnderKey(content, key.key.view(), keys::IdOf(key.group),
                            CorridorBinding(key.group), entropy);
}

Result<Bytes> SealForGroups(ByteView content, std::span<const SealingKey> readers,
                            const keys::Entropy& entropy) {
  std::vector<keys::ReaderKeyId> ids;
  std::vector<GroupBinding> bindings;
  for (const SealingKey& reader : readers) {
    ids.push_back(keys::IdOf(reader.group));
    bindings.push_back(BindingOf(reader.group));
  }
  std::vector<keys::SealingRecipient> recipients;
  recipients.reserve(readers.size());
  for (std::size_t i = 0; i < readers.size(); ++i) {
    recipients.push_back(
        {.point = readers[i].key.view(), .key_id = ids[i], .binding = bindings[i].view()});
  }
  const bool sm = readers.front().kind == ReaderKeyKind::kSm2;
  return keys::SealForRecipients(content, sm ? keys::Curve::kSm2 : keys::Curve::kP256, recipients,
                                 kSealPurpose, entropy);
}

}  // namespace

Result<std::string> Seal(std::string_view signed_text, std::span<const SealingKey> readers,
                         const keys::Entropy& entropy) {
  if (!signed_text.starts_with(kTravelHealthPrefix)) {
    return Fail(Fault::kInvalid, "only travel health certificates can be sealed");
  }
  if (readers.empty()) return Fail(Fault::kInvalid, "nobody is named to seal it for");
  const ReaderKeyKind kind = readers.front().kind;
  if (!std::ranges::all_of(readers, [kind](const SealingKey& k) { return k.kind == kind; }) ||
      (kind == ReaderKeyKind::kCorridor && readers.size() != 1)) {
    return Fail(Fault::kInvalid,
                "it is sealed for one corridor, or for groups whose keys are of one kind");
  }
  const Result<Bytes> content =
      encoding::DecodeBase45(signed_text.substr(kTravelHealthPrefix.size()));
  if (!content) return std::unexpected(content.error());
  if (IsSealedMessage(*content)) return Fail(Fault::kInvalid, "it is sealed already");
  const Result<Bytes> message = kind == ReaderKeyKind::kCorridor
                                    ? SealForCorridor(*content, readers.front(), entropy)
                                    : SealForGroups(*content, readers, entropy);
  if (!message) return std::unexpected(message.error());
  return std::string(kTravelHealthPrefix) + encoding::EncodeBase45(*message);
}

}  // namespace clearway::certificate
