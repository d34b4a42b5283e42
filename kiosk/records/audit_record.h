#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "certificate/certificate.h"
#include "certificate/receipt.h"
#include "certificate/verdict.h"
#include "events/words.h"
#include "hal/device_state.h"
#include "kiosk/records/desk_record.h"

namespace clearway::records {

// What the audit log may say: numbers, words of enumerations and the three constrained texts below.
// There is no member that could hold a name, a birth date, a document number or a payload.

// A country or authority as ISO 3166-1 spells it: two or three capital letters. Anything else that
// a certificate claims as its issuer becomes the empty code.
class CountryCode {
 public:
  CountryCode() = default;
  explicit CountryCode(std::string_view claimed);
  [[nodiscard]] std::string_view text() const { return letters_.data(); }
  bool operator==(const CountryCode&) const = default;

 private:
  std::array<char, 4> letters_{};
};

// The stable code of a verdict's reason, e.g. "unknown-signer" or a rule's id. Made from a Reason
// only; a code with other characters than letters, digits, '-', '_' and '.', or longer than 40, is
// recorded as "other".
class ReasonCode {
 public:
  explicit ReasonCode(const certificate::Reason& reason);
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }
  bool operator==(const ReasonCode&) const = default;

 private:
  std::array<char, 40> text_{};
  std::uint8_t size_ = 0;
};

// The id of the kiosk that signed a receipt. Made from a receipt only; with other characters than
// letters, digits, '-', '_' and '.', or longer than 40, it is recorded as "other".
class KioskName {
 public:
  KioskName() = default;  // nobody's
  explicit KioskName(const certificate::Receipt& receipt);
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }
  bool operator==(const KioskName&) const = default;

 private:
  std::array<char, 40> text_{};
  std::uint8_t size_ = 0;
};

enum class SessionEnd : std::uint8_t {
  kFinished,       // the traveller said so
  kTimedOut,       // nobody answered "Do you need more time?"
  kNextTraveller,  // somebody else came
  kInterrupted,    // the kiosk was stopped, or could not check any more
};
enum class PrintOutcome : std::uint8_t { kSent, kFailed, kCancelled, kUnknown };

struct KioskStarted {
  bool demo = false;
};
struct KioskStopped {};
struct SessionBegan {};
struct SessionEnded {
  SessionEnd end = SessionEnd::kFinished;
};
struct VerdictGiven {
  certificate::Format format = certificate::Format::kUnknown;
  certificate::Answer answer = certificate::Answer::kUndetermined;
  std::vector<ReasonCode> reasons;
  CountryCode issuer;
  bool demo = false;
};
// A code that claims to be another kiosk's receipt.
struct ReceiptChecked {
  KioskName from;                                      // where a known kiosk signed it
  std::optional<certificate::ReceiptProblem> problem;  // why it does not count
};
struct PrintStarted {
  std::uint32_t ticket = 0;
};
struct PrintEnded {
  std::uint32_t ticket = 0;
  PrintOutcome outcome = PrintOutcome::kSent;
  hal::DeviceCode code = hal::DeviceCode::kOk;
};
// A page that the kiosk had begun before it was last ended, and told no end of.
struct PrintRecalled {
  PrintOutcome outcome = PrintOutcome::kUnknown;
};
struct DeviceFault {
  events::Device device = events::Device::kCamera;
  hal::DeviceStatus status;
};
struct DeviceRecovered {
  events::Device device = events::Device::kCamera;
};
// A torn last line, as after a power cut, was cut off before this record was written.
struct LogRepaired {
  std::uint64_t bytes = 0;
};
// The file before this record does not follow its own chain from that line on (1-based). It was
// kept under another name, and a new chain begins here.
struct LogSetAside {
  std::uint64_t line = 0;
};

using AnyAuditRecord =
    std::variant<KioskStarted, KioskStopped, SessionBegan, SessionEnded, VerdictGiven,
                 ReceiptChecked, PrintStarted, PrintEnded, PrintRecalled, DeviceFault,
                 DeviceRecovered, LogRepaired, LogSetAside, CopyKept, CopyOpened, CopyNotOpened,
                 CopiesPurged, IssuerAsked, StaffSignedIn, StaffSignedOut, BadgeRefused,
                 SignInRefused, PinGiven, ActionBegun, ActionEnded>;

// Copied, moved and destroyed in audit_record.cpp alone: a compiler takes seconds for what so many
// alternatives ask for, in each file that has one.
struct AuditRecord : AnyAuditRecord {
  using AnyAuditRecord::AnyAuditRecord;
  AuditRecord(const AuditRecord& other);
  AuditRecord(AuditRecord&& other) noexcept;
  AuditRecord& operator=(const AuditRecord& other);
  AuditRecord& operator=(AuditRecord&& other) noexcept;
  ~AuditRecord();
};

[[nodiscard]] const char* ToString(SessionEnd end);
[[nodiscard]] const char* ToString(PrintOutcome outcome);

}  // namespace clearway::records
