#include "kiosk/trust_watch.h"

#include <fmt/format.h>

#include <algorithm>
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

constexpr std::chrono::seconds kBetweenLooks{2};

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
  if (looked_ && now - *looked_ < kBetweenLooks) return false;
  looked_ = now;
  const auto roots = keys::ReadRootKeys(folders_.roots);
  const bool taken = roots && inbox_.Look(*roots, now, synchronised);
  bool changed = false;
  const Stamp stamp = StampNow();
  if (loaded_ == nullptr || taken || stamp_ != stamp) {
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

bool TrustWatch::TakeOver(LoadedOrError fresh) {
  if (!fresh) {
    if (trouble_ != fresh.error().detail) {
      trouble_ = fresh.error().detail;
      Log(events::kiosk::TrustUnusable{.fault = fresh.error().fault});
    }
    return false;
  }
  trouble_.clear();
  loaded_ = std::move(*fresh);
  if (const auto& bundle = loaded_->bundle) {
    Log(events::kiosk::BundleInUse{.number = static_cast<std::int64_t>(*bundle)});
  }
  Log(events::kiosk::TrustLoaded{
      .signers = static_cast<std::int64_t>(loaded_->store.size()),
      .left_out = static_cast<std::int64_t>(loaded_->store.problems().size())});
  return true;
}

TrustWatch::LoadedOrError TrustWatch::LoadSigners() const {
  auto store = keys::TrustStore::LoadFolder(folders_.signers, demo_);
  if (!store) return std::unexpected(store.error());
  auto loaded = std::make_unique<Loaded>();
  loaded->store = std::move(*store);
  if (folders_.badge_keys.empty()) return loaded;
  if (const Status added = loaded->badges.AddKeyFile(folders_.badge_keys); !added) {
    loaded->problems.push_back("Staff badges: " + added.error().detail);
  }
  return loaded;
}

TrustWatch::LoadedOrError TrustWatch::LoadBundle(const std::vector<encoding::Bytes>& roots) const {
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
  auto loaded = std::make_unique<Loaded>();
  loaded->store.AddBundle(*bundle, demo_);
  loaded->rules = rules::LoadBundledRules(*bundle);
  loaded->badges = staff::BadgeTrust::FromBundle(*bundle);
  loaded->bundle = bundle->sequence;
  loaded->issued_at = bundle->issued_at;
  loaded->expires_at = bundle->expires_at;
  if (!keeper->problem().empty()) loaded->problems.push_back(keeper->problem());
  OpenRevocations(*bundle, *loaded);
  RemoveOldRevocations(*bundle);
  return loaded;
}

// Without it the certificates of signers who require it are undetermined; the rest goes on.
void TrustWatch::OpenRevocations(const keys::TrustBundle& bundle, Loaded& loaded) const {
  if (!bundle.revocation) return;
  auto file = keys::RevocationFile::Open(RevocationsAt(folders_.keeper, *bundle.revocation),
                                         bundle.revocation);
  if (!file) {
    loaded.problems.push_back(
        "the revocation file that the trust bundle names cannot be used: put it into " +
        folders_.inbox.string());
    Log(events::kiosk::RevocationsMissing{.fault = file.error().fault});
    return;
  }
  loaded.revocations = std::make_unique<keys::RevocationFile>(std::move(*file));
  loaded.store.UseRevocations(loaded.revocations.get());
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

Timestamp TrustWatch::bundle_issued_at() const {
  return loaded_ ? loaded_->issued_at : Timestamp{};
}

std::vector<std::string> TrustWatch::MakeReport() const {
  std::vector<std::string> lines;
  const auto bundle = loaded_ ? loaded_->bundle : std::nullopt;
  if (bundle) {
    lines.push_back(fmt::format("Trust bundle {}: issued {}, holds until {}, {} signers", *bundle,
                                FormatTimestamp(loaded_->issued_at),
                                FormatTimestamp(loaded_->expires_at), loaded_->store.size()));
  } else if (loaded_) {
    lines.push_back(fmt::format("Signers of {}: {}, without a trust bundle",
                                folders_.signers.string(), loaded_->store.size()));
  }
  if (const rules::RuleSet* carried = rules()) {
    lines.push_back(fmt::format("Rules of the trust bundle: {}, mistakes in them: {}",
                                carried->rules().size() + carried->requirements().size(),
                                carried->problems().size()));
  }
  if (!trouble_.empty()) lines.push_back(trouble_);
  if (loaded_) {
    std::ranges::copy(loaded_->problems, std::back_inserter(lines));
    std::ranges::copy(loaded_->store.problems(), std::back_inserter(lines));
  }
  std::ranges::copy(inbox_.problems(), std::back_inserter(lines));
  return lines;
}

}  // namespace clearway::kiosk
