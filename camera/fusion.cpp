#include "camera/fusion.h"

#include <algorithm>
#include <cmath>

namespace clearway::camera {
namespace {

constexpr std::size_t kMostSums = 4;
constexpr int kMostUnseen = 15;   // frames
constexpr float kMostVote = 1.2F;  // no module of one frame counts more
// Frames of one symbol agree by more than this even where a third of it is hidden; of different
// symbols, by hardly anything.
constexpr double kLeastAgreement = 0.25;

cv::Mat1f Votes(const cv::Mat1f& modules) {
  cv::Mat1f votes = modules.clone();
  for (float& vote : votes) vote = std::clamp(vote, -kMostVote, kMostVote);
  return votes;
}

// From -1 to 1, over the modules that carry codewords: the others are alike in all symbols.
double Agreement(const cv::Mat1f& a, const cv::Mat1f& b, const SymbolLayout& layout) {
  double both = 0, of_a = 1e-6, of_b = 1e-6;
  for (const cv::Point place : layout.data()) {
    const double x = a(place);
    const double y = b(place);
    both += x * y;
    of_a += x * x;
    of_b += y * y;
  }
  return both / std::sqrt(of_a * of_b);
}

}  // namespace

cv::Mat1f Fusion::Add(const cv::Mat1f& modules, const SymbolLayout& layout) {
  const cv::Mat1f votes = Votes(modules);
  for (Sum& sum : sums_) {
    if (sum.version != layout.version()) continue;
    if (Agreement(sum.votes, votes, layout) < kLeastAgreement) continue;
    sum.votes += votes;
    ++sum.frames;
    sum.unseen = 0;
    cv::Mat1f mean;
    sum.votes.convertTo(mean, CV_32F, 1.0 / sum.frames);
    return mean;
  }
  if (sums_.size() == kMostSums) {
    const auto oldest = std::ranges::max_element(sums_, {}, &Sum::unseen);
    Wipe(*oldest);
    sums_.erase(oldest);
  }
  sums_.push_back({.version = layout.version(), .frames = 1, .unseen = 0, .votes = votes});
  return {};
}

void Fusion::NextFrame() {
  for (Sum& sum : sums_) {
    if (++sum.unseen > kMostUnseen) Wipe(sum);
  }
  std::erase_if(sums_, [](const Sum& sum) { return sum.votes.empty(); });
}

void Fusion::Clear() {
  for (Sum& sum : sums_) Wipe(sum);
  sums_.clear();
}

void Fusion::Wipe(Sum& sum) {
  sum.votes.setTo(0);
  sum.votes.release();
}

}  // namespace clearway::camera
