// clearway-vectors DIR: runs the public test vectors in DIR/cose and DIR/wycheproof through the
// libraries that certificates are checked with. One JSON object a suite on stdout:
// {"suite", "right", "of", "not_offered", "wrong": [ids]}. tools/conformance calls it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/bytes.h"
#include "base/encoding/cose.h"
#include "keys/public_key.h"
#include "keys/signature.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using keys::PublicKey;
using keys::SignatureAlgorithm;
using nlohmann::json;

struct Suite {
  std::string name;
  int right = 0;
  int not_offered = 0;
  std::vector<std::string> wrong;

  void Count(const std::string& id, bool expected, bool seen) {
    if (expected == seen) {
      ++right;
    } else {
      wrong.push_back(id);
    }
  }
  void Print() const {
    const json line = {{"suite", name},
                       {"right", right},
                       {"of", right + static_cast<int>(wrong.size())},
                       {"not_offered", not_offered},
                       {"wrong", wrong}};
    fmt::print("{}\n", line.dump());
  }
};

Bytes FromHex(const std::string& hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

Bytes Coordinate(const json& jwk, const std::string& name) {
  if (jwk.contains(name + "_hex")) return FromHex(jwk[name + "_hex"].get<std::string>());
  return encoding::DecodeBase64Url(jwk.value(name, "")).value_or(Bytes{});
}

// The head of a SubjectPublicKeyInfo (RFC 5480) before an uncompressed point.
std::optional<Bytes> SpkiHead(const std::string& curve) {
  if (curve == "P-256") return FromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  if (curve == "P-384") return FromHex("3076301006072a8648ce3d020106052b8104002203620004");
  return std::nullopt;
}

std::optional<PublicKey> KeyFromJwk(const json& jwk) {
  std::optional<Bytes> spki = SpkiHead(jwk.value("crv", ""));
  if (!spki) return std::nullopt;
  for (const char* name : {"x", "y"}) {
    const Bytes coordinate = Coordinate(jwk, name);
    spki->insert(spki->end(), coordinate.begin(), coordinate.end());
  }
  auto key = PublicKey::FromSpki(*spki);
  return key ? std::optional(std::move(*key)) : std::nullopt;
}

// Whether the message holds under the key; nullopt: its algorithm is not offered.
std::optional<bool> CheckSign1(const json& vector) {
  const Bytes bytes = FromHex(vector.at("cose").get<std::string>());
  const auto message = encoding::cose::ParseSign1(bytes);
  if (!message) return false;
  const auto algorithm = keys::SignatureAlgorithmFromCose(message->algorithm);
  const auto key = KeyFromJwk(vector.at("key"));
  if (!algorithm || !key) return std::nullopt;
  const Bytes external = FromHex(vector.at("external").get<std::string>());
  return key->Verifies(
      *algorithm,
      encoding::cose::SignedBytes(message->protected_header, message->payload, external),
      message->signature);
}

Suite RunCose(const std::filesystem::path& index) {
  Suite suite{.name = "cose Sign1", .wrong = {}};
  std::ifstream stream(index);
  for (std::string line; std::getline(stream, line);) {
    const json vector = json::parse(line);
    if (vector.at("message") != "Sign1") continue;
    const std::optional<bool> seen = CheckSign1(vector);
    if (seen) {
      suite.Count(vector.at("id").get<std::string>(), vector.at("outcome") == "valid", *seen);
    } else {
      ++suite.not_offered;
    }
  }
  return suite;
}

Suite RunWycheproof(const std::filesystem::path& file, SignatureAlgorithm algorithm) {
  Suite suite{.name = "wycheproof " + file.stem().string(), .wrong = {}};
  std::ifstream stream(file);
  const json vectors = json::parse(stream);
  for (const json& group : vectors.at("testGroups")) {
    const auto key = PublicKey::FromSpki(FromHex(group.at("publicKeyDer").get<std::string>()));
    for (const json& test : group.at("tests")) {
      if (test.at("result") == "acceptable") continue;  // the vectors leave these to taste
      const bool seen = key && key->Verifies(algorithm, FromHex(test.at("msg").get<std::string>()),
                                             FromHex(test.at("sig").get<std::string>()));
      suite.Count(std::to_string(test.at("tcId").get<int>()), test.at("result") == "valid", seen);
    }
  }
  return suite;
}

int Run(const std::filesystem::path& folder) {
  try {
    if (exists(folder / "cose/index.jsonl")) RunCose(folder / "cose/index.jsonl").Print();
    const std::pair<const char*, SignatureAlgorithm> kFiles[] = {
        {"ecdsa_secp256r1_sha256_p1363_test.json", SignatureAlgorithm::kEs256},
        {"rsa_pss_2048_sha256_mgf1_32_test.json", SignatureAlgorithm::kPs256},
        {"ed25519_test.json", SignatureAlgorithm::kEdDsa}};
    for (const auto& [name, algorithm] : kFiles) {
      const auto file = folder / "wycheproof" / name;
      if (exists(file)) RunWycheproof(file, algorithm).Print();
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "clearway-vectors: a vector file is not as expected: {}\n", error.what());
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace clearway::tools

int main(int argc, char** argv) {
  if (argc == 2) return clearway::tools::Run(argv[1]);
  fmt::print(stderr, "usage: clearway-vectors DIR, a folder with cose/ and wycheproof/\n");
  return 2;
}
