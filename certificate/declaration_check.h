#pragma once

#include <optional>

#include "certificate/read.h"
#include "certificate/verdict.h"

// What health declarations mean for a verdict.
namespace clearway::certificate {

// A ground that keeps an authentic declaration from being accepted.
struct DeclarationFinding {
  Answer answer{};  // kIncomplete while it is reviewed, kRefused once it is cancelled
  Reason reason;
};

// Nullopt: it is green, or no declaration.
[[nodiscard]] std::optional<DeclarationFinding> CheckDeclaration(const Certificate& certificate);

// Whether `newer` is an authentic declaration that revokes the declaration `older`: of the same
// issuer for the same document, and issued later, or in the same second and naming its serial. Then
// the older one says nothing any more. What nobody trusted has signed stays what it is: it only
// says that it was such a declaration.
[[nodiscard]] bool Replaces(const Reading& newer, const Reading& older);

// The answer to a declaration that was replaced: refused, with the reason.
[[nodiscard]] Verdict ReplacedVerdict();

}  // namespace clearway::certificate
