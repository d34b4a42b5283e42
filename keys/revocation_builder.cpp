#include "keys/revocation_builder.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <numeric>

#include "base/core/file.h"

namespace clearway::keys {

using revocation_format::BucketOf;
using revocation_format::Digest;
using revocation_format::Header;
using revocation_format::kBlockBytes;
using revocation_format::kHeaderBytes;
using revocation_format::RoundUp;
using revocation_format::ScopeEntry;
using revocation_format::TimedEntry;

namespace {

constexpr std::size_t kSpills = 256;             // one a leading byte
constexpr std::size_t kSpillBuffer = 4096;       // entries, 64 kB
constexpr std::uint64_t kEntriesPerBucket = 32;  // half a kilobyte, mostly within one page
constexpr std::uint64_t kMaxEntries = UINT32_MAX;

std::uint64_t SecondsOf(Timestamp time) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.time_since_epoch().count()));
}

Status DiskTrouble() {
  return Fail(FaultOfErrno(errno), std::string("writing the revocation file: ") + strerror(errno));
}

Status WriteAll(int file, const void* bytes, std::size_t size) {
  const auto* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = write(file, next, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return DiskTrouble();
    next += written;
    size -= static_cast<std::size_t>(written);
  }
  return {};
}

// A file without a name in this folder: it is gone with its descriptor, also after a crash.
UniqueFd NamelessFile(const std::filesystem::path& folder) {
  return UniqueFd(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
}

}  // namespace

// Appends the file's body, block by block, and keeps each block's digest.
class RevocationBuilder::BodyWriter {
 public:
  BodyWriter(int file, std::uint64_t offset) : file_(file), offset_(offset) {}

  [[nodiscard]] std::uint64_t offset() const { return offset_ + block_.size(); }
  [[nodiscard]] const std::vector<Digest>& digests() const { return digests_; }

  [[nodiscard]] Status Append(const void* bytes, std::size_t size) {
    const auto* next = static_cast<const std::uint8_t*>(bytes);
    while (size > 0) {
      const std::size_t taken = std::min<std::size_t>(size, kBlockBytes - block_.size());
      block_.insert(block_.end(), next, next + taken);
      next += taken;
      size -= taken;
      if (block_.size() == kBlockBytes) {
        if (Status written = WriteBlock(); !written) return written;
      }
    }
    return {};
  }

  // Fills the last block with zeros: the next part begins at a block of its own.
  [[nodiscard]] Status EndPart() {
    if (block_.empty()) return {};
    block_.resize(kBlockBytes);
    return WriteBlock();
  }

 private:
  Status WriteBlock() {
    Digest digest{};
    SHA256(block_.data(), block_.size(), digest.data());
    digests_.push_back(digest);
    Status written = WriteAll(file_, block_.data(), block_.size());
    offset_ += block_.size();
    block_.clear();
    return written;
  }

  int file_;
  std::uint64_t offset_;
  std::vector<std::uint8_t> block_;
  std::vector<Digest> digests_;
};

namespace {

Status WriteHeader(int file, Header header, const std::vector<Digest>& digests) {
  std::vector<std::uint8_t> front(RoundUp(kHeaderBytes + digests.size() * sizeof(Digest)));
  std::memcpy(front.data() + kHeaderBytes, digests.data(), digests.size() * sizeof(Digest));
  SHA256(front.data() + kHeaderBytes, front.size() - kHeaderBytes, header.digests_sha256.data());
  std::memcpy(front.data(), &header, sizeof header);
  if (lseek(file, 0, SEEK_SET) < 0) return DiskTrouble();
  if (Status written = WriteAll(file, front.data(), front.size()); !written) return written;
  return fsync(file) == 0 ? Status{} : DiskTrouble();
}

// How many blocks hold `bytes`, each part ending its last block.
std::uint64_t Blocks(std::uint64_t bytes) {
  return RoundUp(bytes) / kBlockBytes;
}

}  // namespace

RevocationBuilder::~RevocationBuilder() = default;

Result<RevocationBuilder> RevocationBuilder::Create(std::filesystem::path path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  RevocationBuilder builder(std::move(path));
  builder.spills_.resize(kSpills);
  for (Spill& spill : builder.spills_) {
    spill.file = NamelessFile(folder);
    if (!spill.file) {
      return Fail(FaultOfErrno(errno),
                  "cannot write into " + folder.string() + ": " + strerror(errno));
    }
  }
  return builder;
}

void RevocationBuilder::AddScope(RevocationScope scope, Timestamp issued, Timestamp next_update) {
  const RevocationKey key = MakeRevocationKey(RevocationKind{}, scope, {});
  const ScopeEntry entry{key, SecondsOf(issued), SecondsOf(next_update)};
  const auto [at, is_new] = scopes_.try_emplace(key, entry);
  if (!is_new && entry.next_update < at->second.next_update) at->second = entry;
}

Status RevocationBuilder::Add(RevocationKind kind, RevocationScope scope,
                              std::span<const std::uint8_t> value,
                              std::optional<Timestamp> before) {
  const RevocationKey key = MakeRevocationKey(kind, scope, value);
  if (before) {
    std::uint64_t& moment = timed_[key];
    moment = std::max(moment, SecondsOf(*before));
    return {};
  }
  if (++added_ > kMaxEntries) return Fail(Fault::kInvalid, "more than 4,294,967,295 revocations");
  Spill& spill = spills_[key[0]];
  spill.buffer.push_back(key);
  return spill.buffer.size() < kSpillBuffer ? Status{} : Flush(spill);
}

