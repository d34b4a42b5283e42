#pragma once

#include <CLI/CLI.hpp>

// Each command adds itself to the program and carries itself out from its callback. Included by
// .cpp files only: CLI11 is large.
namespace clearway::tools {

// Exit codes of DESIGN.md.
enum ExitCode : int {
  kExitAccepted = 0,  // accepted, or whatever was asked for was done
  kExitRefused = 1,
  kExitUsage = 2,  // the command could not be carried out as it was given
  kExitUndetermined = 3,
};

void AddVerifyCommand(CLI::App& program, int& exit_code);
void AddInspectCommand(CLI::App& program, int& exit_code);
void AddIssueCommand(CLI::App& program, int& exit_code);
void AddKeysCommand(CLI::App& program, int& exit_code);
void AddTrustCommand(CLI::App& program, int& exit_code);
void AddRevokeCommand(CLI::App& program, int& exit_code);
void AddRulesCommand(CLI::App& program, int& exit_code);
void AddAuditCommand(CLI::App& program, int& exit_code);
// scan, print, vault and badge: programs of their own, beside this one.
void AddSiblingCommands(CLI::App& program, int& exit_code);
// Commands that the design has and this build has not.
void AddAbsentCommands(CLI::App& program, int& exit_code);

}  // namespace clearway::tools
