#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clearway::keys {

// The signature algorithms that certificates use. Each format says which of them it offers.
enum class SignatureAlgorithm : std::uint8_t {
  // ECDSA over SHA-256, -384 and -512, signature r||s (RFC 9053 section 2.1, RFC 7518 section 3.4);
  // any curve with any of them, as some issuers do.
  kEs256,
  kEs384,
  kEs512,
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
// From the name that JOSE has for it (RFC 7518 section 3.1, RFC 8037), "ES256"; SM2 has none there.
[[nodiscard]] std::optional<SignatureAlgorithm> SignatureAlgorithmFromJose(std::string_view name);
// The same name; "SM2".
[[nodiscard]] const char* ToString(SignatureAlgorithm algorithm);

}  // namespace clearway::keys
