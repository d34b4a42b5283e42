#include "kiosk/trust_inbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

// Returns what stands against it.
std::string TakeBundle(const fs::path& file, const fs::path& keeper_folder,
                       const std::vector<encoding::Bytes>& roots) {
  const auto bytes = ReadFile(file, keys::kMostBundleBytes);
  if (!bytes) return bytes.error().detail;
  auto keeper = keys::TrustKeeper::Open(keeper_folder, roots);
  if (!keeper) return keeper.error().detail;
  if (const Status imported = keeper->Import(*bytes); !imported) {
    Log(events::kiosk::BundleRefused{.fault = imported.error().fault});
    return imported.error().detail;
  }
  return {};
}

}  // namespace

TrustInbox::TrustInbox(fs::path inbox, fs::path keeper)
    : inbox_(std::move(inbox)), keeper_(std::move(keeper)) {}

// In name order, so that bundles that are numbered come in their order.
bool TrustInbox::Look(const std::vector<encoding::Bytes>& roots) {
  std::error_code error;
  fs::create_directories(inbox_, error);
  std::map<fs::path, Seen> there;
  for (const fs::path& path : PathsIn(inbox_).value_or(std::vector<fs::path>{})) {
    if (!fs::is_regular_file(path, error) || path.filename().string().starts_with('.')) continue;
    there[path] = {.time = fs::last_write_time(path, error), .bytes = fs::file_size(path, error)};
  }
  for (auto& [file, found] : there) {
    const auto before = seen_.find(file);
    const bool is_same = before != seen_.end() && before->second.time == found.time &&
                         before->second.bytes == found.bytes;
    found.problem = is_same ? before->second.problem : Take(file, roots);
  }
  const std::size_t taken =
      std::erase_if(there, [](const auto& one) { return one.second.problem.empty(); });
  seen_ = std::move(there);
  return taken > 0;
}

std::string TrustInbox::Take(const fs::path& file,
                             const std::vector<encoding::Bytes>& roots) const {
  std::string problem =
      LooksLikeRevocations(file) ? TakeRevocations(file) : TakeBundle(file, keeper_, roots);
  std::error_code error;
  if (problem.empty()) fs::remove(file, error);
  return problem;
}

std::string TrustInbox::TakeRevocations(const fs::path& file) const {
  const auto digest = keys::RevocationFile::HeaderDigest(file);
  if (!digest) return digest.error().detail;
  const fs::path place = RevocationsAt(keeper_, *digest);
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  fs::rename(file, place, error);
  if (!error) return {};
  return fmt::format("it cannot be moved into {}, which must be on the same disk: {}",
                     place.parent_path().string(), error.message());
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
