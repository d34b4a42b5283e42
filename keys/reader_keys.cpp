#include "keys/reader_keys.h"

#include <system_error>
#include <utility>

#include "base/core/file.h"
#include "keys/device_key.h"
#include "keys/reader_key_file.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;

// Some groups with two or three epochs each.
constexpr std::size_t kMostKeys = 64;

// In the order of their names, so that every start finds the same.
Result<std::vector<fs::path>> ReaderKeyFiles(const fs::path& folder) {
  auto files = PathsIn(folder);
  if (!files) return Fail(Fault::kDenied, "the folder of reader keys: " + files.error().detail);
  std::erase_if(*files, [](const fs::path& file) { return file.extension() != ".reader"; });
  if (files->size() > kMostKeys) files->resize(kMostKeys);
  return files;
}

}  // namespace

ReaderKeys::ReaderKeys(fs::path folder, fs::path device_key)
    : folder_(std::move(folder)), device_key_(std::move(device_key)) {}

Status ReaderKeys::Load(Moment now) {
  if (folder_.empty()) return {};
  if (used_) {
    used_ = now;
    return {};
  }
  const auto files = ReaderKeyFiles(folder_);
  if (!files) return std::unexpected(files.error());
  const Result<DecryptionKey> device = LoadDeviceKey(device_key_);
  if (!device) return std::unexpected(device.error());
  problems_.clear();
  for (const fs::path& file : *files) {
    const auto bytes = ReadFile(file, kMostReaderKeyBytes);
    Result<ReaderKey> key =
        bytes ? OpenReaderKey(*bytes, *device) : Result<ReaderKey>(std::unexpected(bytes.error()));
    if (key) {
      keys_.push_back(std::move(*key));
    } else {
      problems_.push_back(file.filename().string() + ": " + key.error().detail);
    }
  }
  used_ = now;
  return {};
}

void ReaderKeys::Idle(Moment now) {
  if (used_ && now - *used_ >= kIdle) Forget();
}

void ReaderKeys::Forget() {
  keys_.clear();
  keys_.shrink_to_fit();
  used_.reset();
}

}  // namespace clearway::keys
