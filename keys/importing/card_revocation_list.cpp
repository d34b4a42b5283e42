#include "keys/importing/card_revocation_list.h"

#include <utility>

#include "base/encoding/json.h"
#include "keys/importing/list_limits.h"

namespace clearway::keys {

Result<CardRevocationList> ReadCardRevocationList(std::string_view json) {
  using encoding::json::Item;
  if (json.size() > kLargestList) return Fail(Fault::kFull, "the revocation list is over 64 MiB");
  const auto document = encoding::json::Document::Parse(json, kListLimits);
  if (!document) return std::unexpected(document.error());
  const Item root = document->root();
  const auto rids = root.Find("rids");
  CardRevocationList list{.key_id = std::string(root.TextAt("kid")), .cards = {}};
  if (list.key_id.empty() || !rids || rids->kind() != encoding::json::Kind::kArray) {
    return Fail(Fault::kInvalid,
                "this is no list of revoked SMART Health Cards: kid or rids is missing");
  }
  if (root.TextAt("method") != "rid") {
    return Fail(Fault::kUnsupported, "cards are revoked by another method than \"rid\" there");
  }
  for (const Item& rid : rids->Elements()) {
    auto card = ParseRevokedCard(rid.AsText().value_or(std::string_view{}));
    if (!card) return Fail(Fault::kInvalid, "an entry of the list is no rid");
    list.cards.push_back(std::move(*card));
  }
  return list;
}

}  // namespace clearway::keys
