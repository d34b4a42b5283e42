// Linked into every unit test program: after its tests it waits for the threads in which Pango
// sorts fonts, that nobody joins. LeakSanitizer crashes when it looks at a thread in the moment of
// its end. (Threads that libraries keep for later, such as OpenCV's, stay where they are.)
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace clearway {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{10};

// Whether Pango began the thread: it names all of its own.
bool IsPangos(const std::filesystem::directory_entry& thread) {
  std::ifstream file(thread.path() / "comm");
  std::string name;
  return std::getline(file, name) && name.starts_with("[pango]");
}

bool PangoWorks() {
  return std::ranges::any_of(std::filesystem::directory_iterator("/proc/self/task"), IsPangos);
}

class QuietEnd final : public testing::Environment {
 public:
  void TearDown() override {
    const auto deadline = steady_clock::now() + kPatience;
    while (PangoWorks() && steady_clock::now() < deadline) std::this_thread::yield();
  }
};

// GoogleTest owns it.
[[maybe_unused]] const auto* const kQuietEnd = testing::AddGlobalTestEnvironment(new QuietEnd);

}  // namespace
}  // namespace clearway
