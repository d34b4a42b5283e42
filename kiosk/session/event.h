#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "camera/code.h"
#include "certificate/identity.h"
#include "certificate/read.h"
#include "certificate/rules/judge_journey.h"
#include "hal/device_state.h"
#include "kiosk/records/audit_record.h"
#include "kiosk/session/state.h"
#include "kiosk/staff/staff_answer.h"

// What happens to a session, from the outside.
namespace clearway::session {

// What a person can do. Screens show a button for each Choice that Actions gives, and nothing else.
enum class Action : std::uint8_t {
  kBegin,            // attract: touch to begin
  kChooseLanguage,   // index: into Settings::languages; on every screen
  kAddCertificate,   // hold up another certificate
  kTravelTogether,   // another traveller: yes, in my party
  kNextTraveller,    // another traveller: no, I am next; forgets the one before
  kShowOverview,     //
  kShowCertificate,  // index: as in Numbered
  kPrint,            // asks for consent first
  kConfirmPrint,     //
  kConfirmLarge,     // the same in large print
  kCancelPrint,      //
  kRetryPrint,       //
  kPaperCame,        // the paper came out
  kPaperMissing,     // it did not
  kShowHelp,         //
  kBack,             //
  kFinish,           // I am done: forget me
  kMoreTime,         // answers the time-out warning
  kKey,              // index: into kKeys; the keypad's, or a keyboard's
  kDeleteKey,        // the last one
  kEnter,            // all is typed
  kStaffDo,          // index: a staff::StaffAction
  kStaffReason,      // index: into kRepeatReasons
  kStaffOutcome,     // index: into kCheckOutcomes
  kSignOut,          // of the staff
  kDeadPhone,        // look for my certificates with my passport
  kTypePassport,     // my passport cannot be read: I type
  kNoPin,            // I have none: ask the issuer alone
  kTryAgain,         // after nothing was fetched
  kKeep,             // keep a copy: asks for consent first
  kConfirmKeep,      //
};

struct Choice {
  Action action = Action::kBegin;
  std::size_t index = 0;  // where the action says so, else 0
  bool operator==(const Choice&) const = default;
};

// A code that is a health certificate, read with the trust store at Now::time of the same step. It
// answers ReadAgain too.
struct CodeRead {
  std::string text;
  certificate::Reading reading;
};
// A passport's machine-readable zone, from the camera, a document reader or typed: read without
// fault.
struct PassportRead {
  certificate::Identity passport;
  std::string text;       // the zone; looked at only to know it again, never kept
  PassportFields fields;  // what opens a copy, as far as the zone has it
};
// What the vault had for AskVault, read as CodeRead is. Of several answers to a ticket the first
// counts.
struct VaultAnswered {
  std::uint32_t ticket = 0;
  std::expected<std::vector<CodeRead>, vault::VaultFault> found;
};
// What the issuer's service had for AskIssuer: nothing but for the outcome kFound.
struct IssuerAnswered {
  std::uint32_t ticket = 0;
  records::Retrieval outcome = records::Retrieval::kFound;
  std::vector<CodeRead> found;
};
// The answer to KeepCopy: when the copy expires.
struct CopyKept {
  std::uint32_t ticket = 0;
  std::expected<Timestamp, vault::VaultFault> until;
};
// The vault was looked after.
struct CopiesPurged {
  std::uint64_t expired = 0;
  std::uint64_t lost = 0;  // with their day's key
};
struct NotACertificate {
  std::string text;  // looked at only to know it again; never kept
};
// One of the codes of a certificate that has several. When all are here, its CodeRead follows.
struct PartRead {
  std::string text;  // looked at only to know it again; never kept
  unsigned held = 0;
  unsigned count = 0;  // that make the certificate
};
// A code that claims to be a kiosk's receipt, checked.
struct ReceiptRead {
  std::string text;  // looked at only to know it again; never kept
  // What a known kiosk signed; else why nobody can say that one did.
  std::expected<certificate::Receipt, certificate::ReceiptProblem> proven;
  std::optional<certificate::ReceiptProblem> problem;  // why what is proven does not count
};
struct GuidanceChanged {
  camera::Guidance guidance = camera::Guidance::kNone;
};
// A button was pressed. One that is not among Actions(state) is ignored, but counts as activity.
struct Tap {
  Choice choice;
};
// A key, a touch beside the buttons, a moved focus: somebody is here.
struct Activity {};
// Of one print: kPreparing, kPrinting, kSent, kFailed or kUnknown.
struct PrintUpdate {
  std::uint32_t ticket = 0;
  PrintPhase phase = PrintPhase::kNone;
  hal::DeviceCode cause = hal::DeviceCode::kOk;
};
// A code that says it is a staff badge, checked with the trust and the time of the same step.
struct BadgeShown {
  std::string text;  // looked at only to know it again; never kept
  std::expected<staff::Badge, staff::BadgeProblem> badge;
};
// What staff ask of the printer beyond pages, and what came of it: no fault, it is done.
enum class Upkeep : std::uint8_t { kClearQueue, kRetract };
struct UpkeepDone {
  std::uint32_t ticket = 0;
  Upkeep what = Upkeep::kClearQueue;
  std::optional<Fault> fault;
};
// A page that the kiosk had begun before it was last ended: of a traveller who is gone.
struct EarlierPrint {
  records::PrintOutcome outcome = records::PrintOutcome::kUnknown;
};
enum class DeviceKind : std::uint8_t { kCamera, kScanner, kPrinter };
// Of several scanners, main passes on the best one's status.
struct DeviceChanged {
  DeviceKind device = DeviceKind::kCamera;
  hal::DeviceStatus status;
};
struct TrustChanged {
  bool usable = false;  // trust is loaded; whether it is in date is each verdict's matter
  std::vector<std::string>
      report;  // for technicians, in English: the bundle's number, age, problems
};
struct AuditChanged {
  bool writable = true;
};
// What the staff's action that is open wanted done was held back until the action is in the audit
// log, which cannot be written: it is not done.
struct ActionNotRecorded {};
// The configuration file's mistakes; empty when they are gone.
struct ConfigurationChecked {
  std::vector<std::string> problems;
};
// Nothing happened but time: at least once a second, and at NextDeadline.
struct Tick {};

using AnyEvent =
    std::variant<CodeRead, PassportRead, VaultAnswered, IssuerAnswered, CopyKept, CopiesPurged,
                 NotACertificate, PartRead, ReceiptRead, GuidanceChanged, Tap, Activity,
                 PrintUpdate, EarlierPrint, DeviceChanged, TrustChanged, AuditChanged,
                 ActionNotRecorded, ConfigurationChecked, BadgeShown, staff::BadgeLookedUp,
                 staff::SignInTried, staff::PinGiven, UpkeepDone, Tick>;

// Copied, moved and destroyed in event.cpp alone, as audit records are in audit_record.cpp.
struct Event : AnyEvent {
  using AnyEvent::AnyEvent;
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
};

// The two clocks at the moment of an event: `moment` for time-outs, `time` for verdicts. Verdicts
// are given under `criteria`; without them they are about signatures and dates alone.
struct Now {
  Moment moment;
  TrustedTime time;
  const rules::Criteria* criteria = nullptr;
  Timestamp built;  // when this program was: no honest clock is before it
  // What the century of a passport's two-digit years is told by: never a clock that is behind.
  [[nodiscard]] Timestamp for_centuries() const { return std::max(time.now, built); }
};

}  // namespace clearway::session
