#pragma once

#include <filesystem>
#include <optional>

#include "base/core/clock.h"
#include "keys/trust_store.h"

namespace clearway::kiosk {

// The trusted signers of a folder, loaded again when the folder changes or was unusable: a kiosk
// without trust recovers by itself when a technician restores it. The last good signers stay when
// the folder becomes unusable later. Main owns it.
class TrustWatch {
 public:
  TrustWatch(std::filesystem::path folder, keys::DemoSigners demo);

  // Looks at the folder if it is time to; true when other signers are in use now than before.
  bool Refresh(Moment now);
  [[nodiscard]] bool usable() const { return store_.has_value(); }
  // Empty while none could be loaded.
  [[nodiscard]] const keys::TrustStore& store() const { return store_ ? *store_ : nothing_; }

 private:
  [[nodiscard]] std::optional<std::filesystem::file_time_type> Changed() const;

  const std::filesystem::path folder_;
  const keys::DemoSigners demo_;
  std::optional<keys::TrustStore> store_;
  keys::TrustStore nothing_;
  std::optional<std::filesystem::file_time_type> loaded_;  // the folder's time when it was loaded
  std::optional<Moment> looked_;
  bool told_ = false;
};

}  // namespace clearway::kiosk
