#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::kiosk {

// The folder into which an operator drops trust bundles and revocation files while the kiosk runs.
// What is taken over is removed from it; what is refused stays, and is looked at again when it
// changes: a file that is still being copied is refused until it is whole, and so is a link.
// Without a change it is looked at every ten minutes, for the clock may have moved, and every time
// when it only had no room or found another import at work. The trust thread owns it.
class TrustInbox {
 public:
  // `inbox` is made where it is missing. What is taken goes into `keeper`, a keys::TrustKeeper's
  // folder; revocation files into keeper/revocations under the hexadecimal SHA-256 of their header
  // page. Both folders must lie on one file system: a revocation file is moved, never copied.
  TrustInbox(std::filesystem::path inbox, std::filesystem::path keeper);

  // Takes over what has come since the last call; true when there was something to take. `roots`
  // are the installation's. `synchronised`: the time, if something keeps the clock right; only then
  // a bundle is refused for its age. Any other clock is what a bundle from its future puts in
  // doubt.
  bool Look(const std::vector<encoding::Bytes>& roots, Moment now,
            std::optional<Timestamp> synchronised);

  // A sentence for each file that lies there and was refused: its name, why, and what to do.
  [[nodiscard]] std::vector<std::string> problems() const;

 private:
  struct Seen {
    std::filesystem::file_time_type time;
    std::uintmax_t bytes = 0;
    std::string problem;
    Moment again;  // when it is to be looked at without a change
  };

  [[nodiscard]] Status Take(const std::filesystem::path& file,
                            const std::vector<encoding::Bytes>& roots,
                            std::optional<Timestamp> synchronised) const;
  [[nodiscard]] Status TakeRevocations(const std::filesystem::path& file) const;

  const std::filesystem::path inbox_;
  const std::filesystem::path keeper_;
  std::map<std::filesystem::path, Seen> seen_;
};

// The file name of a revocation file in a keeper's folder.
[[nodiscard]] std::filesystem::path RevocationsAt(const std::filesystem::path& keeper,
                                                  encoding::ByteView header_sha256);

}  // namespace clearway::kiosk
