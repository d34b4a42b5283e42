#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>
#include <vector>

#include "hal/camera_kinds.h"
#include "hal/picture.h"

namespace clearway::hal {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using PictureFile = std::vector<std::uint8_t>;

// A folder is held in memory: the reader process may open no file once it is running.
constexpr std::size_t kLargestFolder = std::size_t{1} << 30;

class PictureCamera final : public Camera {
 public:
  PictureCamera(std::vector<PictureFile> files, const ReplayOptions& options)
      : files_(std::move(files)),
        options_(options),
        begun_(steady_clock::now()),
        interval_(nanoseconds(seconds(1)) / options.pictures_per_second) {}

  Result<std::shared_ptr<const Frame>> Next(milliseconds patience) override {
    if (!options_.step && !WaitForTurn(patience))
      return Fail(Fault::kTimeout, "No new picture yet.");
    if (next_ >= files_.size() && !options_.loop)
      return Fail(Fault::kNotFound, "The pictures are at their end.");
    last_ = steady_clock::now();
    return DecodePicture(files_[next_++ % files_.size()]);
  }

  void LimitRate(int frames_per_second) override {
    least_gap_ =
        frames_per_second > 0 ? nanoseconds(seconds(1)) / frames_per_second : nanoseconds(0);
  }

  void Adjust(const CameraSetting&) override {}

 private:
  // True once it is the next picture's turn. Those whose time went by unasked are left out, as a
  // real camera's would be, but never the last one.
  bool WaitForTurn(milliseconds patience) {
    const auto now = steady_clock::now();
    const auto begun = static_cast<std::size_t>((now - begun_) / interval_);
    const std::size_t last = options_.loop ? begun : files_.size() - 1;
    next_ = std::max(next_, std::min(begun, last));
    const auto due =
        std::max(begun_ + static_cast<std::int64_t>(next_) * interval_, last_ + least_gap_);
    std::this_thread::sleep_until(std::min(due, now + patience));
    return due <= now + patience;
  }

  const std::vector<PictureFile> files_;
  const ReplayOptions options_;
  const steady_clock::time_point begun_;
  const nanoseconds interval_;
  nanoseconds least_gap_{0};
  steady_clock::time_point last_;
  std::size_t next_ = 0;
};

bool IsPictureName(const std::filesystem::path& path) {
  const std::string extension = path.extension();
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

Result<std::vector<std::string>> PicturesOf(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (IsPictureName(entry->path())) paths.push_back(entry->path());
  }
  if (error) return Fail(Fault::kUnavailable, fmt::format("{}: {}.", folder, error.message()));
  if (paths.empty())
    return Fail(Fault::kNotFound, folder + ": the folder holds no .png, .jpg or .jpeg pictures.");
  std::ranges::sort(paths);
  return paths;
}

Result<std::vector<PictureFile>> LoadAll(const std::vector<std::string>& paths) {
  std::vector<PictureFile> files;
  std::size_t total = 0;
  for (const std::string& path : paths) {
    auto file = LoadPictureFile(path);
    if (!file) return std::unexpected(file.error());
    total += file->size();
    if (total > kLargestFolder)
      return Fail(Fault::kFull, "The folder holds over 1 GiB of pictures: replay a part of it.");
    files.push_back(*std::move(file));
  }
  return files;
}

}  // namespace

Result<std::unique_ptr<Camera>> OpenPictures(const std::string& path,
                                             const ReplayOptions& options) {
  Result<std::vector<std::string>> paths = std::vector{path};
  if (std::filesystem::is_directory(path)) paths = PicturesOf(path);
  if (!paths) return std::unexpected(paths.error());
  auto files = LoadAll(*paths);
  if (!files) return std::unexpected(files.error());
  // Loads and starts all that decoding needs while files may still be opened. A damaged picture is
  // told when its turn comes.
  [[maybe_unused]] const auto decoded = DecodePicture(files->front());
  return std::make_unique<PictureCamera>(*std::move(files), options);
}

}  // namespace clearway::hal
