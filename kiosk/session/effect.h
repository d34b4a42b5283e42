#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "certificate/read.h"
#include "certificate/verdict.h"
#include "keys/pin.h"
#include "kiosk/records/audit_record.h"
#include "kiosk/records/vault/document_key.h"
#include "kiosk/session/event.h"
#include "kiosk/session/typed_text.h"
#include "kiosk/staff/role.h"

// What a session wants done. Values: main carries them out, in their order.
namespace clearway::session {

// How hard the reader works: every picture, or a few a second to notice somebody.
struct SetReaderPace {
  bool full = false;
};
struct PrintCertificate {
  std::uint32_t ticket = 0;
  std::string text;  // the code to print
  certificate::Reading reading;
  certificate::Verdict verdict;
  Timestamp judged_at;       // as in HeldCertificate
  bool under_rules = false;  // the same
  std::string language;      // BCP 47
  int copy = 1;              // the how many-th print-out of it
  bool large = false;        // large print
};
struct CancelPrint {
  std::uint32_t ticket = 0;
};
struct Audit {
  records::AuditRecord record;
};
// Read this held code once more, with the present time and trust, and send CodeRead: its answer was
// undetermined, and may not be so now.
struct ReadAgain {
  std::string text;
};
// A traveller has left, or one begins: wipe every picture, texture, text layout and buffer that
// showed something of them. The state has already forgotten.
struct Forget {};
// A part of a certificate came while nobody is here: it is nobody's.
struct ForgetParts {};
// Something was shown where nothing was taken: what still is in view counts as new.
struct SeeAnew {};
// Of the staff book (kiosk/staff/staff_thread.h); an event of the same ticket answers the first
// three.
struct LookUpBadge {
  std::uint32_t ticket = 0;
  staff::Badge badge;
};
struct TrySignIn {
  std::uint32_t ticket = 0;
  staff::Badge badge;
  TypedText pin;
};
struct GivePin {
  std::uint32_t ticket = 0;
  staff::Badge badge;
  TypedText pin;
};
struct EndStaffSignIn {};
// The UpkeepDone of the same ticket answers.
struct TendPrinter {
  std::uint32_t ticket = 0;
  Upkeep what = Upkeep::kClearQueue;
};
// What was typed is not shown any more: wipe the text layouts.
struct ForgetTexts {};
// Each is answered once, if main can ask at all and it is not withdrawn, by the event of the same
// ticket.
struct AskVault {
  std::uint32_t ticket = 0;
  vault::DocumentKey document;
  keys::Pin pin;
};
struct AskIssuer {
  std::uint32_t ticket = 0;
  vault::DocumentKey document;
};
// Nobody waits for the vault or the issuer's service any more. What is asked already may still be
// answered, for the record.
struct WithdrawQuestion {};
struct KeepCopy {
  std::uint32_t ticket = 0;
  vault::DocumentKey document;
  keys::Pin pin;
  std::vector<std::string> texts;  // of codes, as they were read
};

using AnyEffect =
    std::variant<SetReaderPace, PrintCertificate, CancelPrint, Audit, ReadAgain, Forget,
                 ForgetParts, SeeAnew, ForgetTexts, AskVault, AskIssuer, WithdrawQuestion, KeepCopy,
                 LookUpBadge, TrySignIn, GivePin, EndStaffSignIn, TendPrinter>;

// Moved and destroyed in effect.cpp alone, as audit records are in audit_record.cpp.
struct Effect : AnyEffect {
  using AnyEffect::AnyEffect;
  Effect(const Effect&) = delete;
  Effect& operator=(const Effect&) = delete;
  Effect(Effect&& other) noexcept;
  Effect& operator=(Effect&& other) noexcept;
  ~Effect();
};

}  // namespace clearway::session
