// The command line of Clearway: checks, shows and issues certificates. It links what certificates
// need and nothing else, so that it starts in a few milliseconds.
#include <string>

#include "base/command_line/command_line.h"
#include "base/core/without_payload.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/parse_and_run.h"

namespace clearway::tools {
namespace {

int Run(int argc, char** argv) {
  command_line::Program program(
      "clearway",
      "Clearway checks travel health certificates: who signed them, whether they are in date, and "
      "what they say.");
  program.RequireCommand();
  int exit_code = kExitAccepted;
  AddVerifyCommand(program, exit_code);
  AddInspectCommand(program, exit_code);
  AddIssueCommand(program, exit_code);
  AddKeysCommand(program, exit_code);
  AddTrustCommand(program, exit_code);
  AddRevokeCommand(program, exit_code);
  AddRulesCommand(program, exit_code);
  AddAuditCommand(program, exit_code);
  AddSiblingCommands(program, exit_code);
  AddAbsentCommands(program, exit_code);
  const command_line::Outcome outcome = program.Parse(argc, argv);
  const bool refused = outcome.kind == command_line::Outcome::Kind::kRefused;
  if (refused && argc > 1 && argv[1][0] != '-' && !program.HasNamedCommand()) {
    return Complain("\"" + clearway::WithoutPayload(argv[1]) +
                    "\" is no command; see clearway --help");
  }
  return command_line::Tell(outcome, kExitUsage).value_or(exit_code);
}

}  // namespace
}  // namespace clearway::tools

int main(int argc, char** argv) {
  using namespace clearway::tools;
  return WithOutputWritten("clearway", kExitUsage, [&] { return Run(argc, argv); });
}
