// Processor time that a certificate's page takes, and its size, on each paper. See tools/bench.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "printer/page.h"
#include "tests/unit/printer/sample_page.h"

namespace {

using namespace clearway;
using namespace clearway::printer;

constexpr int kRounds = 40;

double CpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

struct Languages {
  const char* name;
  std::vector<const char*> tags;
};

void Measure(const Paper& paper, bool large, const Languages& languages) {
  std::vector<text::Catalogue> catalogues;
  for (const char* tag : languages.tags) {
    catalogues.push_back(text::Catalogue::Load(*text::Language::Of(tag)).value());
  }
  std::vector<const text::Catalogue*> pointers;
  for (const text::Catalogue& catalogue : catalogues) pointers.push_back(&catalogue);
  const text::Typesetter typesetter(text::Medium::kPaper);
  const PageContent content = SampleContent(3);
  std::vector<double> took;
  std::size_t bytes = 0;
  for (int i = 0; i < kRounds; ++i) {
    const double begun = CpuMilliseconds();
    const auto pages =
        RenderPages({&content, 1}, pointers, typesetter, {.paper = paper, .large = large});
    if (i > 0) took.push_back(CpuMilliseconds() - begun);  // the first opens the fonts
    bytes = pages->pdf.size();
  }
  std::ranges::sort(took);
  fmt::print("{:<8} {:<6} {:<12} {:>6.1f} ms p50 {:>6.1f} ms p95 {:>5} kB\n", paper.name,
             large ? "large" : "", languages.name, took[took.size() / 2],
             took[took.size() * 95 / 100], bytes / 1000);
}

}  // namespace

int main() {
  fmt::print("a page, processor time (wanted 60 ms) and size (wanted 150 kB)\n");
  for (const Paper& paper : {kA4, kA5, kRoll80}) {
    for (const bool large : {false, true}) {
      for (const Languages& languages :
           {Languages{"en", {"en"}}, Languages{"zh-Hans en", {"zh-Hans", "en"}},
            Languages{"ar en zh", {"ar", "en", "zh-Hans"}}}) {
        Measure(paper, large, languages);
      }
    }
  }
}
