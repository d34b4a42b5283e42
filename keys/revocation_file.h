#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "base/core/result.h"
#include "base/core/unique_fd.h"
#include "keys/revocation.h"
#include "keys/revocation_format.h"

namespace clearway::keys {

// A revocation file, mapped and never copied: eighty million entries cost address space, not
// memory. Look-ups may come from any thread. A file that was exchanged for a newer one is opened
// anew; the old map lives as long as its object. Exchanged means by a rename: a file that is
// written in place changes under the map, and one that is cut there ends the process (SIGBUS).
class RevocationFile {
 public:
  // Maps the file and checks its header and part bounds (not the blocks: those at first use).
  // `header_sha256` is what the trust bundle says of the file; without it the header is taken as it
  // is (for tools that inspect). Errors: kNotFound, kDenied and kUnavailable (cannot be read),
  // kInvalid (not such a file, cut, or another one than promised).
  [[nodiscard]] static Result<RevocationFile> Open(
      const std::filesystem::path& path,
      const std::optional<revocation_format::Digest>& header_sha256 = std::nullopt);

  // One that is there and cannot be opened: nobody knows what it says, and Find, which is all that
  // may be asked of it, answers kDamaged.
  [[nodiscard]] static RevocationFile Unreadable();

  // Is this value revoked? `issued` is the certificate's moment of issue and counts for timed
  // entries only; `now` decides whether the scope's list is stale.
  [[nodiscard]] RevocationAnswer Find(RevocationKind kind, RevocationScope scope,
                                      std::span<const std::uint8_t> value, Timestamp issued,
                                      Timestamp now) const;

  // Reads every block and compares it with its digest. Minutes for the largest files: for `revoke
  // check` and `trust check`.
  [[nodiscard]] Status CheckAll() const;

  [[nodiscard]] Timestamp issued_at() const;
  [[nodiscard]] std::uint64_t entries() const;
  [[nodiscard]] std::uint64_t scopes() const;

  // SHA-256 of the header page: the name under which a trust bundle promises the file.
  [[nodiscard]] revocation_format::Digest header_digest() const;

 private:
  struct Unmap {
    std::size_t bytes;
    void operator()(const std::uint8_t* map) const;
  };
  using Map = std::unique_ptr<const std::uint8_t, Unmap>;

  RevocationFile(UniqueFd file, Map map);
  [[nodiscard]] const revocation_format::Header& header() const;
  [[nodiscard]] bool Holds(const revocation_format::Part& part, std::size_t element_bytes) const;
  [[nodiscard]] Status CheckHeader() const;
  void ReadAhead(const revocation_format::Part& part, std::size_t element_bytes) const;
  // True when all blocks under these bytes are what their digests promise.
  [[nodiscard]] bool Genuine(const void* begin, std::size_t bytes) const;
  [[nodiscard]] bool BlockGenuine(std::uint64_t block) const;
  [[nodiscard]] RevocationAnswer FindScope(RevocationScope scope, Timestamp now) const;
  [[nodiscard]] std::optional<bool> HasEntry(std::uint64_t begin, std::uint64_t end,
                                             const RevocationKey& key) const;
  [[nodiscard]] std::optional<bool> FindPlain(const RevocationKey& key) const;
  [[nodiscard]] std::optional<bool> FindTimed(const RevocationKey& key, Timestamp issued) const;

  template <typename T>
  [[nodiscard]] std::span<const T> Elements(const revocation_format::Part& part) const {
    return {reinterpret_cast<const T*>(map_.get() + part.offset), part.count};
  }

  Map map_;
  UniqueFd file_;                  // what is looked at for the first time is read from it
  std::uint64_t first_block_ = 0;  // offset of the first digested block
  // One bit a block: compared with its digest already. Set by whichever thread comes first; twice
  // does no harm.
  mutable std::unique_ptr<std::atomic<std::uint8_t>[]> genuine_;
};

}  // namespace clearway::keys
