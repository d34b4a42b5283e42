#include "kiosk/records/vault/sqlite_store.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace clearway::vault {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "copies.db";
constexpr std::int64_t kSchema = 1;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kUsedUp = INT64_MAX;  // of attempts

// Attempts are counted apart from the long copies, and those at no copy under the empty tag, so
// that both write the same pages and take the same time.
constexpr const char* kTables =
    "CREATE TABLE copies(tag BLOB PRIMARY KEY, day INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
    " sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE attempts(tag BLOB PRIMARY KEY, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE kiosk(one INTEGER PRIMARY KEY CHECK(one = 1), latest INTEGER NOT NULL,"
    " hour INTEGER NOT NULL, attempts INTEGER NOT NULL) STRICT;"
    "INSERT INTO kiosk VALUES(1, 0, 0, 0);"
    "PRAGMA user_version = 1";

constexpr const char* kForgetAttempts =
    "DELETE FROM attempts WHERE length(tag) > 0 AND tag NOT IN (SELECT tag FROM copies)";

std::int64_t Seconds(Timestamp time) {
  return time.time_since_epoch().count();
}

Timestamp Moment(std::int64_t seconds) {
  return Timestamp(std::chrono::seconds(seconds));
}

std::unexpected<Error> Nonsense() {
  return Fail(Fault::kBroken, "the vault's database holds what the vault never wrote");
}

// day, expires_at and sealed, in this order.
std::optional<CopyRecord> CopyIn(const Statement& row, const CopyTag& tag) {
  const auto day = row.Number(0);
  const auto expires_at = row.Number(1);
  const auto sealed = row.Blob(2);
  if (!day || *day < 0 || *day > UINT32_MAX || !expires_at || !sealed ||
      sealed->size() > kMostSealedBytes) {
    return std::nullopt;
  }
  return CopyRecord{.tag = tag,
                    .day = static_cast<Day>(*day),
                    .expires_at = Moment(*expires_at),
                    .sealed = {sealed->begin(), sealed->end()}};
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::Open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Fail(Fault::kDenied, folder.string() + ": " + error.message());
  auto database = Database::Open(folder / kFile);
  if (!database) return std::unexpected(database.error());
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*database)));
  if (Status prepared = store->Prepare(); !prepared) return std::unexpected(prepared.error());
  return store;
}

bool SqliteStore::Exists(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / kFile, error);
}

Status SqliteStore::Discard(const fs::path& folder) {
  std::error_code error;
  for (const char* ending : {"", "-wal", "-shm"}) {
    fs::remove(folder / (std::string(kFile) + ending), error);
    if (error) return Fail(Fault::kDenied, folder.string() + ": " + error.message());
  }
  return {};
}

