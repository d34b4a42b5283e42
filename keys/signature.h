#pragma once

#include <cstdint>
#include <optional>

namespace clearway::keys {

// The signature algorithms that certificates use, both over SHA-256.
enum class SignatureAlgorithm : std::uint8_t {
  kEs256,  // ECDSA, signature r||s (RFC 9053 section 2.1); P-256, and P-384 as some issuers do
  kPs256,  // RSASSA-PSS, MGF1 with SHA-256, salt of 32 bytes (RFC 8230 section 2)
};

// From the number of a COSE header; nullopt for an algorithm that is not offered.
[[nodiscard]] std::optional<SignatureAlgorithm> SignatureAlgorithmFromCose(std::int64_t number);
// "ES256", "PS256".
[[nodiscard]] const char* ToString(SignatureAlgorithm algorithm);

}  // namespace clearway::keys
