// A frame's grey pixels to a machine-readable zone: the first byte says how wide the picture is, 0
// that the rest is cells for the classifier. Whatever is read has a zone's shape.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "camera/mrz_classify.h"
#include "camera/mrz_glyphs.h"
#include "camera/mrz_reader.h"

namespace {

using namespace clearway;

class FuzzedFrame final : public hal::Frame {
 public:
  FuzzedFrame(const std::uint8_t* data, std::size_t size) : data_(data) {
    width = stride = 8 * data[0];
    height = static_cast<int>((size - 1) / static_cast<std::size_t>(width));
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    return {data_ + 1, static_cast<std::size_t>(width) * static_cast<std::size_t>(height)};
  }

 private:
  const std::uint8_t* data_;
};

void CheckCells(const std::uint8_t* data, std::size_t size) {
  for (; size >= camera::kCellPixels; data += camera::kCellPixels, size -= camera::kCellPixels) {
    cv::Mat1f cell(camera::kCellHeight, camera::kCellWidth);
    for (int i = 0; i < camera::kCellPixels; ++i)
      cell(i / camera::kCellWidth, i % camera::kCellWidth) = data[i];
    for (const float distance : camera::DistancesOf(cell))
      if (!std::isfinite(distance) || distance < 0) std::abort();
  }
}

// Lines where nobody has found any: what is asked of a block must hold for every block.
void CheckBlock(const hal::Frame& frame) {
  const cv::Mat1b grey(frame.height, frame.width, const_cast<std::uint8_t*>(frame.luma().data()));
  const auto right = static_cast<float>(frame.width);
  const auto bottom = static_cast<float>(frame.height);
  camera::Pyramid pyramid(grey);
  const auto glyphs = camera::LookAtGlyphs(
      pyramid, {{{0, bottom / 3}, {right, bottom / 2}}, {{0, bottom / 2}, {right, bottom}}});
  if (glyphs && (!std::isfinite(glyphs->strangeness) || glyphs->lines.size() != 2)) std::abort();
}

void CheckReading(const camera::MrzReading& reading) {
  const std::size_t columns = reading.lines.at(0).text.size();
  if (reading.lines.size() != (columns == 30 ? 3 : 2)) std::abort();
  if (columns != 30 && columns != 36 && columns != 44) std::abort();
  for (const camera::MrzLine& line : reading.lines) {
    if (line.text.size() != columns) std::abort();
    if (line.sure && !line.doubtful.empty()) std::abort();
    for (const auto column : line.doubtful)
      if (column >= columns) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  if (data[0] == 0) {
    CheckCells(data + 1, size - 1);
    return 0;
  }
  static camera::MrzReader reader;
  const FuzzedFrame frame(data, size);
  if (frame.height == 0) return 0;
  CheckBlock(frame);
  for (int i = 0; i < 2; ++i)
    if (const auto reading = reader.Read(frame)) CheckReading(*reading);
  return 0;
}
