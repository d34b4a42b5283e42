#include "hal/code_scanner.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "base/core/unique_fd.h"
#include "base/core/wipe.h"
#include "hal/scan_framing.h"

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kTty = "tty:";
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{5000};
// Read in one Poll at most: some codes, however fast a broken device talks.
constexpr std::size_t kMostBytesAPoll = 32768;

constexpr DeviceStatus kReady{DeviceState::kReady, DeviceCode::kOk};

// Opens a serial line for bytes as they are. What was scanned while nobody listened is thrown away:
// it was for somebody else. Empty when it cannot be opened now.
UniqueFd OpenLine(const std::string& device) {
  UniqueFd fd(open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  termios settings{};
  if (!fd || tcgetattr(fd.get(), &settings) != 0) return {};
  cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  cfsetspeed(&settings, B115200);
  if (tcsetattr(fd.get(), TCSANOW, &settings) != 0) return {};
  (void)ioctl(fd.get(), TIOCEXCL);  // a second reader would get half of each code
  tcflush(fd.get(), TCIFLUSH);
  return fd;
}

class TtyScanner final : public CodeScanner {
 public:
  explicit TtyScanner(std::string device) : device_(std::move(device)) {}
  TtyScanner(const TtyScanner&) = delete;
  TtyScanner& operator=(const TtyScanner&) = delete;
  ~TtyScanner() override { framing_.Clear(); }

  std::vector<ScannerEvent> Poll(int patience_ms) override {
    const auto until = steady_clock::now() + milliseconds(std::max(patience_ms, 0));
    do {
      if (!line_) OpenIfDue();
      WaitForBytes(until);
      if (line_) ReadBytes();
    } while (events_.empty() && steady_clock::now() < until);
    return std::exchange(events_, {});
  }

 private:
  void OpenIfDue() {
    const auto now = steady_clock::now();
    if (now < open_at_) return;
    line_ = OpenLine(device_);
    if (line_) {
      pause_ = kFirstPause;
      SetStatus(kReady);
    } else {
      SetStatus({DeviceState::kUnavailable, DeviceCode::kNotReachable});
      open_at_ = now + pause_;
      pause_ = std::min(pause_ * 2, kLongestPause);
    }
  }

  // Until bytes come, the line has to be opened again, or the caller's patience ends; not at all
  // when there is something to tell.
  void WaitForBytes(steady_clock::time_point until) {
    if (!events_.empty()) return;
    const auto wake = line_ ? until : std::min(until, open_at_);
    const auto left = std::chrono::ceil<milliseconds>(wake - steady_clock::now());
    pollfd waiting{.fd = line_.get(), .events = POLLIN, .revents = 0};  // -1 is left out by poll
    (void)poll(&waiting, 1, static_cast<int>(std::max(left, milliseconds(0)).count()));
  }

  void ReadBytes() {
    std::array<std::uint8_t, 4096> buffer{};
    Report(framing_.Take({}, steady_clock::now()));
    for (std::size_t total = 0; total < kMostBytesAPoll;) {
      const ssize_t count = read(line_.get(), buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) break;
      if (count <= 0) {
        Lose();
        break;
      }
      const auto size = static_cast<std::size_t>(count);
      Report(framing_.Take(std::span(buffer).first(size), steady_clock::now()));
      total += size;
    }
    Wipe(buffer.data(), buffer.size());
  }

  void Lose() {
    line_.Reset();
    framing_.Clear();
    open_at_ = steady_clock::now() + pause_;
    SetStatus({DeviceState::kUnavailable, DeviceCode::kNotReachable});
  }

  void Report(ScanFraming::Taken&& taken) {
    if (taken.unfinished) SetStatus({DeviceState::kReady, DeviceCode::kDataMissing});
    if (taken.too_long) SetStatus({DeviceState::kReady, DeviceCode::kLengthError});
    if (!taken.codes.empty() && !taken.too_long) SetStatus(kReady);
    for (ScannedCode& code : taken.codes) events_.emplace_back(std::move(code));
  }

  void SetStatus(DeviceStatus status) {
    if (status_ == status) return;
    status_ = status;
    events_.emplace_back(ScannerChanged{status});
  }

  const std::string device_;
  UniqueFd line_;
  ScanFraming framing_;
  milliseconds pause_ = kFirstPause;
  steady_clock::time_point open_at_;
  std::optional<DeviceStatus> status_;
  std::vector<ScannerEvent> events_;
};

}  // namespace

Result<std::unique_ptr<CodeScanner>> OpenCodeScanner(const std::string& uri) {
  if (!uri.starts_with(kTty) || uri.size() == kTty.size())
    return Fail(Fault::kInvalid, fmt::format("Code scanner '{}' is not tty:DEVICE.", uri));
  return std::make_unique<TtyScanner>(uri.substr(kTty.size()));
}

}  // namespace clearway::hal
