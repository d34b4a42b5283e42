#pragma once

#include <cstdint>
#include <string_view>

namespace clearway::encoding {

// Whether a map's key is the one that is looked for. Most differ in their length or first
// character: that spares the call that compares the rest.
[[nodiscard]] inline bool IsSameKey(std::string_view key, std::string_view wanted) {
  return key.size() == wanted.size() &&
         (key.empty() || (key.front() == wanted.front() && key == wanted));
}

// What a string looks like at a glance: its length, its first and its last character.
[[nodiscard]] inline std::uint64_t LookOf(std::string_view characters) {
  if (characters.empty()) return 0;
  const auto first = static_cast<unsigned char>(characters.front());
  const auto last = static_cast<unsigned char>(characters.back());
  return std::uint64_t{characters.size()} << 16 | std::uint64_t{first} << 8 | last;
}

// The looks of a small map's keys, one of 64 bits each. Keys that differ nearly always have bits of
// their own: only those that share one have to be compared.
class SeenKeys {
 public:
  // Notes a key, and says whether an equal one may have been noted before: false is certain.
  [[nodiscard]] bool Note(std::uint64_t look) {
    constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15;  // spreads what is alike
    const std::uint64_t bit = std::uint64_t{1} << (look * kGoldenRatio >> 58);
    const bool is_taken = (seen_ & bit) != 0;
    seen_ |= bit;
    return is_taken;
  }

 private:
  std::uint64_t seen_ = 0;
};

}  // namespace clearway::encoding
