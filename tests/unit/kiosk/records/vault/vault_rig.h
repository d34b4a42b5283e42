#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "kiosk/records/vault/sqlite_store.h"
#include "kiosk/records/vault/vault.h"

namespace clearway::vault {

// A vault's folders, and vaults on them whose guesses cost next to nothing.
class VaultRig {
 public:
  VaultRig() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "clearway-vault-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  // One that another process made and will remove.
  explicit VaultRig(std::filesystem::path path) : path_(std::move(path)), owned_(false) {}
  VaultRig(const VaultRig&) = delete;
  VaultRig& operator=(const VaultRig&) = delete;
  ~VaultRig() {
    if (owned_) std::filesystem::remove_all(path_);
  }

  [[nodiscard]] std::filesystem::path path() const { return path_; }
  [[nodiscard]] std::filesystem::path copies() const { return path_ / "copies"; }
  [[nodiscard]] std::filesystem::path keys() const { return path_ / "keys"; }

  [[nodiscard]] static keys::Secret Secret(std::uint8_t byte = 7) {
    return keys::Secret(encoding::Bytes(32, byte));
  }
  [[nodiscard]] DayKeys Keys() const { return *DayKeys::Open(keys(), Secret().view()); }
  [[nodiscard]] Vault Open(const VaultSettings& settings = {}, std::uint8_t secret = 7) const {
    return {settings, Secret(secret), *DayKeys::Open(keys(), Secret(secret).view()),
            *SqliteStore::Open(copies()), keys::PinCost{.memory_kib = 8, .passes = 1}};
  }

  // All that lies in the folders, as a finder of the disk would read it.
  [[nodiscard]] std::string AllBytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      if (!entry.is_regular_file()) continue;
      all += entry.path().filename().string();
      std::ifstream stream(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(stream), {});
    }
    return all;
  }

 private:
  std::filesystem::path path_;
  bool owned_ = true;
};

inline DocumentKey DocumentOf(const std::string& number) {
  const auto checked = [](const std::string& field) {
    return field + encoding::mrz::CheckDigit(field);
  };
  return *DocumentKey::FromTyped(checked(number), checked("740812"), checked("320415"));
}

inline keys::Pin PinOf(const char* digits) {
  return *keys::Pin::Enter(digits);
}

inline constexpr Timestamp kNoon{std::chrono::seconds(1'800'014'400)};  // 2027-01-15T12:00:00Z

inline TrustedTime At(Timestamp now) {
  return {.now = now, .trusted = true};
}

}  // namespace clearway::vault
