// Revocation files as a disk may hand them over: whatever the bytes, look-ups stay inside of the
// map, and a file whose blocks do not fit their digests never clears anybody.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "keys/revocation_file.h"

using namespace clearway;

namespace {

// One file in memory for all inputs, with a path.
const std::string& File(const std::uint8_t* data, std::size_t size) {
  static const int file = memfd_create("revocations", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) {
    std::abort();
  }
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string& path = File(data, size);
  if (keys::RevocationFile::Open(path, keys::revocation_format::Digest{})) std::abort();
  const auto file = keys::RevocationFile::Open(path);
  if (!file) return 0;
  constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};
  (void)file->CheckAll();
  for (std::uint8_t i = 0; i < 64; ++i) {
    const std::array<std::uint8_t, 2> value = {i, 0};
    const auto ask = [&] {
      return file->Find(keys::RevocationKind::kUvci, "eu:AAAAAAAAAAA=", value, kNow, kNow);
    };
    if (ask() != ask()) std::abort();
  }
  return 0;
}
