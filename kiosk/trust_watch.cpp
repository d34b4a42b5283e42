#include "kiosk/trust_watch.h"

#include <system_error>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"

namespace clearway::kiosk {
namespace {

constexpr std::chrono::seconds kBetweenLooks{2};

}  // namespace

TrustWatch::TrustWatch(std::filesystem::path folder, keys::DemoSigners demo)
    : folder_(std::move(folder)), demo_(demo) {}

std::optional<std::filesystem::file_time_type> TrustWatch::Changed() const {
  std::error_code failed;
  const auto time = std::filesystem::last_write_time(folder_, failed);
  if (failed) return std::nullopt;
  return time;
}

bool TrustWatch::Refresh(Moment now) {
  if (looked_ && now - *looked_ < kBetweenLooks) return false;
  looked_ = now;
  const auto changed = Changed();
  if (store_ && changed == loaded_) return false;
  auto fresh = keys::TrustStore::LoadFolder(folder_, demo_);
  if (!fresh) {
    if (!std::exchange(told_, true)) {
      Log(events::kiosk::TrustUnusable{.fault = fresh.error().fault});
    }
    return false;
  }
  told_ = false;
  loaded_ = changed;
  store_ = std::move(*fresh);
  Log(events::kiosk::TrustLoaded{.signers = static_cast<std::int64_t>(store_->size()),
                                 .left_out = static_cast<std::int64_t>(store_->problems().size())});
  return true;
}

}  // namespace clearway::kiosk
