#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "kiosk/records/audit_log.h"

namespace clearway::records {

enum class ExportFormat : std::uint8_t {
  kJsonLines,  // an object a line
  kCsv,        // RFC 4180: seq, time, trusted, kiosk, kind and the other members as name=value
};

struct ExportRequest {
  std::optional<Timestamp> from;   // from this moment on, by the lines' own time
  std::optional<Timestamp> until;  // before this one
  ExportFormat format = ExportFormat::kJsonLines;
  bool with_badges = false;  // which badge it was: whoever has the staff's list knows who
};

// Writes the records of a range to `write`, line by line and without the chain's hashes, for people
// and their tools. Names, numbers and codes are in no audit log; badges are left out unless they
// are asked for. Where staff's action never ended, its begin has "outcome":"failed". What follows a
// break of the chain is not written: the report says so. Errors as VerifyAudit.
[[nodiscard]] Result<AuditReport> ExportAudit(const std::filesystem::path& folder,
                                              const ExportRequest& request,
                                              const std::function<void(std::string_view)>& write);

}  // namespace clearway::records
