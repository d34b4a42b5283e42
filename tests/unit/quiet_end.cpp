// Linked into every unit test program: after its tests it waits for the threads that libraries
// still have. Pango sorts fonts in threads that nobody joins, and LeakSanitizer crashes when it
// looks at a thread in the moment of its end.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

namespace clearway {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{10};

std::ptrdiff_t Threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                       std::filesystem::directory_iterator());
}

class QuietEnd final : public testing::Environment {
 public:
  void TearDown() override {
    const auto deadline = steady_clock::now() + kPatience;
    while (Threads() > 1 && steady_clock::now() < deadline) std::this_thread::yield();
  }
};

// GoogleTest owns it.
[[maybe_unused]] const auto* const kQuietEnd = testing::AddGlobalTestEnvironment(new QuietEnd);

}  // namespace
}  // namespace clearway
