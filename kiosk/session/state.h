#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "camera/code.h"
#include "certificate/disclosure.h"
#include "certificate/identity.h"
#include "certificate/read.h"
#include "certificate/receipt.h"
#include "certificate/verdict.h"
#include "hal/device_state.h"
#include "kiosk/session/desk.h"
#include "kiosk/session/entry.h"
#include "kiosk/session/last_codes.h"
#include "kiosk/session/passport.h"
#include "kiosk/session/screen.h"
#include "kiosk/session/staff_visit.h"

namespace clearway::session {

// What the configuration decides once.
struct Settings {
  std::vector<std::string> languages{"en", "zh-Hans", "ar"};  // BCP 47, in the order of the buttons
  std::size_t default_language = 0;
  std::chrono::seconds idle_warning{45};  // nothing done for so long: "Do you need more time?"
  std::chrono::seconds idle_end{20};      // no answer for so long: forget everything
  std::chrono::seconds goodbye{6};        // how long the goodbye shows
  std::chrono::seconds device_grace{
      4};  // so long a device may be gone before the kiosk says closed
  std::chrono::seconds print_limit{150};  // what became of a longer print is unknown
  bool has_camera = true;  // devices the configuration names; others are never missed
  bool has_scanner = false;
  bool has_printer = true;
  bool keeps_copies = false;  // there is a vault
  std::chrono::hours kept_for{24};
  bool asks_issuer = false;  // there is a retrieval service
  std::chrono::seconds answer_limit{
      12};  // so long the vault or the service may take, then nobody waits any more
  std::chrono::seconds staff_limit{
      30};  // the same for the staff book, and for what staff ask of the printer
  bool has_staff_book = false;  // staff can sign in: the kiosk has its secret
  bool demo = false;            // demonstration: every screen says so
  // What of a certificate the kiosk's post may see, on the screen and on paper.
  certificate::Disclosure disclosure = certificate::Disclosure::Everything();
};

// One certificate that was shown, with its answer at that moment.
struct HeldCertificate {
  std::string text;  // the code exactly as read: printed again, and known again
  certificate::Reading reading;
  certificate::Verdict verdict;
  Timestamp judged_at;       // when the verdict was given
  bool under_rules = false;  // the destination's rules were asked for it
  int copies = 0;            // print-outs that came out, or may have
};

// One person: certificates that certificate::Compare takes for the same person's.
struct Person {
  std::vector<HeldCertificate> certificates;
  std::vector<Passport> passport;  // none, or the one that was read or typed for this person
  bool copy_kept = false;          // in this session
};

// Which certificate of which person.
struct Position {
  std::size_t person = 0;
  std::size_t certificate = 0;
  bool operator==(const Position&) const = default;
};

// A passing remark on the scanning and verdict screens.
enum class Hint : std::uint8_t {
  kNone,
  kNotACertificate,  // a code was read, but it is no health certificate
  kAlreadyChecked,   // this very code has its answer already
  kPartyFull,        // no more people or certificates in one go
  kPassportRead,     // a passport was read: certificates are compared with it
  kPartRead,         // State::parts_held of parts_count parts of a certificate are read
};

enum class PrintPhase : std::uint8_t {
  kNone,
  kPreparing,
  kPrinting,
  kSent,
  kFailed,   // nothing came out
  kUnknown,  // paper may have come out: the person is asked
};

struct PrintStatus {
  std::uint32_t ticket =
      0;  // counts up over the kiosk's life, so that a late update is known as such
  PrintPhase phase = PrintPhase::kNone;
  hal::DeviceCode cause = hal::DeviceCode::kOk;  // why it failed
  Moment started;
  bool large = false;          // large print, also when it is tried again
  bool unwanted = false;       // its owner took it back; until it ends it may come out all the same
  std::optional<Position> of;  // which certificate
};

// Why the kiosk works less than it could, worst first.
enum class Trouble : std::uint8_t {
  kConfiguration,  // mistakes in the configuration file
  kTrust,          // no trusted signers: nothing could be checked
  kAudit,          // the audit log cannot be written: no verdict without its record
  kNoReader,       // neither the camera nor a scanner works
  kCamera,         // the camera does not work, a scanner does
  kScanner,        // the scanner does not work, the camera does
  kPrinter,        // checking works, printing does not
  kClock,          // the clock is not trusted: every verdict is undetermined
};

struct Device {
  hal::DeviceStatus status{hal::DeviceState::kBusy, hal::DeviceCode::kOk};  // BUSY: starting
  std::optional<Moment> gone_since;
};

// Everything the screens show. Strings of travellers live only in `people`, `pending`,
// `waiting_passport`, `entry` and `desk`; all are empty on kAttract, kGoodbye, kOutOfService and
// kTechnician.
struct State {
  Settings settings;
  Screen screen = Screen::kAttract;
  std::size_t language = 0;               // into settings.languages
  bool asking_for_time = false;           // an overlay over the screen: "Do you need more time?"
  bool session_open = false;              // somebody is here, so something must be forgotten
  Screen before_help = Screen::kAttract;  // where kBack leads from help
  Moment last_activity;
  Moment screen_since;

  std::vector<Person> people;
  std::vector<HeldCertificate> pending;    // none, or the one kAnotherTraveller asks about
  std::vector<Passport> waiting_passport;  // none, or one for whoever comes next
  Entry entry;                             // what is typed, on kTyping and in its help
  Desk desk;                               // on its screens and in their help
  Waiting waiting;
  Position current;  // the certificate that kVerdict and printing are about

  // Of the screen kReceipt. It is no certificate, and never shown as an accepted one.
  std::optional<std::expected<certificate::Receipt, certificate::ReceiptProblem>> receipt;
  std::uint64_t receipt_code = 0;  // its code's fingerprint
  camera::Guidance guidance = camera::Guidance::kNone;
  Hint hint = Hint::kNone;
  Moment hint_since;
  unsigned parts_held = 0;
  unsigned parts_count = 0;
  PrintStatus print;
  // Tickets of pages whose owner's session ended before they did: their ends are recorded, and
  // shown to nobody.
  std::vector<std::uint32_t> left_prints;

  Device camera, scanner, printer;
  bool trust_usable = false;
  std::optional<Moment> trust_gone_since;
  std::vector<std::string> trust_report;  // for technicians, in English
  bool audit_writable = true;
  bool clock_trusted = false;
  bool missed = false;       // something was shown where nothing was taken, and may still lie there
  bool reads_again = false;  // certificates that could not be checked, as soon as codes are taken
  std::vector<std::string> configuration_problems;  // for technicians, in English

  StaffVisit staff;
  std::uint32_t staff_tickets = 0;  // counts up over the kiosk's life, as the prints' do
  std::uint32_t staff_actions = 0;  // the same

  // Kept for some seconds beyond the session: a phone or a page left under the camera does not
  // begin the next traveller's session.
  LastCodes last_codes;
  std::uint64_t last_passport = 0;  // the same for the passport
  std::optional<Moment> last_passport_seen;
  // And for a badge, which must be out of sight for some seconds before it counts as held up. It is
  // kept until the next badge comes: whose it was is in no fingerprint.
  std::uint64_t last_badge = 0;
  std::optional<Moment> last_badge_seen;
  std::optional<bool> reader_full;  // what the reader was last told
};

}  // namespace clearway::session
