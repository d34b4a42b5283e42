#include "base/core/wipe_stack.h"

#include <array>
#include <cstddef>

#include "base/core/wipe.h"

namespace clearway {

[[gnu::noinline]] void WipeStackBelow() {
  constexpr std::size_t kDepth = std::size_t{256} * 1024;
  // As deep as what was called may have gone.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): wiped at once
  std::array<std::byte, kDepth> depth;
  Wipe(depth.data(), depth.size());
}

}  // namespace clearway
