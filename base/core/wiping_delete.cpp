// Replaces the global operator delete by one that overwrites the block before it goes back to the
// heap. Linked (as the object library base_wiping_delete) into every program that sees travellers'
// data: a name in a temporary std::string is gone when the string is, and no call site can forget
// it. The matching operator new is here too: the two must agree on malloc, as AddressSanitizer
// checks.
#include <malloc.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "base/core/wipe.h"

namespace {

void WipeAndFree(void* block) noexcept {
  if (block == nullptr) return;
  clearway::Wipe(block, malloc_usable_size(block));
  std::free(block);
}

// C's aligned_alloc wants a size that is a multiple of the alignment.
void* AllocateAligned(std::size_t size, std::size_t alignment) {
  if (size > PTRDIFF_MAX - alignment) return nullptr;
  return std::aligned_alloc(alignment, (size + alignment) / alignment * alignment);
}

void* Allocate(std::size_t size) {
  if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
  throw std::bad_alloc();
}

void* Allocate(std::size_t size, std::align_val_t alignment) {
  if (void* block = AllocateAligned(size, static_cast<std::size_t>(alignment))) return block;
  throw std::bad_alloc();
}

}  // namespace

// Every form, though the standard library's others would end up in the first: a sanitizer has its
// own.
void* operator new(std::size_t size) {
  return Allocate(size);
}
void* operator new[](std::size_t size) {
  return Allocate(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return Allocate(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return Allocate(size, alignment);
}

void operator delete(void* block) noexcept {
  WipeAndFree(block);
}
void operator delete[](void* block) noexcept {
  WipeAndFree(block);
}
void operator delete(void* block, std::size_t) noexcept {
  WipeAndFree(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  WipeAndFree(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
  WipeAndFree(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  WipeAndFree(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  WipeAndFree(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  WipeAndFree(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
  WipeAndFree(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
  WipeAndFree(block);
}
