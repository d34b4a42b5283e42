#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clearway::keys {

// The signature algorithms that certificates use. Each format says which of them it offers.
enum class SignatureAlgorithm : std::uint8_t {
  kEs256,  // ECDSA with SHA-256, signature r||s (RFC 9053 section 2.1); P-256, and P-384 as some
           // issuers do
  kPs256,  // RSASSA-PSS and MGF1 with SHA-256, salt of 32 bytes (RFC 8230 section 2)
  kEdDsa,  // Ed25519, the pure form (RFC 8032, RFC 9053 section 2.2)
  kSm2,    // SM2 with SM3 and kSm2Identity (GB/T 32918.2, ISO/IEC 14888-3), signature r||s
};

// What SM2 hashes with the key before the message: the default that GM/T 0009 gives, since codes
// name no other.
inline constexpr std::string_view kSm2Identity = "1234567812345678";

// From the number of a COSE header; nullopt for an algorithm that no format offers.
[[nodiscard]] std::optional<SignatureAlgorithm> SignatureAlgorithmFromCose(std::int64_t number);
[[nodiscard]] std::int64_t CoseNumber(SignatureAlgorithm algorithm);
// "ES256", "PS256", "EdDSA", "SM2".
[[nodiscard]] const char* ToString(SignatureAlgorithm algorithm);

}  // namespace clearway::keys
