#pragma once

#include <cstdint>

namespace clearway::hal {

// Device words of IATA CUSS 2: how a device is, and why.
enum class DeviceState : std::uint8_t { kReady, kBusy, kUnavailable };

enum class DeviceCode : std::uint8_t {
  kOk,
  kCancelled,
  kWrongSystemState,
  kOutOfSequence,
  kTimeout,
  kFormatError,
  kLengthError,
  kDataMissing,
  kDataPresent,
  kSoftwareError,
  kHardwareError,
  kNotReachable,
  kNotResponding,
  kMediaJammed,
  kMediaMisplaced,
  kMediaPresent,
  kMediaAbsent,
  kMediaEmpty,
  kMediaDamaged,
  kMediaHigh,
  kMediaFull,
  kMediaLow,
};

struct DeviceStatus {
  DeviceState state = DeviceState::kUnavailable;
  DeviceCode code = DeviceCode::kNotReachable;
  bool operator==(const DeviceStatus&) const = default;
};

// The standard's spelling: "READY", "MEDIA_EMPTY".
[[nodiscard]] const char* ToString(DeviceState state);
[[nodiscard]] const char* ToString(DeviceCode code);

}  // namespace clearway::hal
