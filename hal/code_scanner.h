#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/core/result.h"
#include "hal/device_state.h"

namespace clearway::hal {

// A code as the device gave it, without AIM prefix and line end.
struct ScannedCode {
  std::string text;
  std::string symbology;  // AIM identifier, e.g. "Q1"; empty when the device sends none
};
struct ScannerChanged {
  DeviceStatus status;
};
using ScannerEvent = std::variant<ScannedCode, ScannerChanged>;

// One hand-held or built-in barcode scanner. Not thread-safe: its device thread owns it.
class CodeScanner {
 public:
  virtual ~CodeScanner() = default;
  // What came since the last call; waits up to `patience_ms` for something. An unplugged device is
  // an event, and is opened again by itself when it is back.
  [[nodiscard]] virtual std::vector<ScannerEvent> Poll(int patience_ms) = 0;
};

// `tty:/dev/ttyACM0`
[[nodiscard]] Result<std::unique_ptr<CodeScanner>> OpenCodeScanner(const std::string& uri);

}  // namespace clearway::hal
