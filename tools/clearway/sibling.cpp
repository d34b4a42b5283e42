#include "tools/clearway/sibling.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/core/unique_fd.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostOutput = 4 << 20;

std::string Reason(int error) {
  return std::generic_category().message(error);
}

std::vector<char*> Pointers(std::string& program, std::vector<std::string>& arguments) {
  std::vector<char*> pointers{program.data()};
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  return pointers;
}

Result<std::string> ReadAll(int fd) {
  std::string output;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fail(Fault::kBroken, Reason(errno));
    if (got == 0) return output;
    output.append(buffer.data(), static_cast<std::size_t>(got));
    if (output.size() > kMostOutput) return Fail(Fault::kBroken, "it writes without end");
  }
}

Result<pid_t> Spawn(std::string program, std::vector<std::string> arguments, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = 0;
  const int error = posix_spawn(&child, program.c_str(), &actions, nullptr,
                                Pointers(program, arguments).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return Fail(Fault::kBroken, program + " could not be started: " + Reason(error));
  return child;
}

// The exit status; -1 for a child that was killed.
int WaitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<fs::path> FindSibling(const std::string& name) {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error)
    return Fail(Fault::kBroken, "this program cannot find its own place: is /proc mounted?");
  fs::path sibling = self.parent_path() / name;
  if (!fs::exists(sibling, error)) {
    return Fail(Fault::kNotFound, name + " is not in " + self.parent_path().string() +
                                      ": build it, or install the whole of Clearway");
  }
  return sibling;
}

Error BecomeSibling(const std::string& name, const std::vector<std::string>& arguments) {
  const Result<fs::path> path = FindSibling(name);
  if (!path) return path.error();
  std::string program = path->string();
  std::vector<std::string> copy = arguments;
  ::execv(program.c_str(), Pointers(program, copy).data());
  return {Fault::kBroken, program + " could not be started: " + Reason(errno)};
}

Result<SiblingOutput> RunSibling(const std::string& name,
                                 const std::vector<std::string>& arguments) {
  const Result<fs::path> path = FindSibling(name);
  if (!path) return std::unexpected(path.error());
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Fail(Fault::kBroken, Reason(errno));
  const UniqueFd read_end(ends[0]);
  UniqueFd write_end(ends[1]);
  const Result<pid_t> child = Spawn(path->string(), arguments, write_end.get());
  write_end.Reset();
  if (!child) return std::unexpected(child.error());
  Result<std::string> output = ReadAll(read_end.get());
  const int status = WaitFor(*child);
  if (!output) return std::unexpected(output.error());
  if (status < 0) return Fail(Fault::kBroken, name + " was killed");
  return SiblingOutput{.text = std::move(*output), .status = status};
}

}  // namespace clearway::tools
