// Replaces C's free and realloc by ones that overwrite the block before it goes back to the heap:
// what wiping_delete.cpp does for C++, for every C library in the process (Pango, HarfBuzz, cairo,
// OpenSSL, CUPS, Mesa). glibc's own setting for this (glibc.malloc.perturb) spares the blocks in
// its thread caches and what realloc moved away from. Linked, as the object library
// base_wiping_free, into programs that live longer than one traveller's visit.
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/core/wipe.h"

// The names under which glibc keeps its own.
extern "C" void __libc_free(void* block);  // NOLINT(bugprone-reserved-identifier): glibc's name

extern "C" void free(void* block) noexcept {
  if (block == nullptr) return;
  clearway::Wipe(block, malloc_usable_size(block));
  __libc_free(block);
}

// A block that shrinks stays where it is, unless that wastes more than half of it; its rest is
// overwritten.
extern "C" void* realloc(void* block, std::size_t size) noexcept {
  if (block == nullptr) return std::malloc(size);
  if (size == 0) {
    std::free(block);
    return nullptr;
  }
  const std::size_t had = malloc_usable_size(block);
  if (size <= had) {
    clearway::Wipe(static_cast<char*>(block) + size, had - size);
    if (size >= had / 2) return block;
  }
  void* fresh = std::malloc(size);
  if (fresh == nullptr) return size <= had ? block : nullptr;
  std::memcpy(fresh, block, std::min(had, size));
  std::free(block);
  return fresh;
}

extern "C" void* reallocarray(void* block, std::size_t count, std::size_t size) noexcept {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) return nullptr;
  return realloc(block, bytes);
}
