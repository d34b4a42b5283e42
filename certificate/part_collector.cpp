#include "certificate/part_collector.h"

#include <algorithm>

#include "base/encoding/bytes.h"

namespace clearway::certificate {
namespace {

// More codes than anybody shows at once: what goes beyond is a new event at worst.
constexpr std::size_t kMostSeen = 64;

}  // namespace

std::optional<std::string> PartCollector::Offer(std::string_view text, Moment now) {
  const keys::Sha256Digest digest = keys::Sha256(encoding::AsBytes(text));
  const auto found = std::ranges::find(seen_, digest, &Seen::digest);
  if (found != seen_.end()) {
    const bool in_view = now - found->last < kAway;
    found->last = now;
    return in_view ? std::nullopt : std::optional<std::string>(text);
  }
  if (seen_.size() == kMostSeen) seen_.pop_front();
  seen_.push_back({digest, now});
  return std::string(text);
}

}  // namespace clearway::certificate
