#include "hal/device_state.h"

namespace clearway::hal {

const char* ToString(DeviceState state) {
  switch (state) {
    case DeviceState::kReady:
      return "READY";
    case DeviceState::kBusy:
      return "BUSY";
    case DeviceState::kUnavailable:
      return "UNAVAILABLE";
  }
  return "UNAVAILABLE";
}

const char* ToString(DeviceCode code) {
  switch (code) {
    case DeviceCode::kOk:
      return "OK";
    case DeviceCode::kCancelled:
      return "CANCELLED";
    case DeviceCode::kWrongSystemState:
      return "WRONG_SYSTEM_STATE";
    case DeviceCode::kOutOfSequence:
      return "OUT_OF_SEQUENCE";
    case DeviceCode::kTimeout:
      return "TIMEOUT";
    case DeviceCode::kFormatError:
      return "FORMAT_ERROR";
    case DeviceCode::kLengthError:
      return "LENGTH_ERROR";
    case DeviceCode::kDataMissing:
      return "DATA_MISSING";
    case DeviceCode::kDataPresent:
      return "DATA_PRESENT";
    case DeviceCode::kSoftwareError:
      return "SOFTWARE_ERROR";
    case DeviceCode::kHardwareError:
      return "HARDWARE_ERROR";
    case DeviceCode::kNotReachable:
      return "NOT_REACHABLE";
    case DeviceCode::kNotResponding:
      return "NOT_RESPONDING";
    case DeviceCode::kMediaJammed:
      return "MEDIA_JAMMED";
    case DeviceCode::kMediaMisplaced:
      return "MEDIA_MISPLACED";
    case DeviceCode::kMediaPresent:
      return "MEDIA_PRESENT";
    case DeviceCode::kMediaAbsent:
      return "MEDIA_ABSENT";
    case DeviceCode::kMediaEmpty:
      return "MEDIA_EMPTY";
    case DeviceCode::kMediaDamaged:
      return "MEDIA_DAMAGED";
    case DeviceCode::kMediaHigh:
      return "MEDIA_HIGH";
    case DeviceCode::kMediaFull:
      return "MEDIA_FULL";
    case DeviceCode::kMediaLow:
      return "MEDIA_LOW";
  }
  return "SOFTWARE_ERROR";
}

}  // namespace clearway::hal
