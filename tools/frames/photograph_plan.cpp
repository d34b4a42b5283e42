// What photographs suffer from: see photograph.h.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "tools/frames/photograph.h"

namespace clearway::frames {
namespace {

std::string TextOf(int length, cv::RNG& random) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#=&%+";
  std::string text = length > 12 ? "http://" : "";
  while (static_cast<int>(text.size()) < length)
    text +=
        kLetters[static_cast<std::size_t>(random.uniform(0, static_cast<int>(kLetters.size())))];
  return text;
}

cv::Size SizeOf(double megapixels, cv::RNG& random) {
  const double aspect = random.uniform(0, 2) == 0 ? 4.0 / 3 : 3.0 / 4;
  const double height = std::sqrt(megapixels * 1e6 / aspect);
  return {static_cast<int>(height * aspect), static_cast<int>(height)};
}

PhotographPlan Ordinary(cv::RNG& random) {
  constexpr std::array<double, 6> kMegapixels = {0.08, 0.31, 0.31, 0.5, 1.3, 3};
  PhotographPlan plan;
  Photograph& p = plan.photograph;
  p.size = SizeOf(kMegapixels[static_cast<std::size_t>(random.uniform(0, 6))], random);
  p.module = random.uniform(2.5, 7.0);
  p.level = random.uniform(0, 4);
  p.tilt = std::abs(random.gaussian(12));
  p.tilt_axis = random.uniform(0.0, 2 * CV_PI);
  p.turn = random.uniform(0, 3) == 0 ? random.uniform(0.0, 360.0) : random.gaussian(8);
  p.blur = random.uniform(0.1, 0.4);
  p.motion = random.uniform(0, 3) == 0 ? random.uniform(0.0, 0.8) : 0;
  p.contrast = random.uniform(0.5, 1.0);
  p.gradient = random.uniform(0.0, 0.4);
  p.noise = random.uniform(1.0, 7.0);
  p.jpeg = random.uniform(55.0, 95.0);
  p.quiet = random.uniform(2, 5);
  plan.texts = {TextOf(random.uniform(14, 110), random)};
  return plan;
}

using Change = std::function<void(PhotographPlan&, cv::RNG&)>;

// Each kind is an ordinary photograph with one thing gone wrong.
// NOLINTNEXTLINE(readability-function-size): a table
const std::vector<std::pair<std::string_view, Change>>& Changes() {
  static const std::vector<std::pair<std::string_view, Change>> kChanges = {
      {"plain", [](PhotographPlan&, cv::RNG&) {}},
      {"bent",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.bend = r.uniform(0.5, 1.7);
         plan.photograph.bend_axis = r.uniform(0, 2) * CV_PI / 2 + r.gaussian(0.15);
         plan.photograph.tilt /= 2;
       }},
      {"shadow",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.shadow = r.uniform(0.4, 0.8); }},
      {"dirty",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.dirt = r.uniform(0.01, 0.07); }},
      {"small",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.size = SizeOf(r.uniform(3.0, 8.0), r);
         plan.photograph.module = r.uniform(1.7, 3.0);
       }},
      {"large",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.size = SizeOf(r.uniform(1.0, 8.0), r);
         plan.photograph.module = 200;
       }},
      {"faint",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.contrast = r.uniform(0.1, 0.3); }},
      {"inverted", [](PhotographPlan& plan, cv::RNG&) { plan.photograph.inverted = true; }},
      {"several",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.size = SizeOf(r.uniform(0.8, 3.0), r);
         for (int i = r.uniform(1, 4); i > 0; --i)
           plan.texts.push_back(TextOf(r.uniform(14, 90), r));
       }},
      {"stretched",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.stretch = r.uniform(0, 2) == 0 ? r.uniform(1.2, 1.9) : r.uniform(0.5, 0.8);
       }},
      {"dense",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.size = SizeOf(r.uniform(1.3, 5.0), r);
         plan.photograph.level = r.uniform(0, 2);
         plan.photograph.module = r.uniform(2.5, 5.0);
         plan.texts = {TextOf(r.uniform(900, 2200), r)};
       }},
      {"blurred",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.blur = r.uniform(0.5, 0.95); }},
      {"steep",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.tilt = r.uniform(35.0, 60.0); }},
      {"crowded",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.quiet = r.uniform(0, 2); }},
      {"dots", [](PhotographPlan& plan, cv::RNG&) { plan.photograph.dots = true; }},
      {"logo",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.logo = r.uniform(0.15, 0.3);
         plan.photograph.level = 3;
       }},
      {"dim",
       [](PhotographPlan& plan, cv::RNG& r) {
         plan.photograph.noise = r.uniform(10.0, 24.0);
         plan.photograph.contrast = r.uniform(0.3, 0.6);
       }},
      {"screen",
       [](PhotographPlan& plan, cv::RNG& r) { plan.photograph.moire = r.uniform(0.2, 0.6); }},
      {"short", [](PhotographPlan& plan, cv::RNG& r) {
         plan.texts = {TextOf(r.uniform(3, 13), r)};
         plan.photograph.module = r.uniform(2.0, 12.0);
       }}};
  return kChanges;
}

}  // namespace

const std::vector<std::string_view>& PhotographKinds() {
  static const std::vector<std::string_view> kKinds = [] {
    std::vector<std::string_view> kinds;
    for (const auto& [kind, change] : Changes()) kinds.push_back(kind);
    return kinds;
  }();
  return kKinds;
}

PhotographPlan DrawPhotograph(std::string_view kind, cv::RNG& random) {
  PhotographPlan plan = Ordinary(random);
  for (const auto& [name, change] : Changes()) {
    if (name == kind) change(plan, random);
  }
  return plan;
}

}  // namespace clearway::frames
