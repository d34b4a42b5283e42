#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "camera/code.h"
#include "hal/device_state.h"

namespace clearway::camera {

// Descriptors that the reader program finds open at its start.
inline constexpr int kReaderSocket = 3;   // its end of the message socket
inline constexpr int kReaderPreview = 4;  // the preview memory

// What the reader process and the kiosk say to each other, one message a datagram of a
// SOCK_SEQPACKET pair: byte 0 the version, byte 1 the kind, then fixed fields, little-endian. Each
// side takes the other for hostile: whatever is not exactly a message is refused.
inline constexpr std::uint8_t kMessageVersion = 2;
inline constexpr std::size_t kMaxMessageBytes = 65536;
inline constexpr std::size_t kMaxCodes = 8;  // in one picture
inline constexpr std::size_t kMaxCodeBytes =
    7089;  // the most a QR code holds (version 40-L, digits)

// Which session's picture something was seen in. The kiosk counts it up when a traveller leaves, so
// that a late message can never reach the next one.
using Epoch = std::uint32_t;

// Reader to kiosk.
struct Heartbeat {           // sent several times a second by the loop that reads pictures
  std::uint64_t frames = 0;  // pictures looked at since the start
};
struct CodesInPicture {  // all that one picture holds; none when codes have gone
  Epoch epoch = 0;
  // When the picture was taken. The two processes have one steady clock.
  Moment taken;
  std::vector<Code> codes;
};
struct ZoneInPicture {  // a machine-readable zone that is sure in all of its lines
  Epoch epoch = 0;
  std::vector<std::string> lines;  // 3 of 30, 2 of 36 or 2 of 44 characters A-Z, 0-9 and <
};
struct GuidanceForHand {
  Epoch epoch = 0;
  Guidance guidance = Guidance::kNone;
};
struct CameraState {
  hal::DeviceStatus status;
};
using ReaderMessage =
    std::variant<Heartbeat, CodesInPicture, GuidanceForHand, CameraState, ZoneInPicture>;

// Kiosk to reader.
enum class Pace : std::uint8_t {
  kIdle,  // nobody is there: at most five pictures a second, until one shows a hand
  kFull,  // every picture the camera gives
};
struct SetPace {
  Pace pace = Pace::kIdle;
};
struct ForgetEverything {  // wipe the pictures; what follows belongs to this epoch
  Epoch epoch = 0;
};
struct StopReading {};
using ReaderCommand = std::variant<SetPace, ForgetEverything, StopReading>;

[[nodiscard]] std::vector<std::uint8_t> Encode(const ReaderMessage& message);
[[nodiscard]] std::vector<std::uint8_t> Encode(const ReaderCommand& command);
// kInvalid: another version, an unknown kind or value, too short, too long, or over a bound.
[[nodiscard]] Result<ReaderMessage> ParseReaderMessage(std::span<const std::uint8_t> bytes);
[[nodiscard]] Result<ReaderCommand> ParseReaderCommand(std::span<const std::uint8_t> bytes);

}  // namespace clearway::camera
