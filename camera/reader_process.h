#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "camera/code.h"
#include "camera/preview_memory.h"
#include "camera/reader_messages.h"
#include "hal/device_state.h"

namespace clearway::camera {

// Codes came into view that were not there a moment ago. The same codes seen thirty times a second
// are one event; they are another after they were gone for a second, or after Forget or SeeAnew.
struct CodesSeen {
  std::vector<Code> codes;
};
// A passport's machine-readable zone came into view. As with codes, one sight is one event.
struct ZoneSeen {
  std::vector<std::string> lines;
};
// What the hand should do, as the reader says it. Whoever forgets, and a reader that ends, has
// nothing to say.
struct GuidanceChanged {
  Guidance guidance;
};
// READY/OK: pictures come. BUSY/OK: starting. UNAVAILABLE with: NOT_REACHABLE, no such device, or
// unplugged; NOT_RESPONDING, it or the reader hangs, or cannot be ended; SOFTWARE_ERROR, the reader
// died or cannot be started; DATA_MISSING, a replay is over. All but the last are retried for ever,
// by itself.
struct CameraChanged {
  hal::DeviceStatus status;
};
using ReaderEvent = std::variant<CodesSeen, GuidanceChanged, CameraChanged, ZoneSeen>;

struct ReaderSettings {
  std::string program;  // path of clearway-reader
  std::string camera;   // URI for hal::OpenCamera
  // A reader that says nothing for this long hangs, and is killed; the first word, once its camera
  // is open, may take longer.
  std::chrono::milliseconds silence_limit{2000};
  std::chrono::milliseconds start_limit{10000};
  // The pause before a reader is started again: the first, then doubled up to the longest.
  std::chrono::milliseconds first_pause{100};
  std::chrono::milliseconds longest_pause{5000};
};

// The kiosk's side of the reader process: starts it, listens to it, and starts it again when it
// died, hung, talked nonsense or found its camera gone. Never waits for it. Links neither OpenCV
// nor GStreamer. Not thread-safe: the main thread owns it, and must be the thread that outlives it
// (the kernel ends the reader when the thread that started it ends).
class ReaderProcess {
 public:
  // Cannot fail: what cannot be started is a state, told by the first Poll. The reader starts at
  // once, at idle pace.
  ReaderProcess(ReaderSettings settings, Moment now);
  // Asks the reader to stop, ends it if it does not do so at once, and wipes the pictures. Takes no
  // longer than a second, also where a driver holds the reader.
  ~ReaderProcess();
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  // Readable whenever Poll has something to do, restarts and time-outs included. The same
  // descriptor for the object's whole life.
  [[nodiscard]] int fd() const;
  // What happened since the last call. Never blocks. Call it when fd() is readable, or at any time.
  [[nodiscard]] std::vector<ReaderEvent> Poll(Moment now);

  void SetPace(Pace pace);
  // A traveller has left: wipes every picture on both sides. Nothing that was seen before this call
  // is reported after it; guidance that was told is taken back.
  void Forget();

  // Whatever is in view now is told once more; nothing is wiped.
  void SeeAnew();

  [[nodiscard]] hal::DeviceStatus status() const;
  // Where the codes of the newest picture lie; empty when it holds none.
  [[nodiscard]] const std::vector<Code>& codes_in_view() const;
  // When that picture was taken; of the newest one with codes, where they have gone since.
  [[nodiscard]] Moment codes_taken() const;
  // Pictures that the reader looked at since it started, as it last said: several times a second.
  [[nodiscard]] std::uint64_t frames() const;
  // The newest picture since Forget, valid until the next call of any member; nullopt: none.
  [[nodiscard]] std::optional<Preview> LatestPreview();
  // The reader's process id, for tests and diagnosis; 0 while there is none.
  [[nodiscard]] pid_t pid() const;

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
