#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "certificate/identity.h"
#include "certificate/read.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

// Whom certificates were compared with.
enum class ComparedWith : std::uint8_t { kNothing, kEachOther, kPassport };
// "nothing", "each-other", "passport".
[[nodiscard]] const char* ToString(ComparedWith compared_with);

// Whether what was read together is one person's.
struct HolderCheck {
  ComparedWith compared_with = ComparedWith::kNothing;
  Match match{.answer = Sameness::kSame, .grounds = {}};  // the worst of all comparisons
};

// Compares every authentic certificate with the passport, or, where none is given, with every other
// one. What is not authentic proves nothing about anybody and is left out.
[[nodiscard]] HolderCheck CheckHolder(std::span<const Reading> readings,
                                      const std::optional<Identity>& passport);

// The verdict with the holder taken into account: certificates of different people are refused
// ("other-person"), and where it cannot be told, staff decide: undetermined ("holder-uncertain").
// A verdict that is refused or undetermined already keeps its answer and gets the reason added.
[[nodiscard]] Verdict WithHolder(Verdict verdict, const HolderCheck& check);

}  // namespace clearway::certificate
