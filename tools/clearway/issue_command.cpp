#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "certificate/issuing/issue.h"
#include "keys/issuing/issuer.h"
#include "tools/clearway/checking_options.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/issue_input.h"

namespace clearway::tools {
namespace {

struct IssueOptions {
  std::string input;
  std::string issuer;
  std::string out;
  std::string clock;
};

Result<std::string> ReadInput(const std::string& name) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream stream(name, std::ios::binary);
  if (!stream) return Fail(Fault::kNotFound, "the input " + name + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

Status Write(const std::string& text, const std::string& out) {
  if (out.empty()) {
    fmt::print("{}\n", text);
    return {};
  }
  std::ofstream stream(out, std::ios::binary | std::ios::trunc);
  stream << text << '\n';
  stream.close();
  if (!stream)
    return Fail(Fault::kDenied, out + " cannot be written: check the folder and the disk");
  return {};
}

int Run(const IssueOptions& options) {
  const auto time = CheckingOptions{.clock = options.clock}.Time();
  if (!time) return Complain(time.error());
  const auto input = ReadInput(options.input);
  if (!input) return Complain(input.error());
  auto certificate = ParseIssueInput(*input, time->now);
  if (!certificate) return Complain(certificate.error());
  const auto issuer = keys::LoadIssuer(options.issuer);
  if (!issuer) return Complain(issuer.error());
  if (certificate->issuer.empty()) certificate->issuer = issuer->signer.country;
  const auto text = certificate::Issue(*certificate, *issuer);
  if (!text) return Complain(text.error());
  if (Status status = Write(*text, options.out); !status) return Complain(status.error());
  if (certificate->expires_at && *certificate->expires_at < time->now) {
    Complain("note: this certificate has expired already");
  }
  return kExitAccepted;
}

}  // namespace

void AddIssueCommand(CLI::App& program, int& exit_code) {
  CLI::App* command = program.add_subcommand(
      "issue", "Sign an EU DCC or travel health certificate described in JSON");
  command->footer("The JSON is described in docs/formats/issuing.md.");
  const auto options = std::make_shared<IssueOptions>();
  command->add_option("input", options->input, "JSON file, or - for stdin")->required();
  command
      ->add_option("--issuer", options->issuer,
                   "the issuer's key file, as `clearway keys` makes them")
      ->required()
      ->type_name("FILE");
  command->add_option("--out", options->out, "write the text there instead of stdout")
      ->type_name("FILE");
  command->add_option("--clock", options->clock, "issue as if it were this moment (RFC 3339)")
      ->type_name("TIME");
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace clearway::tools
