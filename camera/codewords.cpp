#include "camera/codewords.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "camera/bit_stream.h"
#include "camera/reed_solomon.h"

namespace clearway::camera {
namespace {

// Check codewords that stay unused where erasures are given up: a chance decoding is then rarer
// than one in 2^24 a block.
constexpr int kUnusedChecks = 3;

struct Codeword {
  std::uint8_t value = 0;
  float doubt = 0;  // the larger, the likelier it is wrong
};

// Grows as the module's sureness falls: the logarithm of its chance of being right, negated.
float Doubt(float look) {
  return std::exp(-4 * std::abs(look));
}

std::vector<Codeword> CodewordsOf(const cv::Mat1f& modules, const SymbolLayout& layout, int mask) {
  std::vector<Codeword> codewords(layout.data().size() / 8);
  for (std::size_t i = 0; i < codewords.size() * 8; ++i) {
    const cv::Point place = layout.data()[i];
    const float look = modules(place);
    const bool bit = (look > 0) != IsMasked(mask, place.x, place.y);
    Codeword& codeword = codewords[i / 8];
    codeword.value = static_cast<std::uint8_t>(codeword.value << 1 | (bit ? 1 : 0));
    codeword.doubt += Doubt(look);
  }
  return codewords;
}

using Block = std::vector<Codeword>;

// 7.6: data codewords are dealt out to the blocks in turn, then the check codewords.
std::vector<Block> PartIntoBlocks(const std::vector<Codeword>& codewords, const BlockPlan& plan) {
  std::vector<Block> blocks(static_cast<std::size_t>(plan.blocks));
  std::size_t next = 0;
  for (int i = 0; i <= plan.data; ++i) {
    const int first = i < plan.data ? 0 : plan.blocks - plan.long_blocks;
    for (int b = first; b < plan.blocks; ++b)
      blocks[static_cast<std::size_t>(b)].push_back(codewords[next++]);
  }
  for (int i = 0; i < plan.checks; ++i) {
    for (Block& block : blocks) block.push_back(codewords[next++]);
  }
  return blocks;
}

std::vector<int> MostDoubtfulFirst(const Block& block) {
  std::vector<int> order(block.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, std::greater{},
                    [&](int i) { return block[static_cast<std::size_t>(i)].doubt; });
  return order;
}

// Generalised minimum distance decoding (Forney 1966).
std::optional<std::vector<std::uint8_t>> Correct(const Block& block, const BlockPlan& plan) {
  std::vector<std::uint8_t> read;
  read.reserve(block.size());
  for (const Codeword& codeword : block) read.push_back(codeword.value);
  std::vector<std::uint8_t> values = read;
  const auto errors = CorrectBlock(values, plan.checks);
  if (errors && *errors <= plan.mendable) return values;
  const std::vector<int> order = MostDoubtfulFirst(block);
  for (int erased = 2; erased <= plan.checks - kUnusedChecks; erased += 2) {
    values = read;
    const auto wrong =
        CorrectBlock(values, plan.checks, std::span(order).first(static_cast<std::size_t>(erased)));
    if (wrong && 2 * *wrong + erased <= plan.checks - kUnusedChecks) return values;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> ReadCodewords(const cv::Mat1f& modules, const SymbolLayout& layout,
                                         const Format& format) {
  const BlockPlan plan = PlanOf(layout, format.level);
  std::vector<std::uint8_t> data;
  for (const Block& block : PartIntoBlocks(CodewordsOf(modules, layout, format.mask), plan)) {
    const auto corrected = Correct(block, plan);
    if (!corrected) return std::nullopt;
    data.insert(data.end(), corrected->begin(), corrected->end() - plan.checks);
  }
  return ReadMessage(data, layout.version());
}

}  // namespace clearway::camera
