#include "keys/pin.h"

#include <algorithm>

namespace clearway::keys {
namespace {

constexpr std::size_t kLeastDigits = 6;
constexpr std::size_t kMostDigits = 12;

bool IsPin(std::string_view digits) {
  return digits.size() >= kLeastDigits && digits.size() <= kMostDigits &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

// Every digit follows the one before by the same step of -1, 0 or 1: 777777, 123456, 987654.
bool IsRun(std::string_view digits) {
  const int step = digits[1] - digits[0];
  if (step < -1 || step > 1) return false;
  return std::ranges::adjacent_find(
             digits, [step](char one, char next) { return next - one != step; }) == digits.end();
}

}  // namespace

const char* ToString(PinProblem problem) {
  switch (problem) {
    case PinProblem::kNotDigits:
      return "not_digits";
    case PinProblem::kTooSimple:
      return "too_simple";
  }
  return "unknown";
}

Pin::Pin(std::string_view digits) : digits_(digits.size()) {
  std::ranges::copy(digits, digits_.data());
}

std::expected<Pin, PinProblem> Pin::Choose(std::string_view digits,
                                           std::span<const std::string> guessable) {
  if (!IsPin(digits)) return std::unexpected(PinProblem::kNotDigits);
  if (IsRun(digits) || std::ranges::find(guessable, digits) != guessable.end()) {
    return std::unexpected(PinProblem::kTooSimple);
  }
  return Pin(digits);
}

std::optional<Pin> Pin::Enter(std::string_view digits) {
  if (!IsPin(digits)) return std::nullopt;
  return Pin(digits);
}

}  // namespace clearway::keys
