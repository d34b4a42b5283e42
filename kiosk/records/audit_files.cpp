#include "kiosk/records/audit_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace clearway::records {

namespace {

// A line of the file with its line end; `torn` when the file ends before one does. A line over the
// bound is cut: it is no line of ours whatever follows.
struct RawLine {
  std::string text;
  std::uint64_t bytes = 0;
  bool torn = false;
};

bool ReadLine(std::istream& stream, RawLine& line) {
  line = {};
  for (int c = stream.get(); c != std::char_traits<char>::eof(); c = stream.get()) {
    ++line.bytes;
    if (c == '\n') return true;
    if (line.text.size() <= kMaxLineBytes) line.text += static_cast<char>(c);
  }
  line.torn = true;
  return line.bytes != 0;
}

// What FileName makes, # standing for a digit.
constexpr std::string_view kName = "audit-############-####-##-##.jsonl";

bool IsFileName(std::string_view name) {
  return std::ranges::equal(name, kName, [](char letter, char expected) {
    return expected == '#' ? letter >= '0' && letter <= '9' : letter == expected;
  });
}

AuditFile FileNamed(const std::filesystem::path& path, const std::string& name) {
  const std::size_t number = kName.find('#');
  const std::size_t day = kName.find('-', number) + 1;
  return {.path = path,
          .first_sequence = std::stoull(name.substr(number)),
          .day = name.substr(day, kName.find('.') - day)};
}

bool Follows(const std::optional<AuditLine>& before, const AuditLine& line) {
  return !before || (line.sequence == before->sequence + 1 && line.previous == before->hash);
}

}  // namespace

std::unexpected<Error> FailWith(int error, const std::string& what,
                                const std::filesystem::path& path) {
  return Fail(FaultOfErrno(error), fmt::format("{} {}: {}. Check the disk and the folder's owner.",
                                               what, path.string(), std::strerror(error)));
}

std::string FileName(std::uint64_t first_sequence, const std::string& day) {
  return fmt::format("audit-{:012}-{}.jsonl", first_sequence, day);
}

Result<AuditFolder> ListFolder(const std::filesystem::path& folder) {
  std::error_code error;
  AuditFolder found;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool is_aside = name.ends_with(kSetAside);
    if (!IsFileName(name.substr(0, name.size() - (is_aside ? kSetAside.size() : 0)))) continue;
    if (is_aside) {
      found.set_aside.push_back(name);
    } else {
      found.files.push_back(FileNamed(entry->path(), name));
    }
  }
  if (error) return FailWith(error.value(), "Cannot read", folder);
  std::ranges::sort(found.files, {}, [](const AuditFile& file) { return file.path; });
  std::ranges::sort(found.set_aside);
  return found;
}

Result<FileScan> ScanFile(const std::filesystem::path& file, const std::optional<AuditLine>& before,
                          const EachLine& each) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return FailWith(errno, "Cannot read", file);
  FileScan scan;
  scan.last = before;
  for (RawLine raw; ReadLine(stream, raw);) {
    if (raw.torn) {
      scan.torn_bytes = raw.bytes;
      break;
    }
    ++scan.lines;
    scan.whole_bytes += raw.bytes;
    if (scan.broken_line != 0) continue;
    std::optional<AuditLine> line = ParseLine(raw.text);
    if (!line || !Follows(scan.last, *line)) {
      scan.broken_line = scan.lines;
      continue;
    }
    scan.newest_trusted_time = std::max(scan.newest_trusted_time, line->newest_trusted);
    if (each) each(*line, raw.text);
    scan.last = std::move(line);
  }
  if (stream.bad()) return FailWith(EIO, "Cannot read", file);
  return scan;
}

}  // namespace clearway::records
