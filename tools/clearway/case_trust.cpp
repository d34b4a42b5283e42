#include "tools/clearway/case_trust.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "keys/jwk_set.h"
#include "keys/signer.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using encoding::json::Item;
using encoding::json::Kind;

// Whether a member is of this kind, or is not there.
bool IsOrLacks(const Item& object, std::string_view member, Kind kind) {
  const std::optional<Item> value = object.Find(member);
  return !value || value->kind() == kind;
}

// The elements of a member that is an array; of any other none.
std::vector<Item> ElementsOf(const Item& object, std::string_view member) {
  const std::optional<Item> list = object.Find(member);
  return list ? list->Elements() : std::vector<Item>{};
}

// The members of a member that is an object; of any other none.
std::vector<std::pair<std::string_view, Item>> MembersOf(const Item& object,
                                                         std::string_view member) {
  const std::optional<Item> inner = object.Find(member);
  return inner ? inner->Members() : std::vector<std::pair<std::string_view, Item>>{};
}

std::optional<std::string_view> TextOf(const Item& object, std::string_view member) {
  const std::optional<Item> value = object.Find(member);
  return value ? value->AsText() : std::nullopt;
}

// Suites break the lines of their certificates, which means nothing.
Result<Bytes> Base64In(std::optional<std::string_view> value) {
  if (!value) return Fail(Fault::kInvalid, "key material is not a base64 text");
  std::string text(*value);
  std::erase_if(text, [](char letter) { return std::string_view(" \t\r\n").contains(letter); });
  return encoding::DecodeBase64(text);
}

void AddSigners(const Item& line, keys::DemoSigners demo, keys::TrustStore& trust) {
  for (const Item& entry : ElementsOf(line, "signers")) {
    const Result<Bytes> der = Base64In(entry.AsText());
    if (!der) continue;
    Result<keys::Signer> signer = keys::SignerFromX509(*der);
    if (!signer) trust.LeaveOut(*der, signer.error());
    if (!signer || (signer->demo && demo == keys::DemoSigners::kRefuse)) continue;
    (void)trust.authorities().Pin(*der, demo);  // seals bring the same certificate along
    trust.Add(std::move(*signer));
  }
}

void AddRawKeys(const Item& line, keys::TrustStore& trust) {
  for (const Item& entry : ElementsOf(line, "raw_keys")) {
    const Result<Bytes> key_id = Base64In(TextOf(entry, "kid"));
    const Result<Bytes> spki = Base64In(TextOf(entry, "spki"));
    if (!key_id || !spki) continue;
    Result<keys::Signer> signer =
        keys::SignerFromSpki(std::string(encoding::AsText(*key_id)), *spki);
    if (signer) trust.Add(std::move(*signer));
  }
}

// For VDS-NC.
void AddAuthorities(const Item& line, keys::DemoSigners demo, keys::Authorities& authorities) {
  for (const Item& entry : ElementsOf(line, "anchors")) {
    if (const Result<Bytes> der = Base64In(entry.AsText())) (void)authorities.Add(*der, demo);
  }
}

// False, here and below: some of it could not be read, so that it is not known whom it revokes.
bool AddCrls(const Item& line, keys::Authorities& authorities) {
  bool all = IsOrLacks(line, "crls", Kind::kArray);
  for (const Item& entry : ElementsOf(line, "crls")) {
    const Result<Bytes> der = Base64In(entry.AsText());
    all &= der && authorities.AddCrl(*der);
  }
  return all;
}

// Keys for SMART Health Cards: JWK sets by their issuer's URL.
void AddJwkSets(const Item& line, keys::DemoSigners demo, keys::TrustStore& trust) {
  for (const auto& [issuer, set] : MembersOf(line, "jwks")) {
    Result<keys::JwkSet> read = keys::ReadJwkSet(set, std::string(issuer));
    if (!read) continue;
    for (keys::JwkSigner& key : read->signers) {
      const bool is_refused = key.signer.demo && demo == keys::DemoSigners::kRefuse;
      if (!is_refused) trust.Add(std::move(key.signer));
    }
  }
}

// One key's list: its `rid`s. Other methods than "rid" do not exist.
bool AddRids(std::string_view issuer, const Item& list, keys::CardRevocations& revocations) {
  const std::optional<std::string_view> key_id = TextOf(list, "kid");
  const auto rids = list.Find("rids");
  if (!key_id || !rids || rids->kind() != Kind::kArray) return false;
  bool all = true;
  for (const Item& rid : rids->Elements()) {
    const std::optional<std::string_view> text = rid.AsText();
    all &= text && keys::ParseRevokedCard(*text) && revocations.Add(issuer, *key_id, *text);
  }
  return all;
}

// By the issuer's URL, for each of its keys.
bool AddCardRevocations(const Item& line, keys::TrustStore& trust) {
  bool all = IsOrLacks(line, "shc_crls", Kind::kObject);
  for (const auto& [issuer, lists] : MembersOf(line, "shc_crls")) {
    all &= lists.kind() == Kind::kArray;
    for (const Item& list : lists.Elements()) {
      all &= AddRids(issuer, list, trust.card_revocations());
    }
  }
  return all;
}

}  // namespace

bool AddCaseTrust(const Item& line, keys::DemoSigners demo, keys::TrustStore& trust) {
  AddSigners(line, demo, trust);
  AddRawKeys(line, trust);
  AddAuthorities(line, demo, trust.authorities());
  AddJwkSets(line, demo, trust);
  const bool has_crls = AddCrls(line, trust.authorities());
  return AddCardRevocations(line, trust) && has_crls;
}

}  // namespace clearway::tools
