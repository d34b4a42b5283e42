#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/core/file.h"
#include "base/core/printable.h"
#include "base/encoding/cose_sign.h"
#include "base/encoding/hex.h"
#include "certificate/rules/bundled_rules.h"
#include "keys/issuing/bundle_signing.h"
#include "keys/issuing/key_file.h"
#include "keys/revocation_file.h"
#include "keys/root_file.h"
#include "keys/trust_keeper.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/output.h"
#include "tools/clearway/trust_limits.h"
#include "tools/clearway/trust_show.h"
#include "tools/clearway/trust_sources.h"
#include "tools/new_files.h"

namespace clearway::tools {
namespace {

using command_line::Command;
namespace fs = std::filesystem;
using encoding::Bytes;
using nlohmann::ordered_json;

Result<TrustedTime> MomentOf(const std::string& clock) {
  return CheckingOptions{.clock = clock}.Time();
}

void AddClock(const Command& command, std::string& clock, const char* what) {
  command.Add("--clock", clock, what).Takes("TIME");
}

// ---- build ----

// The bundle's numbers are signed where they are read.
constexpr std::uint64_t kHighestNumber = std::numeric_limits<std::int64_t>::max();

struct BuildOptions {
  TrustSources sources;
  std::string out;
  std::string limits;
  std::string revocations;
  std::string after;
  std::string clock;
  std::uint64_t sequence = 0;  // 0: it follows `after`
  int days = 14;
};

// The number of the bundle or content in a file; not checked, its author makes the next one.
Result<std::uint64_t> NumberIn(const std::string& file) {
  const auto bytes = ReadFile(file, keys::kMostBundleBytes);
  if (!bytes) return std::unexpected(bytes.error());
  const auto bundle = keys::PeekTrustBundle(*bytes);
  if (!bundle) return Fail(bundle.error().fault, file + ": " + bundle.error().detail);
  return bundle->sequence;
}

Status Complete(const BuildOptions& options, Timestamp now, keys::TrustBundle& bundle) {
  bundle.sequence = options.sequence;
  if (!options.after.empty()) {
    const auto number = NumberIn(options.after);
    if (!number) return std::unexpected(number.error());
    bundle.sequence = *number + 1;
  }
  bundle.issued_at = now;
  bundle.expires_at = now + std::chrono::days(options.days);
  if (!options.revocations.empty()) {
    const auto file = keys::RevocationFile::Open(options.revocations);
    if (!file) return std::unexpected(file.error());
    bundle.revocation = file->header_digest();
  }
  if (options.limits.empty()) return {};
  const auto limits = ReadFile(options.limits, 16U << 20);
  if (!limits) return std::unexpected(limits.error());
  return ApplyLimits(encoding::AsText(*limits), bundle);
}

// Sources that were all left out, or empty, make a bundle under which every certificate is of an
// unknown signer. One that was given none may be meant: it only changes the roots, say.
bool IsAllLeftOut(const GatheredTrust& gathered, const TrustSources& sources) {
  const bool has_sources = !sources.signers.empty() || !sources.eu_lists.empty() ||
                           !sources.did_documents.empty() || !sources.jwk_sets.empty() ||
                           !sources.anchors.empty();
  return has_sources && gathered.bundle.signers.empty() && gathered.bundle.authorities.empty();
}

int RunBuild(const BuildOptions& options) {
  if (options.after.empty() == (options.sequence == 0)) {
    return Complain("say the bundle's number: --sequence N, or --after the bundle that it follows");
  }
  std::vector<std::string> inputs = PathsOf(options.sources);
  for (const std::string& input : {options.after, options.limits, options.revocations}) {
    inputs.push_back(input);
  }
  if (Status may = IsNoneOf(options.out, inputs); !may) return Complain(may.error());
  const auto time = MomentOf(options.clock);
  if (!time) return Complain(time.error());
  auto gathered = GatherTrust(options.sources);
  if (!gathered) return Complain(gathered.error());
  if (Status done = Complete(options, time->now, gathered->bundle); !done) {
    return Complain(done.error());
  }
  for (const std::string& problem : gathered->problems) Complain(problem);
  for (const std::string& note : gathered->notes) Complain("note: " + note);
  if (IsAllLeftOut(*gathered, options.sources)) {
    return Complain(
        "not one signer or authority of these sources can be used: no bundle is written");
  }
  const Bytes content = keys::EncodeTrustBundle(gathered->bundle);
  // Whoever signs it, and every kiosk, reads it again.
  if (const auto read = keys::ParseTrustBundle(content); !read) return Complain(read.error());
  if (Status written = ReplaceFile(options.out, content, 0644); !written) {
    return Complain(written.error());
  }
  fmt::print(
      "{}   bundle {}, {} signers, {} authorities, {} documents of rules, {} left out; not signed "
      "yet: run `clearway trust sign`\n",
      options.out, gathered->bundle.sequence, gathered->bundle.signers.size(),
      gathered->bundle.authorities.size(), gathered->bundle.rules.size(),
      gathered->problems.size());
  return kExitAccepted;
}

void AddBuildSources(const Command& command, TrustSources& sources) {
  const auto add = [&command](const char* name, std::vector<std::string>& list, const char* what,
                              const char* type) {
    command.Add(name, list, what).Takes(type).OneWordEach();
  };
  add("--signers", sources.signers, "signers' certificates, DER or PEM: a folder or a file",
      "PATH");
  add("--eu-list", sources.eu_lists, "trust list of the EU gateway, JSON", "FILE");
  command
      .Add("--eu-anchor", sources.eu_anchor,
           "certificate of the EU gateway's trust anchor: checks each entry's signature")
      .Takes("FILE");
  add("--did", sources.did_documents, "DID document of WHO's GDHCN, JSON", "FILE");
  add("--jwks", sources.jwk_sets, "JWK set of a SMART Health Card issuer", "URL=FILE");
  add("--anchors", sources.anchors, "authorities (CSCA) whose signers arrive in VDS-NC codes",
      "PATH");
  add("--crl", sources.crls, "CRL of such an authority, DER or PEM", "FILE");
  add("--rules", sources.rules,
      "acceptance rules and their value sets, JSON: a folder or a file, carried as they are",
      "PATH");
  add("--value-sets", sources.value_sets, "value sets that lie elsewhere: a folder or a file",
      "PATH");
  add("--next-root", sources.next_roots,
      "root key (.pub) that may sign the next bundle; all of them", "FILE");
  add("--badge-signer", sources.badge_signers,
      "key (.pub) that may sign staff badges (clearway badge key); all of them", "FILE");
  add("--revoke-badge", sources.revoked_badges, "a badge that counts no more; all of them", "ID");
}

void AddBuild(const Command& trust, int& exit_code) {
  Command command = trust.AddCommand("build", "Gather a bundle's content from any sources");
  const auto options = std::make_shared<BuildOptions>();
  AddBuildSources(command, options->sources);
  command.Add("--limits", options->limits, "what each signer is trusted for, JSON").Takes("FILE");
  command
      .Add("--revocations", options->revocations,
           "revocation file that belongs to the bundle (clearway revoke build)")
      .Takes("FILE");
  command.Add("--sequence", options->sequence, "the bundle's number; kiosks never go back")
      .Between(std::uint64_t{1}, kHighestNumber)
      .Takes("N");
  command.Add("--after", options->after, "the bundle that this one follows: its number + 1")
      .Takes("FILE");
  command
      .Add("--days", options->days,
           "for how long it holds; past it kiosks decide nothing, so bring the next in time")
      .Between(1, 3650)
      .ShowsDefault();
  AddClock(command, options->clock, "issue as if it were this moment (RFC 3339)");
  command.Add("--out", options->out, "where to write the content").Required().Takes("FILE");
  command.Footer("docs/formats/trust-bundle.md describes the bundle and the limits.");
  command.OnRun([options, &exit_code] { exit_code = RunBuild(*options); });
}

// ---- sign ----

struct SignOptions {
  std::string input;
  std::vector<std::string> roots;
  std::string out;
};

Result<Bytes> Sign(const SignOptions& options) {
  const auto input = ReadFile(options.input, keys::kMostBundleBytes);
  if (!input) return std::unexpected(input.error());
  std::vector<keys::PrivateKey> roots;
  for (const std::string& file : options.roots) {
    auto root = keys::LoadPrivateKey(file);
    if (!root) return std::unexpected(root.error());
    roots.push_back(std::move(*root));
  }
  return keys::SignTrustBundle(*input, roots);
}

int RunSign(const SignOptions& options) {
  // A bundle may get its second signature in its place.
  if (Status may = IsNoneOf(options.out, options.roots); !may) return Complain(may.error());
  const auto bundle = Sign(options);
  if (!bundle) return Complain(bundle.error());
  if (Status written = ReplaceFile(options.out, *bundle, 0644); !written) {
    return Complain(written.error());
  }
  fmt::print("{}   signed; check it with `clearway trust check`\n", options.out);
  return kExitAccepted;
}

void AddSign(const Command& trust, int& exit_code) {
  Command command = trust.AddCommand(
      "sign", "Sign a content, or add a signature to a bundle; two roots during their change");
  const auto options = std::make_shared<SignOptions>();
  command.Add("input", options->input, "content of `trust build`, or a bundle").Required();
  command.Add("--root", options->roots, "root key file (clearway keys root); may be repeated")
      .Required()
      .Takes("FILE")
      .OneWordEach();
  command.Add("--out", options->out, "where to write the bundle").Required().Takes("FILE");
  command.OnRun([options, &exit_code] { exit_code = RunSign(*options); });
}

// ---- show ----

std::vector<std::string> SignaturesOf(encoding::ByteView file) {
  std::vector<std::string> ids;
  const auto message = encoding::cose::ParseSign(file);
  if (!message) return ids;
  ids.reserve(message->signers.size());
  for (const auto& part : message->signers) ids.push_back(encoding::EncodeHex(part.key_id));
  return ids;
}

int RunShow(const std::string& name, bool json) {
  const auto file = ReadFile(name, keys::kMostBundleBytes);
  if (!file) return Complain(file.error());
  const auto bundle = keys::PeekTrustBundle(*file);
  if (!bundle) return Complain(bundle.error());
  const auto signed_by = SignaturesOf(*file);
  if (json) {
    fmt::print("{}\n", Dump(ToJson(*bundle, signed_by)));
  } else {
    fmt::print("{}No signature was checked: see `clearway trust check`.\n",
               ToText(*bundle, signed_by));
  }
  return kExitAccepted;
}

void AddShow(const Command& trust, int& exit_code) {
  Command command = trust.AddCommand("show", "Show what is in a bundle, without checking it");
  const auto file = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  command.Add("file", *file, "bundle, or content of `trust build`").Required();
  command.AddFlag("--json", *json, "one JSON object instead of text");
  command.OnRun([file, json, &exit_code] { exit_code = RunShow(*file, *json); });
}

// ---- check ----

struct CheckOptions {
  std::string file;
  std::vector<std::string> roots;
  std::string revocations;
  std::string clock;
  bool demo = false;
  bool json = false;
};

// What a kiosk would make of a bundle.
struct TrustFinding {
  std::string refused;                // why it would take nothing of it; empty: it takes it
  std::vector<std::string> left_out;  // and what it would not use
};

std::string RootProblem(const keys::TrustBundle& bundle) {
  for (const Bytes& spki : bundle.roots) {
    if (const auto root = keys::RootFromSpki(spki); !root) {
      return "a root that it names is no key on P-256";
    }
  }
  return {};
}

// Under a damaged file nobody whose certificate falls upon the damage is accepted.
void ExamineRevocations(const keys::TrustBundle& bundle, const std::string& path,
                        TrustFinding& finding) {
  if (path.empty()) {
    if (bundle.revocation) {
      finding.left_out.emplace_back("the revocation file that it names: not given (--revocations)");
    }
    return;
  }
  const auto file = keys::RevocationFile::Open(path, bundle.revocation);
  if (!file) {
    finding.left_out.emplace_back(file.error().detail);
  } else if (!bundle.revocation) {
    finding.left_out.emplace_back("the revocation file: the bundle names none");
  } else if (const Status sound = file->CheckAll(); !sound && finding.refused.empty()) {
    finding.refused = sound.error().detail;
  }
}

TrustFinding Examine(const keys::TrustBundle& bundle, const CheckOptions& options, Timestamp now) {
  const Status age = keys::CheckAge(bundle, now);
  TrustFinding finding{.refused = age ? RootProblem(bundle) : age.error().detail, .left_out = {}};
  keys::TrustStore store;
  store.AddBundle(bundle, options.demo ? keys::DemoSigners::kAllow : keys::DemoSigners::kRefuse);
  finding.left_out = store.problems();
  if (const auto rules = rules::LoadBundledRules(bundle)) {
    for (const rules::Problem& problem : rules->problems()) {
      finding.left_out.push_back(ToText(problem));
    }
  }
  ExamineRevocations(bundle, options.revocations, finding);
  return finding;
}

void Print(const TrustFinding& finding, const keys::TrustBundle* bundle, bool json) {
  if (json) {
    ordered_json object{
        {"usable", finding.refused.empty()},
        {"refused", finding.refused.empty() ? ordered_json() : ordered_json(finding.refused)},
        {"left_out", finding.left_out}};
    if (bundle != nullptr) object["sequence"] = bundle->sequence;
    fmt::print("{}\n", Dump(object));
    return;
  }
  if (!finding.refused.empty()) {
    fmt::print("NOT USABLE: {}\n", Printable(finding.refused));
  } else {
    fmt::print("USABLE: bundle {} holds until {}, {} signers and {} authorities\n",
               bundle->sequence, FormatTimestamp(bundle->expires_at), bundle->signers.size(),
               bundle->authorities.size());
  }
  for (const std::string& problem : finding.left_out)
    fmt::print("  a kiosk does not use: {}\n", Printable(problem));
}

int RunCheck(const CheckOptions& options) {
  const auto time = MomentOf(options.clock);
  if (!time) return Complain(time.error());
  const auto roots = LoadRoots(options.roots);
  if (!roots) return Complain(roots.error());
  const auto file = ReadFile(options.file, keys::kMostBundleBytes);
  if (!file) return Complain(file.error());
  const auto bundle = keys::OpenTrustBundle(*file, *roots);
  const TrustFinding finding = bundle
                                   ? Examine(*bundle, options, time->now)
                                   : TrustFinding{.refused = bundle.error().detail, .left_out = {}};
  Print(finding, bundle ? &*bundle : nullptr, options.json);
  if (!finding.refused.empty()) return kExitRefused;
  return finding.left_out.empty() ? kExitAccepted : kExitUndetermined;
}

void AddRoots(const Command& command, std::vector<std::string>& roots) {
  command
      .Add("--root", roots,
           fmt::format("root keys (.pub) that are believed: files or folders; {} when left out",
                       keys::kInstalledRoots))
      .Takes("PATH")
      .OneWordEach();
}

void AddTrustCheck(const Command& trust, int& exit_code) {
  Command command = trust.AddCommand(
      "check",
      "Check a bundle as a kiosk does: exit 0 all of it is used, 3 parts are left out, 1 it is not "
      "usable");
  const auto options = std::make_shared<CheckOptions>();
  command.Add("file", options->file, "the bundle").Required();
  AddRoots(command, options->roots);
  command.Add("--revocations", options->revocations, "the revocation file that comes with it")
      .Takes("FILE");
  command.AddFlag("--demo", options->demo, "as a demonstration kiosk, which takes demo keys");
  command.AddFlag("--json", options->json, "one JSON object instead of text");
  AddClock(command, options->clock, "check as if it were this moment (RFC 3339)");
  command.OnRun([options, &exit_code] { exit_code = RunCheck(*options); });
}

// ---- import ----

struct ImportOptions {
  std::string file;
  std::string into;
  std::vector<std::string> roots;
  std::string clock;
};

int RunImport(const ImportOptions& options) {
  const auto time = MomentOf(options.clock);
  if (!time) return Complain(time.error());
  if (!time->trusted) Complain("note: the clock is in doubt, so the bundle's age is not looked at");
  const auto roots = RootKeys(options.roots);
  if (!roots) return Complain(roots.error());
  const auto file = ReadFile(options.file, keys::kMostBundleBytes);
  if (!file) return Complain(file.error());
  auto keeper = keys::TrustKeeper::Open(options.into, *roots);
  if (!keeper) return Complain(keeper.error());
  if (!keeper->problem().empty())
    Complain("the newest bundle was passed over: " + keeper->problem());
  const Status imported =
      keeper->Import(*file, time->trusted ? std::optional(time->now) : std::nullopt);
  if (!imported) {
    Complain(imported.error());
    if (keeper->current() != nullptr) {
      fmt::print("bundle {} stays in use\n", keeper->current()->sequence);
    }
    return kExitRefused;
  }
  fmt::print("bundle {} is in use\n", keeper->current()->sequence);
  return kExitAccepted;
}

void AddImport(const Command& trust, int& exit_code) {
  Command command = trust.AddCommand(
      "import", "Take a bundle over into a keeper's folder; exit 1 when the one before stays");
  const auto options = std::make_shared<ImportOptions>();
  command.Add("file", options->file, "the bundle").Required();
  command.Add("--into", options->into, "the keeper's folder, e.g. /var/lib/clearway/trust")
      .Required()
      .Takes("DIR");
  AddRoots(command, options->roots);
  AddClock(command, options->clock, "import as if it were this moment (RFC 3339)");
  command.OnRun([options, &exit_code] { exit_code = RunImport(*options); });
}

}  // namespace

void AddTrustCommand(const Command& program, int& exit_code) {
  Command trust = program.AddCommand("trust", "Build, sign, check and import trust bundles");
  trust.RequireCommand();
  trust.Footer(
      "The way of a bundle: trust build, trust sign, trust check, and then into a kiosk's import "
      "folder (or trust import).");
  AddBuild(trust, exit_code);
  AddSign(trust, exit_code);
  AddShow(trust, exit_code);
  AddTrustCheck(trust, exit_code);
  AddImport(trust, exit_code);
}

}  // namespace clearway::tools
