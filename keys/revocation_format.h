#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "keys/revocation.h"

// The revocation file, byte by byte. All numbers are little-endian; every part begins at a multiple
// of the block size.
//
//   header   one page: this struct, zero-filled to 4096 bytes
//   digests  SHA-256 of every block after the digests, in order; their own SHA-256 stands in the
//   header scopes   ScopeEntry, sorted by key buckets  2^bucket_bits + 1 of u32: the index of the
//   first entry whose leading bits are not below the bucket's entries  RevocationKey, sorted timed
//   TimedEntry, sorted by key: revoked only if issued before the given moment (SMART rid with a
//   timestamp)
//
// Whoever trusts the header's SHA-256 (it stands in the signed trust bundle) trusts every byte: a
// block is compared with its digest when it is first read.
namespace clearway::keys::revocation_format {

static_assert(std::endian::native == std::endian::little, "the file is mapped as it is");

inline constexpr std::array<char, 8> kMagic = {'C', 'W', 'R', 'E', 'V', 'O', 'K', '2'};
// Named CRLs by a key id that authorities of several countries can share: it may clear nobody.
inline constexpr std::array<char, 8> kFirstMagic = {'C', 'W', 'R', 'E', 'V', 'O', 'K', '1'};
inline constexpr std::uint64_t kHeaderBytes = 4096;
inline constexpr std::uint64_t kBlockBytes = 16384;
inline constexpr unsigned kMaxBucketBits = 24;

using Digest = std::array<std::uint8_t, 32>;

struct Part {
  std::uint64_t offset;  // bytes from the file's begin
  std::uint64_t count;   // elements
};

struct Header {
  std::array<char, 8> magic;
  std::uint64_t file_bytes;
  std::uint64_t issued_at;  // seconds since the epoch
  std::uint64_t bucket_bits;
  Part digests;
  Part scopes;
  Part buckets;
  Part entries;
  Part timed;
  Digest digests_sha256;
};

struct ScopeEntry {
  RevocationKey key;  // MakeRevocationKey of the scope with an empty value and kind 0
  std::uint64_t issued_at;
  std::uint64_t next_update;
};

struct TimedEntry {
  RevocationKey key;
  std::uint64_t before;  // revokes what was issued before this moment
};

static_assert(sizeof(Header) <= kHeaderBytes);
static_assert(sizeof(ScopeEntry) == 32 && sizeof(TimedEntry) == 24);
static_assert(std::is_trivially_copyable_v<Header>);

[[nodiscard]] constexpr std::uint64_t RoundUp(std::uint64_t bytes) {
  return (bytes + kBlockBytes - 1) / kBlockBytes * kBlockBytes;
}

// The leading bits of a key as a number: which bucket it falls into.
[[nodiscard]] constexpr std::uint32_t BucketOf(const RevocationKey& key, unsigned bits) {
  const std::uint32_t leading = std::uint32_t{key[0]} << 24 | std::uint32_t{key[1]} << 16 |
                                std::uint32_t{key[2]} << 8 | std::uint32_t{key[3]};
  return bits == 0 ? 0 : leading >> (32 - bits);
}

}  // namespace clearway::keys::revocation_format
