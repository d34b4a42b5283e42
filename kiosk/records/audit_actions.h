#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "kiosk/records/audit_line.h"

namespace clearway::records {

// Pairs the actions of staff that an audit log says were begun with those that were ended. Fed line
// by line in the log's order (VerifyAudit's `each`). An action that did not end before the kiosk
// was started again, or at all, counts as failed: nobody can say how far it came.
class AuditActions {
 public:
  void Take(const AuditLine& line, std::string_view text);

  // Sequence numbers of the lines whose action counts as failed for want of an end. Where the log
  // goes on, those under way are among them.
  [[nodiscard]] std::set<std::uint64_t> NotCompleted() const;
  [[nodiscard]] std::size_t begun() const { return begun_; }

 private:
  std::map<std::uint64_t, std::uint64_t> open_;  // action: the line that began it
  std::set<std::uint64_t> abandoned_;
  std::size_t begun_ = 0;
};

}  // namespace clearway::records
