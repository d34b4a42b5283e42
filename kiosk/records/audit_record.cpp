#include "kiosk/records/audit_record.h"

#include <algorithm>

namespace clearway::records {

namespace {

bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool IsCodeCharacter(char c) {
  return IsCapital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

// Returns its length.
std::uint8_t Take(std::string_view code, std::array<char, 40>& into) {
  if (code.empty() || code.size() > into.size() || !std::ranges::all_of(code, IsCodeCharacter))
    code = "other";
  std::ranges::copy(code, into.begin());
  return static_cast<std::uint8_t>(code.size());
}

}  // namespace

CountryCode::CountryCode(std::string_view claimed) {
  if ((claimed.size() == 2 || claimed.size() == 3) && std::ranges::all_of(claimed, IsCapital))
    std::ranges::copy(claimed, letters_.begin());
}

ReasonCode::ReasonCode(const certificate::Reason& reason) : size_(Take(reason.code, text_)) {}

KioskName::KioskName(const certificate::Receipt& receipt) : size_(Take(receipt.kiosk, text_)) {}

AuditRecord::AuditRecord(const AuditRecord& other) = default;
AuditRecord::AuditRecord(AuditRecord&& other) noexcept = default;
AuditRecord& AuditRecord::operator=(const AuditRecord& other) = default;
AuditRecord& AuditRecord::operator=(AuditRecord&& other) noexcept = default;
AuditRecord::~AuditRecord() = default;

const char* ToString(SessionEnd end) {
  switch (end) {
    case SessionEnd::kFinished:
      return "finished";
    case SessionEnd::kTimedOut:
      return "timed_out";
    case SessionEnd::kNextTraveller:
      return "next_traveller";
    case SessionEnd::kInterrupted:
      return "interrupted";
  }
  return "unknown";
}

const char* ToString(PrintOutcome outcome) {
  switch (outcome) {
    case PrintOutcome::kSent:
      return "sent";
    case PrintOutcome::kFailed:
      return "failed";
    case PrintOutcome::kCancelled:
      return "cancelled";
    case PrintOutcome::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace clearway::records
