#include "base/core/wipe.h"

#include <cstring>

namespace clearway {

void Wipe(void* memory, std::size_t bytes) {
  if (bytes != 0) explicit_bzero(memory, bytes);
}

void Wipe(std::string& text) {
  text.resize(text.capacity());
  Wipe(text.data(), text.size());
  text.clear();
}

void Wipe(std::vector<std::uint8_t>& bytes) {
  bytes.resize(bytes.capacity());
  Wipe(bytes.data(), bytes.size());
  bytes.clear();
}

}  // namespace clearway
