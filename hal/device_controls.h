#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clearway::hal {

// What a camera lets be set, by V4L2's control numbers (linux/v4l2-controls.h): which of them a
// device has differs by driver and kernel, so every one is asked for. Two bodies: a real device,
// and one that tests simulate. Not thread-safe.
class DeviceControls {
 public:
  struct Range {
    int least = 0;
    int most = 0;
    int step = 1;
    int preset = 0;  // the driver's default
  };
  // An entry of a menu. `meaning` is what the entry stands for where the menu is one of numbers,
  // otherwise its index again.
  struct Entry {
    int index = 0;
    std::int64_t meaning = 0;
  };

  virtual ~DeviceControls() = default;
  // Nothing: the device has no such control, or it cannot be set.
  [[nodiscard]] virtual std::optional<Range> RangeOf(std::uint32_t control) = 0;
  // The entries that a menu offers: not every index within its range is one.
  [[nodiscard]] virtual std::vector<Entry> EntriesOf(std::uint32_t control) = 0;
  [[nodiscard]] virtual std::optional<int> Get(std::uint32_t control) = 0;
  // False: the device refuses, or is gone.
  virtual bool Set(std::uint32_t control, int value) = 0;
};

// A device's, on a descriptor of its own. Null: it cannot be opened.
[[nodiscard]] std::unique_ptr<DeviceControls> OpenV4l2Controls(const std::string& device);

}  // namespace clearway::hal
