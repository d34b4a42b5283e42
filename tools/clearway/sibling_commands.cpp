#include <string>
#include <vector>

#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/sibling.h"

namespace clearway::tools {
namespace {

using command_line::Command;

void AddSibling(const Command& program, const char* name, const char* what, int& exit_code) {
  Command command = program.AddCommand(name, what);
  command.OnRunWithWords([name, &exit_code](const std::vector<std::string>& words) {
    exit_code = Complain(BecomeSibling(std::string("clearway-") + name, words));
  });
}

void AddAbsent(const Command& program, const char* name, const char* what, int& exit_code) {
  Command command = program.AddCommand(name, std::string(what) + " (not built yet)");
  command.OnRunWithWords([name, &exit_code](const std::vector<std::string>&) {
    exit_code = Complain(std::string("\"") + name +
                         "\" is not in this build yet; run clearway --help to see what is");
  });
}

}  // namespace

void AddSiblingCommands(const Command& program, int& exit_code) {
  AddSibling(program, "scan", "Find the codes in pictures and films", exit_code);
  AddSibling(program, "print", "Print a certificate on paper or into a file", exit_code);
  AddSibling(program, "printer", "Set up CUPS for travellers' certificates, and check it",
             exit_code);
  AddSibling(program, "vault", "Look after the copies kept for travellers", exit_code);
  AddSibling(program, "badge", "Make staff badges", exit_code);
}

void AddAbsentCommands(const Command& program, int& exit_code) {
  AddAbsent(program, "diagnose", "Test the devices of a kiosk", exit_code);
  AddAbsent(program, "provision", "Prepare a kiosk for its place", exit_code);
}

}  // namespace clearway::tools
