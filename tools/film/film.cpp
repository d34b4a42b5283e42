#include "tools/film/film.h"

#include <cmath>

#include "tools/frames/phone.h"
#include "tools/frames/pose.h"
#include "tools/frames/scene.h"

namespace clearway::film {
namespace {

// Seconds that the shutter is open.
constexpr double kShutter = 1.0 / 120;

int FramesIn(double seconds, const Script& script) {
  return static_cast<int>(std::lround(seconds * script.frames_per_second));
}

Status PlayGap(const Script& script, frames::Scene& scene, const PictureSink& sink) {
  for (int i = 0; i < FramesIn(script.seconds_between, script); ++i) {
    if (Status taken = sink(scene.Empty()); !taken) return taken;
  }
  return {};
}

Status PlayCode(const Script& script, std::size_t index, frames::Scene& scene,
                const PictureSink& sink) {
  const auto phone = frames::DrawPhone(script.texts[index]);
  if (!phone) return std::unexpected(phone.error());
  const frames::HandMotion hand(script.seconds_a_code, script.seed + 1000 * index);
  for (int i = 0; i < FramesIn(script.seconds_a_code, script); ++i) {
    const double moment = static_cast<double>(i) / script.frames_per_second;
    const cv::Mat picture = scene.With(*phone, hand.At(moment), hand.At(moment + kShutter));
    if (Status taken = sink(picture); !taken) return taken;
  }
  return {};
}

}  // namespace

Status Play(const Script& script, const PictureSink& sink) {
  frames::Scene scene(script.size, script.seed);
  for (std::size_t i = 0; i < script.texts.size(); ++i) {
    if (Status gap = PlayGap(script, scene, sink); !gap) return gap;
    if (Status code = PlayCode(script, i, scene, sink); !code) return code;
  }
  return PlayGap(script, scene, sink);
}

Result<cv::Mat> Still(const Script& script) {
  frames::Scene scene(script.size, script.seed);
  if (script.texts.empty()) return scene.Empty();
  const auto phone = frames::DrawPhone(script.texts.front());
  if (!phone) return std::unexpected(phone.error());
  const frames::HandMotion hand(script.seconds_a_code, script.seed);
  const double middle = script.seconds_a_code / 2;
  return scene.With(*phone, hand.At(middle), hand.At(middle + kShutter));
}

}  // namespace clearway::film
