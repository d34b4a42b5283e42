#pragma once

// Each command adds itself to the program and carries itself out when its name is called.
#include "base/command_line/command_line.h"

namespace clearway::tools {

// Exit codes of DESIGN.md.
enum ExitCode : int {
  kExitAccepted = 0,  // accepted, or whatever was asked for was done
  kExitRefused = 1,
  kExitUsage = 2,  // the command could not be carried out as it was given
  kExitUndetermined = 3,
};

void AddVerifyCommand(const command_line::Command& program, int& exit_code);
void AddInspectCommand(const command_line::Command& program, int& exit_code);
void AddIssueCommand(const command_line::Command& program, int& exit_code);
void AddKeysCommand(const command_line::Command& program, int& exit_code);
void AddTrustCommand(const command_line::Command& program, int& exit_code);
void AddRevokeCommand(const command_line::Command& program, int& exit_code);
void AddRulesCommand(const command_line::Command& program, int& exit_code);
void AddAuditCommand(const command_line::Command& program, int& exit_code);
// scan, print, vault and badge: programs of their own, beside this one.
void AddSiblingCommands(const command_line::Command& program, int& exit_code);
// Commands that the design has and this build has not.
void AddAbsentCommands(const command_line::Command& program, int& exit_code);

}  // namespace clearway::tools
