#include "camera/symbol_reader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "camera/codewords.h"
#include "camera/crumple_fit.h"
#include "camera/finder_frames.h"
#include "camera/format_info.h"
#include "camera/module_look.h"

namespace clearway::camera {
namespace {

// A grid on which less than this of the known modules' contrast is seen is not a symbol's.
constexpr float kLeastAgreement = 0.35F;
// A format that agrees less with its 30 modules is a guess.
constexpr float kLeastFormat = 0.5F;
constexpr float kLeastVersionAgreement = 0.25F;
constexpr float kHidden = 0.12F;
constexpr std::size_t kMostPlausible = 24;
// Pixels a module in the copy of the frame that is looked at.
constexpr float kModulePixels = 3;

cv::Mat1f Transposed(const cv::Mat1f& modules) {
  cv::Mat1f transposed;
  cv::transpose(modules, transposed);
  return transposed;
}

std::optional<std::string> ReadModules(const cv::Mat1f& modules, const SymbolLayout& layout) {
  for (const FormatGuess& guess : GuessFormats(modules)) {
    if (guess.agreement < kLeastFormat) break;
    auto text = ReadCodewords(guess.mirrored ? Transposed(modules) : modules, layout, guess.format);
    if (text) return text;
  }
  return std::nullopt;
}

bool IsOfItsVersion(const cv::Mat1f& modules, int version) {
  return version < kFirstNumbered || VersionAgreement(modules, version) > kLeastVersionAgreement;
}

// The copy of the frame on which modules of this size are looked at.
Sampler SamplerFor(Pyramid& pyramid, float module, bool negative) {
  const int level = Pyramid::LevelFor(module, kModulePixels);
  return {pyramid.Level(level), Pyramid::Scale(level), negative};
}

// What a grid shows: the modules, none where they are of another version; and the text in them.
struct Looked {
  cv::Mat1f modules;
  std::optional<std::string> text;
};

Looked ReadOn(const Sampler& sampler, const Grid& grid, const SymbolLayout& layout) {
  Looked looked;
  ModuleLook look(sampler, grid, layout);
  for (const Smear smear : {Smear::kSlight, Smear::kStrong}) {
    const cv::Mat1f modules = look.Through(smear);
    if (smear == Smear::kSlight && !IsOfItsVersion(modules, layout.version())) return looked;
    looked = {modules, ReadModules(modules, layout)};
    if (looked.text) return looked;
  }
  // Too uneven to be summed up with other frames.
  looked.text = ReadModules(look.Through(Smear::kSevere), layout);
  return looked;
}

// The share of modules that, with all around them, show neither dark nor light.
float HiddenShare(const cv::Mat1f& modules) {
  cv::Mat1f clearest;
  cv::dilate(cv::abs(modules), clearest, cv::Mat::ones(3, 3, CV_8U));
  return static_cast<float>(cv::countNonZero(clearest < kHidden)) /
         static_cast<float>(modules.total());
}

}  // namespace

std::optional<ReadSymbol> SymbolReader::Read(Pyramid& pyramid, const FinderTriple& finders,
                                             Fusion* fusion) {
  const float module =
      std::min({finders.top_left.module, finders.top_right.module, finders.bottom_left.module});
  const Sampler sampler = SamplerFor(pyramid, module, finders.top_left.negative);
  return ReadFirst(sampler, BeginGrids(sampler, finders), fusion);
}

std::optional<ReadSymbol> SymbolReader::Read(Pyramid& pyramid, const FinderPair& finders,
                                             Fusion* fusion) {
  const float module = std::min(finders.one.module, finders.other.module);
  const Sampler sampler = SamplerFor(pyramid, module, finders.one.negative);
  return ReadFirst(sampler, BeginGrids(sampler, finders), fusion);
}

std::vector<FinderPattern> SymbolReader::Plausible(Pyramid& pyramid,
                                                   const std::vector<FinderPattern>& patterns) {
  std::vector<FinderPattern> plausible;
  for (const FinderPattern& pattern : patterns) {
    if (plausible.size() == kMostPlausible) break;
    if (MayBeFinder(SamplerFor(pyramid, pattern.module, pattern.negative), pattern))
      plausible.push_back(pattern);
  }
  return plausible;
}

std::optional<ReadSymbol> SymbolReader::ReadFirst(const Sampler& sampler,
                                                  std::vector<Beginning> beginnings,
                                                  Fusion* fusion) {
  const bool alone = fusion == nullptr;
  for (Beginning& beginning : beginnings) {
    const SymbolLayout& layout = layouts_.Of(beginning.version);
    const auto fitted = FitSymbol(sampler, layout, std::move(beginning.anchors),
                                  alone ? Sheet::kMaybeCurled : Sheet::kFlat);
    if (!fitted || fitted->agreement < kLeastAgreement) continue;
    auto looked = ReadOn(sampler, fitted->grid, layout);
    if (looked.modules.empty()) continue;
    if (!looked.text && alone)
      looked.text = ReadOn(sampler, SmoothOut(sampler, layout, fitted->grid), layout).text;
    if (!looked.text && !alone) {
      if (const cv::Mat1f fused = fusion->Add(looked.modules, layout); !fused.empty())
        looked.text = ReadModules(fused, layout);
    }
    if (looked.text)
      return ReadSymbol{*std::move(looked.text), fitted->grid.Corners(layout.side())};
    Remember(*fitted, looked.modules);
  }
  return std::nullopt;
}

void SymbolReader::Remember(const FittedGrid& fitted, const cv::Mat1f& modules) {
  if (sighting_ && sighting_->agreement > fitted.agreement) return;
  const int side = fitted.layout->side();
  sighting_ = {fitted.grid.Corners(side), side, fitted.agreement, HiddenShare(modules)};
}

std::optional<Sighting> SymbolReader::TakeSighting() {
  return std::exchange(sighting_, std::nullopt);
}

}  // namespace clearway::camera
