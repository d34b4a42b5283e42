#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "kiosk/records/audit_line.h"

namespace clearway::records {

// One day's file as its name says it.
struct AuditFile {
  std::filesystem::path path;
  std::uint64_t first_sequence = 0;
  std::string day;  // 2026-11-21
};

// Behind the name of a file that was set aside.
inline constexpr std::string_view kSetAside = ".broken";

[[nodiscard]] std::string FileName(std::uint64_t first_sequence, const std::string& day);

struct AuditFolder {
  std::vector<AuditFile> files;  // in the order of their sequence numbers
  std::vector<std::string> set_aside;
};
[[nodiscard]] Result<AuditFolder> ListFolder(const std::filesystem::path& folder);

// What reading a file line by line found.
struct FileScan {
  std::uint64_t lines = 0;        // whole ones
  std::uint64_t whole_bytes = 0;  // up to and with the last line end
  std::uint64_t torn_bytes = 0;   // after the last line end
  std::optional<AuditLine> last;  // the last that follows the chain
  std::uint64_t broken_line = 0;  // 1-based; 0: none
  std::optional<Timestamp> newest_trusted_time;
};
// Called with a line that follows the chain, and its text without line end.
using EachLine = std::function<void(const AuditLine& line, std::string_view text)>;
// Follows the chain inside one file, from the line after `before` where that is given.
[[nodiscard]] Result<FileScan> ScanFile(const std::filesystem::path& file,
                                        const std::optional<AuditLine>& before,
                                        const EachLine& each = {});

// The Fault for an errno, and a sentence that names the path.
[[nodiscard]] std::unexpected<Error> FailWith(int error, const std::string& what,
                                              const std::filesystem::path& path);

}  // namespace clearway::records
