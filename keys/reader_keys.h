#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/reader_key.h"

namespace clearway::keys {

// The reader keys of a kiosk: files *.reader in a folder, each sealed to the kiosk's own key.
// Nothing is in memory until a sealed certificate is there, and all of it is overwritten when none
// has come for a while. Main owns it; loading reads some small files.
class ReaderKeys {
 public:
  // How long they stay after the last use.
  static constexpr std::chrono::seconds kIdle{60};

  // Reads nothing yet. With an empty folder there are no reader keys.
  ReaderKeys(std::filesystem::path folder, std::filesystem::path device_key);

  // Loads them unless they are in memory. A file that cannot be opened is left out and named in
  // problems(). kNotFound, kDenied, kInvalid: the folder or the kiosk's own key cannot be used;
  // then there are none.
  Status Load(Moment now);
  [[nodiscard]] std::span<const ReaderKey> keys() const { return keys_; }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  // Forgets them when the last Load is kIdle ago.
  void Idle(Moment now);
  void Forget();

 private:
  std::filesystem::path folder_;
  std::filesystem::path device_key_;
  std::vector<ReaderKey> keys_;
  std::vector<std::string> problems_;
  std::optional<Moment> used_;  // present while they are in memory
};

}  // namespace clearway::keys
