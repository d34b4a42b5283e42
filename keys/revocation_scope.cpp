#include "keys/revocation_scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding/base64.h"
#include "base/encoding/capitals.h"
#include "base/encoding/utf8.h"

namespace clearway::keys {
namespace {

constexpr std::size_t kEuKeyIdLength = 8;
constexpr std::string_view kUnknownKeyId = "UNKNOWN_KID:";

bool IsCountry(std::string_view text) {
  const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  return text.size() == 2 && std::ranges::all_of(text, is_capital);
}

// Base64 of that many bytes; zero: of any.
bool IsBase64Of(std::size_t bytes, std::string_view text) {
  const auto decoded = encoding::DecodeBase64(text);
  return decoded && !decoded->empty() && (bytes == 0 || decoded->size() == bytes);
}

bool IsEuRest(std::string_view rest) {
  return rest.starts_with(kUnknownKeyId) ? IsCountry(rest.substr(kUnknownKeyId.size()))
                                         : IsBase64Of(kEuKeyIdLength, rest);
}

bool IsCardRest(std::string_view rest) {
  const std::size_t mark = rest.rfind('#');
  return mark != std::string_view::npos && mark + 1 < rest.size() &&
         IsCardIssuer(rest.substr(0, mark)) && IsFreeOfSpace(rest);
}

bool IsCrlRest(std::string_view rest) {
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return IsBase64Of(Sha256Digest{}.size(), rest);
  return IsCountry(rest.substr(0, colon)) && IsBase64Of(0, rest.substr(colon + 1));
}

// An authority's name may have spaces, but none at its ends.
bool IsTravelHealthRest(std::string_view rest) {
  std::string words(rest);
  std::erase(words, ' ');
  return !words.empty() && IsFreeOfSpace(words) && !rest.starts_with(' ') && !rest.ends_with(' ');
}

struct ScopeForm {
  std::string_view begin;
  bool (*is_sound)(std::string_view rest);
  const char* what;
};

constexpr std::array<ScopeForm, 4> kForms = {{
    {"eu:", IsEuRest,
     "eu: is followed by a key id of 8 bytes in base64, or by UNKNOWN_KID: and a country in two "
     "capital letters"},
    {"shc:", IsCardRest,
     "shc: is followed by an issuer's URL as its cards have it (https://, no slash at its end), # "
     "and a key id, without white space"},
    {"thc:", IsTravelHealthRest, "thc: is followed by an issuer, without white space around it"},
    {"crl:", IsCrlRest,
     "crl: is followed by the SHA-256 of an authority's key in base64, or by its country in two "
     "capital letters, : and its key id in base64"},
}};

}  // namespace

bool IsFreeOfSpace(std::string_view text) {
  const auto is_space = [](char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return code <= ' ' || code == 0x7F;
  };
  return std::ranges::none_of(text, is_space) && !text.contains(encoding::kByteOrderMark);
}

bool IsCardIssuer(std::string_view url) {
  return url.starts_with("https://") && url.size() > 8 && !url.ends_with('/');
}

Status CheckScope(std::string_view scope) {
  for (const ScopeForm& form : kForms) {
    if (!scope.starts_with(form.begin)) continue;
    return form.is_sound(scope.substr(form.begin.size())) ? Status{}
                                                          : Fail(Fault::kInvalid, form.what);
  }
  return Fail(Fault::kInvalid, "it begins with eu:, shc:, thc: or crl:");
}

std::string EuScope(encoding::ByteView key_id) {
  return "eu:" + encoding::EncodeBase64(key_id);
}

std::string EuCountryScope(std::string_view country) {
  return "eu:UNKNOWN_KID:" + encoding::InCapitals(country);
}

std::string CardScope(std::string_view issuer, std::string_view key_id) {
  return fmt::format("shc:{}#{}", issuer, key_id);
}

std::string TravelHealthScope(std::string_view issuer) {
  return fmt::format("thc:{}", issuer);
}

std::string CrlScope(const Sha256Digest& authority_key) {
  return "crl:" + encoding::EncodeBase64(authority_key);
}

std::string CrlScope(std::string_view country, encoding::ByteView authority_key_id) {
  return fmt::format("crl:{}:{}", encoding::InCapitals(country),
                     encoding::EncodeBase64(authority_key_id));
}

}  // namespace clearway::keys
