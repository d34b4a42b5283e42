#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clearway {

// Overwrites what the buffer holds (all of its capacity) and empties it. The compiler cannot remove
// the overwriting: glibc leaves freed memory readable, so whatever held personal data or a key ends
// here.
void Wipe(std::string& text);
void Wipe(std::vector<std::uint8_t>& bytes);
void Wipe(void* memory, std::size_t bytes);

}  // namespace clearway
