// Stands in for clearway-reader where a test needs one that misbehaves: what it does is the camera
// URI.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "camera/kiosk_link.h"
#include "camera/preview_memory.h"
#include "camera/reader_messages.h"

namespace {

using namespace clearway;
using namespace clearway::camera;

void Say(const std::vector<std::uint8_t>& bytes) {
  (void)!write(kReaderSocket, bytes.data(), bytes.size());
}

// Beats until the kiosk hangs up.
[[noreturn]] void BeatOn(KioskLink& kiosk) {
  for (;;) {
    if (const auto command = kiosk.Receive();
        command && std::holds_alternative<StopReading>(*command))
      _exit(0);
    kiosk.Send(Heartbeat{});
    usleep(20000);  // a pause between beats, not a wait for anything
  }
}

// From now on it can be killed but is not gone, as one that a driver holds, until `let_go`, a FIFO,
// is opened for writing: its end is its tracer's first. False: nobody may trace here.
bool BeHeld(const std::string& let_go) {
  int answer[2];
  if (pipe(answer) != 0) return false;
  const pid_t held = getpid();
  prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
  if (fork() == 0) {
    close(kReaderSocket);
    const bool holds = ptrace(PTRACE_SEIZE, held, nullptr, nullptr) == 0;
    (void)!write(answer[1], holds ? "y" : "n", 1);
    alarm(60);  // where the test has failed
    if (holds) (void)!open(let_go.c_str(), O_RDONLY | O_CLOEXEC);
    _exit(0);
  }
  char holds = 'n';
  (void)!read(answer[0], &holds, 1);
  return holds == 'y';
}

}  // namespace

int main(int count, char** arguments) {
  const std::string part = count == 3 ? arguments[2] : "";
  KioskLink kiosk{UniqueFd(kReaderSocket)};
  const hal::DeviceStatus ready{hal::DeviceState::kReady, hal::DeviceCode::kOk};
  if (part == "garbage") {
    Say(Encode(ReaderMessage(CameraState{ready})));
    Say({9, 9, 9, 9});
  } else if (part == "too long") {
    Say(std::vector<std::uint8_t>(kMaxMessageBytes + 1));
  } else if (part == "last words") {
    // Leaves while its commands still are unread.
    kiosk.Send(CameraState{{hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable}});
    return 0;
  } else if (part == "silent") {
    pause();
  } else if (part.starts_with("held:")) {
    const bool is_held = BeHeld(part.substr(5));
    kiosk.Send(CameraState{ready});
    kiosk.Send(CodesInPicture{.epoch = 1, .codes = {{is_held ? "HELD" : "NOT HELD", {}}}});
    pause();
  } else if (part == "late codes") {
    // Codes of a session that is over, and of one that has not begun.
    kiosk.Send(CameraState{ready});
    kiosk.Send(CodesInPicture{.epoch = 0, .codes = {{"OLD", {}}}});
    kiosk.Send(CodesInPicture{.epoch = 77, .codes = {{"FUTURE", {}}}});
    kiosk.Send(CodesInPicture{.epoch = 1, .codes = {{"NOW", {}}}});
  } else if (part.starts_with("guides once:")) {
    // The first of them guides the hand and dies; a successor finds the mark and says nothing.
    const int mark = open(part.c_str() + 12, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    kiosk.Send(CameraState{ready});
    if (mark < 0) BeatOn(kiosk);
    kiosk.Send(GuidanceForHand{1, Guidance::kCloser});
    return 1;
  } else if (part == "guides") {
    kiosk.Send(CameraState{ready});
    kiosk.Send(GuidanceForHand{1, Guidance::kCloser});
  } else if (part == "passport") {
    // The same sight three times, then one of a session that is over.
    kiosk.Send(CameraState{ready});
    const std::vector<std::string> lines(2, std::string(44, '<'));
    for (int i = 0; i < 3; ++i) kiosk.Send(ZoneInPicture{.epoch = 1, .lines = lines});
    kiosk.Send(ZoneInPicture{.epoch = 0, .lines = {std::string(44, 'A'), std::string(44, 'B')}});
    kiosk.Send(CodesInPicture{.epoch = 1, .codes = {{"AFTER", {}}}});
  } else if (part == "shows") {
    auto memory = PreviewMemory::Open(UniqueFd(kReaderPreview));
    if (!memory) return 1;
    PreviewWriter preview(*std::move(memory));
    preview.Canvas()[0] = 42;
    preview.Publish(4, 2, 1);
    kiosk.Send(CameraState{ready});
    BeatOn(kiosk);
  }
  BeatOn(kiosk);
}
