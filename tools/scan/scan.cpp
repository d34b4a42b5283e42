#include "tools/scan/scan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "camera/picture_reader.h"
#include "camera/reader.h"
#include "hal/camera_kinds.h"
#include "hal/picture.h"

namespace clearway::scan {
namespace {

using std::chrono::steady_clock;

// A picture comes alone, and nobody waits in front of it: it may cost more than a kiosk's frame.
constexpr std::chrono::milliseconds kBudget{3000};

// In a film the next frame is another chance.
constexpr camera::Effort kFrameEffort{.budget = std::chrono::milliseconds(250), .thorough = false};
constexpr std::chrono::seconds kDecodeLimit{10};

// Adds what a frame told to what the film holds.
void Add(camera::Reading&& reading, ScannedPicture& film) {
  for (camera::Code& code : reading.codes) {
    if (std::ranges::find(film.codes, code.text, &camera::Code::text) != film.codes.end()) continue;
    film.codes.push_back(std::move(code));
    film.read_in.push_back(film.frames);
  }
}

Result<ScannedPicture> ScanFilm(const std::string& file) {
  const auto frames = hal::OpenFilm(file, {.step = true});
  if (!frames) return std::unexpected(frames.error());
  camera::Reader reader;
  ScannedPicture film{.file = file};
  for (;;) {
    const auto frame = (*frames)->Next(kDecodeLimit);
    if (!frame && frame.error().fault == Fault::kInvalid) continue;
    if (!frame && film.frames > 0) return film;
    if (!frame) return Fail(frame.error().fault, file + ": " + frame.error().detail);
    ++film.frames;
    film.width = (*frame)->width;
    film.height = (*frame)->height;
    const auto begun = steady_clock::now();
    Add(reader.Read(**frame, kFrameEffort), film);
    film.milliseconds +=
        std::chrono::duration<double, std::milli>(steady_clock::now() - begun).count();
  }
}

Result<ScannedPicture> ScanPicture(camera::PictureReader& reader, const std::string& file) {
  if (hal::IsFilmFile(file)) return ScanFilm(file);
  const auto bytes = hal::LoadPictureFile(file);
  if (!bytes) return std::unexpected(bytes.error());
  const auto frame = hal::DecodePicture(*bytes);
  if (!frame) return Fail(frame.error().fault, file + ": " + frame.error().detail);
  const auto begun = steady_clock::now();
  std::vector<camera::Code> codes = reader.Read(**frame, kBudget);
  const std::chrono::duration<double, std::milli> took = steady_clock::now() - begun;
  return ScannedPicture{.file = file,
                        .width = (*frame)->width,
                        .height = (*frame)->height,
                        .codes = std::move(codes),
                        .milliseconds = took.count()};
}

}  // namespace

std::vector<Result<ScannedPicture>> ScanPictures(const std::vector<std::string>& files,
                                                 unsigned threads) {
  std::vector<Result<ScannedPicture>> results(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    camera::PictureReader reader;
    for (std::size_t i = next++; i < files.size(); i = next++)
      results[i] = ScanPicture(reader, files[i]);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads && i < files.size(); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return results;
}

}  // namespace clearway::scan
