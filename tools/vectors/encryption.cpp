#include "tools/vectors/encryption.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>

#include "base/encoding/base64.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cose_encrypt.h"
#include "keys/content_cipher.h"
#include "keys/key_wrap.h"
#include "keys/sealed_message.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using keys::Secret;
using nlohmann::json;
namespace cose = encoding::cose;

constexpr std::array<std::int64_t, 7> kWaysToTheKey = {
    cose::kDirect,       cose::kA128Kw,       cose::kA192Kw,      cose::kA256Kw,
    cose::kEcdhEsA128Kw, cose::kEcdhEsA192Kw, cose::kEcdhEsA256Kw};

// The algorithm of one layer, read without any of our envelope's strictness.
std::optional<std::int64_t> AlgorithmOf(const std::vector<Item>& layer) {
  if (layer.size() < 2) return std::nullopt;
  if (const auto bytes = layer[0].AsBytes(); bytes && !bytes->empty()) {
    const auto header = encoding::cbor::Document::Parse(*bytes);
    const auto item = header ? header->root().Find(std::int64_t{1}) : std::nullopt;
    if (item) return item->AsInteger();
  }
  const auto item = layer[1].Find(std::int64_t{1});
  return item ? item->AsInteger() : std::nullopt;
}

// Whether the message uses nothing but what is offered; our own parser is not asked, since it is
// what is tested.
bool IsOffered(ByteView message, const json& key) {
  const auto document = encoding::cbor::Document::Parse(message);
  if (!document || document->root().kind() != encoding::cbor::Kind::kTagged) return true;
  const std::vector<Item> layer = document->root().tagged().Elements();
  const auto content = AlgorithmOf(layer);
  if (content && !keys::ContentCipherFromCose(*content)) return false;
  if (key.value("kty", "") != "oct" && key.value("crv", "") != "P-256") return false;
  const std::vector<Item> recipients = layer.size() > 3 ? layer[3].Elements() : std::vector<Item>{};
  return std::ranges::all_of(recipients, [](const Item& recipient) {
    const auto way = AlgorithmOf(recipient.Elements());
    return way && std::ranges::find(kWaysToTheKey, *way) != kWaysToTheKey.end();
  });
}

Bytes Member(const json& jwk, const std::string& name) {
  if (jwk.contains(name + "_hex")) return FromHex(jwk[name + "_hex"].get<std::string>());
  return encoding::DecodeBase64Url(jwk.value(name, "")).value_or(Bytes{});
}

std::optional<Secret> ContentKey(const cose::Encrypted& message, const json& jwk) {
  if (jwk.value("kty", "") == "oct") {
    Bytes shared = Member(jwk, "k");
    if (!message.has_recipients()) return Secret(std::move(shared));
    return keys::OpenContentKey(message.recipients.front(), shared);
  }
  if (!message.has_recipients()) return std::nullopt;
  const auto key = keys::DecryptionKey::FromScalar(keys::Curve::kP256, Member(jwk, "d"));
  if (!key) return std::nullopt;
  return keys::OpenContentKey(message.recipients.front(), *key, {});
}

// Whether it opens to the vector's plaintext; nullopt: not offered.
std::optional<bool> Opens(const json& vector) {
  const Bytes bytes = FromHex(vector.at("cose").get<std::string>());
  if (!IsOffered(bytes, vector.at("key"))) return std::nullopt;
  const auto message = cose::ParseEncrypted(bytes);
  if (!message) return false;
  const auto key = ContentKey(*message, vector.at("key"));
  if (!key) return false;
  const Bytes external = FromHex(vector.at("external").get<std::string>());
  const auto content = keys::OpenMessage(*message, key->view(), external);
  return content && vector.at("plaintext") == encoding::AsText(content->view());
}

Suite RunMessages(const std::filesystem::path& index, const std::string& kind) {
  Suite suite{.name = "cose " + kind, .wrong = {}};
  std::ifstream stream(index);
  for (std::string line; std::getline(stream, line);) {
    const json vector = json::parse(line);
    if (vector.at("message") != kind) continue;
    if (const std::optional<bool> seen = Opens(vector)) {
      suite.Count(vector.at("id").get<std::string>(), vector.at("outcome") == "valid", *seen);
    } else {
      ++suite.not_offered;
    }
  }
  return suite;
}

std::optional<keys::ContentCipher> GcmWith(int key_bits) {
  switch (key_bits) {
    case 128:
      return keys::ContentCipher::kA128Gcm;
    case 192:
      return keys::ContentCipher::kA192Gcm;
    case 256:
      return keys::ContentCipher::kA256Gcm;
    default:
      return std::nullopt;
  }
}

Bytes Hex(const json& test, const char* name) {
  return FromHex(test.at(name).get<std::string>());
}

bool IsRightAesGcm(keys::ContentCipher cipher, const json& test) {
  const Bytes key = Hex(test, "key");
  const Bytes nonce = Hex(test, "iv");
  const Bytes authenticated = Hex(test, "aad");
  Bytes ciphertext = Hex(test, "ct");
  const Bytes tag = Hex(test, "tag");
  ciphertext.insert(ciphertext.end(), tag.begin(), tag.end());
  const keys::SealingParameters parameters{
      .key = key, .nonce = nonce, .authenticated = authenticated};
  const auto content = keys::OpenContent(cipher, parameters, ciphertext);
  const Bytes plain = Hex(test, "msg");
  if (!content || !std::ranges::equal(content->view(), plain)) return false;
  const auto sealed = keys::SealContent(cipher, parameters, plain);
  return sealed && *sealed == ciphertext;
}

}  // namespace

std::vector<Suite> RunCoseEncryption(const std::filesystem::path& index) {
  return {RunMessages(index, "Encrypt0"), RunMessages(index, "Encrypt")};
}

Suite RunWycheproofAesGcm(const std::filesystem::path& file) {
  Suite suite{.name = "wycheproof " + file.stem().string(), .wrong = {}};
  const json document = ReadJson(file);  // named: a temporary would be gone before the loop begins
  for (const json& group : document.at("testGroups")) {
    const auto cipher = GcmWith(group.at("keySize").get<int>());
    const bool offered = cipher && group.at("ivSize") == 96 && group.at("tagSize") == 128;
    for (const json& test : group.at("tests")) {
      if (!offered) {
        ++suite.not_offered;
        continue;
      }
      suite.Count(std::to_string(test.at("tcId").get<int>()), test.at("result") == "valid",
                  IsRightAesGcm(*cipher, test));
    }
  }
  return suite;
}

Suite RunWycheproofKeyWrap(const std::filesystem::path& file) {
  Suite suite{.name = "wycheproof " + file.stem().string(), .wrong = {}};
  const json document = ReadJson(file);  // named: a temporary would be gone before the loop begins
  for (const json& group : document.at("testGroups")) {
    for (const json& test : group.at("tests")) {
      if (test.at("result") == "acceptable") continue;  // the vectors leave these to taste
      const auto key = keys::UnwrapKey(Hex(test, "key"), Hex(test, "ct"));
      const bool seen = key && std::ranges::equal(key->view(), Hex(test, "msg"));
      suite.Count(std::to_string(test.at("tcId").get<int>()), test.at("result") == "valid", seen);
    }
  }
  return suite;
}

}  // namespace clearway::tools
