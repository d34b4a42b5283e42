// clearway-reader: the process that looks at pictures. The kiosk starts it, with a message socket
// and the preview memory open (see reader_messages.h); it has no keys, no network and no files.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "base/core/log.h"
#include "base/core/unique_fd.h"
#include "camera/reading_loop.h"
#include "camera/sandbox.h"
#include "camera/wiping_mats.h"
#include "events/camera_events.h"

namespace clearway::camera {
namespace {

// Exit codes, for a person who looks into the journal: the kiosk goes by the messages.
constexpr int kAsked = 0;
constexpr int kUsage = 2;
constexpr int kNoCamera = 3;
constexpr int kNoSandbox = 4;

int Read(const std::string& uri, KioskLink& kiosk, PreviewMemory memory) {
  auto camera = hal::OpenCamera(uri);
  if (!camera) {
    kiosk.Send(CameraState{StatusOf(camera.error())});
    return kNoCamera;
  }
  ReadingLoop loop(*std::move(camera), kiosk, PreviewWriter(std::move(memory)));
  loop.WarmUp();
  if (const Status caged = EnterSandbox(); !caged) {
    Log(events::camera::SandboxRefused{});
    return kNoSandbox;
  }
  return loop.Run() == LoopEnd::kAsked ? kAsked : kNoCamera;
}

int Main(int count, char** arguments) {
  ProtectProcess();
  WipeFreedMats();
  if (count != 3 || std::strcmp(arguments[1], "--camera") != 0) return kUsage;
  KioskLink kiosk{UniqueFd(kReaderSocket)};
  auto memory = PreviewMemory::Open(UniqueFd(kReaderPreview));
  if (!memory) return kUsage;
  return Read(arguments[2], kiosk, *std::move(memory));
}

}  // namespace
}  // namespace clearway::camera

int main(int count, char** arguments) {
  const int status = clearway::camera::Main(count, arguments);
  // Libraries' exit handlers would ask for what the sandbox refuses.
  _exit(status);
}
