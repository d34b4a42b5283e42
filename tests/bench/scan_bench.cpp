// What this reader finds in pictures and films, beside plain ZBar and Debian's ZXing-C++ in the same
// run on the same thread. See tools/bench.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "camera/reader.h"
#include "hal/picture.h"
#include "tests/bench/peers.h"
#include "tests/bench/texts.h"
#include "tools/frames/kiosk_film.h"

namespace clearway::bench {
namespace {

using Json = nlohmann::json;

struct Picture {
  std::string name;
  cv::Mat1b grey;
  std::string text;  // empty: the picture holds no code
  Json disturbance;  // by name
};

// A frame in memory of our own.
class GreyFrame final : public hal::Frame {
 public:
  explicit GreyFrame(const cv::Mat1b& grey) : grey_(grey) {
    width = grey.cols;
    height = grey.rows;
    stride = static_cast<int>(grey.step);
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    return {grey_.data, static_cast<std::size_t>(stride) * static_cast<std::size_t>(height)};
  }

 private:
  cv::Mat1b grey_;
};

std::vector<std::string> TextsOf(const camera::Reading& reading) {
  std::vector<std::string> texts;
  for (const camera::Code& code : reading.codes) texts.push_back(code.text);
  return texts;
}

Contender Ours(const camera::Effort& effort) {
  const auto reader = std::make_shared<camera::Reader>();
  return {"Clearway", [reader, effort](const cv::Mat1b& grey) {
            return TextsOf(reader->Read(GreyFrame(grey), effort));
          }};
}

constexpr camera::Effort kPicture{.budget = std::chrono::milliseconds(1500), .thorough = true};

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

struct Score {
  int read = 0;
  int with_code = 0;
  int wrong = 0;
  std::vector<double> code_ms;
  std::vector<double> empty_ms;
  std::vector<bool> hits;  // picture by picture
};

Score Measure(const Contender& contender, const std::vector<Picture>& pictures) {
  Score score;
  for (const Picture& picture : pictures) {
    const double begun = CpuNow();
    const auto texts = contender.read(picture.grey);
    const double took = CpuNow() - begun;
    const bool empty = picture.text.empty();
    (empty ? score.empty_ms : score.code_ms).push_back(took);
    const auto right = std::ranges::count(texts, picture.text);
    score.hits.push_back(!empty && right > 0);
    score.with_code += empty ? 0 : 1;
    score.read += score.hits.back() ? 1 : 0;
    score.wrong += static_cast<int>(texts.size()) - static_cast<int>(empty ? 0 : right);
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

// For each disturbance: what was read among the third of pictures with most of it, and the third
// with least.
void PrintByDisturbance(const std::vector<Picture>& pictures,
                        const std::vector<Contender>& contenders,
                        const std::vector<Score>& scores) {
  std::map<std::string, std::vector<std::pair<double, std::size_t>>> by_name;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (pictures[i].text.empty()) continue;
    for (const auto& [name, value] : pictures[i].disturbance.items())
      if (value.is_number()) by_name[name].emplace_back(value.get<double>(), i);
  }
  fmt::print("\nread with least, most of {:<10}", "");
  for (const auto& contender : contenders) fmt::print("{:>16}", contender.name);
  fmt::print("\n");
  for (auto& [name, values] : by_name) {
    std::ranges::sort(values);
    const std::size_t third = values.size() / 3;
    const auto read_among = [&](const Score& score, std::size_t from) {
      int read = 0;
      for (std::size_t i = from; i < from + third; ++i) read += score.hits[values[i].second] ? 1 : 0;
      return Share(read, static_cast<int>(third));
    };
    fmt::print("  {:<33}", name);
    for (const Score& score : scores)
      fmt::print("{:>9.0f}%,{:>4.0f}%", read_among(score, 0), read_among(score, values.size() - third));
    fmt::print("\n");
  }
}

std::vector<std::string> Split(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t from = 0;
  for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', from)) {
    fields.push_back(line.substr(from, tab - from));
    from = tab + 1;
  }
  fields.push_back(line.substr(from));
  return fields;
}

// A folder with manifest.tsv: file, kind, resolution, pixels a module, disturbances, text.
std::vector<Picture> LoadFolder(const std::filesystem::path& folder) {
  std::ifstream manifest(folder / "manifest.tsv");
  std::vector<Picture> pictures;
  std::string line;
  std::getline(manifest, line);
  while (std::getline(manifest, line)) {
    const auto fields = Split(line);
    if (fields.size() < 6) continue;
    const auto bytes = hal::LoadPictureFile(folder / fields[0]);
    if (!bytes) continue;
    const auto frame = hal::DecodePicture(*bytes);
    if (!frame) continue;
    const cv::Mat1b grey((*frame)->height, (*frame)->width,
                         const_cast<std::uint8_t*>((*frame)->luma().data()),
                         static_cast<std::size_t>((*frame)->stride));
    pictures.push_back({fields[0], grey.clone(), fields[1] == "empty" ? "" : fields[5],
                        Json::parse(fields[4], nullptr, false)});
  }
  return pictures;
}

// Made with a seed of their own, so that nothing is tuned to any folder.
std::vector<Picture> MakePictures(int count, std::uint64_t seed) {
  cv::RNG random(seed * 0x2545f4914f6cdd1dULL + 11);
  std::vector<Picture> pictures;
  for (int i = 0; i < count; ++i) {
    const cv::Size size = i % 2 == 0 ? cv::Size(1920, 1080) : cv::Size(1280, 720);
    const auto disturbance = frames::DrawDisturbance(random);
    const auto moment = frames::DrawMoment(random);
    Picture picture{fmt::format("made {}", i), {}, {}, Json::parse(JsonOf(disturbance))};
    if (i % 12 == 10) {
      picture.grey = frames::RenderHall(size, disturbance, random);
    } else if (i % 12 == 11) {
      const frames::Card card = frames::DrawCardWithoutCode(random);
      picture.grey = frames::RenderFrame(card, size, disturbance, moment, random);
    } else {
      picture.text = CertificateLikeText(random);
      const auto card = frames::DrawCard(picture.text, random.uniform(0, 3), disturbance.dark_mode);
      if (!card) continue;
      picture.grey = frames::RenderFrame(*card, size, disturbance, moment, random);
    }
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

void ComparePictures(const std::vector<Picture>& pictures, bool list_missed) {
  const std::vector<Contender> contenders = {Ours(kPicture), PlainZBar(), ZXingCpp()};
  std::vector<Score> scores;
  for (const Contender& contender : contenders) scores.push_back(Measure(contender, pictures));
  PrintScores(contenders, scores);
  PrintByDisturbance(pictures, contenders, scores);
  if (!list_missed) return;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!pictures[i].text.empty() && !scores[0].hits[i])
      fmt::print("missed {} {}\n", pictures[i].name, pictures[i].disturbance.dump());
  }
}

constexpr int kFilmFrames = 45;
constexpr camera::Effort kFrame{.budget = std::chrono::milliseconds(80), .thorough = false};

// Frame numbers, from 1, of the first frame that was read; nothing if none was.
struct FilmResult {
  std::optional<int> ours;
  std::optional<int> peers;  // any of them
  int peers_read = 0;        // frames
  int wrong = 0;
};

FilmResult PlayFilm(std::uint64_t seed) {
  cv::RNG random(seed * 0x51ed270b7f652ac3ULL + 5);
  const std::string text = CertificateLikeText(random);
  const auto card = frames::DrawCard(text, random.uniform(0, 3), false);
  frames::KioskFilm film(*card, {1280, 720}, seed);
  const std::vector<Contender> peers = {PlainZBar(), ZXingCpp()};
  camera::Reader reader;
  FilmResult result;
  for (int i = 1; i <= kFilmFrames; ++i) {
    const cv::Mat1b grey = film.Next();
    const auto texts = TextsOf(reader.Read(GreyFrame(grey), kFrame));
    for (const std::string& read : texts) result.wrong += read == text ? 0 : 1;
    if (!result.ours && !texts.empty()) result.ours = i;
    const bool peer_read = std::ranges::any_of(peers, [&](const Contender& peer) {
      return std::ranges::count(peer.read(grey), text) > 0;
    });
    result.peers_read += peer_read ? 1 : 0;
    if (peer_read && !result.peers) result.peers = i;
  }
  return result;
}

void CompareFilms(int count, std::uint64_t seed) {
  std::map<int, int> ours_within;
  std::map<int, int> peers_within;
  int readable = 0, readable_in_time = 0, unreadable = 0, unreadable_read = 0, wrong = 0;
  for (int i = 0; i < count; ++i) {
    const FilmResult film = PlayFilm(seed + static_cast<std::uint64_t>(i));
    for (const int within : {1, 5, 15, 30}) {
      ours_within[within] += film.ours && *film.ours <= within ? 1 : 0;
      peers_within[within] += film.peers && *film.peers <= within ? 1 : 0;
    }
    wrong += film.wrong;
    if (film.peers_read * 10 >= kFilmFrames) {
      ++readable;
      readable_in_time += film.ours && *film.ours <= *film.peers + 15 ? 1 : 0;
    } else if (film.peers_read == 0) {
      ++unreadable;
      unreadable_read += film.ours ? 1 : 0;
    }
  }
  fmt::print("{} films, wrong texts {}\n", count, wrong);
  for (const int within : {1, 5, 15, 30})
    fmt::print("  read within {:>2} frames: {:>3.0f}%, by any peer {:>3.0f}%\n", within,
               Share(ours_within[within], count), Share(peers_within[within], count));
  fmt::print("  peers read a tenth of the frames: {} films, read within 15 frames of the first: {}\n",
             readable, readable_in_time);
  fmt::print("  peers read no frame: {} films, read: {}\n", unreadable, unreadable_read);
}

}  // namespace
}  // namespace clearway::bench

int main(int count, char** arguments) {
  using namespace clearway::bench;
  CLI::App app("Reads pictures and films beside plain ZBar and Debian's ZXing-C++.", "bench_scan");
  std::string folder;
  int made = 120;
  int films = 0;
  std::uint64_t seed = 1;
  bool list_missed = false;
  app.add_option("FOLDER", folder, "pictures with a manifest.tsv");
  app.add_option("--made", made, "so many pictures of our own, where no folder is given");
  app.add_option("--films", films, "so many films of our own, instead of pictures");
  app.add_option("--seed", seed, "another seed makes other pictures");
  app.add_flag("--missed", list_missed, "list what this reader missed");
  CLI11_PARSE(app, count, arguments);
  if (films > 0) {
    CompareFilms(films, seed);
  } else {
    ComparePictures(folder.empty() ? MakePictures(made, seed) : LoadFolder(folder), list_missed);
  }
  return 0;
}
