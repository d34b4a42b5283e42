// What this reader finds in pictures and films, beside plain ZBar and Debian's ZXing-C++ in the
// same run on the same thread. See tools/bench.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "base/command_line/command_line.h"
#include "camera/picture_reader.h"
#include "tests/bench/scan_films.h"
#include "tests/bench/scan_scores.h"

namespace clearway::bench {
namespace {

constexpr std::chrono::milliseconds kBudget{3000};

// As `clearway scan` reads.
Contender Ours() {
  const auto reader = std::make_shared<camera::PictureReader>();
  return {"Clearway", [reader](const cv::Mat1b& grey) {
            std::vector<std::string> texts;
            for (const camera::Code& code : reader->Read(GreyFrame(grey), kBudget))
              texts.push_back(code.text);
            return texts;
          }};
}

// Without other decoders' opinions.
Contender OursAlone() {
  const auto reader = std::make_shared<camera::Reader>();
  return {"alone", [reader](const cv::Mat1b& grey) {
            std::vector<std::string> texts;
            for (const camera::Code& code :
                 reader->Read(GreyFrame(grey), {.budget = kBudget, .thorough = true}).codes)
              texts.push_back(code.text);
            return texts;
          }};
}

void ComparePictures(const std::vector<Picture>& pictures, bool list_missed) {
  const std::vector<Contender> contenders = {Ours(), OursAlone(), PlainZBar(), ZXingCpp()};
  std::vector<Score> scores;
  for (const Contender& contender : contenders) scores.push_back(Measure(contender, pictures));
  PrintScores(contenders, scores);
  PrintOfEasierSet(contenders, scores);
  PrintByKind(pictures, contenders, scores);
  PrintByDisturbance(pictures, contenders, scores);
  if (!list_missed) return;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!pictures[i].texts.empty() && !scores[0].hits[i])
      fmt::print("missed {} {} {}\n", pictures[i].name, pictures[i].kind,
                 pictures[i].disturbance.dump());
  }
}

}  // namespace
}  // namespace clearway::bench

int main(int count, char** arguments) {
  using namespace clearway::bench;
  clearway::command_line::Program app(
      "bench_scan", "Reads pictures and films beside plain ZBar and Debian's ZXing-C++.");
  std::string folder;
  int made = 120;
  int photographs = 0;
  int films = 0;
  std::uint64_t seed = 1;
  bool list_missed = false;
  std::string save;
  app.Add("FOLDER", folder, "pictures with a manifest.tsv");
  app.Add("--made", made, "so many pictures of our own, where no folder is given");
  app.Add("--photographs", photographs, "so many photographs of our own instead");
  app.Add("--films", films, "so many films of our own, instead of pictures");
  app.Add("--seed", seed, "another seed makes other pictures");
  app.Add("--save", save, "write the pictures into this folder, with a manifest");
  app.AddFlag("--missed", list_missed, "list what this reader missed");
  constexpr int kUsage = 2;
  if (const auto told = clearway::command_line::Tell(app.Parse(count, arguments), kUsage))
    return *told;
  if (films > 0) {
    CompareFilms(films, seed);
  } else {
    const auto pictures = !folder.empty()   ? LoadFolder(folder)
                          : photographs > 0 ? MakePhotographs(photographs, seed)
                                            : MakeFrames(made, seed);
    if (!save.empty()) SaveFolder(pictures, save);
    ComparePictures(pictures, list_missed);
  }
  return 0;
}
