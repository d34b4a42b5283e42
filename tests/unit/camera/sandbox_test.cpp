#include "camera/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <functional>
#include <thread>
#include <vector>

namespace clearway::camera {
namespace {

constexpr int kHeld = 0;
constexpr int kNoSandbox = 9;

// Runs the attempt in a process of its own inside the sandbox; 0 when it held.
int Inside(const std::function<bool()>& held) {
  const pid_t pid = fork();
  if (pid == 0) {
    ProtectProcess();
    if (!EnterSandbox()) _exit(kNoSandbox);
    _exit(held() ? kHeld : 1);
  }
  int status = 0;
  EXPECT_EQ(waitpid(pid, &status, 0), pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool Refused(long result) {
  return result == -1 && errno == EPERM;
}

TEST(Sandbox, refuses_sockets_of_any_kind) {
  EXPECT_EQ(Inside([] {
              return Refused(socket(AF_INET, SOCK_STREAM, 0)) &&
                     Refused(socket(AF_INET6, SOCK_DGRAM, 0)) &&
                     Refused(socket(AF_UNIX, SOCK_STREAM, 0)) &&
                     Refused(socket(AF_NETLINK, SOCK_RAW, 0));
            }),
            kHeld);
}

TEST(Sandbox, refuses_to_run_programs_and_to_make_processes) {
  EXPECT_EQ(Inside([] {
              char path[] = "/bin/true";
              char* arguments[] = {path, nullptr};
              return Refused(execve(path, arguments, nullptr)) && Refused(syscall(SYS_fork)) &&
                     Refused(syscall(SYS_vfork)) &&
                     Refused(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
            }),
            kHeld);
}

TEST(Sandbox, refuses_to_open_files_to_write_or_to_read) {
  EXPECT_EQ(Inside([] {
              return Refused(open("/tmp/clearway-sandbox-test", O_WRONLY | O_CREAT, 0600)) &&
                     Refused(open("/etc/passwd", O_RDONLY)) &&
                     Refused(syscall(SYS_open, "/etc/passwd", O_RDONLY)) &&
                     Refused(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", nullptr, 0)) &&
                     Refused(unlink("/tmp/clearway-sandbox-test"));
            }),
            kHeld);
}

TEST(Sandbox, refuses_to_look_into_other_processes_or_to_signal_them) {
  EXPECT_EQ(Inside([] {
              return Refused(ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr)) &&
                     Refused(kill(getppid(), 0)) &&
                     Refused(syscall(SYS_process_vm_readv, getppid(), nullptr, 0, nullptr, 0, 0));
            }),
            kHeld);
}

TEST(Sandbox, refuses_executable_memory) {
  EXPECT_EQ(Inside([] {
              return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED &&
                     errno == EPERM;
            }),
            kHeld);
}

TEST(Sandbox, refuses_requests_to_anything_but_cameras) {
  EXPECT_EQ(Inside([] {
              char letter = 'x';
              return Refused(ioctl(STDIN_FILENO, TIOCSTI, &letter));
            }),
            kHeld);
}

TEST(Sandbox, lets_a_cameras_exposure_be_asked_for) {
  EXPECT_EQ(Inside([] {
              v4l2_queryctrl query{};
              query.id = V4L2_CID_EXPOSURE_ABSOLUTE;
              // Not refused: this is no camera, says the kernel.
              return ioctl(STDIN_FILENO, VIDIOC_QUERYCTRL, &query) == -1 && errno != EPERM;
            }),
            kHeld);
}

TEST(Sandbox, leaves_no_core_dump_and_no_way_to_ask_for_one) {
  const pid_t pid = fork();
  if (pid == 0) {
    ProtectProcess();
    rlimit core{1, 1};
    const bool none = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 &&
                      core.rlim_max == 0 && prctl(PR_GET_DUMPABLE) == 0;
    _exit(none ? kHeld : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Inside([] {
              const rlimit endless{RLIM_INFINITY, RLIM_INFINITY};
              return Refused(setrlimit(RLIMIT_CORE, &endless)) &&
                     Refused(prctl(PR_SET_DUMPABLE, 1));
            }),
            kHeld);
}

TEST(Sandbox, leaves_memory_threads_and_open_descriptors_usable) {
  EXPECT_EQ(Inside([] {
              int answer = 0;
              std::jthread([&] { answer = 42; }).join();
              const std::vector<char> memory(8 << 20, 'a');
              return answer == 42 && memory.back() == 'a' && write(STDERR_FILENO, "", 0) == 0;
            }),
            kHeld);
}

TEST(Sandbox, binds_threads_that_already_run) {
  const pid_t pid = fork();
  if (pid == 0) {
    std::atomic<bool> caged = false;
    std::atomic<bool> refused = false;
    std::jthread early([&] {
      caged.wait(false);
      refused = Refused(socket(AF_INET, SOCK_STREAM, 0));
    });
    if (!EnterSandbox()) _exit(kNoSandbox);
    caged = true;
    caged.notify_all();
    early.join();
    _exit(refused ? kHeld : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace clearway::camera
