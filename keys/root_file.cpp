#include "keys/root_file.h"

#include <algorithm>
#include <array>
#include <iterator>
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
  if (!bytes) {
    // A link to nowhere is something all the same.
    const Fault fault =
        bytes.error().fault == Fault::kNotFound ? Fault::kDenied : bytes.error().fault;
    return Fail(fault, bytes.error().detail);
  }
  auto keys = PemBlocksOrDer(*bytes, "PUBLIC KEY");
  if (!keys) return Fail(keys.error().fault, file.string() + ": " + keys.error().detail);
  for (const Bytes& spki : *keys) {
    if (const auto root = RootFromSpki(spki); !root) {
      return Fail(Fault::kInvalid, file.string() + " is no root key: " + root.error().detail);
    }
  }
  if (keys->empty()) {
    return Fail(Fault::kInvalid, file.string() +
                                     " holds no public key: a root is the .pub file that `clearway "
                                     "keys root` makes");
  }
  return keys;
}

bool HasNameOfKey(const fs::path& path) {
  constexpr std::array<std::string_view, 3> kExtensions = {".pub", ".pem", ".der"};
  return std::ranges::find(kExtensions, path.extension().string()) != kExtensions.end();
}

// Nothing at all is there; not so a link to nowhere, or what nobody may look at.
bool IsAbsent(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() == fs::file_type::not_found;
}

Result<std::vector<fs::path>> KeyFiles(const fs::path& folder) {
  auto files = PathsIn(folder);
  if (!files) return Fail(Fault::kDenied, "the folder of root keys " + files.error().detail);
  std::erase_if(*files,
                [](const fs::path& path) { return path.filename().string().starts_with('.'); });
  const bool is_empty = files->empty();
  std::erase_if(*files, [](const fs::path& path) { return !HasNameOfKey(path); });
  if (is_empty || !files->empty()) return files;
  return Fail(Fault::kInvalid,
              "there is no *.pub, *.pem or *.der among the files of " + folder.string());
}

}  // namespace

Result<std::vector<Bytes>> ReadRootKeys(const fs::path& path) {
  if (IsAbsent(path)) return Fail(Fault::kNotFound, "there are no root keys at " + path.string());
  std::error_code error;
  if (!fs::is_directory(path, error)) return ReadOneFile(path);
  const auto files = KeyFiles(path);
  if (!files) return std::unexpected(files.error());
  if (files->empty()) return Fail(Fault::kNotFound, "there are no root keys in " + path.string());
  std::vector<Bytes> keys;
  for (const fs::path& file : *files) {
    auto found = ReadOneFile(file);
    if (!found) return found;
    std::ranges::move(*found, std::back_inserter(keys));
  }
  return keys;
}

}  // namespace clearway::keys
