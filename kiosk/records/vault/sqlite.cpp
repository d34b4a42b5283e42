#include "kiosk/records/vault/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/core/unique_fd.h"

namespace clearway::vault {
namespace {

constexpr int kBusyMilliseconds = 2000;

// SQLite's own sentences may quote values, so only its code's name is told.
std::unexpected<Error> Trouble(int code) {
  Fault fault = Fault::kUnavailable;
  switch (code & 0xFF) {
    case SQLITE_FULL:
      fault = Fault::kFull;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:  // e.g. a table that is not there
    case SQLITE_SCHEMA:
      fault = Fault::kBroken;
      break;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      fault = Fault::kDenied;
      break;
    default:
      break;
  }
  return Fail(fault, std::string("the vault's database: ") + sqlite3_errstr(code));
}

// SQLite makes its journals with the mode of the file.
Status MakePrivateFile(const std::filesystem::path& file) {
  const UniqueFd fd(
      ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (fd && ::fchmod(fd.get(), S_IRUSR | S_IWUSR) == 0) return {};
  return Fail(errno == ENOSPC ? Fault::kFull : Fault::kDenied,
              file.string() + ": " + std::generic_category().message(errno));
}

Status CheckPages(Database& database) {
  auto check = database.Prepare("PRAGMA quick_check(1)");
  if (!check) return std::unexpected(check.error());
  const auto row = check->Step();
  if (!row) return std::unexpected(row.error());
  const auto word = check->Blob(0);
  if (*row && word && encoding::AsText(*word) == "ok") return {};
  return Trouble(SQLITE_CORRUPT);
}

}  // namespace

void Statement::Finish::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement& Statement::Bind(int place, std::int64_t number) {
  bound_ &= sqlite3_bind_int64(statement_.get(), place, number) == SQLITE_OK;
  return *this;
}

Statement& Statement::Bind(int place, encoding::ByteView bytes) {
  // A null pointer would be bound as NULL, an empty string of bytes is one.
  const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  bound_ &=
      sqlite3_bind_blob64(statement_.get(), place, data, bytes.size(), SQLITE_STATIC) == SQLITE_OK;
  return *this;
}

Result<bool> Statement::Step() {
  if (!bound_) return Fail(Fault::kBroken, "the vault's database took no value");
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Trouble(sqlite3_extended_errcode(database_));
}

Status Statement::Run() {
  const auto row = Step();
  if (!row) return std::unexpected(row.error());
  return {};
}

std::optional<std::int64_t> Statement::Number(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<encoding::ByteView> Statement::Blob(int column) const {
  const int type = sqlite3_column_type(statement_.get(), column);
  if (type != SQLITE_BLOB && type != SQLITE_TEXT) return std::nullopt;
  const auto* bytes =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  return encoding::ByteView(
      bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Result<Database> Database::Open(const std::filesystem::path& file) {
  if (Status made = MakePrivateFile(file); !made) return std::unexpected(made.error());
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
      nullptr);
  Database database(handle);
  if (code != SQLITE_OK) return Trouble(code);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  Status set = database.Run(
      "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON");
  if (set) set = CheckPages(database);
  if (!set) return std::unexpected(set.error());
  return database;
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) return Trouble(code);
  return Statement(database_.get(), statement);
}

Status Database::Run(const char* sql) {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status{} : Status(Trouble(code));
}

std::size_t Database::changes() const {
  return static_cast<std::size_t>(sqlite3_changes64(database_.get()));
}

Result<Transaction> Transaction::Begin(Database& database) {
  if (Status begun = database.Run("BEGIN IMMEDIATE"); !begun) {
    return std::unexpected(begun.error());
  }
  return Transaction(database);
}

Transaction::~Transaction() {
  // Trouble here leaves nothing half done: the next start rolls back what was not committed.
  if (database_ == nullptr) return;
  [[maybe_unused]] const Status undone = database_->Run("ROLLBACK");
}

Status Transaction::Commit() {
  Status committed = database_->Run("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace clearway::vault
