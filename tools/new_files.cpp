#include "tools/new_files.h"

#include <span>
#include <system_error>

#include "base/core/file.h"

namespace clearway::tools {

namespace fs = std::filesystem;

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
  for (const std::string& input : inputs) {
    for (const fs::path& written : {out, DraftOf(out)}) {
      std::error_code error;
      if (!fs::equivalent(written, input, error)) continue;
      return Fail(Fault::kInvalid, written.string() +
                                       " is read by this command and would be lost: name another "
                                       "file");
    }
  }
  return {};
}

}  // namespace clearway::tools
