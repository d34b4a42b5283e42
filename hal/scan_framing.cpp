#include "hal/scan_framing.h"

#include <cctype>

#include "base/core/wipe.h"

namespace clearway::hal {
namespace {

constexpr std::size_t kAimLength = 3;  // `]`, the code character, the modifier

bool HasAimIdentifier(const std::string& line) {
  return line.size() >= kAimLength && line[0] == ']' &&
         std::isalpha(static_cast<unsigned char>(line[1])) != 0 &&
         std::isalnum(static_cast<unsigned char>(line[2])) != 0;
}

}  // namespace

ScanFraming::Taken ScanFraming::Take(std::span<const std::uint8_t> bytes, Time now) {
  Taken taken;
  if ((!line_.empty() || overflowing_) && now - last_byte_ > kStale) {
    taken.unfinished = true;
    Clear();
  }
  if (!bytes.empty()) last_byte_ = now;
  for (const std::uint8_t byte : bytes) {
    if (byte == '\r' || byte == '\n') {
      EndLine(taken);
    } else if (line_.size() < kLongestCode + kAimLength) {
      line_ += static_cast<char>(byte);
    } else {
      overflowing_ = true;
    }
  }
  return taken;
}

void ScanFraming::EndLine(Taken& taken) {
  const std::size_t prefix = HasAimIdentifier(line_) ? kAimLength : 0;
  if (overflowing_ || line_.size() > kLongestCode + prefix) {
    taken.too_long = true;
  } else if (line_.size() > prefix) {
    taken.codes.push_back({.text = line_.substr(prefix),
                           .symbology = prefix == 0 ? "" : line_.substr(1, kAimLength - 1)});
  }
  Clear();
}

void ScanFraming::Clear() {
  Wipe(line_);
  overflowing_ = false;
}

}  // namespace clearway::hal
