#include "camera/reader.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <span>
#include <utility>

#include "camera/binarise.h"
#include "camera/find.h"
#include "camera/finder_patterns.h"
#include "camera/finder_triples.h"
#include "camera/grey.h"
#include "camera/guidance.h"
#include "camera/symbol_reader.h"

namespace clearway::camera {
namespace {

using std::chrono::steady_clock;

// Frames whose lesser side is larger than this are searched at half their size first; copies whose
// lesser side is smaller than that show no code that the larger ones do not.
constexpr int kComfortableSide = 800;
constexpr int kLeastSide = 240;
// So many parts are worth a closer look.
constexpr std::size_t kMostParts = 2;
constexpr int kMostBeside = 4;
// Parts that are not larger than that may hold modules of hardly a pixel.
constexpr int kQuickArea = 700 * 1000;
constexpr int kLargeEnough = 450;
constexpr float kEnlarge = 2;

// How a picture is made dark and light: see binarise.h.
enum class Look { kPlain, kSharpened };

// Where the pixels of an enlarged part lie in the frame.
struct Place {
  cv::Point2f origin{0, 0};
  float scale = 1;
};

}  // namespace

class Reader::Body {
 public:
  Reading Read(const hal::Frame& frame, const Effort& effort) {
    const cv::Mat1b grey = GreyOf(frame);
    deadline_ = steady_clock::now() + effort.budget;
    size_ = grey.size();
    reading_ = {};
    fusing_ = !effort.thorough;
    fusion_.NextFrame();
    (void)symbols_.TakeSighting();
    if (grey.cols < 21 || grey.rows < 21) return {};
    Pyramid pyramid(grey);
    SearchLevels(pyramid, FirstLevel(grey), Look::kPlain);
    if (reading_.codes.empty()) {
      SearchHarder(pyramid, effort);
    } else if (FirstLevel(grey) > 0) {
      SearchBeside(pyramid);
    }
    return std::exchange(reading_, {});
  }

  void Forget() { fusion_.Clear(); }

 private:
  [[nodiscard]] bool InTime() const { return steady_clock::now() < deadline_; }

  static cv::Rect Whole(const cv::Mat& picture) { return {{0, 0}, picture.size()}; }

  // The size at which most codes are found first.
  static int FirstLevel(const cv::Mat& frame) {
    return std::min(frame.cols, frame.rows) > kComfortableSide ? 1 : 0;
  }

  // From there to smaller and smaller copies, for larger and larger modules.
  void SearchLevels(Pyramid& pyramid, int first, Look look) {
    const cv::Mat1b& frame = pyramid.Level(0);
    int side = std::min(frame.cols, frame.rows) >> first;
    for (int level = first; reading_.codes.empty(); ++level, side /= 2) {
      if (level > 0 && side < kLeastSide) return;
      Search(pyramid, level, Whole(frame), look);
    }
  }

  // Where something was read: what else looks like a code, whose modules may be too small for a
  // copy at half the size.
  void SearchBeside(Pyramid& pyramid) {
    const cv::Mat1b& frame = pyramid.Level(0);
    const auto read = std::exchange(used_, {});
    int parts = 0;
    for (const Candidate& part : FindCandidates(frame)) {
      const bool is_read = std::ranges::any_of(read, [&part](const auto& corners) {
        return (cv::boundingRect(corners) & part.box).area() > 0;
      });
      if (is_read || !MayBeSquare(part.box)) continue;
      Search(pyramid, 0, part.box, Look::kPlain);
      if (++parts == kMostBeside) return;
    }
  }

  // Where nothing was read: parts that look like a code at the frame's full size, then with raised
  // edges; for pictures that come alone, enlarged, and all of the picture with raised edges.
  void SearchHarder(Pyramid& pyramid, const Effort& effort) {
    const cv::Mat1b& frame = pyramid.Level(0);
    const auto candidates = FindCandidates(frame);
    const auto parts = std::span(candidates).first(std::min(candidates.size(), kMostParts));
    for (const Candidate& part : parts) {
      if (FirstLevel(frame) > 0 && MayBeSquare(part.box))
        Search(pyramid, 0, part.box, Look::kPlain);
    }
    if (effort.thorough) SearchEnlarged(frame, parts);
    const int level = FirstSharpened(frame);
    for (const Candidate& part : parts) {
      if (MayBeSquare(part.box)) Search(pyramid, FirstLevel(frame), part.box, Look::kSharpened);
    }
    if (effort.thorough) SearchLevels(pyramid, level, Look::kSharpened);
    if (!effort.thorough && reading_.codes.empty())
      reading_.guidance = Advise(frame, candidates, symbols_.TakeSighting());
  }

