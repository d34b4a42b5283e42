#include "camera/mrz_reader.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "base/core/wipe.h"
#include "camera/mrz_find.h"
#include "camera/mrz_glyphs.h"
#include "camera/mrz_votes.h"
#include "camera/pyramid.h"

namespace clearway::camera {
namespace {

// What is stranger than this on the whole is no zone.
constexpr float kTooStrange = 130;
// What is less strange is one; lines are often found in two sizes of the frame.
constexpr float kPlain = 60;
// Frames without the zone until it is forgotten: at full pace about a second, beside codes two.
constexpr int kPatience = 15;

}  // namespace

class MrzReader::Body {
 public:
  std::optional<MrzReading> Read(const hal::Frame& frame) {
    // OpenCV has no view of constant memory; nothing here writes to it.
    const cv::Mat1b grey(frame.height, frame.width, const_cast<std::uint8_t*>(frame.luma().data()),
                         static_cast<std::size_t>(frame.stride));
    Pyramid pyramid(grey);
    const auto glyphs = LookForZone(pyramid);
    if (!glyphs) {
      if (++unseen_ > kPatience) Forget();
      return std::nullopt;
    }
    unseen_ = 0;
    votes_.Add(*glyphs);
    return votes_.Reading();
  }

  void Forget() { votes_.Clear(); }

  // Two grey lines, as far as they are looked at.
  static void WarmUp() {
    const cv::Mat1b grey(480, 640, std::uint8_t{128});
    Pyramid pyramid(grey);
    (void)FindMrzBlocks(pyramid);
    (void)LookAtGlyphs(pyramid, {{{100, 300}, {500, 300}}, {{100, 325}, {500, 325}}});
  }

 private:
  static std::optional<MrzGlyphs> LookForZone(Pyramid& pyramid) {
    std::optional<MrzGlyphs> best;
    for (const MrzBlock& block : FindMrzBlocks(pyramid)) {
      auto glyphs = LookAtGlyphs(pyramid, block);
      if (glyphs && glyphs->strangeness < kPlain) return glyphs;
      if (!glyphs || glyphs->strangeness > kTooStrange) continue;
      if (!best || glyphs->strangeness < best->strangeness) best = std::move(glyphs);
    }
    return best;
  }

  MrzVotes votes_;
  int unseen_ = 0;
};

MrzReading::~MrzReading() {
  for (MrzLine& line : lines) Wipe(line.text);
}

bool MrzReading::sure() const {
  return !lines.empty() && std::ranges::all_of(lines, &MrzLine::sure);
}

MrzReader::MrzReader() : body_(std::make_unique<Body>()) {}
MrzReader::~MrzReader() = default;

std::optional<MrzReading> MrzReader::Read(const hal::Frame& frame) {
  return body_->Read(frame);
}

void MrzReader::Forget() {
  body_->Forget();
}

void MrzReader::WarmUp() {
  Body::WarmUp();
}

}  // namespace clearway::camera
