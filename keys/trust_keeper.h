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
// there: everything is checked again from the roots that came with the installation. One thread
// owns it; imports are rare and may take as long as the disk. Several programs may import into one
// folder, one after the other; to read it no right to write is needed.
//
//   FOLDER/bundle            the newest
//   FOLDER/bundle.previous   the one before
//   FOLDER/roots/NUMBER      every bundle that changed the roots: the chain from the installation's
//   roots to today's
//
// When the newest cannot be read any more, the one with the highest number among the others counts:
// a damaged file gives no retired root its place back.
class TrustKeeper {
 public:
  // Whether there are bundles in this folder, good or not.
  [[nodiscard]] static bool KeepsIn(const std::filesystem::path& folder);
  // `installed` are the SubjectPublicKeyInfos of the roots that came with the installation. A
  // folder without a bundle is fine: current() is null until the first import. So is one whose
  // bundles are all damaged: problem() says so, and the next good one is taken. kInvalid: an
  // installed root is no P-256 key; kDenied: the folder, or a file that counts, cannot be used.
  [[nodiscard]] static Result<TrustKeeper> Open(std::filesystem::path folder,
                                                const std::vector<encoding::Bytes>& installed);

  [[nodiscard]] const TrustBundle* current() const { return current_ ? &*current_ : nullptr; }
  // Why the newest file was passed over, for an older one or for none; empty when it was not.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  // Reads the folder again and takes over a bundle that a root of today signed and whose number is
  // higher than the current one's; the current one again is fine and changes nothing, but puts it
  // in the place of a damaged newest file. Without `now`, no clock is believed, and its age is not
  // looked at. kDenied: not signed so, older, of the current number with another content, from the
  // future, or expired, unless it changes the roots: those after it rest on it; kBroken: the folder
  // is so damaged that nobody can tell who may sign; the other errors of OpenTrustBundle; kFull,
  // kUnavailable: the folder cannot be written; kTimeout: another import does not end. After an
  // error the current one stays.
  [[nodiscard]] Status Import(encoding::ByteView file, std::optional<Timestamp> now = {});

 private:
  // Who may sign the bundles after number `since`.
  struct Era {
    std::uint64_t since;
    std::vector<Root> roots;
  };

  // An era that a file other than its link shows.
  struct LostLink {
    std::uint64_t number;
    std::filesystem::path stand_in;
  };

  TrustKeeper(std::filesystem::path folder, std::vector<encoding::Bytes> installed)
      : folder_(std::move(folder)), installed_(std::move(installed)) {}
  [[nodiscard]] Status ReadFolder();
  // Returns the newest link that is a bundle of our roots.
  [[nodiscard]] Result<std::optional<TrustBundle>> ReplayChain();
  [[nodiscard]] Status FallBack(const Error& why, std::optional<TrustBundle> newest_link);
  [[nodiscard]] Result<TrustBundle> Load(const std::filesystem::path& file) const;
  [[nodiscard]] Status Use(TrustBundle bundle);
  // Opens a bundle with the roots of the era that its number falls into.
  [[nodiscard]] Result<TrustBundle> OpenInItsEra(encoding::ByteView file) const;
  [[nodiscard]] Status ImportAlone(encoding::ByteView file, std::optional<Timestamp> now);
  [[nodiscard]] Status TakeAgain(encoding::ByteView file, const TrustBundle& bundle);
  [[nodiscard]] bool ChangesRoots(const TrustBundle& bundle) const;
  [[nodiscard]] Status CheckAgeOf(const TrustBundle& bundle, Timestamp now) const;
  [[nodiscard]] Status BeginEraIfChanged(const TrustBundle& bundle);
  [[nodiscard]] Status BeginEraWithoutLink(const TrustBundle& bundle, const char* file);
  [[nodiscard]] Status CheckChainIsWhole() const;
  [[nodiscard]] Status RestoreLostLinks();
  [[nodiscard]] Status RemoveUnusedLinks() const;
  [[nodiscard]] Status Write(encoding::ByteView file, const TrustBundle& bundle);

  std::filesystem::path folder_;
  std::vector<encoding::Bytes> installed_;
  std::vector<Era> eras_;  // oldest first; the first is the installation's
  std::vector<LostLink> lost_links_;
  std::filesystem::path broken_link_;  // the newest that no root of its time signed; empty: none
  std::optional<TrustBundle> current_;
  std::string problem_;
};

}  // namespace clearway::keys
