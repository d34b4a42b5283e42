#include "kiosk/records/vault/vault_care.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "kiosk/records/vault/day_keys.h"
#include "kiosk/records/vault/sqlite_store.h"

namespace clearway::vault {
namespace {

Status CheckFolders(const VaultFolders& folders) {
  std::error_code error;
  for (const auto& folder : {folders.copies, folders.keys}) {
    if (std::filesystem::is_directory(folder, error)) continue;
    return Fail(Fault::kNotFound, "there is no folder " + folder.string() +
                                      ": name the vault's with --copies and --keys");
  }
  return {};
}

// The store, or null where there is none: only the kiosk makes one, whose file it has to be.
Result<std::unique_ptr<SqliteStore>> OpenStore(const VaultFolders& folders) {
  if (!SqliteStore::Exists(folders.copies)) return nullptr;
  return SqliteStore::Open(folders.copies);
}

Result<CareReport> Look(SqliteStore* store, const VaultFolders& folders, Timestamp now) {
  CareReport report;
  if (store != nullptr) {
    const auto stats = store->Stats(now);
    if (!stats) return std::unexpected(stats.error());
    report.store = *stats;
  }
  const auto files = ListDayKeys(folders.keys);
  if (!files) return std::unexpected(files.error());
  report.day_keys = files->size();
  return report;
}

// The vault under its lock; `work` does the rest.
template <typename Work>
Result<CareReport> InVault(const VaultFolders& folders, Work work) {
  if (Status there = CheckFolders(folders); !there) return std::unexpected(there.error());
  const auto lock = LockDayKeys(folders.keys);
  if (!lock) return std::unexpected(lock.error());
  return work();
}

Result<CareReport> Purge(const VaultFolders& folders, Timestamp now) {
  const auto store = OpenStore(folders);
  if (!store) return std::unexpected(store.error());
  std::vector<Day> living;
  std::size_t removed = 0;
  if (*store != nullptr) {
    // A day without a key is the kiosk's to notice and to log.
    const auto days = (*store)->Days();
    if (!days) return std::unexpected(days.error());
    // How many attempts a copy has is the kiosk's to know: here only time counts.
    constexpr AttemptLimits kAny{.per_copy = std::numeric_limits<std::uint32_t>::max()};
    const auto dead = (*store)->RemoveDead(*days, now, kAny);
    if (!dead) return std::unexpected(dead.error());
    removed = dead->expired;
    auto left = (*store)->Days();
    if (!left) return std::unexpected(left.error());
    living = std::move(*left);
  }
  const auto destroyed = DestroyDayKeys(folders.keys, [&](const DayKeyFile& file) {
    return file.day && std::ranges::find(living, *file.day) != living.end();
  });
  if (!destroyed) return std::unexpected(destroyed.error());
  auto report = Look(store->get(), folders, now);
  if (!report) return report;
  report->copies_removed = removed;
  report->keys_destroyed = *destroyed;
  return report;
}

Result<CareReport> Empty(const VaultFolders& folders, Timestamp now) {
  const auto destroyed = DestroyDayKeys(folders.keys, [](const DayKeyFile&) { return false; });
  if (!destroyed) return std::unexpected(destroyed.error());
  auto store = OpenStore(folders);
  if (!store && store.error().fault == Fault::kBroken) {
    if (Status gone = SqliteStore::Discard(folders.copies); !gone) {
      return std::unexpected(gone.error());
    }
    store = nullptr;
  }
  if (!store) return std::unexpected(store.error());
  const auto removed = *store == nullptr ? Result<std::size_t>(0) : (*store)->RemoveAll(now);
  if (!removed) return std::unexpected(removed.error());
  auto report = Look(store->get(), folders, now);
  if (!report) return report;
  report->copies_removed = *removed;
  report->keys_destroyed = *destroyed;
  return report;
}

}  // namespace

Result<CareReport> LookAtVault(const VaultFolders& folders, Timestamp now) {
  return InVault(folders, [&]() -> Result<CareReport> {
    const auto store = OpenStore(folders);
    if (!store) return std::unexpected(store.error());
    return Look(store->get(), folders, now);
  });
}

Result<CareReport> PurgeVault(const VaultFolders& folders, Timestamp now) {
  return InVault(folders, [&] { return Purge(folders, now); });
}

Result<CareReport> EmptyVault(const VaultFolders& folders, Timestamp now) {
  return InVault(folders, [&] { return Empty(folders, now); });
}

}  // namespace clearway::vault
