#include "camera/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <memory>

namespace clearway::camera {
namespace {

struct FilterDeleter {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterDeleter>;

// Calls that only touch what the process already has.
constexpr int kHarmless[] = {
    // descriptors that are open
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(dup),
    SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
    // waiting
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(futex),
    SCMP_SYS(eventfd2), SCMP_SYS(pipe2), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(restart_syscall),
    // time and self
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(getpid),
    SCMP_SYS(gettid), SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(getcpu),
    // memory
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    // threads' birth and death, signals
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack)};

// Every V4L2 request has this letter in its number's second byte; terminal, network and disk
// requests have others.
constexpr scmp_datum_t kRequestLetter = 0xff00;
constexpr scmp_datum_t kV4l2Letter = scmp_datum_t{'V'} << 8;

bool Allow(const Filter& filter, int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
  return seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call,
                                static_cast<unsigned>(conditions.size()), conditions.begin()) == 0;
}

bool AllowHarmless(const Filter& filter) {
  for (const int call : kHarmless) {
    if (!Allow(filter, call)) return false;
  }
  return true;
}

// Calls of which only some uses are harmless.
bool AllowWithinLimits(const Filter& filter) {
  const auto self = static_cast<scmp_datum_t>(getpid());
  for (const int command : {F_GETFL, F_SETFL, F_GETFD, F_SETFD}) {
    if (!Allow(filter, SCMP_SYS(fcntl), {{1, SCMP_CMP_EQ, static_cast<unsigned>(command), 0}}))
      return false;
  }
  return Allow(filter, SCMP_SYS(mmap), {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}}) &&
         Allow(filter, SCMP_SYS(mprotect), {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}}) &&
         Allow(filter, SCMP_SYS(clone), {{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD}}) &&
         Allow(filter, SCMP_SYS(ioctl), {{1, SCMP_CMP_MASKED_EQ, kRequestLetter, kV4l2Letter}}) &&
         Allow(filter, SCMP_SYS(prctl), {{0, SCMP_CMP_EQ, PR_SET_NAME, 0}}) &&
         Allow(filter, SCMP_SYS(tgkill), {{0, SCMP_CMP_EQ, self, 0}});
}

// clone3 hides its flags in memory, where a filter cannot look. "Not there" makes glibc take clone.
bool HideClone3(const Filter& filter) {
  return seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0,
                                nullptr) == 0;
}

}  // namespace

void ProtectProcess() {
  const rlimit no_core{0, 0};
  (void)setrlimit(RLIMIT_CORE, &no_core);
  (void)prctl(PR_SET_DUMPABLE, 0);
  (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A stop meant for the kiosk, from a terminal or the service manager, reaches all its processes:
  // the reader leaves when its kiosk says so or is gone, not before.
  for (const int stop : {SIGINT, SIGTERM, SIGHUP}) (void)std::signal(stop, SIG_IGN);
}

Status EnterSandbox() {
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  // TSYNC: the capture threads that already run are bound as well.
  const bool made = filter && seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                    seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 1) == 0 &&
                    AllowHarmless(filter) && AllowWithinLimits(filter) && HideClone3(filter);
  if (made && seccomp_load(filter.get()) == 0) return {};
  return Fail(Fault::kBroken, "The kernel refuses the reader's sandbox: is seccomp enabled?");
}

}  // namespace clearway::camera
