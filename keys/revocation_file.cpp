#include "keys/revocation_file.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace clearway::keys {

using revocation_format::Digest;
using revocation_format::Header;
using revocation_format::kBlockBytes;
using revocation_format::kHeaderBytes;
using revocation_format::Part;
using revocation_format::RoundUp;
using revocation_format::ScopeEntry;
using revocation_format::TimedEntry;

namespace {

Digest Sha256(const std::uint8_t* bytes, std::size_t size) {
  Digest digest{};
  SHA256(bytes, size, digest.data());
  return digest;
}

Timestamp Seconds(std::uint64_t seconds) {
  return Timestamp(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

// False where the file has become shorter or the disk fails.
bool ReadAt(const UniqueFd& file, std::uint64_t offset, void* into, std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(into);
  while (size > 0) {
    const ssize_t got = pread(file.get(), bytes, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::unexpected<Error> NotSuchAFile(const char* why) {
  return Fail(Fault::kInvalid, std::string("revocation file: ") + why +
                                   "; build it again with `clearway revoke build`");
}

}  // namespace

void RevocationFile::Unmap::operator()(const std::uint8_t* map) const {
  munmap(const_cast<std::uint8_t*>(map), bytes);
}

RevocationFile::RevocationFile(UniqueFd file, Map map)
    : map_(std::move(map)), file_(std::move(file)) {}

const Header& RevocationFile::header() const {
  return *reinterpret_cast<const Header*>(map_.get());
}

Result<RevocationFile> RevocationFile::Open(const std::filesystem::path& path,
                                            const std::optional<Digest>& header_sha256) {
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) {
    return Fail(FaultOfErrno(errno), "revocation file " + path.string() + " cannot be opened");
  }
  struct stat file {};
  if (fstat(fd.get(), &file) != 0 || !S_ISREG(file.st_mode)) {
    return Fail(Fault::kUnavailable, "revocation file " + path.string() + " is no plain file");
  }
  const auto bytes = static_cast<std::size_t>(file.st_size);
  if (bytes < kHeaderBytes) return NotSuchAFile("too short");
  void* memory = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (memory == MAP_FAILED) return Fail(Fault::kUnavailable, "revocation file cannot be mapped");
  // A look-up reads two places; reading ahead would fill memory.
  madvise(memory, bytes, MADV_RANDOM);
  posix_fadvise(fd.get(), 0, 0, POSIX_FADV_RANDOM);

  RevocationFile opened(std::move(fd), Map(static_cast<const std::uint8_t*>(memory), Unmap{bytes}));
  if (header_sha256 && opened.header_digest() != *header_sha256) {
    return NotSuchAFile("it is not the one that the trust bundle names");
  }
  if (Status checked = opened.CheckHeader(); !checked) return std::unexpected(checked.error());
  const Part& digests = opened.header().digests;
  opened.first_block_ = RoundUp(digests.offset + digests.count * sizeof(Digest));
  // The index (8 MB for 80 million entries) is read ahead: a cold look-up then waits for the disk
  // once, not twice.
  opened.ReadAhead(opened.header().scopes, sizeof(ScopeEntry));
  opened.ReadAhead(opened.header().buckets, sizeof(std::uint32_t));
  opened.genuine_ = std::make_unique<std::atomic<std::uint8_t>[]>(digests.count);
  return opened;
}

bool RevocationFile::Holds(const Part& part, std::size_t element_bytes) const {
  const std::uint64_t size = header().file_bytes;
  return part.offset % 8 == 0 && part.offset <= size &&
         part.count <= (size - part.offset) / element_bytes;
}

Status RevocationFile::CheckHeader() const {
  const Header& h = header();
  if (h.magic == revocation_format::kFirstMagic) return NotSuchAFile("of the first version");
  if (h.magic != revocation_format::kMagic) return NotSuchAFile("another kind of file");
  if (h.file_bytes != map_.get_deleter().bytes) return NotSuchAFile("cut or extended");
  if (h.bucket_bits > revocation_format::kMaxBucketBits ||
      h.buckets.count != (std::uint64_t{1} << h.bucket_bits) + 1) {
    return NotSuchAFile("its index does not fit");
  }
  if (!Holds(h.digests, sizeof(Digest)) || !Holds(h.scopes, sizeof(ScopeEntry)) ||
      !Holds(h.buckets, sizeof(std::uint32_t)) || !Holds(h.entries, sizeof(RevocationKey)) ||
      !Holds(h.timed, sizeof(TimedEntry))) {
    return NotSuchAFile("a part lies outside of it");
  }
  const std::uint64_t digests_end = RoundUp(h.digests.offset + h.digests.count * sizeof(Digest));
  if (h.digests.offset != kHeaderBytes || digests_end > h.file_bytes ||
      h.file_bytes != digests_end + h.digests.count * kBlockBytes) {
    return NotSuchAFile("its digests do not cover it");
  }
  for (const Part* part : {&h.scopes, &h.buckets, &h.entries, &h.timed}) {
    if (part->offset < digests_end) return NotSuchAFile("a part is not covered by digests");
  }
  if (Sha256(map_.get() + kHeaderBytes, digests_end - kHeaderBytes) != h.digests_sha256) {
    return NotSuchAFile("its digests were changed");
  }
  return {};
}

void RevocationFile::ReadAhead(const Part& part, std::size_t element_bytes) const {
  const std::uint64_t begin = part.offset / kBlockBytes * kBlockBytes;
  std::uint8_t* const from = const_cast<std::uint8_t*>(map_.get() + begin);
  const std::uint64_t bytes = part.offset + part.count * element_bytes - begin;
  // Else the first look-ups would share the disk with it.
  if (madvise(from, bytes, MADV_POPULATE_READ) != 0) madvise(from, bytes, MADV_WILLNEED);
}

bool RevocationFile::BlockGenuine(std::uint64_t block) const {
  if (genuine_[block].load(std::memory_order_relaxed) != 0) return true;
  std::array<std::uint8_t, kBlockBytes> bytes;
  if (!ReadAt(file_, first_block_ + block * kBlockBytes, bytes.data(), bytes.size()) ||
      Sha256(bytes.data(), bytes.size()) != Elements<Digest>(header().digests)[block]) {
    return false;
  }
  genuine_[block].store(1, std::memory_order_relaxed);
  return true;
}

bool RevocationFile::Genuine(const void* begin, std::size_t bytes) const {
  const auto from =
      static_cast<std::uint64_t>(static_cast<const std::uint8_t*>(begin) - map_.get()) -
      first_block_;
  const std::uint64_t last = (bytes == 0 ? from : from + bytes - 1) / kBlockBytes;
  if (last >= header().digests.count) return false;
  bool is_asked_for = false;
  for (std::uint64_t block = from / kBlockBytes; block <= last; ++block) {
    if (genuine_[block].load(std::memory_order_relaxed) != 0) continue;
    // What lies across two blocks waits for the disk once, too.
    if (!is_asked_for && block != last) {
      posix_fadvise(file_.get(), static_cast<off_t>(first_block_ + block * kBlockBytes),
                    static_cast<off_t>((last - block + 1) * kBlockBytes), POSIX_FADV_WILLNEED);
      is_asked_for = true;
    }
    if (!BlockGenuine(block)) return false;
  }
  return true;
}

RevocationAnswer RevocationFile::FindScope(RevocationScope scope, Timestamp now) const {
  const auto scopes = Elements<ScopeEntry>(header().scopes);
  if (!scopes.empty() && !Genuine(scopes.data(), scopes.size_bytes())) {
    return RevocationAnswer::kDamaged;
  }
  const RevocationKey key = MakeRevocationKey(RevocationKind{}, scope, {});
  const auto found = std::ranges::lower_bound(scopes, key, {}, &ScopeEntry::key);
  if (found == scopes.end() || found->key != key) return RevocationAnswer::kUnlisted;
  return now > Seconds(found->next_update) ? RevocationAnswer::kStale
                                           : RevocationAnswer::kNotRevoked;
}

// Whether it is one of the entries with these indices; nullopt: they are damaged.
std::optional<bool> RevocationFile::HasEntry(std::uint64_t begin, std::uint64_t end,
                                             const RevocationKey& key) const {
  const auto mapped = Elements<RevocationKey>(header().entries).subspan(begin, end - begin);
  const std::uint64_t offset = header().entries.offset + begin * sizeof(RevocationKey);
  const bool is_first_look = genuine_[(offset - first_block_) / kBlockBytes] == 0;
  if (!Genuine(mapped.data(), mapped.size_bytes())) return std::nullopt;
  // `revoke build` puts some five into a bucket. What nobody has looked at is not mapped yet, and
  // to map it takes longer than to read it.
  std::array<RevocationKey, 64> few;
  if (!is_first_look || mapped.size() > few.size()) {
    return std::ranges::binary_search(mapped, key);
  }
  if (!ReadAt(file_, offset, few.data(), mapped.size_bytes())) return std::nullopt;
  return std::ranges::binary_search(std::span(few).first(mapped.size()), key);
}

std::optional<bool> RevocationFile::FindPlain(const RevocationKey& key) const {
  const auto buckets = Elements<std::uint32_t>(header().buckets);
  const std::uint32_t* bucket =
      &buckets[revocation_format::BucketOf(key, static_cast<unsigned>(header().bucket_bits))];
  if (!Genuine(bucket, 2 * sizeof *bucket)) return std::nullopt;
  const std::uint64_t begin = bucket[0];
  const std::uint64_t end = bucket[1];
  if (begin > end || end > header().entries.count) return std::nullopt;
  if (begin == end) return false;
  return HasEntry(begin, end, key);
}

std::optional<bool> RevocationFile::FindTimed(const RevocationKey& key, Timestamp issued) const {
  const auto timed = Elements<TimedEntry>(header().timed);
  if (timed.empty()) return false;
  if (!Genuine(timed.data(), timed.size_bytes())) return std::nullopt;
  const auto found = std::ranges::lower_bound(timed, key, {}, &TimedEntry::key);
  return found != timed.end() && found->key == key && issued < Seconds(found->before);
}

RevocationFile RevocationFile::Unreadable() {
  return {UniqueFd(), Map(nullptr, Unmap{0})};
}

RevocationAnswer RevocationFile::Find(RevocationKind kind, RevocationScope scope,
                                      std::span<const std::uint8_t> value, Timestamp issued,
                                      Timestamp now) const {
  if (map_ == nullptr) return RevocationAnswer::kDamaged;
  const RevocationKey key = MakeRevocationKey(kind, scope, value);
  const std::optional<bool> plain = FindPlain(key);
  const std::optional<bool> timed = FindTimed(key, issued);
  // A revoked certificate stays revoked, however old the list and whatever else is damaged: that
  // only takes away the all-clear.
  if (plain.value_or(false) || timed.value_or(false)) return RevocationAnswer::kRevoked;
  if (!plain || !timed) return RevocationAnswer::kDamaged;
  return FindScope(scope, now);
}

Status RevocationFile::CheckAll() const {
  for (std::uint64_t block = 0; block < header().digests.count; ++block) {
    if (!BlockGenuine(block)) return NotSuchAFile("a block was changed");
  }
  return {};
}

Timestamp RevocationFile::issued_at() const {
  return Seconds(header().issued_at);
}
std::uint64_t RevocationFile::entries() const {
  return header().entries.count + header().timed.count;
}
std::uint64_t RevocationFile::scopes() const {
  return header().scopes.count;
}

Digest RevocationFile::header_digest() const {
  return Sha256(map_.get(), kHeaderBytes);
}

}  // namespace clearway::keys