  // All of a large picture is gone through once more only where something in it is odd.
  [[nodiscard]] int FirstSharpened(const cv::Mat1b& frame) const {
    const bool quick = frame.size().area() < kQuickArea;
    return FirstLevel(frame) + (quick || reading_.suspicious ? 0 : 1);
  }

  // As far as tilt lets a square look like one.
  static bool MayBeSquare(const cv::Rect& box) {
    return std::min(box.width, box.height) * 2 > std::max(box.width, box.height);
  }

  void SearchEnlarged(const cv::Mat1b& frame, std::span<const Candidate> parts) {
    for (const Candidate& part : parts) {
      if (!reading_.codes.empty()) return;
      if (std::max(part.box.width, part.box.height) > kLargeEnough || !MayBeSquare(part.box))
        continue;
      cv::Mat1b large;
      cv::resize(frame(part.box), large, {}, kEnlarge, kEnlarge, cv::INTER_CUBIC);
      Pyramid pyramid(large);
      place_ = {cv::Point2f(part.box.tl()), kEnlarge};
      Search(pyramid, 0, Whole(large), Look::kPlain);
      place_ = {};
    }
  }

  // `part` in pixels of the pyramid's largest copy.
  void Search(Pyramid& pyramid, int level, const cv::Rect& part, Look look) {
    if (!InTime() || (look == Look::kSharpened && !reading_.codes.empty())) return;
    used_.clear();
    const float scale = Pyramid::Scale(level);
    const cv::Mat1b& picture = pyramid.Level(level);
    const cv::Rect box(part.tl() / (1 << level), part.size() / (1 << level));
    const cv::Mat1b view = picture(box & Whole(picture));
    auto patterns =
        FindFinderPatterns(look == Look::kPlain ? Binarise(view) : BinariseSharpened(view));
    for (FinderPattern& pattern : patterns) {
      pattern.centre = pattern.centre / scale + cv::Point2f(part.tl());
      pattern.module /= scale;
    }
    patterns = SymbolReader::Plausible(pyramid, patterns);
    const auto triples = GroupFinders(patterns);
    const bool is_odd = look == Look::kPlain ? !patterns.empty() : !triples.empty();
    reading_.suspicious = reading_.suspicious || is_odd;
    for (const FinderTriple& triple : triples) {
      if (!InTime()) return;
      Try(pyramid, triple, {triple.top_left, triple.top_right, triple.bottom_left});
    }
    for (const FinderPair& pair : PairFinders(patterns)) {
      if (!InTime()) return;
      Try(pyramid, pair, {pair.one, pair.other});
    }
  }

  [[nodiscard]] bool IsAnyRead(std::span<const FinderPattern> patterns) const {
    return std::ranges::any_of(patterns, [&](const FinderPattern& pattern) {
      return std::ranges::any_of(used_, [&](const auto& corners) {
        return cv::pointPolygonTest(corners, pattern.centre, false) >= 0;
      });
    });
  }

  // Reads the symbol that these patterns may be part of, unless one of them has been read already.
  template <typename Finders>
  void Try(Pyramid& pyramid, const Finders& finders, const std::vector<FinderPattern>& patterns) {
    if (IsAnyRead(patterns)) return;
    ++reading_.attempts;
    auto symbol = symbols_.Read(pyramid, finders, fusing_ ? &fusion_ : nullptr);
    if (!symbol) return;
    used_.push_back(symbol->corners);
    Keep(*std::move(symbol));
  }

  void Keep(ReadSymbol&& symbol) {
    const bool known =
        std::ranges::find(reading_.codes, symbol.text, &Code::text) != reading_.codes.end();
    if (known || symbol.text.empty()) return;
    Code code{std::move(symbol.text), {}};
    for (std::size_t i = 0; i < code.corners.size(); ++i) {
      const cv::Point2f corner = symbol.corners[i] / place_.scale + place_.origin;
      code.corners[i] = {corner.x / static_cast<float>(size_.width),
                         corner.y / static_cast<float>(size_.height)};
    }
    reading_.codes.push_back(std::move(code));
  }

  SymbolReader symbols_;
  Fusion fusion_;
  bool fusing_ = false;
  Reading reading_;
  std::vector<std::array<cv::Point2f, 4>> used_;  // corners of symbols that were read
  cv::Size size_;
  Place place_;
  steady_clock::time_point deadline_;
};

Reader::Reader() : body_(std::make_unique<Body>()) {
  // One picture at a time on one thread: the kiosk's other work needs the rest.
  cv::setNumThreads(1);
}
Reader::~Reader() = default;

Reading Reader::Read(const hal::Frame& frame, const Effort& effort) {
  return body_->Read(frame, effort);
}

void Reader::Forget() {
  body_->Forget();
}

}  // namespace clearway::camera
