#include "kiosk/scanner_thread.h"

#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/core/unique_fd.h"

// A real serial line, of which this end is the scanner's.
namespace clearway::kiosk {
namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr hal::DeviceStatus kReady{hal::DeviceState::kReady, hal::DeviceCode::kOk};
constexpr hal::DeviceStatus kGone{hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable};

class ScannerThreads : public testing::Test {
 protected:
  ScannerThreads() {
    std::string name = std::filesystem::temp_directory_path() / "clearway-test-XXXXXX";
    folder_ = mkdtemp(name.data());
    int sender = -1;
    int device = -1;
    char path[64] = {};
    if (openpty(&sender, &device, path, nullptr, nullptr) != 0) std::abort();
    sender_.Reset(sender);
    ::close(device);
    std::filesystem::create_symlink(path, folder_ / "ttyACM0");
    thread_.emplace("tty:" + (folder_ / "ttyACM0").string(), [this] {
      std::lock_guard lock(mutex_);
      ++told_;
      something_.notify_one();
    });
  }
  ~ScannerThreads() override { std::filesystem::remove_all(folder_); }

  void Scan(const std::string& text) {
    const std::string line = text + "\r";
    ASSERT_EQ(write(sender_.get(), line.data(), line.size()), ssize_t(line.size()));
  }
  void Unplug() {
    std::filesystem::remove(folder_ / "ttyACM0");
    sender_.Reset();
  }
  // Looks each time that the thread says that there is something.
  bool Until(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::unique_lock lock(mutex_);
    for (unsigned seen = told_; !condition(); seen = told_) {
      if (!something_.wait_until(lock, deadline, [&] { return told_ != seen; })) return condition();
    }
    return true;
  }
  bool UntilStatus(hal::DeviceStatus wanted) {
    return Until([&] { return thread_->TakeStatus() == wanted; });
  }
  // Until the thread has told of it.
  void ScanAndWait(const std::string& text) {
    const unsigned before = Told();
    Scan(text);
    ASSERT_TRUE(Until([&] { return told_ > before; }));
  }
  unsigned Told() {
    std::lock_guard lock(mutex_);
    return told_;
  }

  std::filesystem::path folder_;
  UniqueFd sender_;
  std::mutex mutex_;
  std::condition_variable something_;
  unsigned told_ = 0;
  std::optional<ScannerThread> thread_;  // last: it uses the members above
};

TEST_F(ScannerThreads, give_codes_in_their_order) {
  ASSERT_TRUE(UntilStatus(kReady));
  Scan("first");
  Scan("second");
  std::vector<std::string> texts;
  EXPECT_TRUE(Until([&] {
    for (const hal::ScannedCode& code : thread_->TakeCodes()) texts.push_back(code.text);
    return texts.size() == 2;
  }));
  EXPECT_EQ(texts, (std::vector<std::string>{"first", "second"}));
}

TEST_F(ScannerThreads, tell_that_the_scanner_is_gone_also_where_nobody_took_its_codes) {
  ASSERT_TRUE(UntilStatus(kReady));
  for (int i = 0; i < 70; ++i) ScanAndWait("code");
  Unplug();
  EXPECT_TRUE(UntilStatus(kGone));
  EXPECT_EQ(thread_->TakeCodes().size(), 64U);
}

TEST_F(ScannerThreads, forget_what_was_scanned_and_not_taken_but_not_their_state) {
  ASSERT_TRUE(Until([&] { return told_ > 0; }));
  ScanAndWait("code");
  thread_->Forget();
  EXPECT_TRUE(thread_->TakeCodes().empty());
  EXPECT_EQ(thread_->TakeStatus(), kReady);
}

}  // namespace
}  // namespace clearway::kiosk
