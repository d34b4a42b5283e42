#pragma once

#include <optional>
#include <vector>

#include "base/core/unique_fd.h"
#include "camera/reader_messages.h"

namespace clearway::camera {

// The reader process's end of the message socket. Never waits. Not thread-safe.
class KioskLink {
 public:
  explicit KioskLink(UniqueFd socket) : socket_(std::move(socket)), buffer_(kMaxMessageBytes) {}
  // False when the kiosk does not take its messages just now: what is only news may be dropped, the
  // rest said again.
  bool Send(const ReaderMessage& message);
  // The next command, or nothing. A kiosk that is gone, or talks nonsense, is a command to stop.
  [[nodiscard]] std::optional<ReaderCommand> Receive();

 private:
  UniqueFd socket_;
  std::vector<std::uint8_t> buffer_;
};

}  // namespace clearway::camera
