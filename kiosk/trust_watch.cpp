#include "kiosk/trust_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/core/file.h"
#include "base/core/log.h"
#include "certificate/rules/bundled_rules.h"
#include "events/kiosk_events.h"
#include "keys/root_file.h"
#include "keys/trust_keeper.h"

namespace clearway::kiosk {
namespace {

namespace fs = std::filesystem;

// What could not be opened may have been a passing trouble of the disk.
constexpr std::chrono::minutes kBeforeRetry{10};

}  // namespace

TrustWatch::TrustWatch(TrustFolders folders, keys::DemoSigners demo)
    : folders_(std::move(folders)), demo_(demo), inbox_(folders_.inbox, folders_.keeper) {}

TrustWatch::Stamp TrustWatch::StampNow() const {
  const auto changed = [](const fs::path& path) -> Time {
    std::error_code failed;
    const auto time = fs::last_write_time(path, failed);
    return failed ? std::nullopt : std::optional(time);
  };
  return {changed(folders_.signers), changed(folders_.roots), changed(folders_.keeper / "bundle"),
          changed(folders_.keeper / "revocations")};
}

bool TrustWatch::Refresh(Moment now, std::optional<Timestamp> synchronised) {
  const auto roots = keys::ReadRootKeys(folders_.roots);
  const bool taken = roots && inbox_.Look(*roots, now, synchronised);
  bool changed = false;
  const Stamp stamp = StampNow();
  const bool tries_again = trust_ && trust_->revocations_unreadable && now >= try_again_;
  if (trust_ == nullptr || taken || tries_again || stamp_ != stamp) {
    try_again_ = now + kBeforeRetry;
    if (roots) {
      changed = TakeOver(LoadBundle(*roots));
    } else if (roots.error().fault == Fault::kNotFound) {
      changed = TakeOver(LoadSigners());
    } else {
      // Roots that cannot be read must not open the door to signers without any.
      changed = TakeOver(std::unexpected(roots.error()));
    }
    stamp_ = stamp;
  }
  auto report = MakeReport();
  const bool news = report != report_;
  report_ = std::move(report);
  return changed || news;
}

bool TrustWatch::TakeOver(TrustOrError fresh) {
  if (!fresh) {
    if (trouble_ != fresh.error().detail) {
      trouble_ = fresh.error().detail;
      Log(events::kiosk::TrustUnusable{.fault = fresh.error().fault});
    }
    return false;
  }
  trouble_.clear();
  trust_ = std::move(*fresh);
  if (const auto& bundle = trust_->bundle) {
    Log(events::kiosk::BundleInUse{.number = static_cast<std::int64_t>(*bundle)});
  }
  Log(events::kiosk::TrustLoaded{
      .signers = static_cast<std::int64_t>(trust_->store.size()),
      .left_out = static_cast<std::int64_t>(trust_->store.problems().size())});
  return true;
}

TrustWatch::TrustOrError TrustWatch::LoadSigners() const {
  auto store = keys::TrustStore::LoadFolder(folders_.signers, demo_);
  if (!store) return std::unexpected(store.error());
  auto trust = std::make_unique<Trust>();
  trust->store = std::move(*store);
  if (folders_.badge_keys.empty()) return trust;
  if (const Status added = trust->badges.AddKeyFile(folders_.badge_keys); !added) {
    trust->problems.push_back("Staff badges: " + added.error().detail);
  }
  return trust;
}

TrustWatch::TrustOrError TrustWatch::LoadBundle(const std::vector<encoding::Bytes>& roots) const {
  const auto keeper = keys::TrustKeeper::Open(folders_.keeper, roots);
  if (!keeper) return std::unexpected(keeper.error());
  const keys::TrustBundle* bundle = keeper->current();
  if (bundle == nullptr && !keeper->problem().empty()) {
    return Fail(Fault::kBroken, keeper->problem());
  }
  if (bundle == nullptr) {
    return Fail(Fault::kNotFound,
                "no trust bundle has been imported yet: put one into " + folders_.inbox.string());
  }
  auto trust = std::make_unique<Trust>();
  trust->store.AddBundle(*bundle, demo_);
  trust->rules = rules::LoadBundledRules(*bundle);
  trust->badges = staff::BadgeTrust::FromBundle(*bundle);
  trust->bundle = bundle->sequence;
  trust->issued_at = bundle->issued_at;
  trust->expires_at = bundle->expires_at;
  if (!keeper->problem().empty()) trust->problems.push_back(keeper->problem());
  OpenRevocations(*bundle, *trust);
  RemoveOldRevocations(*bundle);
  return trust;
}

// While it has not come the certificates of signers who require it are undetermined; the rest goes
// on. One that is there and no good is another matter: somebody may have damaged it, and nobody
// knows whom it names.
void TrustWatch::OpenRevocations(const keys::TrustBundle& bundle, Trust& trust) const {
  if (!bundle.revocation) return;
  const fs::path place = RevocationsAt(folders_.keeper, *bundle.revocation);
  std::error_code error;
  const bool has_come = fs::symlink_status(place, error).type() != fs::file_type::not_found;
  auto file = keys::RevocationFile::Open(place, bundle.revocation);
  if (!file) {
    trust.problems.push_back(
        "the revocation file that the trust bundle names cannot be used: put it into " +
        folders_.inbox.string());
    Log(events::kiosk::RevocationsMissing{.fault = file.error().fault});
    if (!has_come) return;
    trust.revocations_unreadable = true;
    file = keys::RevocationFile::Unreadable();
  }
  trust.revocations = std::make_unique<keys::RevocationFile>(std::move(*file));
  trust.store.UseRevocations(trust.revocations.get());
}

// They are large. The newest other one stays: it may be the next bundle's, which comes after it.
void TrustWatch::RemoveOldRevocations(const keys::TrustBundle& bundle) const {
  const fs::path used =
      bundle.revocation ? RevocationsAt(folders_.keeper, *bundle.revocation) : fs::path();
  std::error_code error;
  std::vector<std::pair<fs::file_time_type, fs::path>> others;
  for (const fs::path& path :
       PathsIn(folders_.keeper / "revocations").value_or(std::vector<fs::path>{})) {
    if (path != used) others.emplace_back(fs::last_write_time(path, error), path);
  }
  std::ranges::sort(others);
  if (!others.empty()) others.pop_back();
  for (const auto& [time, path] : others) fs::remove(path, error);
}

std::vector<std::string> TrustWatch::MakeReport() const {
  std::vector<std::string> lines;
  const auto bundle = trust_ ? trust_->bundle : std::nullopt;
  if (bundle) {
    lines.push_back(fmt::format("Trust bundle {}: issued {}, holds until {}, {} signers", *bundle,
                                FormatTimestamp(trust_->issued_at),
                                FormatTimestamp(trust_->expires_at), trust_->store.size()));
  } else if (trust_) {
    lines.push_back(fmt::format("Signers of {}: {}, without a trust bundle",
                                folders_.signers.string(), trust_->store.size()));
  }
  if (const rules::RuleSet* carried = trust_ ? trust_->carried_rules() : nullptr) {
    lines.push_back(fmt::format("Rules of the trust bundle: {}, mistakes in them: {}",
                                carried->rules().size() + carried->requirements().size(),
                                carried->problems().size()));
  }
  if (!trouble_.empty()) lines.push_back(trouble_);
  if (trust_) {
    std::ranges::copy(trust_->problems, std::back_inserter(lines));
    std::ranges::copy(trust_->store.problems(), std::back_inserter(lines));
  }
  std::ranges::copy(inbox_.problems(), std::back_inserter(lines));
  return lines;
}

}  // namespace clearway::kiosk
