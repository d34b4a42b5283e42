#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/core/result.h"

// A SMART Health Card as its codes carry it: `shc:/` and pairs of decimal digits, each a character
// of the compact JWS minus 45. Large cards were once spread over several codes, `shc:/C/N/`, whose
// digits follow on each other (SMART Health Cards Framework, "Encoding Chunks as QR Codes").
namespace clearway::certificate {

inline constexpr std::string_view kSmartHealthCardPrefix = "shc:/";

// More parts than any issuer made, and few enough to keep.
inline constexpr unsigned kMostCardParts = 64;

struct CardPart {
  unsigned index = 1;  // 1-based
  unsigned count = 1;
  std::string_view digits;
};

// Nullopt for what has no such prefix, or numbers that no part has. A card in one code is part 1
// of 1. Line ends that a scanner added are left out.
[[nodiscard]] std::optional<CardPart> ParseCardPart(std::string_view text);

// The text of the whole card, in one code. kInvalid: a text that is no part; parts of different
// counts; one missing; two that differ under the same number. The same part twice is one.
[[nodiscard]] Result<std::string> JoinCardParts(std::span<const std::string> texts);

// The compact JWS. kInvalid: it is not digits in pairs up to 77, or one part of several.
[[nodiscard]] Result<std::string> DecodeCard(std::string_view text);

}  // namespace clearway::certificate
