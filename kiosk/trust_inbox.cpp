#include "kiosk/trust_inbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/core/file.h"
#include "base/core/log.h"
#include "base/encoding/hex.h"
#include "events/kiosk_events.h"
#include "keys/revocation_file.h"
#include "keys/trust_keeper.h"

namespace clearway::kiosk {
namespace {

namespace fs = std::filesystem;

bool LooksLikeRevocations(const fs::path& file) {
  std::array<char, 8> begin{};
  std::ifstream(file, std::ios::binary)
      .read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == keys::revocation_format::kMagic || begin == keys::revocation_format::kFirstMagic;
}

Status TakeBundle(const fs::path& file, const fs::path& keeper_folder,
                  const std::vector<encoding::Bytes>& roots, std::optional<Timestamp> now) {
  const auto bytes = ReadFile(file, keys::kMostBundleBytes);
  if (!bytes) return std::unexpected(bytes.error());
  auto keeper = keys::TrustKeeper::Open(keeper_folder, roots);
  if (!keeper) return std::unexpected(keeper.error());
  const Status imported = keeper->Import(*bytes, now);
  if (!imported) Log(events::kiosk::BundleRefused{.fault = imported.error().fault});
  return imported;
}

// How long to leave a refused file alone. A full disk and another program's import may have passed
// the next time.
std::chrono::minutes PauseAfter(Fault fault) {
  const bool may_pass =
      fault == Fault::kFull || fault == Fault::kTimeout || fault == Fault::kUnavailable;
  return std::chrono::minutes(may_pass ? 0 : 10);
}

}  // namespace

TrustInbox::TrustInbox(fs::path inbox, fs::path keeper)
    : inbox_(std::move(inbox)), keeper_(std::move(keeper)) {}

// In name order, so that bundles that are numbered come in their order.
bool TrustInbox::Look(const std::vector<encoding::Bytes>& roots, Moment now,
                      std::optional<Timestamp> synchronised) {
  std::error_code error;
  fs::create_directories(inbox_, error);
  std::map<fs::path, Seen> there;
  for (const fs::path& path : PathsIn(inbox_).value_or(std::vector<fs::path>{})) {
    const fs::file_type type = fs::symlink_status(path, error).type();
    const bool is_offered = type == fs::file_type::regular || type == fs::file_type::symlink;
    if (!is_offered || path.filename().string().starts_with('.')) continue;
    there[path] = {.time = fs::last_write_time(path, error), .bytes = fs::file_size(path, error)};
  }
  for (auto& [file, found] : there) {
    const auto before = seen_.find(file);
    const bool is_same = before != seen_.end() && before->second.time == found.time &&
                         before->second.bytes == found.bytes;
    if (is_same && now < before->second.again) {
      found = before->second;
    } else if (const Status taken = Take(file, roots, synchronised); !taken) {
      found.problem = taken.error().detail;
      found.again = now + PauseAfter(taken.error().fault);
    }
  }
  const std::size_t taken =
      std::erase_if(there, [](const auto& one) { return one.second.problem.empty(); });
  seen_ = std::move(there);
  return taken > 0;
}

Status TrustInbox::Take(const fs::path& file, const std::vector<encoding::Bytes>& roots,
                        std::optional<Timestamp> synchronised) const {
  std::error_code error;
  // What it leads to may change, or go, when nobody looks.
  if (fs::is_symlink(file, error)) {
    return Fail(Fault::kInvalid, "it is a link: copy the file itself here");
  }
  if (LooksLikeRevocations(file)) return TakeRevocations(file);
  if (Status taken = TakeBundle(file, keeper_, roots, synchronised); !taken) return taken;
  fs::remove(file, error);
  if (!error) return {};
  return Fail(Fault::kDenied, "it is in use now and cannot be removed from here: remove it");
}

Status TrustInbox::TakeRevocations(const fs::path& file) const {
  // Whole: it takes the place of whatever lies there under this name.
  const auto opened = keys::RevocationFile::Open(file);
  if (!opened) return std::unexpected(opened.error());
  if (Status sound = opened->CheckAll(); !sound) return sound;
  const fs::path place = RevocationsAt(keeper_, opened->header_digest());
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  fs::rename(file, place, error);
  if (!error) return {};
  return Fail(FaultOfErrno(error.value()),
              fmt::format("it cannot be moved into {}, which must be on the same disk: {}",
                          place.parent_path().string(), error.message()));
}

std::vector<std::string> TrustInbox::problems() const {
  std::vector<std::string> sentences;
  sentences.reserve(seen_.size());
  for (const auto& [file, seen] : seen_) {
    sentences.push_back(
        fmt::format("{} was not taken over: {}", file.filename().string(), seen.problem));
  }
  return sentences;
}

fs::path RevocationsAt(const fs::path& keeper, encoding::ByteView header_sha256) {
  return keeper / "revocations" / encoding::EncodeHex(header_sha256);
}

}  // namespace clearway::kiosk
