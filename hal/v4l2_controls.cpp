#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/core/unique_fd.h"
#include "hal/device_controls.h"

namespace clearway::hal {
namespace {

// Menus of drivers are short; a broken one must not be walked for ever.
constexpr int kLongestMenu = 64;

class V4l2Controls final : public DeviceControls {
 public:
  explicit V4l2Controls(UniqueFd fd) : fd_(std::move(fd)) {}

  std::optional<Range> RangeOf(std::uint32_t control) override {
    v4l2_queryctrl query{};
    query.id = control;
    constexpr std::uint32_t kUnusable = V4L2_CTRL_FLAG_DISABLED | V4L2_CTRL_FLAG_READ_ONLY;
    if (!Ask(VIDIOC_QUERYCTRL, &query) || (query.flags & kUnusable) != 0) return std::nullopt;
    return Range{query.minimum, query.maximum, std::max(1, query.step), query.default_value};
  }

  std::vector<Entry> EntriesOf(std::uint32_t control) override {
    v4l2_queryctrl query{};
    query.id = control;
    std::vector<Entry> entries;
    if (!Ask(VIDIOC_QUERYCTRL, &query)) return entries;
    const int last = std::min(query.maximum, query.minimum + kLongestMenu);
    for (int index = std::max(0, query.minimum); index <= last; ++index) {
      v4l2_querymenu entry{};
      entry.id = control;
      entry.index = static_cast<std::uint32_t>(index);
      if (!Ask(VIDIOC_QUERYMENU, &entry)) continue;
      const bool numbers = query.type == V4L2_CTRL_TYPE_INTEGER_MENU;
      entries.push_back({index, numbers ? entry.value : index});
    }
    return entries;
  }

  std::optional<int> Get(std::uint32_t control) override {
    v4l2_control value{.id = control, .value = 0};
    if (!Ask(VIDIOC_G_CTRL, &value)) return std::nullopt;
    return value.value;
  }

  bool Set(std::uint32_t control, int value) override {
    v4l2_control wanted{.id = control, .value = value};
    return Ask(VIDIOC_S_CTRL, &wanted);
  }

 private:
  bool Ask(unsigned long request, void* argument) {
    int answer = 0;
    do {
      answer = ioctl(fd_.get(), request, argument);
    } while (answer == -1 && errno == EINTR);
    return answer == 0;
  }

  const UniqueFd fd_;
};

}  // namespace

std::unique_ptr<DeviceControls> OpenV4l2Controls(const std::string& device) {
  UniqueFd fd(open(device.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  return fd ? std::make_unique<V4l2Controls>(std::move(fd)) : nullptr;
}

}  // namespace clearway::hal
