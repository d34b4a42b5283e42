#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "kiosk/records/audit_record.h"

namespace clearway::records {

// A record and the moment it is about.
struct AuditEntry {
  AuditRecord record;
  TrustedTime time;
};

// A SHA-256 in 64 lower-case hexadecimal digits.
using HexDigest = std::string;
// What the first line of a chain names as its predecessor.
[[nodiscard]] HexDigest NoDigest();

inline constexpr std::size_t kMaxLineBytes = 4096;

// One line of the log, without its line end: a JSON object on its own,
//   {"seq":7,"prev":"<64 hex>","time":"2026-11-21T19:00:00Z","trusted":true,"kiosk":"gate-4",
//    "kind":"verdict",...,"hash":"<64 hex>"}
// `hash` is the SHA-256 of the line's bytes before `,"hash"`; `prev` is the line before's hash, so
// that no line can be changed, left out or put in without changing all that follow. A line whose
// own time is not the newest trusted one has that after `trusted`, as `"newest":"2026-11-30T..."`:
// so any line of the log says how far a clock was once believed.
struct FormattedLine {
  std::string text;
  HexDigest hash;
};
// `newest_trusted`: of all lines before it.
[[nodiscard]] FormattedLine FormatLine(std::uint64_t sequence, const HexDigest& previous,
                                       const std::string& kiosk, const AuditEntry& entry,
                                       std::optional<Timestamp> newest_trusted);

// What the chain needs of a line.
struct AuditLine {
  std::uint64_t sequence = 0;
  HexDigest previous;
  HexDigest hash;
  TrustedTime time;
  std::optional<Timestamp> newest_trusted;  // of all lines up to this one
};
// nullopt: no line of this log, or its hash does not fit it.
[[nodiscard]] std::optional<AuditLine> ParseLine(std::string_view line);

}  // namespace clearway::records
