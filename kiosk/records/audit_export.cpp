#include "kiosk/records/audit_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>

#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"
#include "kiosk/records/audit_actions.h"

namespace clearway::records {
namespace {

using encoding::json::Item;

constexpr std::array<std::string_view, 5> kColumns{"seq", "time", "trusted", "kiosk", "kind"};
constexpr std::array<std::string_view, 2> kBadges{"badge", "by"};

bool IsColumn(std::string_view name) {
  return std::ranges::find(kColumns, name) != kColumns.end();
}

bool IsBadge(std::string_view name) {
  return std::ranges::find(kBadges, name) != kBadges.end();
}

// A value as the log has it, texts without quotation marks.
std::string Plain(const Item& value) {
  if (const auto text = value.AsText()) return std::string(*text);
  return encoding::CanonicalJson(value);
}

std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

class Exporter {
 public:
  Exporter(const ExportRequest& request, std::set<std::uint64_t> not_completed,
           const std::function<void(std::string_view)>& write)
      : request_(request), not_completed_(std::move(not_completed)), write_(write) {
    if (request.format == ExportFormat::kCsv) write_("seq,time,trusted,kiosk,kind,details\r\n");
  }

  void Take(const AuditLine& line, std::string_view text) {
    if (request_.from && line.time.now < *request_.from) return;
    if (request_.until && line.time.now >= *request_.until) return;
    const auto document = encoding::json::Document::Parse(text);
    if (!document) return;
    const bool failed = not_completed_.contains(line.sequence);
    write_(request_.format == ExportFormat::kCsv ? CsvLine(document->root(), failed)
                                                 : JsonLine(document->root(), failed));
  }

 private:
  [[nodiscard]] bool IsLeftOut(std::string_view name) const {
    return name == "prev" || name == "hash" || (IsBadge(name) && !request_.with_badges);
  }

  [[nodiscard]] std::string JsonLine(const Item& line, bool failed) const {
    std::string out;
    const auto add = [&out](std::string_view name, std::string_view value) {
      out += fmt::format("{}{}:{}", out.empty() ? "{" : ",", encoding::CanonicalText(name), value);
    };
    for (const auto& [name, value] : line.Members()) {
      if (!IsLeftOut(name)) add(name, encoding::CanonicalJson(value));
    }
    if (failed) add("outcome", "\"failed\"");
    return out + "}\n";
  }

  [[nodiscard]] std::string CsvLine(const Item& line, bool failed) const {
    std::string out;
    for (const std::string_view name : kColumns) {
      const auto value = line.Find(name);
      out += fmt::format("{},", value ? CsvField(Plain(*value)) : "");
    }
    std::string details;
    const auto add = [&details](std::string_view name, std::string_view value) {
      details += fmt::format("{}{}={}", details.empty() ? "" : " ", name, value);
    };
    for (const auto& [name, value] : line.Members()) {
      if (!IsLeftOut(name) && !IsColumn(name)) add(name, Plain(value));
    }
    if (failed) add("outcome", "failed");
    return out + CsvField(details) + "\r\n";
  }

  const ExportRequest& request_;
  const std::set<std::uint64_t> not_completed_;
  const std::function<void(std::string_view)>& write_;
};

}  // namespace

// Twice through the log: whether an action ends is said after it began.
Result<AuditReport> ExportAudit(const std::filesystem::path& folder, const ExportRequest& request,
                                const std::function<void(std::string_view)>& write) {
  AuditActions actions;
  auto report = VerifyAudit(
      folder, [&](const AuditLine& line, std::string_view text) { actions.Take(line, text); });
  if (!report) return report;
  Exporter exporter(request, actions.NotCompleted(), write);
  return VerifyAudit(
      folder, [&](const AuditLine& line, std::string_view text) { exporter.Take(line, text); });
}

}  // namespace clearway::records
