#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "base/core/result.h"
#include "base/core/unique_fd.h"

namespace clearway::camera {

// The preview pictures' way from the reader process to the kiosk: memory both have mapped, with
// three slots. One is being written, one is being shown, and the one between holds the newest; the
// two sides swap theirs against it atomically, so neither ever waits and no picture tears.

// Bounds of a preview picture, in pixels.
inline constexpr int kPreviewWidth = 960;
inline constexpr int kPreviewHeight = 540;

// One grey picture as the kiosk shows it. Rows follow each other without a gap.
struct Preview {
  int width = 0;   // pixels
  int height = 0;  // pixels
  std::span<const std::uint8_t> luma;
  std::uint64_t sequence = 0;  // grows with every picture since the reader started
};

struct PreviewLayout;  // what the memory holds, see preview_memory.cpp

// The mapping itself: wiped and unmapped at the end. Not thread-safe.
class PreviewMemory {
 public:
  // New memory, all zero, sealed against being resized by whoever else gets its descriptor.
  [[nodiscard]] static Result<PreviewMemory> Create();
  // The other process's side of it. kInvalid: not memory made by Create.
  [[nodiscard]] static Result<PreviewMemory> Open(UniqueFd fd);

  PreviewMemory(PreviewMemory&& other) noexcept;
  PreviewMemory& operator=(PreviewMemory&& other) noexcept;
  PreviewMemory(const PreviewMemory&) = delete;
  PreviewMemory& operator=(const PreviewMemory&) = delete;
  ~PreviewMemory();

  [[nodiscard]] int fd() const { return fd_.get(); }
  // Overwrites every picture.
  void WipePictures();

  // For the two classes below: nobody else knows the layout.
  [[nodiscard]] PreviewLayout& layout() const { return *layout_; }

 private:
  PreviewMemory(UniqueFd fd, PreviewLayout* layout) : fd_(std::move(fd)), layout_(layout) {}

  UniqueFd fd_;
  PreviewLayout* layout_ = nullptr;
};

// The reader process's side. `epoch` says whose session a picture belongs to: see
// ReaderProcess::Forget.
class PreviewWriter {
 public:
  explicit PreviewWriter(PreviewMemory memory) : memory_(std::move(memory)) {}
  // Where the next picture goes: kPreviewWidth * kPreviewHeight bytes.
  [[nodiscard]] std::span<std::uint8_t> Canvas();
  // Shows what Canvas holds, as width * height pixels without gaps.
  void Publish(int width, int height, std::uint32_t epoch);
  void WipePictures() { memory_.WipePictures(); }

 private:
  PreviewMemory memory_;
  std::uint32_t writing_ = 0;
  std::uint64_t sequence_ = 0;
};

// The kiosk's side. Believes nothing of what the memory says: a width, a slot or an epoch that the
// other process made up is no picture.
class PreviewViewer {
 public:
  explicit PreviewViewer(PreviewMemory memory) : memory_(std::move(memory)) {}
  // The newest picture of `epoch`; nullopt when there is none yet. Its pixels stay as they are
  // until the next call.
  [[nodiscard]] std::optional<Preview> Latest(std::uint32_t epoch);
  void WipePictures() { memory_.WipePictures(); }

 private:
  PreviewMemory memory_;
  std::uint32_t showing_ = 2;
};

}  // namespace clearway::camera
