#include "hal/code_scanner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>

#include "base/core/unique_fd.h"

// A real serial line: one end of a pseudo-terminal is the device, the other is what the scanner
// sends.
namespace clearway::hal {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds kPatience{20};
constexpr DeviceStatus kReady{DeviceState::kReady, DeviceCode::kOk};
constexpr DeviceStatus kGone{DeviceState::kUnavailable, DeviceCode::kNotReachable};

class CodeScannerTest : public testing::Test {
 protected:
  CodeScannerTest() {
    std::string name = std::filesystem::temp_directory_path() / "clearway-test-XXXXXX";
    folder_ = mkdtemp(name.data());
    device_ = folder_ / "ttyACM0";
  }
  ~CodeScannerTest() override { std::filesystem::remove_all(folder_); }

  void PlugIn() {
    int sender = -1;
    int device = -1;
    char name[64] = {};
    ASSERT_EQ(openpty(&sender, &device, name, nullptr, nullptr), 0);
    sender_.Reset(sender);
    ::close(device);
    std::filesystem::create_symlink(name, device_);
  }
  void Unplug() {
    std::filesystem::remove(device_);
    sender_.Reset();
  }
  void Open() {
    auto scanner = OpenCodeScanner("tty:" + device_.string());
    ASSERT_TRUE(scanner);
    scanner_ = *std::move(scanner);
  }
  void Send(const std::string& bytes) {
    ASSERT_EQ(write(sender_.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  bool Until(const std::function<bool()>& condition) {
    const auto deadline = steady_clock::now() + kPatience;
    while (!condition() && steady_clock::now() < deadline) {
      for (ScannerEvent& event : scanner_->Poll(50)) {
        if (auto* code = std::get_if<ScannedCode>(&event)) codes_.push_back(*code);
        if (const auto* changed = std::get_if<ScannerChanged>(&event)) status_ = changed->status;
      }
    }
    return condition();
  }
  bool UntilStatus(DeviceStatus status) {
    return Until([&] { return status_ == status; });
  }
  bool UntilCodes(std::size_t count) {
    return Until([&] { return codes_.size() >= count; });
  }

  std::filesystem::path folder_;
  std::filesystem::path device_;
  UniqueFd sender_;
  std::unique_ptr<CodeScanner> scanner_;
  std::vector<ScannedCode> codes_;
  std::optional<DeviceStatus> status_;
};

TEST_F(CodeScannerTest, gives_the_bytes_that_the_device_sent) {
  PlugIn();
  Open();
  ASSERT_TRUE(UntilStatus(kReady));
  std::string bytes;
  for (int byte = 1; byte < 256; ++byte) {
    if (byte != '\r' && byte != '\n') bytes += static_cast<char>(byte);
  }
  Send("]Q1" + bytes + "\r\n");
  ASSERT_TRUE(UntilCodes(1));
  EXPECT_EQ(codes_[0].text, bytes) << "control characters are data on a raw line";
  EXPECT_EQ(codes_[0].symbology, "Q1");
}

TEST_F(CodeScannerTest, joins_a_certificate_that_comes_in_pieces) {
  PlugIn();
  Open();
  ASSERT_TRUE(UntilStatus(kReady));
  const std::string text = "HC1:" + std::string(3000, 'A');
  Send("]Q1" + text.substr(0, 64));
  EXPECT_TRUE(scanner_->Poll(0).empty());
  for (std::size_t at = 64; at < text.size(); at += 500) {
    Send(text.substr(at, 500));
    EXPECT_TRUE(scanner_->Poll(0).empty());
  }
  Send("\r");
  ASSERT_TRUE(UntilCodes(1));
  EXPECT_EQ(codes_[0].text, text);
}

TEST_F(CodeScannerTest, says_that_a_missing_device_is_not_reachable_and_finds_it_when_it_is_there) {
  Open();
  ASSERT_TRUE(UntilStatus(kGone));
  PlugIn();
  EXPECT_TRUE(UntilStatus(kReady));
}

TEST_F(CodeScannerTest, works_again_after_it_was_unplugged) {
  PlugIn();
  Open();
  ASSERT_TRUE(UntilStatus(kReady));
  Send("HALF OF A CODE");
  Unplug();
  ASSERT_TRUE(UntilStatus(kGone));
  PlugIn();
  ASSERT_TRUE(UntilStatus(kReady));
  Send("WHOLE\r");
  ASSERT_TRUE(UntilCodes(1));
  EXPECT_EQ(codes_[0].text, "WHOLE");
}

TEST_F(CodeScannerTest, throws_away_what_was_scanned_while_nobody_listened) {
  PlugIn();
  Open();
  const UniqueFd held(open(device_.c_str(), O_RDWR | O_NOCTTY));
  Send("SOMEBODY ELSE'S\r");
  ASSERT_TRUE(UntilStatus(kReady));
  Send("MINE\r");
  ASSERT_TRUE(UntilCodes(1));
  EXPECT_EQ(codes_[0].text, "MINE");
}

TEST_F(CodeScannerTest, says_length_error_for_a_line_without_end_and_goes_on) {
  PlugIn();
  Open();
  ASSERT_TRUE(UntilStatus(kReady));
  for (int i = 0; i < 10; ++i) {
    Send(std::string(1000, '8'));
    (void)scanner_->Poll(0);
  }
  Send("\r");
  ASSERT_TRUE(UntilStatus({DeviceState::kReady, DeviceCode::kLengthError}));
  EXPECT_TRUE(codes_.empty());
  Send("GOOD\r");
  ASSERT_TRUE(UntilCodes(1));
  EXPECT_EQ(status_, kReady);
}

TEST_F(CodeScannerTest, refuses_uris_of_another_kind) {
  for (const char* uri : {"", "tty:", "v4l2:/dev/video0", "/dev/ttyACM0"})
    EXPECT_EQ(OpenCodeScanner(uri).error().fault, Fault::kInvalid) << uri;
}

}  // namespace
}  // namespace clearway::hal
