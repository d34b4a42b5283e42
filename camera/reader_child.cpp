#include "camera/reader_child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "camera/reader_messages.h"

namespace clearway::camera {
namespace {

// Above every number that the child expects, so that moving one into place cannot overwrite
// another.
constexpr int kOutOfTheWay = 16;

// A killed process ends at once, stopped or not, unless a driver holds it.
constexpr int kEndTakes = 500;  // milliseconds

// GLib's slices become blocks that are freed, and so overwritten (base_wiping_free).
constexpr const char* kNoSlices = "G_SLICE=always-malloc";

std::vector<std::string> ReaderEnvironment() {
  std::vector<std::string> environment = {"LANG=C.UTF-8", kNoSlices};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name))
      environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// By its number: this glibc's own pidfd_open cannot be called from C++.
UniqueFd OpenProcess(pid_t pid) {
  return UniqueFd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
}

class SpawnPlan {
 public:
  SpawnPlan(int socket, int preview) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, socket, kReaderSocket);
    posix_spawn_file_actions_adddup2(&files_, preview, kReaderPreview);
    posix_spawn_file_actions_addclosefrom_np(&files_, kReaderPreview + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }

  // The process id, or minus the error's number.
  [[nodiscard]] pid_t Run(const std::string& program, const std::string& camera) const {
    std::vector<std::string> arguments = {program, "--camera", camera};
    std::vector<std::string> environment = ReaderEnvironment();
    pid_t pid = 0;
    const int error = posix_spawn(&pid, program.c_str(), &files_, &attributes_,
                                  Pointers(arguments).data(), Pointers(environment).data());
    return error == 0 ? pid : -error;
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<ReaderChild> ReaderChild::Start(const std::string& program, const std::string& camera,
                                       int preview_fd) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
    return Fail(Fault::kUnavailable, "No socket pair for the reader process.");
  UniqueFd ours(ends[0]);
  UniqueFd theirs(ends[1]);
  const UniqueFd moved_socket(fcntl(theirs.get(), F_DUPFD_CLOEXEC, kOutOfTheWay));
  const UniqueFd moved_preview(fcntl(preview_fd, F_DUPFD_CLOEXEC, kOutOfTheWay));
  if (!moved_socket || !moved_preview)
    return Fail(Fault::kUnavailable, "Too many open files to start the reader process.");
  const pid_t pid = SpawnPlan(moved_socket.get(), moved_preview.get()).Run(program, camera);
  if (pid <= 0) {
    return Fail(pid == -ENOENT ? Fault::kNotFound : Fault::kUnavailable,
                "Cannot start " + program + ": " + strerror(-pid));
  }
  return ReaderChild(std::move(ours), pid);
}

ReaderChild::ReaderChild(UniqueFd socket, pid_t pid)
    : socket_(std::move(socket)), pid_(pid), process_(OpenProcess(pid)) {}

ReaderChild::ReaderChild(ReaderChild&& other) noexcept
    : socket_(std::move(other.socket_)),
      pid_(std::exchange(other.pid_, 0)),
      process_(std::move(other.process_)) {}

ReaderChild& ReaderChild::operator=(ReaderChild&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(pid_, other.pid_);
  std::swap(process_, other.process_);
  return *this;
}

ReaderChild::~ReaderChild() {
  if (HasEnded()) return;
  Kill();
  pollfd ending{.fd = process_.get(), .events = POLLIN, .revents = 0};
  (void)poll(&ending, 1, kEndTakes);
  (void)HasEnded();
}

void ReaderChild::Kill() {
  if (pid_ > 0) kill(pid_, SIGKILL);
  socket_.Reset();
}

bool ReaderChild::HasEnded() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
  return pid_ <= 0;
}

Result<std::span<const std::uint8_t>> ReaderChild::Receive(std::vector<std::uint8_t>& buffer) {
  // With MSG_TRUNC the answer is the message's own length, however much of it fitted.
  const auto receive = [&] {
    return recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT | MSG_TRUNC);
  };
  ssize_t size = receive();
  // A reader that left without having read all its commands resets the socket, which is told once,
  // and before its last words, which still are there: they may say why its camera is away.
  if (size < 0 && errno == ECONNRESET) size = receive();
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return Fail(Fault::kTimeout, "");
  if (size <= 0) return Fail(Fault::kUnavailable, "The reader process has ended.");
  if (static_cast<std::size_t>(size) > buffer.size())
    return Fail(Fault::kInvalid, "A reader message is too long.");
  return std::span<const std::uint8_t>(buffer).first(static_cast<std::size_t>(size));
}

bool ReaderChild::Send(std::span<const std::uint8_t> message) {
  return send(socket_.get(), message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL) ==
         static_cast<ssize_t>(message.size());
}

void ReaderChild::AwaitEnd(std::chrono::milliseconds patience) {
  pollfd waiting{.fd = socket_.get(), .events = POLLRDHUP, .revents = 0};
  (void)poll(&waiting, 1, static_cast<int>(patience.count()));
}

}  // namespace clearway::camera
