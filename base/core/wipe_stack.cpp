#include "base/core/wipe_stack.h"

#include <array>
#include <cstddef>

#include "base/core/wipe.h"

namespace clearway {

[[gnu::noinline]] void WipeStackBelow() {
  constexpr std::size_t kDepth = 256 * 1024;
  std::array<std::byte, kDepth> depth;  // as deep as what was called may have gone
  Wipe(depth.data(), depth.size());
}

}  // namespace clearway
