#include "camera/preview_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <atomic>
#include <new>

#include "base/core/wipe.h"

namespace clearway::camera {
namespace {

constexpr std::size_t kSlots = 3;
constexpr std::size_t kSlotBytes = std::size_t{kPreviewWidth} * kPreviewHeight;
constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
// Set beside the slot number when the slot in between was not looked at yet.
constexpr std::uint32_t kFresh = 4;
constexpr std::uint32_t kSlotMask = 3;

}  // namespace

struct PreviewLayout {
  struct Slot {
    std::uint64_t sequence;
    std::uint32_t epoch;
    std::uint32_t width;
    std::uint32_t height;
    std::uint8_t pixels[kSlotBytes];
  };
  std::atomic<std::uint32_t> between;  // slot number, and kFresh
  Slot slots[kSlots];
};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free, "two processes share it");

namespace {

PreviewLayout* Map(int fd) {
  void* memory = mmap(nullptr, sizeof(PreviewLayout), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<PreviewLayout*>(memory);
}

bool HasRightShape(int fd) {
  struct stat status{};
  return fstat(fd, &status) == 0 && status.st_size == static_cast<off_t>(sizeof(PreviewLayout)) &&
         (fcntl(fd, F_GET_SEALS) & kSeals) == kSeals;
}

}  // namespace

Result<PreviewMemory> PreviewMemory::Create() {
  UniqueFd fd(memfd_create("clearway-preview", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd || ftruncate(fd.get(), sizeof(PreviewLayout)) != 0 ||
      fcntl(fd.get(), F_ADD_SEALS, kSeals) != 0) {
    return Fail(Fault::kUnavailable, "No memory for the preview: free some, or raise its limit.");
  }
  PreviewLayout* layout = Map(fd.get());
  if (layout == nullptr) return Fail(Fault::kUnavailable, "The preview memory cannot be mapped.");
  layout->between.store(1);  // the writer starts with slot 0, the viewer with 2
  return PreviewMemory(std::move(fd), layout);
}

Result<PreviewMemory> PreviewMemory::Open(UniqueFd fd) {
  if (!HasRightShape(fd.get())) return Fail(Fault::kInvalid, "This is no preview memory.");
  PreviewLayout* layout = Map(fd.get());
  if (layout == nullptr) return Fail(Fault::kUnavailable, "The preview memory cannot be mapped.");
  return PreviewMemory(std::move(fd), layout);
}

PreviewMemory::PreviewMemory(PreviewMemory&& other) noexcept
    : fd_(std::move(other.fd_)), layout_(std::exchange(other.layout_, nullptr)) {}

PreviewMemory& PreviewMemory::operator=(PreviewMemory&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(layout_, other.layout_);
  return *this;
}

PreviewMemory::~PreviewMemory() {
  if (layout_ == nullptr) return;
  WipePictures();
  munmap(layout_, sizeof(PreviewLayout));
}

void PreviewMemory::WipePictures() {
  for (auto& slot : layout_->slots) Wipe(slot.pixels, sizeof(slot.pixels));
}

std::span<std::uint8_t> PreviewWriter::Canvas() {
  return memory_.layout().slots[writing_].pixels;
}

void PreviewWriter::Publish(int width, int height, std::uint32_t epoch) {
  PreviewLayout& layout = memory_.layout();
  auto& slot = layout.slots[writing_];
  slot.width = static_cast<std::uint32_t>(width);
  slot.height = static_cast<std::uint32_t>(height);
  slot.epoch = epoch;
  slot.sequence = ++sequence_;
  const std::uint32_t old = layout.between.exchange(writing_ | kFresh, std::memory_order_acq_rel);
  writing_ = (old & kSlotMask) % kSlots;
}

std::optional<Preview> PreviewViewer::Latest(std::uint32_t epoch) {
  PreviewLayout& layout = memory_.layout();
  if ((layout.between.load(std::memory_order_acquire) & kFresh) != 0) {
    const std::uint32_t newest = layout.between.exchange(showing_, std::memory_order_acq_rel);
    showing_ = (newest & kSlotMask) % kSlots;
  }
  // Each field is read once: the other process may change it between a check and a use.
  const auto& slot = layout.slots[showing_];
  const std::uint32_t width = *const_cast<const volatile std::uint32_t*>(&slot.width);
  const std::uint32_t height = *const_cast<const volatile std::uint32_t*>(&slot.height);
  if (width == 0 || height == 0 || width > kPreviewWidth || height > kPreviewHeight ||
      slot.epoch != epoch) {
    return std::nullopt;
  }
  return Preview{.width = static_cast<int>(width),
                 .height = static_cast<int>(height),
                 .luma = std::span(slot.pixels).first(std::size_t{width} * height),
                 .sequence = slot.sequence};
}

}  // namespace clearway::camera
