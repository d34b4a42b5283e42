#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hal/code_scanner.h"

namespace clearway::hal {

// Cuts a serial scanner's bytes into codes. A code is a line that ends with CR, LF or both, in as
// many pieces as the device likes; before it may stand an AIM identifier (ISO/IEC 15424), `]` and
// two characters. Spaces are data. No I/O, no clock of its own. Not thread-safe.
class ScanFraming {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The longest code taken: what a QR code can hold (version 40-L, digits).
  static constexpr std::size_t kLongestCode = 7089;
  // A line whose end has not come for this long never will: its bytes must not become part of the
  // next traveller's code.
  static constexpr std::chrono::milliseconds kStale{1000};

  struct Taken {
    std::vector<ScannedCode> codes;
    bool too_long = false;    // a line was over the bound, and is left out
    bool unfinished = false;  // a line stayed without its end, and is left out
  };
  // Takes the next bytes, or none to look only for what has become stale.
  [[nodiscard]] Taken Take(std::span<const std::uint8_t> bytes, Time now);
  // Forgets an unfinished line.
  void Clear();

 private:
  void EndLine(Taken& taken);

  std::string line_;
  bool overflowing_ = false;
  Time last_byte_;
};

}  // namespace clearway::hal
