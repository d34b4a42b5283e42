#pragma once

#include <filesystem>
#include <memory>

#include "base/core/result.h"
#include "kiosk/records/vault/copy_store.h"
#include "kiosk/records/vault/sqlite.h"

namespace clearway::vault {

// The copies of one kiosk in FOLDER/copies.db. Two processes may have it open; who holds the lock
// of the day keys uses it.
class SqliteStore : public CopyStore {
 public:
  static constexpr std::size_t kMostCopies = 20'000;

  // Makes folder and file where they are absent. kBroken: the file is none of ours any more; the
  // others as the system says.
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> Open(
      const std::filesystem::path& folder);
  [[nodiscard]] static bool Exists(const std::filesystem::path& folder);
  // Removes the file and its journals, for when it is broken.
  [[nodiscard]] static Status Discard(const std::filesystem::path& folder);

  [[nodiscard]] Result<Timestamp> Latest() override;
  [[nodiscard]] Status Put(const CopyRecord& copy, std::span<const CopyTag> replaced,
                           Timestamp now) override;
  [[nodiscard]] Result<Attempt> CountAttempt(std::span<const CopyTag> tags, Timestamp now,
                                             const AttemptLimits& limits) override;
  [[nodiscard]] Status Forgive(const CopyTag& tag) override;
  [[nodiscard]] Result<Removed> RemoveDead(std::span<const Day> days, Timestamp now,
                                           const AttemptLimits& limits) override;
  [[nodiscard]] Result<std::size_t> RemoveAll(Timestamp now) override;
  [[nodiscard]] Result<std::vector<Day>> Days() override;
  [[nodiscard]] Result<StoreStats> Stats(Timestamp now) override;

 private:
  explicit SqliteStore(Database database) : database_(std::move(database)) {}
  [[nodiscard]] Status Prepare();
  [[nodiscard]] Status Remember(Timestamp now);
  [[nodiscard]] Status Remove(const CopyTag& tag);
  [[nodiscard]] Result<std::int64_t> Count(std::string_view sql, std::int64_t value);
  [[nodiscard]] Result<std::uint32_t> CountInHour(Timestamp now, std::uint32_t most);
  // Runs a statement whose one value is a tag.
  [[nodiscard]] Status Change(std::string_view sql, encoding::ByteView tag);
  [[nodiscard]] Result<std::optional<CopyRecord>> Find(const CopyTag& tag);
  [[nodiscard]] Result<std::int64_t> UsedAttempts(const CopyTag& tag);
  [[nodiscard]] Result<std::optional<CopyRecord>> FindLiving(const CopyTag& tag, Timestamp now,
                                                             std::uint32_t most);

  Database database_;
};

}  // namespace clearway::vault
