#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "base/core/unique_fd.h"

namespace clearway::camera {

// One running reader program: killed at the end at the latest. Knows nothing of messages' meaning.
// Not thread-safe.
class ReaderChild {
 public:
  // Starts `program --camera CAMERA` with kReaderSocket and kReaderPreview, an environment of its
  // own and nothing else of ours. kNotFound: there is no such program; kUnavailable: it cannot be
  // started just now.
  [[nodiscard]] static Result<ReaderChild> Start(const std::string& program,
                                                 const std::string& camera, int preview_fd);
  ReaderChild(ReaderChild&& other) noexcept;
  ReaderChild& operator=(ReaderChild&& other) noexcept;
  ReaderChild(const ReaderChild&) = delete;
  ReaderChild& operator=(const ReaderChild&) = delete;
  // Kills it, and waits a moment for its end, but no longer: a driver may hold it, killed or not.
  ~ReaderChild();

  // The next message, in `buffer`; kTimeout: none yet; kUnavailable: the reader has closed its end;
  // kInvalid: longer than the buffer.
  [[nodiscard]] Result<std::span<const std::uint8_t>> Receive(std::vector<std::uint8_t>& buffer);
  // False when the reader has closed its end, or does not take its messages. Never waits.
  [[nodiscard]] bool Send(std::span<const std::uint8_t> message);
  // Waits until the reader closed its end, at most for `patience`.
  void AwaitEnd(std::chrono::milliseconds patience);
  // Never waits: when it has ended, HasEnded says.
  void Kill();
  // Whether it was killed or left, and nothing of it is there any more. Never waits.
  [[nodiscard]] bool HasEnded();

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  ReaderChild(UniqueFd socket, pid_t pid);

  UniqueFd socket_;
  pid_t pid_ = 0;     // 0: it has ended
  UniqueFd process_;  // readable when it ends
};

}  // namespace clearway::camera
