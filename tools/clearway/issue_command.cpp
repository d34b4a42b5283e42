#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/core/file.h"
#include "base/encoding/bytes.h"
#include "certificate/issuing/issue.h"
#include "certificate/issuing/seal_certificate.h"
#include "keys/issuing/issuer.h"
#include "keys/reader_key.h"
#include "keys/reader_key_file.h"
#include "keys/secret_file.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/input.h"
#include "tools/clearway/issue_input.h"
#include "tools/new_files.h"

namespace clearway::tools {
namespace {

using command_line::Command;

struct IssueOptions {
  std::string input;
  std::string issuer;
  std::string out;
  std::string clock;
  std::vector<std::string> readers;
};

// What `clearway keys reader new` made for those who issue; a corridor's key is a secret.
Result<keys::SealingKey> LoadSealingKey(const std::string& file) {
  const auto bytes = ReadFile(file, keys::kMostReaderKeyBytes);
  if (!bytes) return std::unexpected(bytes.error());
  const keys::Secret content(*bytes);
  auto key = keys::ParseSealingKey(content.view());
  if (!key) return Fail(key.error().fault, file + ": " + key.error().detail);
  if (key->kind != keys::ReaderKeyKind::kCorridor) return key;
  const auto secret = keys::ReadSecretFile(file, keys::kMostReaderKeyBytes);
  return secret ? std::move(key) : std::unexpected(secret.error());
}

Result<std::string> SealFor(const std::vector<std::string>& files, std::string text) {
  if (files.empty()) return text;
  std::vector<keys::SealingKey> readers;
  for (const std::string& file : files) {
    auto key = LoadSealingKey(file);
    if (!key) return std::unexpected(key.error());
    readers.push_back(std::move(*key));
  }
  return certificate::Seal(text, readers);
}

// Alphanumeric characters in the largest QR code, 40-L (ISO/IEC 18004 table 7).
constexpr std::size_t kLongestCode = 4296;

// For its owner: it is a person's.
constexpr mode_t kForOwner = 0600;

Status Write(std::string text, const std::string& out) {
  text += '\n';
  if (!out.empty()) return ReplaceFile(out, encoding::AsBytes(text), kForOwner);
  fmt::print("{}", text);
  return {};
}

Status CheckOut(const IssueOptions& options) {
  std::vector<std::string> inputs = options.readers;
  inputs.insert(inputs.end(), {options.input, options.issuer});
  return IsNoneOf(options.out, inputs);
}

int Run(const IssueOptions& options) {
  if (Status may = CheckOut(options); !may) return Complain(may.error());
  const auto time = CheckingOptions{.clock = options.clock}.Time();
  if (!time) return Complain(time.error());
  const auto input = DocumentIn(options.input);
  if (!input) return Complain(input.error());
  auto certificate = ParseIssueInput(*input, time->now);
  if (!certificate) return Complain(certificate.error());
  const auto issuer = keys::LoadIssuer(options.issuer);
  if (!issuer) return Complain(issuer.error());
  if (certificate->issuer.empty()) certificate->issuer = issuer->signer.country;
  auto signed_text = certificate::Issue(*certificate, *issuer);
  if (!signed_text) return Complain(signed_text.error());
  auto text = SealFor(options.readers, std::move(*signed_text));
  if (!text) return Complain(text.error());
  if (text->size() > kLongestCode) {
    Complain("note: this certificate is longer than one QR code holds: shorten its texts");
  }
  if (Status status = Write(std::move(*text), options.out); !status) {
    return Complain(status.error());
  }
  if (certificate->expires_at && *certificate->expires_at < time->now) {
    Complain("note: this certificate has expired already");
  }
  return kExitAccepted;
}

}  // namespace

void AddIssueCommand(const Command& program, int& exit_code) {
  Command command =
      program.AddCommand("issue", "Sign an EU DCC or travel health certificate described in JSON");
  command.Footer(
      "The JSON is described in docs/formats/issuing.md.\n"
      "The result is the code's text; `clearway print` makes a picture, a page or paper of it:\n"
      "  clearway issue certificate.json --issuer ministry.key --out certificate.txt\n"
      "  clearway print --png code.png --pdf page.pdf - < certificate.txt");
  const auto options = std::make_shared<IssueOptions>();
  command.Add("input", options->input, "JSON file, or - for stdin").Required();
  command.Add("--issuer", options->issuer, "the issuer's key file, as `clearway keys` makes them")
      .Required()
      .Takes("FILE");
  command.Add("--out", options->out, "write the text there instead of stdout").Takes("FILE");
  command.Add("--clock", options->clock, "issue as if it were this moment (RFC 3339)")
      .Takes("TIME");
  command
      .Add("--seal-for", options->readers,
           "seal it for these readers: a group's .pub file, up to eight times, or a "
           "corridor's .key file")
      .Takes("FILE")
      .OneWordEach();
  command.OnRun([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace clearway::tools
