#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "certificate/certificate.h"
#include "certificate/keyring.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

// What is around the certificate: for staff and `clearway inspect`, never for a decision.
struct Envelope {
  std::vector<std::uint8_t> key_id;
  bool is_key_id_signed = true;  // false: anybody could have exchanged it
  std::string algorithm;         // "ES256"; "-36" for one that is not offered
  std::size_t signature_bytes = 0;
  std::size_t payload_bytes = 0;  // of the signed content
  bool compressed = false;
  std::string sealed_for;  // "CN-DE, epoch 3": whose key opened it; empty: it was not sealed
};

// Whose key the signature was checked with. Empty strings where nobody said.
struct SignedBy {
  std::string name;
  std::string country;  // ISO 3166-1
  bool demo = false;
};

// One code, read: which format it is, whether it is authentic and in date, and what it says.
struct Reading {
  // kUnknown: the code is no certificate at all (a web address, a boarding pass, ...).
  Format format = Format::kUnknown;
  Authenticity authenticity{.cause = Cause::kMalformed, .step = {}};
  // What it says, as soon as it could be decoded, even where it is not authentic: show it as
  // verified only when `authenticity` is valid.
  std::optional<Certificate> certificate;
  Envelope envelope;
  // Present when a trusted key's signature holds, whatever else is wrong.
  std::optional<SignedBy> signed_by;
  // Why it is not to be believed even if it is authentic; each once.
  std::vector<Doubt> doubts;

  [[nodiscard]] bool is_certificate() const { return format != Format::kUnknown; }
};

// Picks the format once, by the text's prefix, and checks everything that needs no rules. Pure:
// reads no clock, no file. Line ends that a scanner added are left out; nothing else is trimmed.
// `now` is trusted here: whether it may decide is for Judge to say.
[[nodiscard]] Reading Read(std::string_view text, const Keyring& keyring, Timestamp now);

// Whether a code is sealed, so that Read needs reader keys for it.
[[nodiscard]] bool IsSealed(std::string_view text);

}  // namespace clearway::certificate
