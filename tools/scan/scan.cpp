#include "tools/scan/scan.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "camera/picture_reader.h"
#include "hal/picture.h"

namespace clearway::scan {
namespace {

using std::chrono::steady_clock;

// A picture comes alone, and nobody waits in front of it: it may cost more than a kiosk's frame.
constexpr std::chrono::milliseconds kBudget{3000};

Result<ScannedPicture> ScanPicture(camera::PictureReader& reader, const std::string& file) {
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