Status RevocationBuilder::Flush(Spill& spill) {
  Status written =
      WriteAll(spill.file.get(), spill.buffer.data(), spill.buffer.size() * sizeof(RevocationKey));
  spill.buffer.clear();
  return written;
}

Result<std::vector<RevocationKey>> RevocationBuilder::SortedKeys(Spill& spill) {
  if (Status flushed = Flush(spill); !flushed) return std::unexpected(flushed.error());
  const off_t bytes = lseek(spill.file.get(), 0, SEEK_END);
  std::vector<RevocationKey> keys(static_cast<std::size_t>(bytes) / sizeof(RevocationKey));
  auto* next = reinterpret_cast<char*>(keys.data());
  for (off_t done = 0; done < bytes;) {
    const ssize_t got =
        pread(spill.file.get(), next + done, static_cast<std::size_t>(bytes - done), done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Fail(Fault::kUnavailable, "reading back sorted revocations failed");
    done += got;
  }
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

// Sorts and counts (duplicates make the number of entries unknown until then) and notes where each
// bucket begins.
Result<std::vector<std::uint32_t>> RevocationBuilder::MakeBuckets(unsigned bits) {
  std::vector<std::uint32_t> buckets((std::size_t{1} << bits) + 1);
  for (Spill& spill : spills_) {
    auto keys = SortedKeys(spill);
    if (!keys) return std::unexpected(keys.error());
    for (const RevocationKey& key : *keys) ++buckets[BucketOf(key, bits) + 1];
  }
  std::partial_sum(buckets.begin(), buckets.end(), buckets.begin());
  return buckets;
}

Status RevocationBuilder::WriteParts(int file, Timestamp issued) {
  Header header{};
  header.magic = revocation_format::kMagic;
  header.issued_at = SecondsOf(issued);
  header.bucket_bits = std::min<std::uint64_t>(
      revocation_format::kMaxBucketBits,
      static_cast<std::uint64_t>(std::bit_width(added_ / kEntriesPerBucket)));
  const auto buckets = MakeBuckets(static_cast<unsigned>(header.bucket_bits));
  if (!buckets) return std::unexpected(buckets.error());
  header.scopes.count = scopes_.size();
  header.buckets.count = buckets->size();
  header.entries.count = buckets->back();
  header.timed.count = timed_.size();
  header.digests = {kHeaderBytes, Blocks(header.scopes.count * sizeof(ScopeEntry)) +
                                      Blocks(header.buckets.count * sizeof(std::uint32_t)) +
                                      Blocks(header.entries.count * sizeof(RevocationKey)) +
                                      Blocks(header.timed.count * sizeof(TimedEntry))};
  const std::uint64_t body = RoundUp(kHeaderBytes + header.digests.count * sizeof(Digest));
  if (lseek(file, static_cast<off_t>(body), SEEK_SET) < 0) return DiskTrouble();
  BodyWriter writer(file, body);
  if (Status written = WriteBody(writer, header, *buckets); !written) return written;
  header.file_bytes = writer.offset();
  return WriteHeader(file, header, writer.digests());
}

Status RevocationBuilder::WriteBody(BodyWriter& writer, Header& header,
                                    std::span<const std::uint32_t> buckets) {
  Status status;
  const auto append = [&](const auto& elements) {
    if (status)
      status = writer.Append(std::data(elements), std::size(elements) * sizeof(elements[0]));
  };
  const auto part = [&](revocation_format::Part& begun, const auto& write) {
    begun.offset = writer.offset();
    write();
    if (status) status = writer.EndPart();
  };
  part(header.scopes, [&] {
    for (const auto& [key, entry] : scopes_) append(std::span(&entry, 1));
  });
  part(header.buckets, [&] { append(buckets); });
  part(header.entries, [&] {
    for (Spill& spill : spills_) {
      const auto keys = SortedKeys(spill);
      if (!keys) status = std::unexpected(keys.error());
      if (status) append(*keys);
    }
  });
  part(header.timed, [&] {
    for (const auto& [key, before] : timed_) append(std::array{TimedEntry{key, before}});
  });
  return status;
}

Status RevocationBuilder::Finish(Timestamp issued) {
  if (Status may = MayReplace(path_); !may) return may;
  const std::filesystem::path draft = DraftOf(path_);
  unlink(draft.c_str());  // of a build that was cut short
  // Nobody writes it any more once it is there: kiosks map it, whatever the umask here.
  constexpr mode_t kForEverybodyToRead = 0444;
  UniqueFd file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kForEverybodyToRead));
  if (!file || fchmod(file.get(), kForEverybodyToRead) != 0) return DiskTrouble();
  Status written = WriteParts(file.get(), issued);
  spills_.clear();
  if (!written) {
    unlink(draft.c_str());
    return written;
  }
  if (rename(draft.c_str(), path_.c_str()) != 0) {
    const auto trouble = DiskTrouble();
    unlink(draft.c_str());
    return trouble;
  }
  const std::filesystem::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
  const UniqueFd directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory) fsync(directory.get());
  return {};
}

}  // namespace clearway::keys
