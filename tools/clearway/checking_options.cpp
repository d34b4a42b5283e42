#include "tools/clearway/checking_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include "base/core/file.h"
#include "certificate/dates.h"
#include "hal/system_clock.h"
#include "keys/certificate_file.h"
#include "keys/root_file.h"
#include "keys/signer.h"
#include "keys/trust_keeper.h"
#include "tools/clearway/complain.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;

Status AddCertificateFile(const std::string& path, keys::DemoSigners demo,
                          keys::TrustStore& store) {
  const auto certificates = keys::ReadCertificateFile(path);
  if (!certificates)
    return Fail(certificates.error().fault, path + ": " + certificates.error().detail);
  for (const encoding::Bytes& der : *certificates) {
    Result<keys::Signer> signer = keys::DocumentSignerFromX509(der);
    if (!signer) return Fail(signer.error().fault, path + ": " + signer.error().detail);
    if (signer->demo && demo == keys::DemoSigners::kRefuse) {
      return Fail(Fault::kDenied, path + " is a demonstration key: add --demo to trust it");
    }
    store.Add(std::move(*signer));
  }
  return {};
}

// Puts together what the options name.
class TrustLoader {
 public:
  explicit TrustLoader(const CheckingOptions& options) : options_(options) {}

  Result<LoadedTrust> Load() {
    for (const std::string& path : options_.trust) {
      if (Status added = Add(path); !added) return std::unexpected(added.error());
    }
    if (Status opened = OpenRevocations(); !opened) return std::unexpected(opened.error());
    for (const std::string& problem : loaded_.store.problems()) Complain(problem);
    return std::move(loaded_);
  }

 private:
  Status Add(const std::string& path) {
    std::error_code error;
    if (fs::is_regular_file(path, error)) return AddFile(path);
    if (keys::TrustKeeper::KeepsIn(path)) return AddKept(path);
    return loaded_.store.AddFolder(path, options_.demo_signers());
  }

  Status AddFile(const std::string& path) {
    const auto bytes = ReadFile(path, keys::kMostBundleBytes);
    if (!bytes) return std::unexpected(bytes.error());
    if (!keys::IsTrustBundle(*bytes)) {
      return AddCertificateFile(path, options_.demo_signers(), loaded_.store);
    }
    const auto roots = LoadRoots(options_.roots);
    if (!roots) return std::unexpected(roots.error());
    auto bundle = keys::OpenTrustBundle(*bytes, *roots);
    if (!bundle) return Fail(bundle.error().fault, path + ": " + bundle.error().detail);
    return AddBundle(std::move(*bundle));
  }

  // The folder that a kiosk keeps its bundle in: its chain of roots counts as there.
  Status AddKept(const std::string& folder) {
    const auto roots = RootKeys(options_.roots);
    if (!roots) return std::unexpected(roots.error());
    const auto keeper = keys::TrustKeeper::Open(folder, *roots);
    if (!keeper) return std::unexpected(keeper.error());
    if (keeper->current() == nullptr) return Fail(Fault::kBroken, keeper->problem());
    if (!keeper->problem().empty()) Complain(keeper->problem());
    return AddBundle(*keeper->current());
  }

  Status AddBundle(keys::TrustBundle bundle) {
    if (loaded_.bundle) {
      return Fail(Fault::kInvalid, "give one trust bundle only: each speaks for the whole");
    }
    loaded_.bundle = std::move(bundle);
    loaded_.store.AddBundle(*loaded_.bundle, options_.demo_signers());
    return {};
  }

  Status OpenRevocations() {
    if (options_.revocations.empty()) {
      if (loaded_.bundle && loaded_.bundle->revocation) {
        Complain("note: the bundle names a revocation file, which was not given: --revocations");
      }
      return {};
    }
    if (loaded_.bundle && !loaded_.bundle->revocation) {
      return Fail(Fault::kInvalid,
                  "the trust bundle names no revocation file: build it with --revocations");
    }
    auto file = keys::RevocationFile::Open(
        options_.revocations, loaded_.bundle ? loaded_.bundle->revocation : std::nullopt);
    if (!file) return std::unexpected(file.error());
    loaded_.revocations = std::make_unique<keys::RevocationFile>(std::move(*file));
    loaded_.store.UseRevocations(loaded_.revocations.get());
    return {};
  }

  const CheckingOptions& options_;
  LoadedTrust loaded_;
};

}  // namespace

Result<std::vector<encoding::Bytes>> RootKeys(const std::vector<std::string>& paths) {
  std::vector<encoding::Bytes> keys;
  for (const std::string& path :
       paths.empty() ? std::vector<std::string>{keys::kInstalledRoots} : paths) {
    auto found = keys::ReadRootKeys(path);
    if (!found) {
      return Fail(found.error().fault,
                  found.error().detail + "; say with --root who may sign trust bundles");
    }
    std::ranges::move(*found, std::back_inserter(keys));
  }
  return keys;
}

Result<std::vector<keys::Root>> LoadRoots(const std::vector<std::string>& paths) {
  const auto spkis = RootKeys(paths);
  if (!spkis) return std::unexpected(spkis.error());
  std::vector<keys::Root> roots;
  for (const encoding::Bytes& spki : *spkis) {
    auto root = keys::RootFromSpki(spki);
    if (!root) return std::unexpected(root.error());
    roots.push_back(std::move(*root));
  }
  return roots;
}

TimeFloor LoadedTrust::floor() const {
  return {.build = hal::BuildMoment(),
          .bundle = bundle ? bundle->issued_at : Timestamp{},
          .last_audit = {}};
}

void CheckingOptions::AddTo(const command_line::Command& command) {
  command
      .Add("--trust", trust,
           "a trust bundle; a folder of trusted signers' certificates (DER or PEM), or one such "
           "file; may be given several times")
      .Takes("PATH")
      .OneWordEach();
  command
      .Add("--root", roots,
           fmt::format("root keys (.pub) that may sign the bundle: files or folders; {} when "
                       "left out",
                       keys::kInstalledRoots))
      .Takes("PATH")
      .OneWordEach();
  command
      .Add("--revocations", revocations,
           "file of revoked certificates; with a bundle, the one that it names")
      .Takes("FILE");
  command.AddFlag("--demo", demo, "trust demonstration keys too; the answer then says so");
  command
      .Add("--clock", clock,
           "check as if it were this moment (RFC 3339, e.g. 2026-11-21T19:00:00Z)")
      .Takes("TIME");
  readers.AddTo(command);
}

keys::DemoSigners CheckingOptions::demo_signers() const {
  return demo ? keys::DemoSigners::kAllow : keys::DemoSigners::kRefuse;
}

Result<LoadedTrust> CheckingOptions::LoadTrust() const {
  return TrustLoader(*this).Load();
}

Result<keys::ReaderKeys> CheckingOptions::LoadReaderKeys() const {
  auto loaded = readers.Load(hal::SystemClock::SteadyNow());
  if (!loaded) return loaded;
  for (const std::string& problem : loaded->problems()) Complain(problem);
  return loaded;
}

Result<TrustedTime> CheckingOptions::Time(const TimeFloor& floor) const {
  if (clock.empty()) {
    const hal::ClockReading reading = hal::SystemClock().Read();
    return AssessTime(reading.wall, reading.synchronised, floor);
  }
  const auto moment = certificate::ParseDateTime(clock);
  if (!moment) {
    return Fail(Fault::kInvalid,
                "--clock wants a moment such as 2026-11-21T19:00:00Z, not \"" + clock + "\"");
  }
  return TrustedTime{.now = *moment, .trusted = true};
}

}  // namespace clearway::tools
