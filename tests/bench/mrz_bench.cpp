// What the reader of machine-readable zones gets out of pages of made-up people, and what it takes
// for sure that is wrong. See tools/bench.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/command_line/command_line.h"
#include "base/encoding/mrz.h"
#include "camera/mrz_reader.h"
#include "hal/picture.h"
#include "tools/frames/png.h"
#include "tools/frames/travel_document.h"

namespace clearway::bench {
namespace {

using encoding::mrz::Format;

// A frame in memory of our own.
class GreyFrame final : public hal::Frame {
 public:
  explicit GreyFrame(cv::Mat1b grey) : grey_(std::move(grey)) {
    width = grey_.cols;
    height = grey_.rows;
    stride = static_cast<int>(grey_.step);
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    return {grey_.data, static_cast<std::size_t>(stride) * static_cast<std::size_t>(height)};
  }

 private:
  cv::Mat1b grey_;
};

// How pages are held up.
struct Setting {
  std::string name;
  std::function<double(cv::RNG&)> pixels_an_inch;
  std::function<frames::Disturbance(cv::RNG&)> disturbance;
};

double Either(cv::RNG& random, double least, double most) {
  return random.uniform(least, most);
}

std::vector<Setting> Settings() {
  const auto steady = [](cv::RNG& random) {
    return frames::Disturbance{.tilt = random.uniform(0.0, 1.0),
                               .turn = random.uniform(-1.0, 1.0),
                               .blur = 0.4,
                               .jpeg = 92,
                               .noise = 1.5,
                               .gradient = random.uniform(0.0, 0.2)};
  };
  const auto blurred = [](cv::RNG& random) {
    return frames::Disturbance{.tilt = 5,
                               .turn = random.uniform(0, 2) == 0 ? 5.0 : -5.0,
                               .blur = random.uniform(1.0, 1.4),
                               .jpeg = 85,
                               .noise = 3,
                               .gradient = random.uniform(0.0, 0.4)};
  };
  const auto harsh = [](cv::RNG& random) {
    return frames::Disturbance{.tilt = std::abs(random.gaussian(9)),
                               .turn = random.gaussian(8),
                               .blur = random.uniform(0.4, 1.8),
                               .motion = random.uniform(0, 2) == 0 ? random.uniform(0.0, 4.0) : 0.0,
                               .jpeg = random.uniform(35.0, 92.0),
                               .noise = random.uniform(1.0, 10.0),
                               .contrast = random.uniform(0.4, 1.0),
                               .gradient = random.uniform(0.0, 0.6)};
  };
  return {{"clean", [](cv::RNG& r) { return Either(r, 200, 300); }, steady},
          {"150 dpi", [](cv::RNG&) { return 150.0; }, steady},
          {"blur, 5 degrees", [](cv::RNG& r) { return Either(r, 200, 300); }, blurred},
          {"any", [](cv::RNG& r) { return Either(r, 100, 220); }, harsh},
          {"poor", [](cv::RNG& r) { return Either(r, 85, 140); }, harsh}};
}

// Milliseconds of this thread's processor time.
double CpuNow() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double Quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

struct Score {
  int lines = 0;
  int right = 0;  // and sure
  int wrong = 0;  // and sure
  int seen = 0;   // right, but not sure
  std::vector<double> ms;
};

struct Options {
  int lines = 600;
  int frames = 3;
  std::uint64_t seed = 1;
  std::string only;
  int none = 150;
  std::string pictures;
  bool missed = false;
};

Format AnyFormat(cv::RNG& random) {
  constexpr std::array kFormats{Format::kTd3, Format::kTd3, Format::kTd2, Format::kTd1};
  return kFormats[static_cast<std::size_t>(random.uniform(0, 4))];
}

// Counts what was read of a page, and lists what is wrong, or was missed.
void Compare(const std::vector<std::string>& lines,
             const std::optional<camera::MrzReading>& reading, const Options& options,
             const std::string& name, Score& score) {
  const bool has_all = reading && reading->lines.size() == lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const camera::MrzLine read = has_all ? reading->lines[i] : camera::MrzLine{};
    const bool is_right = read.text == lines[i];
    ++score.lines;
    score.right += is_right && read.sure ? 1 : 0;
    score.wrong += !is_right && read.sure ? 1 : 0;
    score.seen += is_right && !read.sure ? 1 : 0;
    if (is_right ? read.sure || !options.missed : !read.sure && !options.missed) continue;
    std::string marks(std::max(lines[i].size(), read.text.size()), ' ');
    for (const auto column : read.doubtful) marks[column] = '?';
    fmt::print("{} {}\n  {}\n  {}\n  {}\n", read.sure ? "WRONG" : "missed", name, lines[i],
               read.text.empty() ? "nothing" : read.text, marks);
  }
}

// The page as a hand holds it to the camera, frame after frame, until it is read or the frames end.
void ReadPage(const Setting& setting, std::uint64_t seed, const Options& options, Score& score) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 11);
  for (int i = 0; i < 5; ++i) random.next();
  const auto zone = frames::DrawHolder(AnyFormat(random), random);
  const auto lines = encoding::mrz::Compose(zone);
  if (!lines) return;
  const auto page = frames::DrawDataPage(*lines, frames::DrawPrint(random), random);
  if (!page) return fmt::print(stderr, "{}\n", page.error().detail);
  const auto distance =
      frames::DistanceFor(frames::PageSize(zone.format), setting.pixels_an_inch(random));
  frames::Disturbance disturbance = setting.disturbance(random);
  disturbance.size = distance.size;
  const frames::Moment held{.middle = {0.5, 0.5}, .tilt_direction = random.uniform(0.0, 6.28)};
  camera::MrzReader reader;
  std::optional<camera::MrzReading> reading;
  for (int i = 0; i < options.frames && !(reading && reading->sure()); ++i) {
    frames::Moment moment = held;
    moment.middle += cv::Point2d(random.gaussian(0.004), random.gaussian(0.004));
    moment.motion_direction = random.uniform(0.0, CV_PI);
    frames::Disturbance now = disturbance;
    now.turn += random.gaussian(0.4);
    now.tilt += std::abs(random.gaussian(0.4));
    const cv::Mat1b grey = frames::RenderFrame(*page, distance.frame, now, moment, random);
    const GreyFrame frame(grey);
    const double begun = CpuNow();
    if (auto fresh = reader.Read(frame)) reading = std::move(fresh);
    score.ms.push_back(CpuNow() - begun);
    if (!options.pictures.empty())
      (void)frames::WritePng(
          fmt::format("{}/{}-{}-{}.png", options.pictures, setting.name, seed, i), grey);
  }
  Compare(*lines, reading, options, fmt::format("seed {} {}", seed, frames::JsonOf(disturbance)),
          score);
}

