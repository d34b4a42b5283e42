#include "keys/card_revocations.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/encoding/base64.h"

namespace clearway::keys {
namespace {

constexpr std::size_t kLongestRid = 24;             // characters, as the framework says
constexpr std::int64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z

// The lengths make it one-to-one, whatever the three texts hold.
std::string KeyOf(std::string_view issuer, std::string_view key_id, std::string_view rid) {
  return fmt::format("{}:{}:{}{}{}", issuer.size(), key_id.size(), issuer, key_id, rid);
}

// A fraction, which NumericDates may have, counts as a whole second more: nobody escapes by it.
std::optional<Timestamp> ParseMoment(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view digits = text.substr(0, point);
  std::int64_t seconds = 0;
  const char* const begin = digits.data();
  const char* const end = begin + digits.size();
  const auto outcome = std::from_chars(begin, end, seconds);
  if (outcome.ec != std::errc{} || outcome.ptr != end || seconds < 0) return std::nullopt;
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    seconds = std::min(seconds, kLastSecond) + 1;
  }
  return Timestamp(std::chrono::seconds(std::min(seconds, kLastSecond)));
}

}  // namespace

std::optional<RevokedCard> ParseRevokedCard(std::string_view entry) {
  const std::size_t point = entry.find('.');
  const std::string_view rid = entry.substr(0, point);
  if (rid.empty() || rid.size() > kLongestRid || !encoding::IsBase64Url(rid)) {
    return std::nullopt;
  }
  RevokedCard card{.rid = std::string(rid), .issued_before = std::nullopt};
  if (point == std::string_view::npos) return card;
  card.issued_before = ParseMoment(entry.substr(point + 1));
  return card.issued_before ? std::optional(std::move(card)) : std::nullopt;
}

bool CardRevocations::Add(std::string_view issuer, std::string_view key_id,
                          std::string_view entry) {
  if (entry.empty()) return false;
  const RevokedCard literal{.rid = std::string(entry), .issued_before = std::nullopt};
  const auto card = ParseRevokedCard(entry).value_or(literal);
  const std::optional<Timestamp>& before = card.issued_before;
  const auto [place, is_new] = issued_before_.try_emplace(KeyOf(issuer, key_id, card.rid), before);
  // Two entries for one rid: the wider one holds.
  std::optional<Timestamp>& held = place->second;
  if (!is_new && held) held = before ? std::max(*held, *before) : before;
  return true;
}

bool CardRevocations::Revokes(std::string_view issuer, std::string_view key_id,
                              std::string_view rid, Timestamp issued_at) const {
  if (rid.empty() || issued_before_.empty()) return false;
  const auto found = issued_before_.find(KeyOf(issuer, key_id, rid));
  if (found == issued_before_.end()) return false;
  const std::optional<Timestamp>& before = found->second;
  return !before || issued_at < *before;
}

}  // namespace clearway::keys
