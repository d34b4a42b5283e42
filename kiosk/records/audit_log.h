#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/core/unique_fd.h"
#include "kiosk/records/audit_files.h"
#include "kiosk/records/audit_line.h"

namespace clearway::records {

// The append-only, hash-chained record of what the kiosk did: one file a UTC day,
// audit-<first sequence number>-<day>.jsonl, mode 0600, lines as in audit_line.h. The chain runs on
// from file to file. It shows every change that somebody without the means to compute all later
// hashes makes; cutting off the newest lines can only be seen by whoever kept a later hash.
// Not thread-safe: the records thread owns it.
class AuditLog {
 public:
  // Opens the folder, which is made where it is absent, and finds the end of the chain. A torn last
  // line is cut off; a newest file that breaks its chain is renamed to *.broken and a new chain is
  // begun, so that the kiosk comes back by itself. Either is told in the log and recorded before
  // the next entry. `kiosk` is 1 to 40 letters, digits, '-' or '_'. kUnavailable: another process
  // has it open; kDenied, kFull, kBroken: the system says so.
  [[nodiscard]] static Result<AuditLog> Open(const std::filesystem::path& folder,
                                             const std::string& kiosk);

  // Writes one line whole or not at all. After an error the object is done with: open it anew.
  [[nodiscard]] Status Append(const AuditEntry& entry);
  // Waits until all of it is on the disk.
  [[nodiscard]] Status Sync();

  // The newest moment at which the clock was trusted, wherever it stands now: for
  // TimeFloor::last_audit.
  [[nodiscard]] std::optional<Timestamp> newest_trusted_time() const {
    return newest_trusted_time_;
  }

 private:
  AuditLog() = default;
  [[nodiscard]] Status FindEnd();
  [[nodiscard]] Result<bool> SetAside(const AuditFile& file, const FileScan& scan);
  [[nodiscard]] Result<bool> GoOnFrom(const AuditFile& file, const FileScan& scan);
  [[nodiscard]] Status StartFile(const std::string& day);
  [[nodiscard]] Status WriteLine(const AuditEntry& entry);

  std::filesystem::path folder_;
  std::string kiosk_;
  UniqueFd folder_fd_;  // locked while this lives
  UniqueFd file_;
  std::string day_;  // of the open file
  std::uint64_t next_sequence_ = 1;
  HexDigest previous_ = NoDigest();
  std::optional<Timestamp> newest_trusted_time_;
  std::optional<AuditRecord> repair_;  // to be recorded before the next entry
};

// Where a chain breaks first.
struct AuditBreak {
  std::string file;        // its name in the folder
  std::uint64_t line = 0;  // 1-based
  std::string what;        // one English sentence
};

struct AuditReport {
  std::uint64_t files = 0;
  std::uint64_t records = 0;  // that follow the chain, up to the first break
  std::optional<AuditBreak> first_break;
  bool torn_end = false;               // the newest line is cut, as after a power cut
  std::vector<std::string> set_aside;  // files that the kiosk found broken earlier
  HexDigest last_hash = NoDigest();    // keep it elsewhere, and later cuts show
  [[nodiscard]] bool sound() const { return !first_break && set_aside.empty(); }
};

// Follows the chain through every file of the folder, and calls `each` with every line of it, up to
// the first break. Reads only, also beside a running kiosk. kNotFound: there is no such folder;
// kDenied, kBroken: it cannot be read.
[[nodiscard]] Result<AuditReport> VerifyAudit(const std::filesystem::path& folder,
                                              const EachLine& each = {});

}  // namespace clearway::records
