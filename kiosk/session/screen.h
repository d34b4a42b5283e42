#pragma once

#include <cstdint>

namespace clearway::session {

enum class Screen : std::uint8_t {
  kAttract,           // nobody is here; invites
  kScanning,          // live preview, guidance and hints
  kVerdict,           // the answer for the current certificate
  kAnotherTraveller,  // the code just read is of another person: together, or the next traveller?
                      // Names nobody.
  kOverview,          // everybody of the party with every certificate's answer
  kPrintConfirm,      // consent: what will be on the paper, and that it must be taken along
  kPrinting,
  kPrintDone,    // sent to the printer, or unknown; asks whether the paper came out
  kPrintFailed,  // a retry by the person, or staff
  kPassport,     // asks for a passport: State::desk says what for
  kFetching,     // the vault or the issuer's service is asked
  kNotFetched,   // Desk::fault says why
  kKeepConfirm,  // consent: what is kept, for how long, and who can open it
  kKeeping,
  kKept,     // Desk::kept_until says until when
  kNotKept,  // Desk::fault says why
  kTyping,   // a keypad: State::entry says what for
  kHelp,
  kGoodbye,
  kReceipt,       // another post's receipt was scanned: State::receipt says what of it
  kOutOfService,  // travellers cannot be checked: Troubles says why, and what still works
  kTechnician,    // the configuration has mistakes: State::configuration_problems
  // Of the staff; a PIN is typed on kTyping.
  kStaffWaiting,    // for the staff book or the printer
  kStaffNotice,     // StaffVisit::notice
  kStaffMenu,       // what the role may do
  kStaffReason,     // why a print is repeated
  kStaffCheck,      // a certificate that was not decided: what a person decided
  kStaffNewBadge,   // hold up the badge that shall have a PIN
  kStaffDiagnosis,  // devices and trust
};

}  // namespace clearway::session
