#include "tools/film/film.h"

#include <cmath>

#include "tools/frames/phone.h"
#include "tools/frames/pose.h"
#include "tools/frames/scene.h"
#include "tools/frames/travel_document.h"

namespace clearway::film {
namespace {

// Seconds that the shutter is open.
constexpr double kShutter = 1.0 / 120;

int FramesIn(double seconds, const Script& script) {
  return static_cast<int>(std::lround(seconds * script.frames_per_second));
}

Status PlayHall(double seconds, const Script& script, frames::Scene& scene,
                const PictureSink& sink) {
  for (int i = 0; i < FramesIn(seconds, script); ++i) {
    if (Status taken = sink(scene.Empty()); !taken) return taken;
  }
  return {};
}

// Everything that is held up, in turn.
Result<std::vector<frames::Sheet>> DrawSheets(const Script& script) {
  std::vector<frames::Sheet> sheets;
  if (!script.passport.empty()) {
    auto passport = frames::DrawPassport(script.passport, script.seed);
    if (!passport) return std::unexpected(passport.error());
    sheets.push_back(*std::move(passport));
  }
  for (const std::string& text : script.texts) {
    auto phone = frames::DrawPhone(text);
    if (!phone) return std::unexpected(phone.error());
    sheets.push_back(*std::move(phone));
  }
  return sheets;
}

Status PlaySheet(const Script& script, const frames::Sheet& sheet, std::size_t index,
                 frames::Scene& scene, const PictureSink& sink) {
  const frames::HandMotion hand(script.seconds_a_code, script.seed + 1000 * index);
  for (int i = 0; i < FramesIn(script.seconds_a_code, script); ++i) {
    const double moment = static_cast<double>(i) / script.frames_per_second;
    const cv::Mat picture = scene.With(sheet, hand.At(moment), hand.At(moment + kShutter));
    if (Status taken = sink(picture); !taken) return taken;
  }
  return {};
}

}  // namespace

Status Play(const Script& script, const PictureSink& sink) {
  const auto sheets = DrawSheets(script);
  if (!sheets) return std::unexpected(sheets.error());
  frames::Scene scene(script.size, script.seed);
  for (std::size_t i = 0; i < sheets->size(); ++i) {
    if (Status gap = PlayHall(script.seconds_between, script, scene, sink); !gap) return gap;
    if (Status held = PlaySheet(script, (*sheets)[i], i, scene, sink); !held) return held;
  }
  return PlayHall(script.seconds_between + script.seconds_at_end, script, scene, sink);
}

Result<cv::Mat> Still(const Script& script) {
  frames::Scene scene(script.size, script.seed);
  const auto sheets = DrawSheets(script);
  if (!sheets) return std::unexpected(sheets.error());
  if (sheets->empty()) return scene.Empty();
  const frames::HandMotion hand(script.seconds_a_code, script.seed);
  const double middle = script.seconds_a_code / 2;
  return scene.With(sheets->front(), hand.At(middle), hand.At(middle + kShutter));
}

}  // namespace clearway::film
