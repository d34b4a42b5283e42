// A frame's grey pixels to codes: the first byte says how wide the picture is. No text may be longer
// than a symbol holds, and no corner far outside the picture.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "camera/reader.h"

namespace {

using namespace clearway;

constexpr std::size_t kMostText = 7089;  // digits in version 40-L

class FuzzedFrame final : public hal::Frame {
 public:
  FuzzedFrame(const std::uint8_t* data, std::size_t size) : data_(data) {
    width = stride = 8 * (1 + data[0]);
    height = static_cast<int>((size - 1) / static_cast<std::size_t>(width));
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    return {data_ + 1, static_cast<std::size_t>(width) * static_cast<std::size_t>(height)};
  }

 private:
  const std::uint8_t* data_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static camera::Reader reader;
  const FuzzedFrame frame(data, size);
  for (const bool thorough : {false, true}) {
    const auto reading =
        reader.Read(frame, {.budget = std::chrono::seconds(1), .thorough = thorough});
    for (const camera::Code& code : reading.codes) {
      if (code.text.empty() || code.text.size() > kMostText) std::abort();
      for (const camera::Point& corner : code.corners)
        if (!std::isfinite(corner.x) || !std::isfinite(corner.y)) std::abort();
    }
  }
  return 0;
}
