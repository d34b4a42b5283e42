#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/core/file.h"
#include "base/encoding/hex.h"
#include "keys/revocation_builder.h"
#include "keys/revocation_file.h"
#include "keys/trust_bundle.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/output.h"
#include "tools/clearway/revocation_sources.h"
#include "tools/new_files.h"

namespace clearway::tools {
namespace {

using command_line::Command;
using nlohmann::ordered_json;

struct BuildOptions {
  RevocationSources sources;
  std::string out;
  std::string clock;
  int hours = 48;
};

int RunBuild(const BuildOptions& options) {
  const auto time = CheckingOptions{.clock = options.clock}.Time();
  if (!time) return Complain(time.error());
  if (Status may = IsNoneOf(options.out, InputsOf(options.sources)); !may) {
    return Complain(may.error());
  }
  auto builder = keys::RevocationBuilder::Create(options.out);
  if (!builder) return Complain(builder.error());
  const auto over =
      GatherRevocations(options.sources, time->now, std::chrono::hours(options.hours), *builder);
  if (!over) return Complain(over.error());
  if (*over > 0) Complain(fmt::format("note: {} EU batches are over and were passed over", *over));
  if (Status finished = builder->Finish(time->now); !finished) return Complain(finished.error());
  const auto file = keys::RevocationFile::Open(options.out);
  if (!file) return Complain(file.error());
  fmt::print(
      "{}   {} revocations in {} lists; name it in the next bundle: trust build "
      "--revocations\n",
      options.out, file->entries(), file->scopes());
  return kExitAccepted;
}

void AddBuild(const Command& revoke, int& exit_code) {
  Command command = revoke.AddCommand("build", "Put lists of revoked certificates into one file");
  const auto options = std::make_shared<BuildOptions>();
  RevocationSources& sources = options->sources;
  const auto add = [&command](const char* name, std::vector<std::string>& list, const char* what,
                              const char* type) {
    command.Add(name, list, what).Takes(type).OneWordEach();
  };
  add("--eu", sources.eu_batches, "revocation batches of the EU gateway, JSON: a file or a folder",
      "PATH");
  add("--smart", sources.card_lists, "revoked SMART Health Cards of an issuer's key, JSON",
      "URL=FILE");
  add("--crl", sources.crls, "CRL of an authority whose signers arrive in codes, DER or PEM",
      "FILE");
  add("--anchors", sources.anchors, "the CRLs' authorities, DER or PEM: a file or a folder",
      "PATH");
  add("--list", sources.lists,
      "one a line: serials (thc:ISSUER=FILE), or hashes (eu:KID:uvci=FILE, "
      "eu:KID:country-uvci=FILE, "
      "eu:KID:signature=FILE)",
      "WHAT=FILE");
  add("--covers", sources.covers,
      "a list that is complete although nothing may be on it (eu:KID...)", "SCOPE");
  add("--covers-signers", sources.covers_signers,
      "the same for the EU lists of these certificates: a file or a folder", "PATH");
  command
      .Add("--hours", options->hours,
           "for how long the lists count as fresh; CRLs say it themselves")
      .Between(1, 24 * 365)
      .ShowsDefault();
  command.Add("--clock", options->clock, "build as if it were this moment (RFC 3339)")
      .Takes("TIME");
  command.Add("--out", options->out, "where to write the file").Required().Takes("FILE");
  command.Footer("docs/formats/revocation-file.md describes the file and its lists.");
  command.OnRun([options, &exit_code] { exit_code = RunBuild(*options); });
}

int RunShow(const std::string& name, bool json) {
  const auto file = keys::RevocationFile::Open(name);
  if (!file) return Complain(file.error());
  const std::string digest = encoding::EncodeHex(file->header_digest());
  if (json) {
    fmt::print("{}\n", Dump(ordered_json{{"entries", file->entries()},
                                         {"lists", file->scopes()},
                                         {"issued_at", FormatTimestamp(file->issued_at())},
                                         {"header_sha256", digest}}));
  } else {
    fmt::print("{} revocations in {} lists\n  built     {}\n  header    {}\n", file->entries(),
               file->scopes(), FormatTimestamp(file->issued_at()), digest);
  }
  return kExitAccepted;
}

void AddShow(const Command& revoke, int& exit_code) {
  Command command = revoke.AddCommand("show", "Show how much a revocation file holds");
  const auto file = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  command.Add("file", *file, "the revocation file").Required();
  command.AddFlag("--json", *json, "one JSON object instead of text");
  command.OnRun([file, json, &exit_code] { exit_code = RunShow(*file, *json); });
}

struct CheckOptions {
  std::string file;
  std::string bundle;
  std::vector<std::string> roots;
};

// What a bundle says of its revocation file; nothing where none is given.
Result<std::optional<keys::revocation_format::Digest>> Promised(const CheckOptions& options) {
  if (options.bundle.empty()) return std::nullopt;
  const auto roots = LoadRoots(options.roots);
  if (!roots) return std::unexpected(roots.error());
  const auto bytes = ReadFile(options.bundle, keys::kMostBundleBytes);
  if (!bytes) return std::unexpected(bytes.error());
  const auto bundle = keys::OpenTrustBundle(*bytes, *roots);
  if (!bundle) return std::unexpected(bundle.error());
  if (!bundle->revocation) {
    return Fail(Fault::kInvalid,
                "the bundle names no revocation file: build it with --revocations");
  }
  return bundle->revocation;
}

int RunCheck(const CheckOptions& options) {
  const auto promised = Promised(options);
  if (!promised) return Complain(promised.error());
  const auto file = keys::RevocationFile::Open(options.file, *promised);
  if (!file) {
    const int not_done = Complain(file.error());
    // Only a file that could be read can be found to be a bad one.
    return file.error().fault == Fault::kInvalid ? kExitRefused : not_done;
  }
  if (const Status sound = file->CheckAll(); !sound) {
    Complain(sound.error());
    return kExitRefused;
  }
  fmt::print("sound: {} revocations in {} lists{}\n", file->entries(), file->scopes(),
             *promised ? ", the file that the bundle names" : "");
  return kExitAccepted;
}

void AddRevocationCheck(const Command& revoke, int& exit_code) {
  Command command = revoke.AddCommand(
      "check", "Compare every block of a revocation file with its digest; exit 1 when one differs");
  const auto options = std::make_shared<CheckOptions>();
  command.Add("file", options->file, "the revocation file").Required();
  command.Add("--bundle", options->bundle, "the trust bundle that must name it").Takes("FILE");
  command.Add("--root", options->roots, "root keys (.pub) that the bundle is checked with")
      .Takes("PATH")
      .OneWordEach();
  command.OnRun([options, &exit_code] { exit_code = RunCheck(*options); });
}

}  // namespace

void AddRevokeCommand(const Command& program, int& exit_code) {
  Command revoke =
      program.AddCommand("revoke", "Build, show and check files of revoked certificates");
  revoke.RequireCommand();
  AddBuild(revoke, exit_code);
  AddShow(revoke, exit_code);
  AddRevocationCheck(revoke, exit_code);
}

}  // namespace clearway::tools
