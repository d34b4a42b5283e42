#include "tests/unit/camera/made_symbols.h"

#include <qrencode.h>

#include <memory>
#include <opencv2/imgproc.hpp>

#include "camera/format_info.h"
#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {
namespace {

// ISO/IEC 18004, 7.9 and annex C, written down once more: the polynomial division bit by bit.
int FormatBits(Level level, int mask) {
  constexpr std::array<int, 4> kIndicators = {0b01, 0b00, 0b11, 0b10};
  const int data = kIndicators[static_cast<std::size_t>(level)] << 3 | mask;
  int rest = data << 10;
  for (int bit = 14; bit >= 10; --bit) {
    if ((rest >> bit & 1) != 0) rest ^= 0b10100110111 << (bit - 10);
  }
  return (data << 10 | rest) ^ 0b101010000010010;
}

}  // namespace

cv::Mat1f Symbol(const std::string& text, int version, Level level) {
  struct Deleter {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  const std::unique_ptr<QRcode, Deleter> code(QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), version,
      static_cast<QRecLevel>(level)));
  if (!code) return {};
  cv::Mat1f modules(code->width, code->width);
  for (int i = 0; i < code->width * code->width; ++i)
    modules(i / code->width, i % code->width) = (code->data[i] & 1) != 0 ? 1.0F : -1.0F;
  return modules;
}

std::string TextFor(int version, Level level, unsigned seed) {
  const SymbolLayout layout(version);
  const BlockPlan plan = PlanOf(layout, level);
  const int capacity = plan.data * plan.blocks + plan.long_blocks - (version < 10 ? 2 : 3);
  return CertificateLikeText(seed, static_cast<std::size_t>(capacity));
}

cv::Mat1f Remasked(const cv::Mat1f& symbol, int version, Level level, int mask) {
  const SymbolLayout layout(version);
  const int before = GuessFormats(symbol).front().format.mask;
  cv::Mat1f modules = symbol.clone();
  for (const cv::Point place : layout.data()) {
    if (IsMasked(before, place.x, place.y) != IsMasked(mask, place.x, place.y))
      modules(place) = -modules(place);
  }
  const int bits = FormatBits(level, mask);
  const int side = layout.side();
  for (int i = 0; i < 15; ++i) {
    const float shade = (bits >> i & 1) != 0 ? 1.0F : -1.0F;
    // Figure 25: past the timing patterns, from the edges towards the corner and away from it.
    const int near = i < 6 ? i : i < 8 ? i + 1 : i == 8 ? 7 : 14 - i;
    (i < 8 ? modules(near, 8) : modules(8, near)) = shade;
    (i < 8 ? modules(8, side - 1 - i) : modules(side - 15 + i, 8)) = shade;
  }
  return modules;
}

cv::Mat1b Drawn(const cv::Mat1f& symbol, int module) {
  constexpr int kQuiet = 4;
  cv::Mat1b small(symbol.rows + 2 * kQuiet, symbol.cols + 2 * kQuiet, std::uint8_t{255});
  small(cv::Rect(kQuiet, kQuiet, symbol.cols, symbol.rows)).setTo(0, symbol > 0);
  cv::Mat1b picture;
  cv::resize(small, picture, {}, module, module, cv::INTER_NEAREST);
  return picture;
}

}  // namespace clearway::camera
