#pragma once

#include <cstdint>

namespace clearway::bench {

// Plays films of our own to the reader and its peers, and prints how soon which were read.
void CompareFilms(int count, std::uint64_t seed);

}  // namespace clearway::bench
