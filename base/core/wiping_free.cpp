// Replaces C's free and realloc by ones that overwrite the block before it goes back to the heap:
// a name in a temporary std::string is gone when the string is, and no call site can forget it.
// C++'s operator delete ends here, and so does every library in the process (Pango, HarfBuzz,
// cairo, OpenSSL, CUPS, Mesa). glibc's own setting for this (glibc.malloc.perturb) spares the
// blocks in its thread caches and what realloc moved away from. Linked, as the object library
// base_wiping_free, into every program that sees travellers' data.
#include <malloc.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/core/wipe.h"

// The names under which glibc keeps its own.
extern "C" void __libc_free(void* block);  // NOLINT(bugprone-reserved-identifier): glibc's name
// NOLINTNEXTLINE(bugprone-reserved-identifier): glibc's name
extern "C" void* __libc_realloc(void* block, std::size_t size);

namespace {

// Whether a block has pages of its own. glibc says so in the word before it, which holds the size
// and three flags (malloc/malloc.c, "Physical chunk layout": A, M, P).
bool HasOwnPages(const void* block) {
  constexpr std::size_t kMapped = 2;
  std::size_t size_and_flags = 0;
  std::memcpy(&size_and_flags, static_cast<const char*>(block) - sizeof size_and_flags,
              sizeof size_and_flags);
  return (size_and_flags & kMapped) != 0;
}

// The block, of which no more than `size` bytes are wanted.
void* WipedBehind(void* block, std::size_t size) {
  clearway::Wipe(static_cast<char*>(block) + size, malloc_usable_size(block) - size);
  return block;
}

}  // namespace

extern "C" void free(void* block) noexcept {
  if (block == nullptr) return;
  clearway::Wipe(block, malloc_usable_size(block));
  __libc_free(block);
}

// A block that shrinks stays where it is, unless that wastes more than half of it; its rest is
// overwritten. One with pages of its own keeps them: the kernel gives them another address, and
// nothing is copied that would have to be overwritten.
extern "C" void* realloc(void* block, std::size_t size) noexcept {
  if (block == nullptr) return std::malloc(size);
  if (size == 0) {
    std::free(block);
    return nullptr;
  }
  const std::size_t had = malloc_usable_size(block);
  if (size > had && HasOwnPages(block)) return __libc_realloc(block, size);
  const bool stays = size <= had && size >= had / 2;
  void* fresh = stays ? nullptr : std::malloc(size);
  if (fresh == nullptr) return size <= had ? WipedBehind(block, size) : nullptr;
  std::memcpy(fresh, block, std::min(had, size));
  std::free(block);
  return fresh;
}

extern "C" void* reallocarray(void* block, std::size_t count, std::size_t size) noexcept {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return realloc(block, bytes);
}
