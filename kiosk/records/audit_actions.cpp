#include "kiosk/records/audit_actions.h"

#include <utility>

#include "base/encoding/json.h"

namespace clearway::records {
namespace {

std::uint64_t ActionIn(const encoding::json::Item& line) {
  const auto item = line.Find("action");
  const auto number = item ? item->AsNumber() : std::nullopt;
  return number && *number >= 0 && *number <= UINT32_MAX ? static_cast<std::uint64_t>(*number) : 0;
}

}  // namespace

void AuditActions::Take(const AuditLine& line, std::string_view text) {
  const auto document = encoding::json::Document::Parse(text);
  if (!document) return;
  const auto item = document->root().Find("kind");
  const auto kind = item ? item->AsText().value_or("") : "";
  if (kind == "action_begun") {
    ++begun_;
    const auto [open, is_new] = open_.try_emplace(ActionIn(document->root()), line.sequence);
    if (!is_new) abandoned_.insert(std::exchange(open->second, line.sequence));
  } else if (kind == "action_ended") {
    open_.erase(ActionIn(document->root()));
  } else if (kind == "kiosk_started") {
    for (const auto& [action, sequence] : open_) abandoned_.insert(sequence);
    open_.clear();
  }
}

std::set<std::uint64_t> AuditActions::NotCompleted() const {
  std::set<std::uint64_t> lines = abandoned_;
  for (const auto& [action, sequence] : open_) lines.insert(sequence);
  return lines;
}

}  // namespace clearway::records