// Makes the tables of a new file; finds out whether an old one has ours.
Status SqliteStore::Prepare() {
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  auto version = database_.Prepare("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  const auto row = version->Step();
  if (!row) return std::unexpected(row.error());
  const auto number = version->Number(0);
  if (number != 0 && number != kSchema) return Nonsense();
  if (number == 0) {
    if (Status made = database_.Run(kTables); !made) return made;
  }
  if (Status committed = transaction->Commit(); !committed) return committed;
  const auto latest = Latest();
  if (!latest) return std::unexpected(latest.error());
  const auto days = Days();
  if (!days) return std::unexpected(days.error());
  return {};
}

Result<std::int64_t> SqliteStore::Count(std::string_view sql, std::int64_t value) {
  auto query = database_.Prepare(sql);
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(1, value).Step();
  if (!row) return std::unexpected(row.error());
  const auto number = *row ? query->Number(0) : std::nullopt;
  if (!number || *number < 0) return Nonsense();
  return *number;
}

Result<Timestamp> SqliteStore::Latest() {
  const auto latest = Count("SELECT latest FROM kiosk WHERE one = ?", 1);
  if (!latest) return std::unexpected(latest.error());
  return Moment(*latest);
}

Status SqliteStore::Remember(Timestamp now) {
  auto update = database_.Prepare("UPDATE kiosk SET latest = max(latest, ?)");
  return update ? update->Bind(1, Seconds(now)).Run() : Status(std::unexpected(update.error()));
}

Status SqliteStore::Change(std::string_view sql, encoding::ByteView tag) {
  auto statement = database_.Prepare(sql);
  return statement ? statement->Bind(1, tag).Run() : Status(std::unexpected(statement.error()));
}

Status SqliteStore::Remove(const CopyTag& tag) {
  const Status removed = Change("DELETE FROM copies WHERE tag = ?", tag);
  return removed ? Change("DELETE FROM attempts WHERE tag = ?", tag) : removed;
}

Status SqliteStore::Put(const CopyRecord& copy, std::span<const CopyTag> replaced, Timestamp now) {
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  for (const CopyTag& tag : replaced) {
    if (Status removed = Remove(tag); !removed) return removed;
  }
  const auto copies = Count("SELECT count(*) FROM copies WHERE ? = 1", 1);
  if (!copies) return std::unexpected(copies.error());
  if (*copies >= static_cast<std::int64_t>(kMostCopies)) {
    return Fail(Fault::kFull, "the vault holds as many copies as it may");
  }
  auto insert = database_.Prepare(
      "INSERT OR REPLACE INTO copies(tag, day, expires_at, sealed) VALUES(?, ?, ?, ?)");
  if (!insert) return std::unexpected(insert.error());
  Status done = insert->Bind(1, encoding::ByteView(copy.tag))
                    .Bind(2, std::int64_t{copy.day})
                    .Bind(3, Seconds(copy.expires_at))
                    .Bind(4, encoding::ByteView(copy.sealed))
                    .Run();
  if (done) done = Change("INSERT OR REPLACE INTO attempts VALUES(?, 0)", copy.tag);
  if (done) done = Remember(now);
  return done ? transaction->Commit() : done;
}

// What is counted now; `most` + 1 where the hour has none left, and then it is not counted.
Result<std::uint32_t> SqliteStore::CountInHour(Timestamp now, std::uint32_t most) {
  const std::int64_t hour = Seconds(now) / kHour;
  const auto used = Count("SELECT iif(hour = ?, attempts, 0) FROM kiosk", hour);
  if (!used) return std::unexpected(used.error());
  if (*used >= most) return most + 1;
  auto update = database_.Prepare("UPDATE kiosk SET hour = ?, attempts = ?");
  if (!update) return std::unexpected(update.error());
  if (Status done = update->Bind(1, hour).Bind(2, *used + 1).Run(); !done) {
    return std::unexpected(done.error());
  }
  return static_cast<std::uint32_t>(*used) + 1;
}

Result<std::optional<CopyRecord>> SqliteStore::Find(const CopyTag& tag) {
  auto query = database_.Prepare("SELECT day, expires_at, sealed FROM copies WHERE tag = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(1, encoding::ByteView(tag)).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  if (auto copy = CopyIn(*query, tag)) return copy;
  // Nothing that the vault wrote: as good as none, and gone, so that the next copy has its place.
  if (Status removed = Remove(tag); !removed) return std::unexpected(removed.error());
  return std::nullopt;
}

Result<std::int64_t> SqliteStore::UsedAttempts(const CopyTag& tag) {
  auto query = database_.Prepare("SELECT used FROM attempts WHERE tag = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(1, encoding::ByteView(tag)).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return 0;
  const auto used = query->Number(0);
  return used && *used >= 0 ? *used : kUsedUp;
}

// The copy, if it lives and its attempts are not used up; else it is removed.
Result<std::optional<CopyRecord>> SqliteStore::FindLiving(const CopyTag& tag, Timestamp now,
                                                          std::uint32_t most) {
  auto found = Find(tag);
  if (!found) return found;
  const std::optional<CopyRecord>& copy = *found;
  if (!copy) return found;
  const auto used = UsedAttempts(tag);
  if (!used) return std::unexpected(used.error());
  if (*used < most && now < copy->expires_at) return found;
  if (Status removed = Remove(tag); !removed) return std::unexpected(removed.error());
  return std::nullopt;
}

Result<Attempt> SqliteStore::CountAttempt(std::span<const CopyTag> tags, Timestamp now,
                                          const AttemptLimits& limits) {
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  const auto in_hour = CountInHour(now, limits.per_hour);
  if (!in_hour) return std::unexpected(in_hour.error());
  Attempt attempt{.within_budget = *in_hour <= limits.per_hour, .copy = {}};
  if (!attempt.within_budget) return attempt;
  for (const CopyTag& tag : tags) {
    auto copy = FindLiving(tag, now, limits.per_copy);
    if (!copy) return std::unexpected(copy.error());
    if (*copy) attempt.copy = std::move(*copy);
  }
  const encoding::ByteView counted = attempt.copy ? attempt.copy->tag : encoding::ByteView();
  Status done = Change(
      "INSERT INTO attempts VALUES(?, 1) ON CONFLICT(tag) DO UPDATE SET used = used + 1", counted);
  if (done) done = Remember(now);
  if (done) done = transaction->Commit();
  if (!done) return std::unexpected(done.error());
  return attempt;
}

Status SqliteStore::Forgive(const CopyTag& tag) {
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  if (Status done = database_.Run("UPDATE kiosk SET attempts = max(attempts - 1, 0)"); !done) {
    return done;
  }
  if (Status done = Change("UPDATE attempts SET used = 0 WHERE tag = ?", tag); !done) return done;
  return transaction->Commit();
}

Result<CopyStore::Removed> SqliteStore::RemoveDead(std::span<const Day> days, Timestamp now,
                                                   const AttemptLimits& limits) {
  const auto present = Days();
  if (!present) return std::unexpected(present.error());
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  auto expired = database_.Prepare(
      "DELETE FROM copies WHERE expires_at <= ?"
      " OR tag IN (SELECT tag FROM attempts WHERE used >= ?)");
  if (!expired) return std::unexpected(expired.error());
  Status done = expired->Bind(1, Seconds(now)).Bind(2, std::int64_t{limits.per_copy}).Run();
  if (!done) return std::unexpected(done.error());
  Removed removed{.expired = database_.changes()};
  for (const Day day : *present) {
    if (std::ranges::find(days, day) != days.end()) continue;
    auto keyless = database_.Prepare("DELETE FROM copies WHERE day = ?");
    if (!keyless) return std::unexpected(keyless.error());
    done = keyless->Bind(1, std::int64_t{day}).Run();
    if (!done) return std::unexpected(done.error());
    removed.keyless += database_.changes();
  }
  done = database_.Run(kForgetAttempts);
  if (done) done = Remember(now);
  if (done) done = transaction->Commit();
  // The log holds older pages, of copies that were replaced or used up as well: it goes, too.
  if (done) done = database_.Run("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!done) return std::unexpected(done.error());
  return removed;
}

Result<std::size_t> SqliteStore::RemoveAll(Timestamp now) {
  auto transaction = Transaction::Begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  // With a condition: without one SQLite would cut the table off instead of overwriting rows.
  Status done = database_.Run("DELETE FROM copies WHERE length(tag) >= 0");
  if (!done) return std::unexpected(done.error());
  const std::size_t removed = database_.changes();
  done = database_.Run(kForgetAttempts);
  if (!done) return std::unexpected(done.error());
  auto update = database_.Prepare("UPDATE kiosk SET latest = ?");
  if (!update) return std::unexpected(update.error());
  done = update->Bind(1, Seconds(now)).Run();
  if (done) done = transaction->Commit();
  if (done) done = database_.Run("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!done) return std::unexpected(done.error());
  return removed;
}

Result<std::vector<Day>> SqliteStore::Days() {
  auto query = database_.Prepare("SELECT DISTINCT day FROM copies ORDER BY day");
  if (!query) return std::unexpected(query.error());
  std::vector<Day> days;
  for (;;) {
    const auto row = query->Step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return days;
    const auto day = query->Number(0);
    if (!day || *day < 0 || *day > UINT32_MAX) return Nonsense();
    days.push_back(static_cast<Day>(*day));
  }
}

Result<StoreStats> SqliteStore::Stats(Timestamp now) {
  StoreStats stats;
  const auto in_hour = Count("SELECT iif(hour = ?, attempts, 0) FROM kiosk", Seconds(now) / kHour);
  if (!in_hour) return std::unexpected(in_hour.error());
  stats.attempts_in_hour = static_cast<std::uint32_t>(*in_hour);
  auto query = database_.Prepare(
      "SELECT count(*), min(expires_at), max(expires_at) FROM copies WHERE expires_at > ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(1, Seconds(now)).Step();
  if (!row) return std::unexpected(row.error());
  stats.copies = static_cast<std::size_t>(query->Number(0).value_or(0));
  if (const auto first = query->Number(1)) stats.first_expiry = Moment(*first);
  if (const auto last = query->Number(2)) stats.last_expiry = Moment(*last);
  return stats;
}

}  // namespace clearway::vault
