#include "tools/new_files.h"

#include <span>
#include <string_view>
#include <system_error>

#include "base/core/file.h"
#include "base/encoding/bytes.h"

namespace clearway::tools {

namespace fs = std::filesystem;

namespace {

bool HoldsPrivateKey(const fs::path& path) {
  constexpr std::size_t kMostOfAKey = 16384;
  const auto bytes = ReadFile(path, kMostOfAKey);
  const std::string_view text = bytes ? encoding::AsText(*bytes) : std::string_view();
  return text.find("PRIVATE KEY-----") != std::string_view::npos;
}

bool IsOrLiesIn(const fs::path& path, const fs::path& input) {
  std::error_code error;
  if (fs::equivalent(path, input, error)) return true;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  return fs::exists(path, error) && fs::is_directory(input, error) &&
         fs::equivalent(folder, input, error);
}

}  // namespace

NewFiles::~NewFiles() {
  std::error_code ignored;
  for (const fs::path& path : made_) fs::remove(path, ignored);
}

Status NewFiles::AreFree(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(path, error))) {
      return Fail(Fault::kDenied,
                  path.string() + " exists and is not overwritten: name another, or move it away");
    }
  }
  return {};
}

Status NewFiles::MakePublic(const fs::path& path, std::string_view content) {
  constexpr mode_t kForEverybody = 0644;
  const Status written = ReplaceFile(
      path, {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, kForEverybody);
  if (written) Made(path);
  return written;
}

Status IsNoneOf(const fs::path& out, const std::vector<std::string>& inputs) {
  if (HoldsPrivateKey(out)) {
    return Fail(Fault::kDenied,
                out.string() + " is a private key and is not overwritten: name another file");
  }
  for (const std::string& input : inputs) {
    for (const fs::path& written : {out, DraftOf(out)}) {
      if (!IsOrLiesIn(written, input)) continue;
      return Fail(Fault::kInvalid, written.string() +
                                       " is read by this command and would be lost: name another "
                                       "file");
    }
  }
  return {};
}

}  // namespace clearway::tools
