#include "tools/vectors/wycheproof_signatures.h"

#include <openssl/ec.h>
#include <openssl/err.h>

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "base/encoding/jws.h"
#include "keys/jwk_set.h"
#include "keys/public_key.h"
#include "keys/signature.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using keys::PublicKey;
using keys::SignatureAlgorithm;
using nlohmann::json;

enum class Form : std::uint8_t { kAsCarried, kDer };

struct File {
  const char* name;
  SignatureAlgorithm algorithm;
  Form form = Form::kAsCarried;
};

constexpr std::array kFiles = std::to_array<File>({
    {"ecdsa_secp256r1_sha256_p1363_test.json", SignatureAlgorithm::kEs256},
    {"ecdsa_secp256r1_sha256_test.json", SignatureAlgorithm::kEs256, Form::kDer},
    {"ecdsa_secp384r1_sha384_p1363_test.json", SignatureAlgorithm::kEs384},
    {"ecdsa_secp384r1_sha384_test.json", SignatureAlgorithm::kEs384, Form::kDer},
    {"ecdsa_secp521r1_sha512_p1363_test.json", SignatureAlgorithm::kEs512},
    {"ecdsa_secp521r1_sha512_test.json", SignatureAlgorithm::kEs512, Form::kDer},
    {"rsa_pss_2048_sha256_mgf1_32_test.json", SignatureAlgorithm::kPs256},
    {"rsa_pss_3072_sha256_mgf1_32_test.json", SignatureAlgorithm::kPs256},
    {"rsa_pss_4096_sha256_mgf1_32_test.json", SignatureAlgorithm::kPs256},
    {"ed25519_test.json", SignatureAlgorithm::kEdDsa},
});

// Nullopt for what is not the one DER encoding of two numbers that fit.
std::optional<Bytes> RawFromDer(const Bytes& der, std::size_t raw_length) {
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), &ECDSA_SIG_free);
  ERR_clear_error();
  if (signature == nullptr) return std::nullopt;
  Bytes again(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  unsigned char* out = again.data();
  i2d_ECDSA_SIG(signature.get(), &out);
  Bytes raw(raw_length);
  const int half = static_cast<int>(raw_length / 2);
  const BIGNUM* r = ECDSA_SIG_get0_r(signature.get());
  const BIGNUM* s = ECDSA_SIG_get0_s(signature.get());
  if (again != der || BN_is_negative(r) || BN_is_negative(s) ||
      BN_bn2binpad(r, raw.data(), half) != half ||
      BN_bn2binpad(s, raw.data() + half, half) != half) {
    return std::nullopt;
  }
  return raw;
}

bool Verifies(const std::optional<PublicKey>& key, const File& file, const json& test) {
  if (!key) return false;
  std::optional<Bytes> signature = FromHex(test.at("sig").get<std::string>());
  if (file.form == Form::kDer) {
    signature = RawFromDer(*signature, keys::RawSignatureLength(key->kind()).value_or(0));
  }
  return signature &&
         key->Verifies(file.algorithm, FromHex(test.at("msg").get<std::string>()), *signature);
}

Suite RunFile(const std::filesystem::path& path, const File& file) {
  Suite suite{.name = "wycheproof " + path.stem().string(), .wrong = {}};
  const json vectors = ReadJson(path);
  for (const json& group : vectors.at("testGroups")) {
    auto spki = PublicKey::FromSpki(FromHex(group.at("publicKeyDer").get<std::string>()));
    const auto key = spki ? std::optional(std::move(*spki)) : std::nullopt;
    for (const json& test : group.at("tests")) {
      if (test.at("result") == "acceptable") continue;  // the vectors leave these to taste
      suite.Count(std::to_string(test.at("tcId").get<int>()), test.at("result") == "valid",
                  Verifies(key, file, test));
    }
  }
  return suite;
}

bool HoldsUnderOneOf(const std::vector<keys::JwkSigner>& signers, const std::string& text) {
  const auto jws = encoding::ParseCompactJws(text);
  if (!jws || jws->algorithm != "ES256") return false;
  for (const keys::JwkSigner& key : signers) {
    const keys::Signer& signer = key.signer;
    if (signer.key_id == jws->key_id.value_or("") &&
        signer.key.Verifies(SignatureAlgorithm::kEs256, encoding::AsBytes(jws->signed_text),
                            jws->signature)) {
      return true;
    }
  }
  return false;
}

bool IsOnP256(const json& group) {
  return group.contains("public") && group["public"].value("crv", "") == "P-256";
}

}  // namespace

std::vector<Suite> RunWycheproofSignatures(const std::filesystem::path& folder) {
  std::vector<Suite> suites;
  for (const File& file : kFiles) {
    if (exists(folder / file.name)) suites.push_back(RunFile(folder / file.name, file));
  }
  return suites;
}

Suite RunWycheproofJws(const std::filesystem::path& file) {
  Suite suite{.name = "wycheproof " + file.stem().string(), .wrong = {}};
  const json vectors = ReadJson(file);
  for (const json& group : vectors.at("testGroups")) {
    if (!IsOnP256(group)) {
      suite.not_offered += static_cast<int>(group.at("tests").size());
      continue;
    }
    const json set = {{"keys", json::array({group["public"]})}};
    const auto keys = keys::ReadJwkSet(set.dump(), "https://issuer.example");
    for (const json& test : group.at("tests")) {
      const bool seen = keys && HoldsUnderOneOf(keys->signers, test.at("jws").get<std::string>());
      suite.Count(std::to_string(test.at("tcId").get<int>()), test.at("result") == "valid", seen);
    }
  }
  return suite;
}

}  // namespace clearway::tools
