// Loaded into compilers before the C library, by cmake/large_pages.cmake, which says why. Memory that they take from the
// kernel themselves has large pages; what they take from malloc, the C library's own setting covers.
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr size_t kLargePage = size_t{2} << 20;

void* Map(void* address, size_t bytes, int protection, int flags, int file, off_t offset) {
  return reinterpret_cast<void*>(syscall(SYS_mmap, address, bytes, protection, flags, file, offset));
}

bool ReadWhole(char* memory, size_t bytes, int file, off_t offset) {
  while (bytes > 0) {
    const ssize_t got = pread(file, memory, bytes, offset);
    if (got <= 0) return false;
    memory += got;
    bytes -= static_cast<size_t>(got);
    offset += got;
  }
  return true;
}

}  // namespace

extern "C" void* mmap(void* address, size_t bytes, int protection, int flags, int file, off_t offset) noexcept {
  constexpr int kWritten = PROT_READ | PROT_WRITE;
  const bool is_large = bytes >= kLargePage / 2;  // neighbours grow together: halves, too
  // GCC maps precompiled headers so, and writes on nearly every page: each was mapped, then copied.
  if (is_large && protection == kWritten && flags == MAP_PRIVATE) {
    void* copy = Map(address, bytes, kWritten, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(copy, bytes, MADV_HUGEPAGE);
    if (copy != MAP_FAILED && ReadWhole(static_cast<char*>(copy), bytes, file, offset)) return copy;
    if (copy != MAP_FAILED) munmap(copy, bytes);
  }
  void* memory = Map(address, bytes, protection, flags, file, offset);
  if (memory != MAP_FAILED && is_large && (flags & MAP_ANONYMOUS) != 0) {
    madvise(memory, bytes, MADV_HUGEPAGE);
  }
  return memory;
}
