#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/encoding/bytes.h"
#include "keys/secret.h"

namespace clearway::keys {

enum class PinProblem : std::uint8_t {
  kNotDigits,  // not 6 to 12 of 0-9
  kTooSimple,  // one digit, a run such as 123456, or a date that the passport shows
};
[[nodiscard]] const char* ToString(PinProblem problem);

// What a person types to prove who they are: 6 to 12 digits. Moves, never copies; wiped at its end.
class Pin {
 public:
  // One that somebody chooses. `guessable`: what must not be chosen, e.g. the birth date in its
  // usual orders.
  [[nodiscard]] static std::expected<Pin, PinProblem> Choose(
      std::string_view digits, std::span<const std::string> guessable = {});
  // One that somebody chose earlier; nullopt: no PIN at all.
  [[nodiscard]] static std::optional<Pin> Enter(std::string_view digits);

  [[nodiscard]] encoding::ByteView view() const { return digits_.view(); }

 private:
  explicit Pin(std::string_view digits);
  Secret digits_;
};

}  // namespace clearway::keys
