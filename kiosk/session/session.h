#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"
#include "camera/code.h"
#include "certificate/read.h"
#include "certificate/verdict.h"
#include "hal/device_state.h"
#include "kiosk/records/audit_record.h"

// The traveller's journey as a function: Step(state, event, now) -> {state, effects}. Pure: no
// drawing, no device, no clock, no file. Everything here is a value; main owns the state, feeds it
// every event from the outside and carries the effects out.
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
  std::chrono::seconds print_limit{150};  // a print that takes longer has failed
  bool has_camera = true;  // devices the configuration names; others are never missed
  bool has_scanner = false;
  bool has_printer = true;
  bool demo = false;  // demonstration: every screen says so
};

enum class Screen : std::uint8_t {
  kAttract,           // nobody is here; invites
  kScanning,          // live preview, guidance and hints
  kVerdict,           // the answer for the current certificate
  kAnotherTraveller,  // the code just read is of another person: together, or the next traveller?
                      // Names nobody.
  kOverview,          // everybody of the party with every certificate's answer
  kPrintConfirm,      // consent: what will be on the paper, and that it must be taken along
  kPrinting,
  kPrintDone,    // sent to the printer; asks whether the paper came out
  kPrintFailed,  // a retry by the person, or staff
  kHelp,
  kGoodbye,
  kOutOfService,  // travellers cannot be checked: Troubles says why, and what still works
  kTechnician,    // the configuration has mistakes: State::configuration_problems
};

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
  kCancelPrint,      //
  kRetryPrint,       //
  kPaperCame,        // the paper came out
  kPaperMissing,     // it did not
  kShowHelp,         //
  kBack,             //
  kFinish,           // I am done: forget me
  kMoreTime,         // answers the time-out warning
};

struct Choice {
  Action action = Action::kBegin;
  std::size_t index = 0;  // where the action says so, else 0
  bool operator==(const Choice&) const = default;
};

// One certificate that was shown, with its answer at that moment.
struct HeldCertificate {
  std::string text;  // the code exactly as read: printed again, and known again
  certificate::Reading reading;
  certificate::Verdict verdict;
};

// One person. For now those are the same person whose certificates name the same name and birth
// date; proving identity against a passport comes later, see SamePerson in party.h.
struct Person {
  std::vector<HeldCertificate> certificates;
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
};

enum class PrintPhase : std::uint8_t { kNone, kPreparing, kPrinting, kSent, kFailed };

struct PrintStatus {
  std::uint32_t ticket =
      0;  // counts up over the kiosk's life, so that a late update is known as such
  PrintPhase phase = PrintPhase::kNone;
  hal::DeviceCode cause = hal::DeviceCode::kOk;  // why it failed
  Moment started{};
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

// Everything the screens show. Strings of travellers live only in `people` and `pending`; both are
// empty on kAttract, kGoodbye, kOutOfService and kTechnician.
struct State {
  Settings settings;
  Screen screen = Screen::kAttract;
  std::size_t language = 0;               // into settings.languages
  bool asking_for_time = false;           // an overlay over the screen: "Do you need more time?"
  bool session_open = false;              // somebody is here, so something must be forgotten
  Screen before_help = Screen::kAttract;  // where kBack leads from help
  Moment last_activity{};
  Moment screen_since{};

  std::vector<Person> people;
  std::vector<HeldCertificate> pending;  // none, or the one kAnotherTraveller asks about
  Position current;                      // the certificate that kVerdict and printing are about

  camera::Guidance guidance = camera::Guidance::kNone;
  Hint hint = Hint::kNone;
  Moment hint_since{};
  PrintStatus print;

  Device camera, scanner, printer;
  bool trust_usable = false;
  std::optional<Moment> trust_gone_since;
  bool audit_writable = true;
  bool clock_trusted = false;
  std::vector<std::string> configuration_problems;  // for technicians, in English

