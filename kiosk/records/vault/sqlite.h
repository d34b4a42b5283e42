#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

// SQLite with the settings that records need: a write-ahead log, commits that reach the disk, and
// freed pages overwritten. Its content is as hostile as any file's: columns are asked for their
// type.
namespace clearway::vault {

class Database;

// One prepared statement, bound and stepped from its beginning. Lives as long as its database.
class Statement {
 public:
  Statement& Bind(int place, std::int64_t number);
  Statement& Bind(int place, encoding::ByteView bytes);  // read until the statement ends

  // True: a row; false: no more. After either error the statement is done with.
  [[nodiscard]] Result<bool> Step();
  // Steps to the end of a statement that gives no rows.
  [[nodiscard]] Status Run();

  // A column of the row; nullopt: of another type.
  [[nodiscard]] std::optional<std::int64_t> Number(int column) const;
  [[nodiscard]] std::optional<encoding::ByteView> Blob(int column) const;  // valid until Step

 private:
  friend class Database;
  struct Finish {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finish> statement_;
  bool bound_ = true;
};

class Database {
 public:
  // Opens or makes the file, mode 0600. kBroken: no database, or its pages do not fit together;
  // kDenied, kUnavailable, kFull: the system says so.
  [[nodiscard]] static Result<Database> Open(const std::filesystem::path& file);

  // `sql` is one statement of the source code.
  [[nodiscard]] Result<Statement> Prepare(std::string_view sql);
  // Statements without values, separated by ;.
  [[nodiscard]] Status Run(const char* sql);
  // How many rows the last statement changed.
  [[nodiscard]] std::size_t changes() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

// Everything between Begin and Commit happens, or nothing; without Commit nothing.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> Begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  [[nodiscard]] Status Commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace clearway::vault
