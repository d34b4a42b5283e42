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
  // What came since the last call; waits up to `patience_ms` milliseconds for something. The first
  // call tells the device's state. UNAVAILABLE/NOT_REACHABLE: it is unplugged; it is opened again
  // by itself when it is back. READY/LENGTH_ERROR: a code was longer than any code can be;
  // READY/DATA_MISSING: one stayed without its end; neither is told.
  [[nodiscard]] virtual std::vector<ScannerEvent> Poll(int patience_ms) = 0;
};

// `tty:/dev/ttyACM0`: a serial scanner that ends each code with CR, LF or both. A device that is
// not there is no error but a state. kInvalid: another kind of URI.
[[nodiscard]] Result<std::unique_ptr<CodeScanner>> OpenCodeScanner(const std::string& uri);

}  // namespace clearway::hal
