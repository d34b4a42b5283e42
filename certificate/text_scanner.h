#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

namespace clearway::certificate {

// Takes fixed-width numbers and single characters off the front of a text, which must outlive it.
class TextScanner {
 public:
  explicit TextScanner(std::string_view text) : rest_(text) {}

  // The number that the next `digits` characters write; nothing is taken when one is no digit.
  std::optional<int> Number(std::size_t digits) {
    if (CountDigits() < digits) return std::nullopt;
    int number = 0;
    for (const char digit : rest_.substr(0, digits)) number = number * 10 + (digit - '0');
    rest_.remove_prefix(digits);
    return number;
  }
  bool Take(char character) {
    if (!rest_.starts_with(character)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // All digits that come next; empty when there is none.
  std::string_view TakeDigits() {
    const std::string_view digits = rest_.substr(0, CountDigits());
    rest_.remove_prefix(digits.size());
    return digits;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  [[nodiscard]] std::size_t CountDigits() const {
    const auto end = std::ranges::find_if_not(
        rest_, [](char character) { return character >= '0' && character <= '9'; });
    return static_cast<std::size_t>(end - rest_.begin());
  }

  std::string_view rest_;
};

}  // namespace clearway::certificate
