#include "keys/trust_keeper.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ranges>
#include <system_error>
#include <thread>

#include "base/core/file.h"
#include "base/core/unique_fd.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;
using encoding::ByteView;

Result<std::vector<Root>> RootsFrom(const std::vector<Bytes>& spkis) {
  std::vector<Root> roots;
  for (const Bytes& spki : spkis) {
    auto root = RootFromSpki(spki);
    if (!root) return std::unexpected(root.error());
    roots.push_back(std::move(*root));
  }
  return roots;
}

// So that the chain's files sort by number.
std::string NumberedName(std::uint64_t sequence) {
  return fmt::format("{:020}", sequence);
}

bool IsNumberedName(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.size() == NumberedName(0).size() &&
         std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

// The chain's files, oldest first. Whatever else lies there counts for nothing.
Result<std::vector<fs::path>> LinksIn(const fs::path& folder) {
  const auto paths = PathsIn(folder);
  if (!paths && paths.error().fault != Fault::kNotFound) return std::unexpected(paths.error());
  std::vector<fs::path> links;
  for (const fs::path& path : paths.value_or(std::vector<fs::path>{})) {
    if (!IsNumberedName(path)) continue;
    std::error_code error;
    const fs::file_type type = fs::status(path, error).type();
    // Where we may not even look, nobody can say who rules.
    if (error == std::errc::permission_denied) {
      return Fail(Fault::kDenied, path.string() + ": " + error.message());
    }
    if (type == fs::file_type::regular) links.push_back(path);
  }
  return links;
}

// Nobody holds the lock for longer than an import takes.
constexpr int kLockTries = 100;
constexpr std::chrono::milliseconds kBetweenTries{10};

std::unexpected<Error> Unusable(const fs::path& folder, const std::error_code& error) {
  return Fail(Fault::kDenied, fmt::format("the folder {} for trust bundles cannot be used: {}",
                                          folder.string(), error.message()));
}

// Alone at the folder, while this lives, among all who import into it. It is made where it is
// missing.
Result<UniqueFd> LockFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder / "roots", error);
  if (error) return Unusable(folder, error);
  UniqueFd fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return Unusable(folder, {errno, std::system_category()});
  for (int tries = 0; tries < kLockTries; ++tries) {
    if (flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
    if (errno != EWOULDBLOCK && errno != EINTR) {
      return Unusable(folder, {errno, std::system_category()});
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
  return Fail(Fault::kTimeout,
              fmt::format("another program keeps {} locked: import again when it has ended",
                          folder.string()));
}

}  // namespace

bool TrustKeeper::KeepsIn(const fs::path& folder) {
  std::error_code error;
  const auto links = LinksIn(folder / "roots");
  return fs::exists(folder / "bundle", error) || fs::exists(folder / "bundle.previous", error) ||
         !links || !links->empty();
}

Result<TrustKeeper> TrustKeeper::Open(fs::path folder, const std::vector<Bytes>& installed) {
  auto roots = RootsFrom(installed);
  if (!roots) return std::unexpected(roots.error());
  std::error_code error;
  const fs::file_type type = fs::status(folder, error).type();
  if (type != fs::file_type::directory && type != fs::file_type::not_found) {
    return Unusable(folder, error ? error : std::make_error_code(std::errc::not_a_directory));
  }
  TrustKeeper keeper(std::move(folder), installed);
  keeper.eras_.push_back({.since = 0, .roots = std::move(*roots)});
  if (Status read = keeper.ReadFolder(); !read) return std::unexpected(read.error());
  return keeper;
}

Status TrustKeeper::ReadFolder() {
  auto newest_link = ReplayChain();
  if (!newest_link) return std::unexpected(newest_link.error());
  const auto file = ReadFile(folder_ / "bundle", kMostBundleBytes);
  // It may well be good: an older one must not take its place.
  if (!file && file.error().fault == Fault::kDenied) return std::unexpected(file.error());
  auto newest = file ? OpenInItsEra(*file) : std::unexpected(file.error());
  if (!newest) return FallBack(newest.error(), std::move(*newest_link));
  // What changed the roots is whole, and was taken: its import was cut off behind it, or an older
  // bundle was put back, or another of its number, which may be of a root that has retired.
  const bool is_behind = *newest_link && newest->sequence <= (*newest_link)->sequence;
  return Use(is_behind ? std::move(**newest_link) : std::move(*newest));
}

Result<std::optional<TrustBundle>> TrustKeeper::ReplayChain() {
  const auto links = LinksIn(folder_ / "roots");
  if (!links) return std::unexpected(links.error());
  std::optional<TrustBundle> newest;
  for (const fs::path& link : *links) {
    const auto file = ReadFile(link, kMostBundleBytes);
    if (!file && file.error().fault != Fault::kInvalid) return std::unexpected(file.error());
    auto bundle = file ? OpenTrustBundle(*file, eras_.back().roots) : std::unexpected(file.error());
    // What does not continue the chain was put there by nobody we trust, or its import was cut off,
    // or it is damaged. It makes nobody a root.
    if (!bundle) {
      broken_link_ = link;
      continue;
    }
    if (bundle->sequence <= eras_.back().since) continue;
    if (Status begun = BeginEraIfChanged(*bundle); !begun) return std::unexpected(begun.error());
    newest = std::move(*bundle);
  }
  return newest;
}

// The newest file cannot be used. Whatever else tells of the bundles that were in use counts, and
// the highest number first: a root that has retired must not rule again because a file is damaged.
Status TrustKeeper::FallBack(const Error& why, std::optional<TrustBundle> newest_link) {
  auto previous = Load(folder_ / "bundle.previous");
  if (previous && previous->sequence > eras_.back().since && ChangesRoots(*previous)) {
    // Its link is lost, and it stands in for it; perhaps that was all the newest one wanted.
    if (Status begun = BeginEraWithoutLink(*previous, "bundle.previous"); !begun) return begun;
    if (auto newest = Load(folder_ / "bundle")) return Use(std::move(*newest));
  }
  const bool link_is_newer =
      newest_link && (!previous || previous->sequence < newest_link->sequence);
  const bool is_new = why.fault == Fault::kNotFound && !newest_link && broken_link_.empty() &&
                      !previous && previous.error().fault == Fault::kNotFound;
  if (is_new) return {};
  problem_ = why.detail;
  if (link_is_newer) return Use(std::move(*newest_link));
  if (previous) return Use(std::move(*previous));
  problem_ = fmt::format("no trust bundle in {} is good; import one again: {}", folder_.string(),
                         why.detail);
  return {};
}

bool TrustKeeper::ChangesRoots(const TrustBundle& bundle) const {
  const std::vector<Root>& ruling = eras_.back().roots;
  const auto rules = [&](const Bytes& spki) {
    return std::ranges::find(ruling, spki, &Root::spki) != ruling.end();
  };
  const auto stays = [&](const Root& root) {
    return std::ranges::find(bundle.roots, root.spki) != bundle.roots.end();
  };
  return !bundle.roots.empty() &&
         (!std::ranges::all_of(bundle.roots, rules) || !std::ranges::all_of(ruling, stays));
}

Status TrustKeeper::BeginEraIfChanged(const TrustBundle& bundle) {
  if (!ChangesRoots(bundle)) return {};
  auto roots = RootsFrom(bundle.roots);
  if (!roots) return std::unexpected(roots.error());
  eras_.push_back({.since = bundle.sequence, .roots = std::move(*roots)});
  return {};
}

Status TrustKeeper::BeginEraWithoutLink(const TrustBundle& bundle, const char* file) {
  lost_links_.push_back({.number = bundle.sequence, .stand_in = folder_ / file});
  return BeginEraIfChanged(bundle);
}

Result<TrustBundle> TrustKeeper::OpenInItsEra(ByteView file) const {
  std::uint64_t end = UINT64_MAX;
  Error last{Fault::kDenied, "no root key of this kiosk signed the trust bundle"};
  for (const Era& era : eras_ | std::views::reverse) {
    auto bundle = OpenTrustBundle(file, era.roots);
    if (bundle && bundle->sequence > era.since && bundle->sequence <= end) return bundle;
    if (!bundle) last = bundle.error();
    end = era.since;
  }
  return std::unexpected(last);
}

Result<TrustBundle> TrustKeeper::Load(const fs::path& path) const {
  const auto file = ReadFile(path, kMostBundleBytes);
  if (!file) return std::unexpected(file.error());
  return OpenInItsEra(*file);
}

Status TrustKeeper::Use(TrustBundle bundle) {
  // An import that was cut off between the chain and the bundle left an era that has not begun.
  while (eras_.size() > 1 && eras_.back().since > bundle.sequence) eras_.pop_back();
  if (bundle.sequence > eras_.back().since && ChangesRoots(bundle)) {
    if (Status begun = BeginEraWithoutLink(bundle, "bundle"); !begun) return begun;
  }
  current_ = std::move(bundle);
  return {};
}

// Of its number. Signatures may differ: during a change of roots there are two. Where the newest
// file was damaged, it is whole again now.
Status TrustKeeper::TakeAgain(ByteView file, const TrustBundle& bundle) {
  if (!current_ || EncodeTrustBundle(bundle) != EncodeTrustBundle(*current_)) {
    return Fail(Fault::kDenied,
                fmt::format("another trust bundle of the number {} is in use: nothing was changed; "
                            "build this one again with a higher number",
                            bundle.sequence));
  }
  if (problem_.empty() || !OpenInItsEra(file)) return {};
  if (Status written = Write(file, bundle); !written) return written;
  problem_.clear();
  return {};
}

// A link to today's roots is needed even when it decides nothing any more.
Status TrustKeeper::CheckAgeOf(const TrustBundle& bundle, Timestamp now) const {
  const Status age = CheckAge(bundle, now);
  if (age || (now > bundle.expires_at && ChangesRoots(bundle))) return {};
  return Fail(age.error().fault, fmt::format("trust bundle {} was not taken over: {}",
                                             bundle.sequence, age.error().detail));
}

// Without the newest bundle, a link that does not open may have retired the roots that we know.
Status TrustKeeper::CheckChainIsWhole() const {
  if (problem_.empty() || broken_link_.empty() ||
      broken_link_.filename().string() <= NumberedName(eras_.back().since)) {
    return {};
  }
  return Fail(Fault::kBroken,
              fmt::format("{} is damaged, and without it nobody can tell which root keys rule: put "
                          "the bundle of that number in its place, or remove the folder {} to "
                          "begin anew with the root keys of the installation",
                          broken_link_.string(), folder_.string()));
}

Status TrustKeeper::Import(ByteView file, std::optional<Timestamp> now) {
  const auto lock = LockFolder(folder_);
  if (!lock) return std::unexpected(lock.error());
  // Somebody else may have imported since this one looked.
  auto fresh = Open(folder_, installed_);
  if (!fresh) return std::unexpected(fresh.error());
  *this = std::move(*fresh);
  return ImportAlone(file, now);
}

Status TrustKeeper::ImportAlone(ByteView file, std::optional<Timestamp> now) {
  auto bundle = OpenTrustBundle(file, eras_.back().roots);
  if (!bundle) {
    // The current one again, signed by the roots that it replaced, is no error.
    const auto known = OpenInItsEra(file);
    if (known && current_ && known->sequence == current_->sequence) return TakeAgain(file, *known);
    return std::unexpected(bundle.error());
  }
  if (current_ && bundle->sequence == current_->sequence) return TakeAgain(file, *bundle);
  if (current_ && bundle->sequence < current_->sequence) {
    return Fail(
        Fault::kDenied,
        fmt::format("trust bundle {} is older than {}, which is in use: nothing was changed",
                    bundle->sequence, current_->sequence));
  }
  if (Status age = now ? CheckAgeOf(*bundle, *now) : Status{}; !age) return age;
  if (Status whole = CheckChainIsWhole(); !whole) return whole;
  if (const auto roots = RootsFrom(bundle->roots); !roots) return std::unexpected(roots.error());
  if (Status written = Write(file, *bundle); !written) return written;
  if (Status begun = BeginEraIfChanged(*bundle); !begun) return begun;
  current_ = std::move(*bundle);
  problem_.clear();
  return {};
}

// The bundles that stand in for links are about to make room.
Status TrustKeeper::RestoreLostLinks() {
  for (const LostLink& lost : lost_links_) {
    const auto file = ReadFile(lost.stand_in, kMostBundleBytes);
    if (!file) return std::unexpected(file.error());
    const fs::path link = folder_ / "roots" / NumberedName(lost.number);
    if (Status written = ReplaceFile(link, *file, 0644); !written) return written;
  }
  lost_links_.clear();
  return {};
}

// Links of imports that were cut off: the bundle that comes now may have another number, and no
// such change.
Status TrustKeeper::RemoveUnusedLinks() const {
  const std::string last_used = NumberedName(eras_.back().since);
  const auto links = LinksIn(folder_ / "roots");
  if (!links) return std::unexpected(links.error());
  std::error_code error;
  for (const fs::path& link : *links) {
    if (link.filename().string() <= last_used) continue;
    if (!fs::remove(link, error) && error) {
      return Fail(Fault::kUnavailable, "cannot remove " + link.string() + ": " + error.message());
    }
  }
  return {};
}

// The order matters: whatever is cut off, the old bundle still has the roots that it needs, and the
// new one is only there once the chain that leads to it is.
Status TrustKeeper::Write(ByteView file, const TrustBundle& bundle) {
  if (Status restored = RestoreLostLinks(); !restored) return restored;
  if (Status removed = RemoveUnusedLinks(); !removed) return removed;
  if (ChangesRoots(bundle)) {
    const fs::path link = folder_ / "roots" / NumberedName(bundle.sequence);
    if (Status written = ReplaceFile(link, file, 0644); !written) return written;
  }
  // A newest file that could not be read must not push out the good one before it.
  const auto now = ReadFile(folder_ / "bundle", kMostBundleBytes);
  if (now && problem_.empty()) {
    if (Status kept = ReplaceFile(folder_ / "bundle.previous", *now, 0644); !kept) return kept;
  }
  return ReplaceFile(folder_ / "bundle", file, 0644);
}

}  // namespace clearway::keys
