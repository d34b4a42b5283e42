#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace clearway::camera {

// Corrects one block of a QR code in place: data codewords, then `check_count` error correction
// codewords (ISO/IEC 18004, 7.5: the field of 256 elements with x^8+x^4+x^3+x^2+1). `erased` lists
// places, counted from the block's first codeword, that are not to be believed, each once. Gives how
// many other codewords were wrong; nothing where errors and erasures are more than the check
// codewords can mend, and the block is then as it was.
[[nodiscard]] std::optional<int> CorrectBlock(std::span<std::uint8_t> block, int check_count,
                                              std::span<const int> erased = {});

// The check codewords that belong to a block's data.
[[nodiscard]] std::vector<std::uint8_t> CheckCodewords(std::span<const std::uint8_t> data,
                                                       int check_count);

}  // namespace clearway::camera
