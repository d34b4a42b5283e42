#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/core/printable.h"
#include "base/core/wipe.h"
#include "base/encoding/hex.h"
#include "hal/system_clock.h"
#include "keys/certificate_file.h"
#include "keys/issuing/issuer.h"
#include "keys/kiosk_secret.h"
#include "keys/root_file.h"
#include "keys/signer.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/reader_keys_command.h"
#include "tools/key_pair.h"
#include "tools/new_files.h"

namespace clearway::tools {
namespace {

using command_line::Command;
namespace fs = std::filesystem;
using std::chrono::days;

struct IssuerOptions {
  std::string out;
  std::string name;
  std::string country;
  std::string usage = "eu-dcc";
  std::string kind = "p256";
  int valid_days = 730;
  bool demo = false;
};

Timestamp Now() {
  return hal::SystemClock().Read().wall;
}

keys::SignerUsage UsageNamed(const std::string& name) {
  const bool eu = name == "eu-dcc" || name == "all";
  return {.test = eu,
          .vaccination = eu,
          .recovery = eu,
          .travel_health = name == "travel-health" || name == "all",
          .declaration = name == "declaration" || name == "all"};
}

keys::KeyKind KindNamed(const std::string& name) {
  if (name == "p384") return keys::KeyKind::kP384;
  if (name == "ed25519") return keys::KeyKind::kEd25519;
  if (name == "sm2") return keys::KeyKind::kSm2;
  return name == "rsa" ? keys::KeyKind::kRsa : keys::KeyKind::kP256;
}

// Key file, and beside it the certificate to hand to those who verify.
Status MakeIssuerFiles(keys::KeyKind kind, const keys::SignerProfile& profile, const fs::path& key,
                       const fs::path& certificate, NewFiles& files) {
  const Result<keys::Issuer> issuer = keys::MakeIssuer(kind, profile);
  if (!issuer) return std::unexpected(issuer.error());
  if (Status status = keys::SaveIssuer(*issuer, key); !status) return status;
  files.Made(key);
  if (certificate.empty()) return {};
  return files.MakePublic(certificate, keys::CertificateToPem(issuer->certificate));
}

int RunIssuer(const IssuerOptions& options) {
  const Timestamp now = Now();
  const keys::SignerProfile profile{.name = options.name,
                                    .country = options.country,
                                    .not_before = now,
                                    .not_after = now + days(options.valid_days),
                                    .usage = UsageNamed(options.usage),
                                    .demo = options.demo};
  const fs::path key = options.out + ".key";
  const fs::path certificate = options.out + ".pem";
  NewFiles files;
  Status made = NewFiles::AreFree({key, certificate});
  if (made) made = MakeIssuerFiles(KindNamed(options.kind), profile, key, certificate, files);
  if (!made) return Complain(made.error());
  files.Keep();
  fmt::print(
      "{}   the private key: keep it to yourself\n{}   its certificate: give it to those who "
      "verify\n",
      key.string(), certificate.string());
  return kExitAccepted;
}

struct DemoIssuer {
  const char* file;
  const char* name;
  const char* usage;
  bool trusted;
};

constexpr DemoIssuer kDemoIssuers[] = {
    {"eu-dcc", "Clearway Demonstration Health Authority", "eu-dcc", true},
    {"travel-health", "Clearway Demonstration Travel Health", "travel-health", true},
    {"declaration", "Clearway Demonstration Mission", "declaration", true},
    {"unknown", "Clearway Demonstration Stranger", "all", false},
};

// User-assigned in ISO 3166-1, so that no country's name is used.
constexpr const char* kDemoCountry = "XX";

fs::path KeyFileOf(const DemoIssuer& issuer, const fs::path& folder) {
  return folder / "issuer" / fmt::format("{}.key", issuer.file);
}

// Empty for the one that nobody trusts.
fs::path CertificateFileOf(const DemoIssuer& issuer, const fs::path& folder) {
  return issuer.trusted ? folder / "trust" / fmt::format("demo-{}.pem", issuer.file) : fs::path{};
}

Status MakeDemoIssuer(const DemoIssuer& issuer, const fs::path& folder, NewFiles& files) {
  const Timestamp now = Now();
  // A year back, so that certificates which expired long ago can be shown as well.
  const keys::SignerProfile profile{.name = issuer.name,
                                    .country = kDemoCountry,
                                    .not_before = now - days(365),
                                    .not_after = now + days(3650),
                                    .usage = UsageNamed(issuer.usage),
                                    .demo = true};
  return MakeIssuerFiles(keys::KeyKind::kP256, profile, KeyFileOf(issuer, folder),
                         CertificateFileOf(issuer, folder), files);
}

// With those above it. A folder that was there keeps its mode; a new one is for everybody to read
// and for nobody else to write, whatever the umask.
Status MakeFolder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (folder.has_parent_path()) {
    if (Status above = MakeFolder(folder.parent_path()); !above) return above;
  }
  fs::create_directory(folder, error);
  if (!error) fs::permissions(folder, fs::perms(0755), error);
  if (!error) return {};
  return Fail(Fault::kDenied, folder.string() + " cannot be made: " + error.message());
}

Status MakeDemo(const fs::path& folder, NewFiles& files) {
  std::vector<fs::path> paths;
  for (const DemoIssuer& issuer : kDemoIssuers) {
    paths.push_back(KeyFileOf(issuer, folder));
    if (issuer.trusted) paths.push_back(CertificateFileOf(issuer, folder));
  }
  Status made = NewFiles::AreFree(paths);
  for (const char* part : {"trust", "issuer"}) {
    if (made) made = MakeFolder(folder / part);
  }
  for (const DemoIssuer& issuer : kDemoIssuers) {
    if (made) made = MakeDemoIssuer(issuer, folder, files);
  }
  return made;
}

int RunDemo(const fs::path& folder) {
  NewFiles files;
  if (Status made = MakeDemo(folder, files); !made) return Complain(made.error());
  files.Keep();
  fmt::print(
      "{0}/trust holds three demonstration signers (give it to --trust, with --demo)\n"
      "{0}/issuer holds their keys, and unknown.key, which nobody trusts\n",
      folder.string());
  return kExitAccepted;
}

std::string UsageText(const keys::SignerUsage& usage) {
  if (!usage.documents) return "certificates, not documents: it is an authority's";
  std::string text;
  const auto add = [&text](bool may, const char* what) {
    if (may) text += (text.empty() ? "" : ", ") + std::string(what);
  };
  add(usage.test, "tests");
  add(usage.vaccination, "vaccinations");
  add(usage.recovery, "recoveries");
  add(usage.travel_health, "travel health certificates");
  add(usage.declaration, "health declarations");
  return text;
}

void Show(const keys::Signer& signer) {
  fmt::print("{} ({}){}\n  key id       {}\n  key          {}\n  may sign     {}\n",
             Printable(signer.name), Printable(signer.country),
             signer.demo ? "   A DEMONSTRATION KEY" : "",
             encoding::EncodeHex(encoding::AsBytes(signer.key_id)), ToString(signer.key.kind()),
             UsageText(signer.usage));
  if (signer.not_before && signer.not_after) {
    fmt::print("  issues from  {}\n  until        {}\n", FormatTimestamp(*signer.not_before),
               FormatTimestamp(*signer.not_after));
  }
}

int RunShow(const std::vector<std::string>& files) {
  int exit_code = kExitAccepted;
  for (const std::string& file : files) {
    const auto certificates = keys::ReadCertificateFile(file);
    if (!certificates) {
      exit_code = Complain(file + ": " + certificates.error().detail);
      continue;
    }
    for (const encoding::Bytes& der : *certificates) {
      const auto signer = keys::SignerFromX509(der);
      if (signer) {
        Show(*signer);
      } else {
        exit_code = Complain(file + ": " + signer.error().detail);
      }
    }
  }
  return exit_code;
}

int RunRoot(const std::string& out) {
  if (Status made = MakeSigningKeyPair(out, keys::KeyKind::kP256); !made) {
    return Complain(made.error());
  }
  fmt::print(
      "{0}.key   the root's private key: keep it to yourself, off the network\n"
      "{0}.pub   its public key: goes onto every kiosk, into {1}\n",
      out, keys::kInstalledRoots);
  return kExitAccepted;
}

void AddRoot(const Command& keys, int& exit_code) {
  Command command = keys.AddCommand("root", "Make a root key, which signs trust bundles");
  const auto out = std::make_shared<std::string>();
  command.Add("--out", *out, "where to write, without ending: OUT.key (mode 0600) and OUT.pub")
      .Required()
      .Takes("PATH");
  command.OnRun([out, &exit_code] { exit_code = RunRoot(*out); });
}

// The other key of a kiosk, which protects what is kept on it; see the device key.
int RunSecret(const std::string& file) {
  if (Status made = keys::MakeKioskSecret(file); !made) return Complain(made.error());
  fmt::print(
      "{}   this kiosk's secret: copies and staff PINs are lost without it\n"
      "On an installed kiosk seal it to the machine (systemd-creds encrypt) and delete the file.\n",
      file);
  return kExitAccepted;
}

void AddSecret(const Command& keys, int& exit_code) {
  Command command = keys.AddCommand(
      "secret",
      "Make a kiosk's secret, which travellers' copies and staff PINs need, on the kiosk");
  const auto out = std::make_shared<std::string>();
  command.Add("--out", *out, "the file to make (mode 0600)").Required().Takes("FILE");
  command.OnRun([out, &exit_code] { exit_code = RunSecret(*out); });
}

void AddIssuer(const Command& keys, int& exit_code) {
  Command command = keys.AddCommand("issuer", "Make an issuer's key and its certificate");
  const auto options = std::make_shared<IssuerOptions>();
  command
      .Add("--out", options->out, "where to write, without ending: OUT.key (mode 0600) and OUT.pem")
      .Required()
      .Takes("PATH");
  command.Add("--name", options->name, "the issuer's name").Required();
  command.Add("--country", options->country, "ISO 3166-1, two letters").Required().Takes("CC");
  command.Add("--for", options->usage, "what it may sign")
      .OneOf({"eu-dcc", "travel-health", "declaration", "all"})
      .ShowsDefault();
  command
      .Add("--key", options->kind,
           "kind of key; ed25519 and sm2 sign travel health certificates only")
      .OneOf({"p256", "p384", "rsa", "ed25519", "sm2"})
      .ShowsDefault();
  command.Add("--days", options->valid_days, "for how long it may issue")
      .Between(1, 36500)
      .ShowsDefault();
  command.AddFlag("--demo", options->demo, "mark it as a demonstration key");
  command.OnRun([options, &exit_code] { exit_code = RunIssuer(*options); });
}

}  // namespace

void AddKeysCommand(const Command& program, int& exit_code) {
  Command keys = program.AddCommand("keys", "Make and show the keys of issuers, roots and readers");
  keys.RequireCommand();
  AddIssuer(keys, exit_code);
  AddSecret(keys, exit_code);
  AddRoot(keys, exit_code);
  AddReaderKeyCommands(keys, exit_code);

  Command demo = keys.AddCommand(
      "demo", "Make demonstration issuers and a trust folder, recognisable as such");
  const auto folder = std::make_shared<std::string>();
  demo.Add("--out", *folder, "folder to make").Required().Takes("DIR");
  demo.OnRun([folder, &exit_code] { exit_code = RunDemo(*folder); });

  Command show = keys.AddCommand("show", "Show who certificates belong to");
  const auto files = std::make_shared<std::vector<std::string>>();
  show.Add("file", *files, "certificate or key files").Required();
  show.OnRun([files, &exit_code] { exit_code = RunShow(*files); });
}

}  // namespace clearway::tools
