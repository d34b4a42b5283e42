#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <string>
#include <vector>

#include "base/core/unique_fd.h"
#include "kiosk/records/vault/vault.h"
#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::vault {
namespace {

// The writer as a process of its own, with its stdout.
struct Writer {
  pid_t process = 0;
  UniqueFd output;
};

Writer Start(const VaultRig& rig, int first, int count) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const std::string program = CLEARWAY_PROGRAMS "/vault_writer";
  const std::string begin = std::to_string(first);
  const std::string number = std::to_string(count);
  const pid_t process = fork();
  if (process == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execl(program.c_str(), program.c_str(), rig.path().c_str(), begin.c_str(), number.c_str(),
          nullptr);
    _exit(127);
  }
  close(ends[1]);
  return {process, UniqueFd(ends[0])};
}

// Reads acknowledgements until `enough` came, then kills without warning after a moment more; what
// was acknowledged up to then.
std::vector<std::string> KillAfter(Writer writer, std::size_t enough,
                                   std::chrono::microseconds more) {
  std::string said;
  const auto lines = [&said] { return std::ranges::count(said, '\n'); };
  bool killed = false;
  for (char buffer[512];;) {
    if (!killed && lines() >= static_cast<std::ptrdiff_t>(enough)) {
      usleep(static_cast<useconds_t>(more.count()));  // the random point, not a wait for anything
      kill(writer.process, SIGKILL);
      killed = true;
    }
    const ssize_t got = read(writer.output.get(), buffer, sizeof buffer);
    if (got <= 0) break;
    said.append(buffer, static_cast<std::size_t>(got));
  }
  int status = 0;
  waitpid(writer.process, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the writer failed by itself";
  std::vector<std::string> acknowledged;
  for (std::size_t at = 0, end = 0; (end = said.find('\n', at)) != std::string::npos;
       at = end + 1) {
    acknowledged.push_back(said.substr(at, end - at));
  }
  return acknowledged;
}

bool Opens(Vault& vault, const std::string& number) {
  const auto texts = vault.Open(DocumentOf(number), PinOf("483920"), At(kNoon));
  return texts && texts->codes.size() == 2 && texts->codes[0] == "COPY " + number &&
         texts->codes[1] == std::string(1500, 'x');
}

TEST(VaultKilled, keeps_every_acknowledged_copy_of_1000_and_none_half) {
  constexpr int kCopies = 1000;
  const VaultRig rig;
  std::mt19937 random(20270115);
  std::vector<std::string> acknowledged;
  int kills = 0;
  for (int next = 0; next < kCopies; ++kills) {
    const std::size_t enough = random() % 40;
    const auto more = std::chrono::microseconds(random() % 4000);
    const auto fresh = KillAfter(Start(rig, next, kCopies - next), enough, more);
    next += static_cast<int>(fresh.size()) + 1;  // the one that was under way is given up
    acknowledged.insert(acknowledged.end(), fresh.begin(), fresh.end());
    Vault vault = rig.Open();
    if (!fresh.empty()) {
      ASSERT_TRUE(Opens(vault, fresh.back()));
    }
  }
  ASSERT_GT(kills, 15);
  Vault vault = rig.Open();
  for (const std::string& number : acknowledged) ASSERT_TRUE(Opens(vault, number)) << number;
  // Whatever lies there beside these was put, and its acknowledgement was lost: it is whole, too.
  std::size_t whole = 0;
  Vault careless = rig.Open({.limits = {.per_hour = 100'000}});
  for (int i = 0; i < kCopies; ++i) whole += Opens(careless, std::to_string(100'000 + i)) ? 1 : 0;
  EXPECT_EQ(careless.Stats(At(kNoon))->store.copies, whole);
  EXPECT_LE(whole, acknowledged.size() + static_cast<std::size_t>(kills));
}

}  // namespace
}  // namespace clearway::vault
