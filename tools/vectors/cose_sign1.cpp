#include "tools/vectors/cose_sign1.h"

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/cose.h"
#include "keys/public_key.h"
#include "keys/signature.h"

namespace clearway::tools {
namespace {

using encoding::Bytes;
using keys::PublicKey;
using nlohmann::json;

// The head of a SubjectPublicKeyInfo before an uncompressed point (RFC 5480) or Ed25519's one
// number (RFC 8410), and the length of each coordinate.
struct Curve {
  const char* spki_head;
  std::size_t coordinate;
  std::vector<const char*> names{"x", "y"};
};

const std::map<std::string, Curve> kCurves = {
    {"P-256", {"3059301306072a8648ce3d020106082a8648ce3d03010703420004", 32}},
    {"P-384", {"3076301006072a8648ce3d020106052b8104002203620004", 48}},
    {"P-521", {"30819b301006072a8648ce3d020106052b810400230381860004", 66}},
    {"Ed25519", {"302a300506032b6570032100", 32, {"x"}}},
};

Bytes Coordinate(const json& jwk, const std::string& name, std::size_t length) {
  Bytes bytes = jwk.contains(name + "_hex")
                    ? FromHex(jwk[name + "_hex"].get<std::string>())
                    : encoding::DecodeBase64Url(jwk.value(name, "")).value_or(Bytes{});
  if (bytes.size() < length) bytes.insert(bytes.begin(), length - bytes.size(), 0);
  return bytes;
}

std::optional<PublicKey> KeyFromJwk(const json& jwk) {
  const auto curve = kCurves.find(jwk.value("crv", ""));
  if (curve == kCurves.end()) return std::nullopt;
  Bytes spki = FromHex(curve->second.spki_head);
  for (const char* name : curve->second.names) {
    const Bytes coordinate = Coordinate(jwk, name, curve->second.coordinate);
    spki.insert(spki.end(), coordinate.begin(), coordinate.end());
  }
  auto key = PublicKey::FromSpki(spki);
  return key ? std::optional(std::move(*key)) : std::nullopt;
}

// Whether the message holds under the key; nullopt: its algorithm is not offered.
std::optional<bool> Check(const json& vector) {
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

}  // namespace

Suite RunCoseSign1(const std::filesystem::path& index) {
  Suite suite{.name = "cose Sign1", .wrong = {}};
  std::ifstream stream(index);
  for (std::string line; std::getline(stream, line);) {
    const json vector = json::parse(line);
    if (vector.at("message") != "Sign1") continue;
    const bool is_valid = vector.at("outcome") == "valid";
    const std::optional<bool> seen = Check(vector);
    if (seen || !is_valid) {  // what is not offered is refused, as it should be
      suite.Count(vector.at("id").get<std::string>(), is_valid, seen.value_or(false));
    } else {
      ++suite.not_offered;
    }
  }
  return suite;
}

}  // namespace clearway::tools
