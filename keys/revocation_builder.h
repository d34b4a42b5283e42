#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/core/unique_fd.h"
#include "keys/revocation_format.h"

namespace clearway::keys {

// Writes a revocation file from any number of entries in any order, with bounded memory: entries
// are spread over temporary files by their leading byte, and one of those is sorted at a time (for
// 80 million entries about 5 MB). For `clearway revoke build`; a kiosk only reads. Not thread-safe.
class RevocationBuilder {
 public:
  // `path` is written at Finish, in one rename, and then read-only: who has mapped the one before
  // keeps it whole. Temporary files lie beside it and are gone afterwards.
  [[nodiscard]] static Result<RevocationBuilder> Create(std::filesystem::path path);
  RevocationBuilder(RevocationBuilder&&) noexcept = default;
  RevocationBuilder& operator=(RevocationBuilder&&) noexcept = default;
  RevocationBuilder(const RevocationBuilder&) = delete;
  RevocationBuilder& operator=(const RevocationBuilder&) = delete;
  ~RevocationBuilder();

  // Says that the file holds this scope's list as of `issued`, to be replaced by `next_update`. A
  // scope named twice keeps the earlier next update: half of it is that old.
  void AddScope(RevocationScope scope, Timestamp issued, Timestamp next_update);

  // Revokes the value; with `before` only what was issued before that moment. kFull: the disk is.
  [[nodiscard]] Status Add(RevocationKind kind, RevocationScope scope,
                           std::span<const std::uint8_t> value,
                           std::optional<Timestamp> before = std::nullopt);

  // Sorts, removes duplicates and writes. The builder is spent afterwards.
  [[nodiscard]] Status Finish(Timestamp issued);

 private:
  struct Spill {
    UniqueFd file;
    std::vector<RevocationKey> buffer;
  };
  class BodyWriter;
  explicit RevocationBuilder(std::filesystem::path path) : path_(std::move(path)) {}
  [[nodiscard]] static Status Flush(Spill& spill);
  [[nodiscard]] Result<std::vector<std::uint32_t>> MakeBuckets(unsigned bits);
  [[nodiscard]] Status WriteParts(int file, Timestamp issued);
  [[nodiscard]] Status WriteBody(BodyWriter& writer, revocation_format::Header& header,
                                 std::span<const std::uint32_t> buckets);
  [[nodiscard]] static Result<std::vector<RevocationKey>> SortedKeys(Spill& spill);

  std::filesystem::path path_;
  std::vector<Spill> spills_;
  std::uint64_t added_ = 0;
  std::map<RevocationKey, revocation_format::ScopeEntry> scopes_;
  std::map<RevocationKey, std::uint64_t> timed_;
};

}  // namespace clearway::keys
