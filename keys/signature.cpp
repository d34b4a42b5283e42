#include "keys/signature.h"

#include <algorithm>
#include <array>

#include "base/encoding/cose.h"

namespace clearway::keys {
namespace {

struct Names {
  SignatureAlgorithm algorithm;
  std::int64_t cose;
  const char* text;
};

// In the order of the enumeration.
constexpr std::array kNames = std::to_array<Names>({
    {SignatureAlgorithm::kEs256, encoding::cose::kEs256, "ES256"},
    {SignatureAlgorithm::kEs384, encoding::cose::kEs384, "ES384"},
    {SignatureAlgorithm::kEs512, encoding::cose::kEs512, "ES512"},
    {SignatureAlgorithm::kPs256, encoding::cose::kPs256, "PS256"},
    {SignatureAlgorithm::kEdDsa, encoding::cose::kEdDsa, "EdDSA"},
    {SignatureAlgorithm::kSm2, encoding::cose::kSm2WithSm3, "SM2"},
});

const Names& NamesOf(SignatureAlgorithm algorithm) {
  return kNames[static_cast<std::size_t>(algorithm)];
}

}  // namespace

std::optional<SignatureAlgorithm> SignatureAlgorithmFromCose(std::int64_t number) {
  const auto* const found = std::ranges::find(kNames, number, &Names::cose);
  if (found == kNames.end()) return std::nullopt;
  return found->algorithm;
}

std::optional<SignatureAlgorithm> SignatureAlgorithmFromJose(std::string_view name) {
  for (const Names& names : kNames) {
    if (name == names.text && names.algorithm != SignatureAlgorithm::kSm2) return names.algorithm;
  }
  return std::nullopt;
}

std::int64_t CoseNumber(SignatureAlgorithm algorithm) {
  return NamesOf(algorithm).cose;
}

const char* ToString(SignatureAlgorithm algorithm) {
  return NamesOf(algorithm).text;
}

}  // namespace clearway::keys
