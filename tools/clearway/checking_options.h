#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/command_line/command_line.h"
#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/revocation_file.h"
#include "keys/trust_bundle.h"
#include "keys/trust_store.h"
#include "tools/reader_key_options.h"

namespace clearway::tools {

// What certificates are checked against, with what it leans on.
struct LoadedTrust {
  keys::TrustStore store;
  std::unique_ptr<keys::RevocationFile> revocations;  // null: there is none
  std::optional<keys::TrustBundle> bundle;            // absent: bare certificates alone

  // What no honest clock is before: the build, and the issue of the bundle.
  [[nodiscard]] TimeFloor floor() const;
};

// The root keys in these files and folders; where none is named, those of the installation.
[[nodiscard]] Result<std::vector<encoding::Bytes>> RootKeys(const std::vector<std::string>& paths);
[[nodiscard]] Result<std::vector<keys::Root>> LoadRoots(const std::vector<std::string>& paths);

// The options of every command that checks: whom to trust, and when.
struct CheckingOptions {
  // Folders of certificates, single certificate files, a trust bundle, or a keeper's folder.
  std::vector<std::string> trust;
  std::vector<std::string> roots;  // files or folders; empty: the installation's
  bool demo = false;
  std::string clock;        // RFC 3339; empty: the machine's
  std::string revocations;  // a revocation file; empty: none
  ReaderKeyOptions readers;

  void AddTo(const command_line::Command& command);
  [[nodiscard]] keys::DemoSigners demo_signers() const;
  // The signers; a store without any where no --trust was given. What was left out of a folder is
  // said on stderr. A bundle is believed under these roots only, and its revocation file must be
  // the one that it names.
  [[nodiscard]] Result<LoadedTrust> LoadTrust() const;
  // The reader keys, in memory until they go. What was left out is said on stderr.
  [[nodiscard]] Result<keys::ReaderKeys> LoadReaderKeys() const;
  // The moment of the check, on a clock that is believed from the floor on. One that was given
  // counts as trusted: whoever gave it asked for it.
  [[nodiscard]] Result<TrustedTime> Time(const TimeFloor& floor = LoadedTrust().floor()) const;
};

}  // namespace clearway::tools
