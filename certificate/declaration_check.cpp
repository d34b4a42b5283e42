#include "certificate/declaration_check.h"

#include <utility>
#include <variant>

namespace clearway::certificate {
namespace {

const Declaration* DeclarationIn(const Certificate& certificate) {
  for (const Record& record : certificate.records) {
    if (const auto* declaration = std::get_if<Declaration>(&record.details)) return declaration;
  }
  return nullptr;
}

bool IsOfTheSameDocument(const Certificate& one, const Certificate& other) {
  return one.issuer == other.issuer && one.document && other.document &&
         one.document->number == other.document->number &&
         one.document->issuing_country == other.document->issuing_country;
}

}  // namespace

std::optional<DeclarationFinding> CheckDeclaration(const Certificate& certificate) {
  const Declaration* declaration = DeclarationIn(certificate);
  if (declaration == nullptr) return std::nullopt;
  switch (declaration->status) {
    case DeclarationStatus::kGreen:
      return std::nullopt;
    case DeclarationStatus::kSubmitted:
      return DeclarationFinding{
          Answer::kIncomplete,
          {.code = "declaration-submitted",
           .for_public = {Translatable("This health declaration is still being reviewed. Please "
                                       "show it again once it is green."),
                          {}},
           .for_staff = "The mission has received the declaration and not decided on it yet."}};
    case DeclarationStatus::kMoreNeeded:
      return DeclarationFinding{
          Answer::kIncomplete,
          {.code = "declaration-more-needed",
           .for_public = {Translatable("More documents are needed for this health declaration. "
                                       "Please send them where you declared."),
                          {}},
           .for_staff = "The mission has asked the declarer for more material."}};
    case DeclarationStatus::kCancelled:
      break;
  }
  return DeclarationFinding{
      Answer::kRefused,
      {.code = "declaration-cancelled",
       .for_public = {Translatable("This health declaration has been cancelled. Please show a new "
                                   "one, or ask our staff for help."),
                      {}},
       .for_staff = "The mission or the declarer has cancelled the declaration."}};
}

// A strict order, so that of several declarations one always remains.
bool Replaces(const Reading& newer, const Reading& older) {
  const bool is_genuine = newer.authenticity.valid() && older.signed_by.has_value();
  if (!is_genuine || !newer.certificate || !older.certificate) return false;
  const Declaration* declaration = DeclarationIn(*newer.certificate);
  const Declaration* earlier = DeclarationIn(*older.certificate);
  if (declaration == nullptr || earlier == nullptr ||
      !IsOfTheSameDocument(*newer.certificate, *older.certificate)) {
    return false;
  }
  if (newer.certificate->issued_at != older.certificate->issued_at) {
    return newer.certificate->issued_at > older.certificate->issued_at;
  }
  return declaration->replaces == older.certificate->serial &&
         earlier->replaces != newer.certificate->serial;
}

Verdict ReplacedVerdict() {
  Reason reason{
      .code = "declaration-replaced",
      .for_public = {Translatable("A newer declaration has replaced this one. Please show "
                                  "the newer one."),
                     {}},
      .for_staff = "A later declaration of the same issuer and document was shown."};
  return {.answer = Answer::kRefused, .reasons = {std::move(reason)}, .demo = false};
}

}  // namespace clearway::certificate
