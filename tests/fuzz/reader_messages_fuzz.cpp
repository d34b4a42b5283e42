// What a hostile reader process, or a hostile kiosk, could send over the message socket.
#include <cstdint>
#include <cstdlib>

#include "camera/reader_messages.h"

using namespace clearway::camera;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  if (const auto message = ParseReaderMessage(bytes)) {
    // What was taken can be said again, and means the same.
    const auto again = Encode(*message);
    if (again.size() != size || !ParseReaderMessage(again)) std::abort();
    if (const auto* picture = std::get_if<CodesInPicture>(&*message)) {
      if (picture->codes.size() > kMaxCodes) std::abort();
    }
    if (const auto* zone = std::get_if<ZoneInPicture>(&*message)) {
      std::size_t characters = 0;
      for (const std::string& line : zone->lines) characters += line.size();
      if (characters != 72 && characters != 88 && characters != 90) std::abort();
    }
  }
  if (const auto command = ParseReaderCommand(bytes)) {
    if (Encode(*command).size() != size) std::abort();
  }
  return 0;
}
