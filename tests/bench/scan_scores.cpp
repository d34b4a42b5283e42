#include "tests/bench/scan_scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <string>

namespace clearway::bench {
namespace {

// Milliseconds of this thread's processor time.
double CpuNow() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double Quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(share * last)];
}

}  // namespace

Score Measure(const Contender& contender, const std::vector<Picture>& pictures) {
  Score score;
  for (const Picture& picture : pictures) {
    const double begun = CpuNow();
    const auto texts = contender.read(picture.grey);
    const double took = CpuNow() - begun;
    const bool empty = picture.texts.empty();
    (empty ? score.empty_ms : score.code_ms).push_back(took);
    const auto is_right = [&](const std::string& text) {
      return std::ranges::count(picture.texts, text) > 0;
    };
    const auto is_read = [&](const std::string& text) {
      return std::ranges::count(texts, text) > 0;
    };
    score.hits.push_back(!empty && std::ranges::all_of(picture.texts, is_read));
    score.with_code += empty ? 0 : 1;
    score.read += score.hits.back() ? 1 : 0;
    score.wrong += static_cast<int>(
        texts.size() - static_cast<std::size_t>(std::ranges::count_if(texts, is_right)));
  }
  return score;
}

double Share(int part, int whole) {
  return whole == 0 ? 0 : 100.0 * part / whole;
}

void PrintScores(const std::vector<Contender>& contenders, const std::vector<Score>& scores) {
  fmt::print("{:<12}{:>14}{:>8}{:>22}{:>22}\n", "", "read", "wrong", "code, CPU ms p50/p95",
             "empty, CPU ms p50/p95");
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const Score& s = scores[i];
    fmt::print("{:<12}{:>6}/{:<4}{:>3.0f}%{:>8}{:>14.1f}/{:<7.1f}{:>14.1f}/{:<7.1f}\n",
               contenders[i].name, s.read, s.with_code, Share(s.read, s.with_code), s.wrong,
               Quantile(s.code_ms, 0.5), Quantile(s.code_ms, 0.95), Quantile(s.empty_ms, 0.5),
               Quantile(s.empty_ms, 0.95));
  }
}

void PrintOfEasierSet(const std::vector<Contender>& contenders, const std::vector<Score>& scores) {
  constexpr int kPeers = 2;  // the last contenders
  const auto peers = scores.end() - kPeers;
  const auto best = std::max_element(peers, scores.end(), [](const Score& one, const Score& other) {
    return one.read < other.read;
  });
  int both = 0;
  for (std::size_t i = 0; i < best->hits.size(); ++i) {
    both += scores[0].hits[i] && best->hits[i] ? 1 : 0;
  }
  const std::string& name = contenders[static_cast<std::size_t>(best - scores.begin())].name;
  const double of_easy = Share(both, best->read);
  const double of_hard = Share(scores[0].read - both, best->with_code - best->read);
  fmt::print(
      "\n{} reads {:.1f} % of what {} reads, {:.1f} % of the rest: "
      "where {} reads 90 %, {:.1f} %\n",
      contenders[0].name, of_easy, name, of_hard, name, 0.9 * of_easy + 0.1 * of_hard);
}

void PrintByKind(const std::vector<Picture>& pictures, const std::vector<Contender>& contenders,
                 const std::vector<Score>& scores) {
  std::map<std::string, std::vector<std::size_t>> by_kind;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!pictures[i].texts.empty()) by_kind[pictures[i].kind].push_back(i);
  }
  if (by_kind.size() < 2) return;
  fmt::print("\nread of{:<28}", "");
  for (const auto& contender : contenders) fmt::print("{:>16}", contender.name);
  fmt::print("\n");
  for (const auto& [kind, numbers] : by_kind) {
    fmt::print("  {:<25}{:>8}", kind, numbers.size());
    for (const Score& score : scores)
      fmt::print("{:>16}", std::ranges::count_if(
                               numbers, [&](std::size_t i) { return bool(score.hits[i]); }));
    fmt::print("\n");
  }
}

void PrintByDisturbance(const std::vector<Picture>& pictures,
                        const std::vector<Contender>& contenders,
                        const std::vector<Score>& scores) {
  std::map<std::string, std::vector<std::pair<double, std::size_t>>> by_name;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (pictures[i].texts.empty()) continue;
    for (const auto& [name, value] : pictures[i].disturbance.items())
      if (value.is_number()) by_name[name].emplace_back(value.get<double>(), i);
  }
  if (by_name.empty()) return;
  fmt::print("\nread with least, most of {:<10}", "");
  for (const auto& contender : contenders) fmt::print("{:>16}", contender.name);
  fmt::print("\n");
  for (auto& [name, values] : by_name) {
    std::ranges::sort(values);
    const std::size_t third = values.size() / 3;
    const auto read_among = [&](const Score& score, std::size_t from) {
      int read = 0;
      for (std::size_t i = from; i < from + third; ++i)
        read += score.hits[values[i].second] ? 1 : 0;
      return Share(read, static_cast<int>(third));
    };
    fmt::print("  {:<33}", name);
    for (const Score& score : scores)
      fmt::print("{:>9.0f}%,{:>4.0f}%", read_among(score, 0),
                 read_among(score, values.size() - third));
    fmt::print("\n");
  }
}

}  // namespace clearway::bench
