#include "keys/root_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "base/core/file.h"
#include "keys/pem.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;

constexpr std::size_t kLargestFile = std::size_t{64} * 1024;

Result<std::vector<Bytes>> ReadOneFile(const fs::path& file) {
  const auto bytes = ReadFile(file, kLargestFile);
  if (!bytes) return std::unexpected(bytes.error());
  std::vector<Bytes> keys =
      LooksLikePem(*bytes) ? PemBlocks(*bytes, "PUBLIC KEY") : std::vector<Bytes>{*bytes};
  for (const Bytes& spki : keys) {
    if (const auto root = RootFromSpki(spki); !root) {
      return Fail(Fault::kInvalid, file.string() + " is no root key: " + root.error().detail);
    }
  }
  if (keys.empty()) {
    return Fail(Fault::kInvalid, file.string() +
                                     " holds no public key: a root is the .pub file that `clearway "
                                     "keys root` makes");
  }
  return keys;
}

bool IsKeyFile(const fs::directory_entry& entry) {
  constexpr std::array<std::string_view, 3> kExtensions = {".pub", ".pem", ".der"};
  std::error_code error;
  return entry.is_regular_file(error) &&
         std::ranges::find(kExtensions, entry.path().extension().string()) != kExtensions.end();
}

Result<std::vector<fs::path>> KeyFiles(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) {
    return Fail(Fault::kDenied, fmt::format("the folder of root keys {} cannot be read: {}",
                                            folder.string(), error.message()));
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : entries) {
    if (IsKeyFile(entry)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<std::vector<Bytes>> ReadRootKeys(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return Fail(Fault::kNotFound, "there are no root keys at " + path.string());
  }
  if (!fs::is_directory(path, error)) return ReadOneFile(path);
  const auto files = KeyFiles(path);
  if (!files) return std::unexpected(files.error());
  std::vector<Bytes> keys;
  for (const fs::path& file : *files) {
    auto found = ReadOneFile(file);
    if (!found) return found;
    std::ranges::move(*found, std::back_inserter(keys));
  }
  if (keys.empty()) {
    return Fail(Fault::kNotFound, "there is no *.pub, *.pem or *.der in " + path.string());
  }
  return keys;
}

}  // namespace clearway::keys
