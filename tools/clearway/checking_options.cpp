#include "tools/clearway/checking_options.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <utility>

#include "certificate/dates.h"
#include "hal/system_clock.h"
#include "keys/certificate_file.h"
#include "keys/signer.h"
#include "tools/clearway/complain.h"

namespace clearway::tools {
namespace {

Status AddTrustFile(const std::string& path, keys::DemoSigners demo, keys::TrustStore& store) {
  const auto certificates = keys::ReadCertificateFile(path);
  if (!certificates)
    return Fail(certificates.error().fault, path + ": " + certificates.error().detail);
  for (const encoding::Bytes& der : *certificates) {
    Result<keys::Signer> signer = keys::SignerFromX509(der);
    if (!signer) return Fail(signer.error().fault, path + ": " + signer.error().detail);
    if (signer->demo && demo == keys::DemoSigners::kRefuse) {
      return Fail(Fault::kDenied, path + " is a demonstration key: add --demo to trust it");
    }
    store.Add(std::move(*signer));
  }
  return {};
}

}  // namespace

void CheckingOptions::AddTo(CLI::App& command) {
  command
      .add_option("--trust", trust,
                  "folder of trusted signers' certificates (DER or PEM), or one such file; may be "
                  "given several times")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command.add_flag("--demo", demo, "trust demonstration keys too; the answer then says so");
  command
      .add_option("--clock", clock,
                  "check as if it were this moment (RFC 3339, e.g. 2026-11-21T19:00:00Z)")
      ->type_name("TIME");
}

keys::DemoSigners CheckingOptions::demo_signers() const {
  return demo ? keys::DemoSigners::kAllow : keys::DemoSigners::kRefuse;
}

Result<keys::TrustStore> CheckingOptions::LoadTrust() const {
  keys::TrustStore store;
  for (const std::string& path : trust) {
    std::error_code error;
    const bool is_file = std::filesystem::is_regular_file(path, error);
    Status status =
        is_file ? AddTrustFile(path, demo_signers(), store) : store.AddFolder(path, demo_signers());
    if (!status) return std::unexpected(status.error());
  }
  for (const std::string& problem : store.problems()) Complain(problem);
  return store;
}

Result<TrustedTime> CheckingOptions::Time() const {
  if (clock.empty()) {
    const hal::ClockReading reading = hal::SystemClock().Read();
    return AssessTime(reading.wall, reading.synchronised, {.build = hal::BuildMoment()});
  }
  const auto moment = certificate::ParseDateTime(clock);
  if (!moment) {
    return Fail(Fault::kInvalid,
                "--clock wants a moment such as 2026-11-21T19:00:00Z, not \"" + clock + "\"");
  }
  return TrustedTime{.now = *moment, .trusted = true};
}

}  // namespace clearway::tools
