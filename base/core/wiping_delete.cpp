// Replaces the global operator delete by one that overwrites the block before it goes back to the
// heap. Linked (as the object library base_wiping_delete) into every program that sees travellers'
// data: a name in a temporary std::string is gone when the string is, and no call site can forget
// it.
#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "base/core/wipe.h"

namespace {

void WipeAndFree(void* block) noexcept {
  if (block == nullptr) return;
  clearway::Wipe(block, malloc_usable_size(block));
  std::free(block);
}

}  // namespace

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
