#include "keys/importing/eu_revocation_batch.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/encoding/base64.h"
#include "base/encoding/json.h"
#include "keys/digest.h"
#include "keys/importing/list_limits.h"
#include "keys/revocation_scope.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::json::Item;

constexpr std::size_t kHashLength = 16;

std::optional<RevocationKind> KindNamed(std::string_view name) {
  if (name == "SIGNATURE") return RevocationKind::kSignature;
  if (name == "UCI") return RevocationKind::kUvci;
  if (name == "COUNTRYCODEUCI") return RevocationKind::kCountryCodeUvci;
  return std::nullopt;
}

Result<std::string> ScopeOf(const Item& batch) {
  const std::string_view kid = batch.TextAt("kid");
  std::string scope = fmt::format("eu:{}", kid);
  if (kid == "UNKNOWN_KID") scope = fmt::format("{}:{}", scope, batch.TextAt("country"));
  if (Status sound = CheckScope(scope); !sound) {
    return Fail(Fault::kInvalid,
                "it names no kid of 8 bytes in base64, nor UNKNOWN_KID with a country in two "
                "capital letters");
  }
  return scope;
}

// The hash as base64, as the gateway writes it: its first half, or all of it. Hexadecimal digits
// are base64 of other lengths.
Result<Bytes> ReadHash(const Item& entry) {
  Result<Bytes> decoded = encoding::DecodeBase64(entry.TextAt("hash"));
  auto hash = decoded ? CutEuHash(std::move(*decoded)) : std::nullopt;
  if (!hash) return Fail(Fault::kInvalid, "an entry is no hash of 16 bytes or 32 in base64");
  return std::move(*hash);
}

Result<EuRevocationBatch> ReadBatch(const Item& item) {
  const auto kind = KindNamed(item.TextAt("hashType"));
  if (!kind) return Fail(Fault::kInvalid, "it has no hashType that is known");
  const auto entries = item.Find("entries");
  if (!entries || entries->kind() != encoding::json::Kind::kArray) {
    return Fail(Fault::kInvalid, "it has no array of entries");
  }
  Result<std::string> scope = ScopeOf(item);
  if (!scope) return std::unexpected(scope.error());
  EuRevocationBatch batch{.scope = std::move(*scope),
                          .expires = std::string(item.TextAt("expires")),
                          .kind = *kind,
                          .hashes = {}};
  for (const Item& entry : entries->Elements()) {
    Result<Bytes> hash = ReadHash(entry);
    if (!hash) return std::unexpected(hash.error());
    batch.hashes.push_back(std::move(*hash));
  }
  return batch;
}

}  // namespace

std::optional<Bytes> CutEuHash(Bytes hash) {
  if (hash.size() != kHashLength && hash.size() != Sha256Digest{}.size()) return std::nullopt;
  hash.resize(kHashLength);
  return hash;
}

Result<std::vector<EuRevocationBatch>> ReadEuRevocationBatches(std::string_view json) {
  if (json.size() > kLargestList) return Fail(Fault::kFull, "the revocation list is over 64 MiB");
  const auto document = encoding::json::Document::Parse(json, kListLimits);
  if (!document) return std::unexpected(document.error());
  const Item root = document->root();
  const std::vector<Item> items =
      root.kind() == encoding::json::Kind::kArray ? root.Elements() : std::vector<Item>{root};
  std::vector<EuRevocationBatch> batches;
  for (const Item& item : items) {
    Result<EuRevocationBatch> batch = ReadBatch(item);
    if (!batch) {
      return Fail(batch.error().fault,
                  fmt::format("revocation batch {}: {}", batches.size() + 1, batch.error().detail));
    }
    batches.push_back(std::move(*batch));
  }
  return batches;
}

}  // namespace clearway::keys