void Measure(const Setting& setting, const Options& options) {
  Score score;
  for (std::uint64_t seed = options.seed; score.lines < options.lines; ++seed)
    ReadPage(setting, seed, options, score);
  const auto share = [&](int part) { return 100.0 * part / score.lines; };
  fmt::print(
      "{:<18}{:>7} lines: {:>6.2f} % right and sure, {:>5.2f} % right but not sure, {} wrong "
      "and sure; CPU ms a frame p50 {:.1f} p95 {:.1f}\n",
      setting.name, score.lines, share(score.right), share(score.seen), score.wrong,
      Quantile(score.ms, 0.5), Quantile(score.ms, 0.95));
  std::fflush(stdout);
}

// Halls, cards with text and phones with codes: nothing of it is a zone.
cv::Mat1b DrawWithoutZone(int kind, cv::RNG& random) {
  const cv::Size size(1920, 1080);
  const frames::Disturbance disturbance = frames::DrawDisturbance(random);
  const frames::Moment moment = frames::DrawMoment(random);
  if (kind == 0) return frames::RenderHall(size, disturbance, random);
  if (kind == 1) {
    const frames::Card card = frames::DrawCardWithoutCode(random);
    return frames::RenderFrame(card, size, disturbance, moment, random);
  }
  std::string text = "HC1:";
  for (int length = random.uniform(100, 700); length > 0; --length)
    text += static_cast<char>('A' + random.uniform(0, 26));
  const auto card = frames::DrawCard(text, random.uniform(0, 3), disturbance.dark_mode);
  return frames::RenderFrame(*card, size, disturbance, moment, random);
}

void MeasureWithoutZone(int pictures, std::uint64_t seed) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 13);
  int seen = 0, sure = 0;
  std::vector<double> ms;
  for (int i = 0; i < pictures; ++i) {
    const GreyFrame frame(DrawWithoutZone(i % 3, random));
    camera::MrzReader reader;
    for (int look = 0; look < 2; ++look) {
      const double begun = CpuNow();
      const auto reading = reader.Read(frame);
      ms.push_back(CpuNow() - begun);
      seen += reading ? 1 : 0;
      sure += reading && reading->sure() ? 1 : 0;
    }
  }
  fmt::print(
      "no zone, 1920x1080 {:>6} pictures looked at twice: {} taken for a zone, {} sure; CPU ms a "
      "frame p50 {:.1f} p95 {:.1f}\n",
      pictures, seen, sure, Quantile(ms, 0.5), Quantile(ms, 0.95));
}

}  // namespace
}  // namespace clearway::bench

int main(int count, char** arguments) {
  using namespace clearway::bench;
  clearway::command_line::Program app(
      "bench_mrz", "Reads the machine-readable zones of made-up people's pages.");
  Options options;
  app.Add("--lines", options.lines, "so many of each kind").ShowsDefault();
  app.Add("--frames", options.frames, "that a page is held up for at most").ShowsDefault();
  app.Add("--seed", options.seed, "another seed makes other people").ShowsDefault();
  app.Add("--only", options.only, "this kind alone");
  app.Add("--none", options.none, "so many pictures without a zone").ShowsDefault();
  app.Add("--pictures", options.pictures, "a folder for every page's first frame");
  app.AddFlag("--missed", options.missed, "lists what was not read");
  constexpr int kUsage = 2;
  if (const auto told = clearway::command_line::Tell(app.Parse(count, arguments), kUsage))
    return *told;
  // One picture at a time on one thread, as in the reader process.
  cv::setNumThreads(1);
  for (const Setting& setting : Settings())
    if (options.only.empty() || options.only == setting.name) Measure(setting, options);
  if (options.only.empty() || options.only == "none")
    MeasureWithoutZone(options.none, options.seed);
  return 0;
}
