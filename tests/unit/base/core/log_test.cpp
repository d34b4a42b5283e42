#include "base/core/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/core/unique_fd.h"
#include "events/kiosk_events.h"

namespace clearway {
namespace {

// Stderr goes into a pipe while this lives.
class CapturedStderr {
 public:
  CapturedStderr() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) std::abort();
    read_.Reset(ends[0]);
    UniqueFd write_end(ends[1]);
    before_.Reset(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3));
    dup2(write_end.get(), STDERR_FILENO);
  }
  ~CapturedStderr() { dup2(before_.get(), STDERR_FILENO); }

  std::string Take() {
    std::string text;
    char chunk[4096];
    for (ssize_t n = 0; (n = read(read_.get(), chunk, sizeof chunk)) > 0;)
      text.append(chunk, static_cast<std::size_t>(n));
    return text;
  }

 private:
  UniqueFd read_, before_;
};

TEST(Log, writes_priority_name_parameters_and_meaning_in_one_line) {
  CapturedStderr captured;
  Log(events::kiosk::AuditRepaired{.bytes = 17});
  EXPECT_EQ(captured.Take(),
            "<4>kiosk.audit_repaired bytes=17 The last line of the audit log was torn, as after a "
            "power cut; it was cut off and the cut is recorded.\n");
}

TEST(Log, writes_words_of_enumerations_and_durations_with_their_unit) {
  CapturedStderr captured;
  Log(events::kiosk::HeartMissed{.heart = events::Heart::kCodeScanner,
                                 .silent_for = std::chrono::milliseconds(2500)});
  EXPECT_TRUE(captured.Take().starts_with(
      "<3>kiosk.heart_missed heart=code_scanner silent_for=2500ms A loop"));
}

TEST(Log, cuts_a_line_that_is_too_long_and_still_ends_it) {
  CapturedStderr captured;
  LogLine line(Priority::kInfo, "test.long");
  for (int i = 0; i < 200; ++i) line.Add("number", i);
  line.Write("Never seen.");
  const std::string text = captured.Take();
  EXPECT_EQ(text.size(), 512u);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(Log, keeps_lines_of_several_threads_whole) {
  CapturedStderr captured;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([] {
        for (int i = 0; i < 50; ++i) Log(events::kiosk::Started{});
      });
  }
  std::string expected;
  for (int i = 0; i < 200; ++i) expected += "<5>kiosk.started The kiosk program has started.\n";
  EXPECT_EQ(captured.Take(), expected);
}

// What follows is checked by the compiler: free text has no way into the log.
template <typename T>
concept Loggable = requires(const T& value) { Log(value); };
template <typename T>
concept AddableValue = requires(LogLine& line, T value) { line.Add("key", value); };

static_assert(Loggable<events::kiosk::AuditRepaired>);
static_assert(!Loggable<std::string> && !Loggable<const char*>);
static_assert(AddableValue<int> && AddableValue<std::uint64_t> && AddableValue<Fault>);
static_assert(!AddableValue<std::string> && !AddableValue<const char*> &&
              !AddableValue<std::string_view> && !AddableValue<char*>);
static_assert(!AddableValue<Priority>, "an enumeration without words is no word");
static_assert(!std::is_constructible_v<events::kiosk::AuditUnavailable, const char*>);
static_assert(!std::is_constructible_v<events::kiosk::AuditUnavailable, std::string>);

}  // namespace
}  // namespace clearway
