#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {

// Keeps the newest good trust bundle in a folder of its own. A power cut at any byte of an import
// leaves the old bundle or the new one, never neither. Nothing in the folder is believed for lying
// there: everything is checked again from the roots that came with the installation. Main owns it;
// imports are rare and may take as long as the disk.
//
//   FOLDER/bundle            the newest
//   FOLDER/bundle.previous   the one before: used when the newest cannot be read any more
//   FOLDER/roots/NUMBER      every bundle that changed the roots: the chain from the installation's
//   roots to today's
class TrustKeeper {
 public:
  // `installed` are the SubjectPublicKeyInfos of the roots that came with the installation. A
  // folder without a bundle is fine: current() is null until the first import. kInvalid: an
  // installed root is no P-256 key; kDenied: the folder cannot be used; kBroken: bundles are there
  // and none is good.
  [[nodiscard]] static Result<TrustKeeper> Open(std::filesystem::path folder,
                                                const std::vector<encoding::Bytes>& installed);

  [[nodiscard]] const TrustBundle* current() const { return current_ ? &*current_ : nullptr; }
  // Why the newest file was passed over for the one before; empty when it was not.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  // Takes over a bundle that a root of today signed and whose number is higher than the current
  // one's; the current one again is fine and changes nothing. kDenied: not signed so, older, or of
  // the current number with another content; the other errors of OpenTrustBundle; kFull,
  // kUnavailable: the folder cannot be written. After an error the current one stays.
  [[nodiscard]] Status Import(encoding::ByteView file);

 private:
  // Who may sign the bundles after number `since`.
  struct Era {
    std::uint64_t since;
    std::vector<Root> roots;
  };

  explicit TrustKeeper(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Status ReplayChain();
  [[nodiscard]] Status Load(const std::filesystem::path& file);
  // Opens a bundle with the roots of the era that its number falls into.
  [[nodiscard]] Result<TrustBundle> OpenInItsEra(encoding::ByteView file) const;
  [[nodiscard]] Status CheckIsCurrent(const TrustBundle& bundle) const;
  [[nodiscard]] bool ChangesRoots(const TrustBundle& bundle) const;
  [[nodiscard]] Status BeginEra(const TrustBundle& bundle);
  [[nodiscard]] Status RemoveUnusedLinks() const;
  [[nodiscard]] Status Write(encoding::ByteView file, const TrustBundle& bundle) const;

  std::filesystem::path folder_;
  std::vector<Era> eras_;  // oldest first; the first is the installation's
  std::optional<TrustBundle> current_;
  std::string problem_;
};

}  // namespace clearway::keys
