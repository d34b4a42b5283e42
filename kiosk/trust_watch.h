#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "certificate/rules/rule_set.h"
#include "keys/revocation_file.h"
#include "keys/trust_store.h"
#include "kiosk/staff/badge_trust.h"
#include "kiosk/trust_inbox.h"

namespace clearway::kiosk {

struct TrustFolders {
  std::filesystem::path signers;     // bare certificates, for pilots and demonstrations
  std::filesystem::path roots;       // that came with the installation
  std::filesystem::path keeper;      // where the kiosk keeps its bundle and revocation files
  std::filesystem::path inbox;       // where an operator drops new ones
  std::filesystem::path badge_keys;  // a file: who signs staff badges while there is no root
};

// Whom the kiosk trusts, always the newest that is good. Where the installation has roots, that is
// the trust bundle that they signed, and nothing else: bare signers have no expiry, no limits and
// no signature. Without roots it is the folder of signers. Loaded again when something changes or
// was unusable: a kiosk without trust recovers by itself. The last good trust stays when the newer
// one cannot be used. Main owns it.
class TrustWatch {
 public:
  TrustWatch(TrustFolders folders, keys::DemoSigners demo);

  // Looks at the folders if it is time to; true when trust or what is to be said of it has changed.
  // `synchronised`: the time, if something keeps the clock right.
  bool Refresh(Moment now, std::optional<Timestamp> synchronised);
  [[nodiscard]] bool usable() const { return loaded_ != nullptr; }
  // Empty while none could be loaded.
  [[nodiscard]] const keys::TrustStore& store() const {
    return loaded_ ? loaded_->store : nothing_;
  }
  // What the bundle in use asks of travellers; null where it carries no rules. Valid until Refresh.
  [[nodiscard]] const rules::RuleSet* rules() const {
    const auto* rules = loaded_ ? &loaded_->rules : nullptr;
    return rules != nullptr && *rules ? &**rules : nullptr;
  }
  // Who may sign staff badges; nobody where the bundle names none. Valid until Refresh.
  [[nodiscard]] const staff::BadgeTrust& badges() const {
    return loaded_ ? loaded_->badges : no_badges_;
  }
  // When the bundle in use was issued: an honest clock is not before it. The epoch without one.
  [[nodiscard]] Timestamp bundle_issued_at() const;
  // For the technician, in English: the bundle's number, age and end, what was left out or refused.
  [[nodiscard]] const std::vector<std::string>& report() const { return report_; }

 private:
  using Time = std::optional<std::filesystem::file_time_type>;
  // When the folders and files last changed; absent for those that are not there.
  using Stamp = std::array<Time, 4>;
  // The store leans on the revocation file, so they live and move together.
  struct Loaded {
    std::unique_ptr<keys::RevocationFile> revocations;
    keys::TrustStore store;
    std::optional<rules::RuleSet> rules;
    staff::BadgeTrust badges;
    std::optional<std::uint64_t> bundle;  // its number
    Timestamp issued_at;
    Timestamp expires_at;
    std::vector<std::string> problems;
  };
  using LoadedOrError = Result<std::unique_ptr<Loaded>>;

  [[nodiscard]] Stamp StampNow() const;
  [[nodiscard]] LoadedOrError LoadSigners() const;
  [[nodiscard]] LoadedOrError LoadBundle(const std::vector<encoding::Bytes>& roots) const;
  void OpenRevocations(const keys::TrustBundle& bundle, Loaded& loaded) const;
  void RemoveOldRevocations(const keys::TrustBundle& bundle) const;
  [[nodiscard]] bool TakeOver(LoadedOrError fresh);
  [[nodiscard]] std::vector<std::string> MakeReport() const;

  const TrustFolders folders_;
  const keys::DemoSigners demo_;
  TrustInbox inbox_;
  std::unique_ptr<Loaded> loaded_;
  keys::TrustStore nothing_;
  staff::BadgeTrust no_badges_;
  std::optional<Stamp> stamp_;  // when it was loaded
  std::optional<Moment> looked_;
  std::string trouble_;  // why the newest could not be loaded
  std::vector<std::string> report_;
};

}  // namespace clearway::kiosk
