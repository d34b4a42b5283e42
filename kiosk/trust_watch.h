#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "kiosk/trust.h"
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
// one cannot be used. It waits for disks: see TrustThread.
class TrustWatch {
 public:
  TrustWatch(TrustFolders folders, keys::DemoSigners demo);

  // Looks at the folders; true when trust or what is to be said of it has changed. `synchronised`:
  // the time, if something keeps the clock right.
  bool Refresh(Moment now, std::optional<Timestamp> synchronised);
  // Null while none could be loaded.
  [[nodiscard]] const std::shared_ptr<const Trust>& trust() const { return trust_; }
  // For the technician, in English: the bundle's number, age and end, what was left out or refused.
  [[nodiscard]] const std::vector<std::string>& report() const { return report_; }

 private:
  using Time = std::optional<std::filesystem::file_time_type>;
  // When the folders and files last changed; absent for those that are not there.
  using Stamp = std::array<Time, 4>;
  using TrustOrError = Result<std::unique_ptr<Trust>>;

  [[nodiscard]] Stamp StampNow() const;
  [[nodiscard]] TrustOrError LoadSigners() const;
  [[nodiscard]] TrustOrError LoadBundle(const std::vector<encoding::Bytes>& roots) const;
  void OpenRevocations(const keys::TrustBundle& bundle, Trust& trust) const;
  void RemoveOldRevocations(const keys::TrustBundle& bundle) const;
  [[nodiscard]] bool TakeOver(TrustOrError fresh);
  [[nodiscard]] std::vector<std::string> MakeReport() const;

  const TrustFolders folders_;
  const keys::DemoSigners demo_;
  TrustInbox inbox_;
  std::shared_ptr<const Trust> trust_;
  std::optional<Stamp> stamp_;  // when it was loaded
  Moment try_again_;            // to open a revocation file that was unreadable
  std::string trouble_;         // why the newest could not be loaded
  std::vector<std::string> report_;
};

}  // namespace clearway::kiosk
