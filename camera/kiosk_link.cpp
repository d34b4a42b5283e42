#include "camera/kiosk_link.h"

#include <sys/socket.h>

#include <cerrno>

#include "base/core/wipe.h"

namespace clearway::camera {

bool KioskLink::Send(const ReaderMessage& message) {
  std::vector<std::uint8_t> bytes = Encode(message);
  const ssize_t sent = send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  const bool whole = sent == static_cast<ssize_t>(bytes.size());
  Wipe(bytes);
  return whole;
}

std::optional<ReaderCommand> KioskLink::Receive() {
  const ssize_t size = recv(socket_.get(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  if (size <= 0) return StopReading{};
  const auto bytes = std::span<const std::uint8_t>(buffer_).first(static_cast<std::size_t>(size));
  const auto command = ParseReaderCommand(bytes);
  return command ? *command : ReaderCommand(StopReading{});
}

}  // namespace clearway::camera