  // The code read last, as a fingerprint that cannot be turned back, for some seconds beyond the
  // session: a phone left under the camera does not begin the next traveller's session.
  std::uint64_t last_code = 0;
  std::optional<Moment> last_code_seen;
  std::optional<bool> reader_full;  // what the reader was last told
};

// --- Events ------------------------------------------------------------------------------------

// A code that is a health certificate, read with the trust store at Now::time of the same step. It
// answers ReadAgain too.
struct CodeRead {
  std::string text;
  certificate::Reading reading;
};
struct NotACertificate {
  std::string text;  // looked at only to know it again; never kept
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
// Of one print: kPreparing, kPrinting, kSent or kFailed.
struct PrintUpdate {
  std::uint32_t ticket = 0;
  PrintPhase phase = PrintPhase::kNone;
  hal::DeviceCode cause = hal::DeviceCode::kOk;
};
enum class DeviceKind : std::uint8_t { kCamera, kScanner, kPrinter };
// Of several scanners, main passes on the best one's status.
struct DeviceChanged {
  DeviceKind device = DeviceKind::kCamera;
  hal::DeviceStatus status;
};
struct TrustChanged {
  bool usable = false;  // at least one trusted signer is loaded
};
struct AuditChanged {
  bool writable = true;
};
// The configuration file's mistakes; empty when they are gone.
struct ConfigurationChecked {
  std::vector<std::string> problems;
};
// Nothing happened but time: at least once a second, and at NextDeadline.
struct Tick {};

using Event = std::variant<CodeRead, NotACertificate, GuidanceChanged, Tap, Activity, PrintUpdate,
                           DeviceChanged, TrustChanged, AuditChanged, ConfigurationChecked, Tick>;

// The two clocks at the moment of an event: `moment` for time-outs, `time` for verdicts.
struct Now {
  Moment moment{};
  TrustedTime time;
};

// --- Effects -----------------------------------------------------------------------------------

// How hard the reader works: every picture, or a few a second to notice somebody.
struct SetReaderPace {
  bool full = false;
};
struct PrintCertificate {
  std::uint32_t ticket = 0;
  std::string text;  // the code to print
  certificate::Reading reading;
  certificate::Verdict verdict;
  std::string language;  // BCP 47
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

using Effect = std::variant<SetReaderPace, PrintCertificate, CancelPrint, Audit, ReadAgain, Forget>;

// --- The function ------------------------------------------------------------------------------

struct Stepped {
  State state;
  std::vector<Effect> effects;  // in the order in which they happen
};

// The state of a kiosk that has just started: devices starting, trust not yet loaded.
[[nodiscard]] State Begin(const Settings& settings, Moment now);

// Move the state in and out: a copy would be one more place that holds travellers' data.
[[nodiscard]] Stepped Step(State state, Event event, const Now& now);

// Ends a session before the program stops: forgets, cancels a running print.
[[nodiscard]] Stepped Stop(State state, const Now& now);

// --- What screens ask ----------------------------------------------------------------------------

// The buttons of the screen, or of the overlay while it asks for time; the most likely one first,
// languages last.
[[nodiscard]] std::vector<Choice> Actions(const State& state);
// The certificate that the screen is about; null when none is held.
[[nodiscard]] const HeldCertificate* Current(const State& state);
// All certificates of the party in the order shown: the index of Action::kShowCertificate.
[[nodiscard]] std::vector<Position> Numbered(const State& state);
// A person's answer: the best of their certificates' answers.
[[nodiscard]] certificate::Answer AnswerOf(const Person& person);
// Whether this may be put on paper: authentic, and accepted or incomplete.
[[nodiscard]] bool Printable(const HeldCertificate& held);
// What does not work now; empty when everything does.
[[nodiscard]] std::vector<Trouble> Troubles(const State& state);
// Whether demonstration keys or settings have a part in what is shown: then the screen says so.
[[nodiscard]] bool Demo(const State& state);
// What is left to answer the time-out warning, rounded up; zero while nothing is asked.
[[nodiscard]] std::chrono::seconds TimeLeft(const State& state, Moment now);
// When time alone will change the state next, after `now`: main sends a Tick then.
[[nodiscard]] std::optional<Moment> NextDeadline(const State& state, Moment now);

}  // namespace clearway::session
