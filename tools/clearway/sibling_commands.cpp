#include <string>
#include <vector>

#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/sibling.h"

namespace clearway::tools {
namespace {

void AddSibling(CLI::App& program, const char* name, const char* what, int& exit_code) {
  CLI::App* command = program.add_subcommand(name, what);
  // Everything behind the name is the other program's business, --help as well.
  command->prefix_command();
  command->set_help_flag();
  command->callback([command, name, &exit_code] {
    exit_code = Complain(BecomeSibling(std::string("clearway-") + name, command->remaining()));
  });
}

void AddAbsent(CLI::App& program, const char* name, const char* what, int& exit_code) {
  CLI::App* command = program.add_subcommand(name, std::string(what) + " (not built yet)");
  command->prefix_command();
  command->callback([name, &exit_code] {
    exit_code = Complain(std::string("\"") + name +
                         "\" is not in this build yet; run clearway --help to see what is");
  });
}

}  // namespace

void AddSiblingCommands(CLI::App& program, int& exit_code) {
  AddSibling(program, "scan", "Find the codes in pictures and films", exit_code);
  AddSibling(program, "print", "Print a certificate on paper or into a file", exit_code);
  AddSibling(program, "printer", "Set up CUPS for travellers' certificates, and check it",
             exit_code);
  AddSibling(program, "vault", "Look after the copies kept for travellers", exit_code);
  AddSibling(program, "badge", "Make staff badges", exit_code);
}

void AddAbsentCommands(CLI::App& program, int& exit_code) {
  AddAbsent(program, "diagnose", "Test the devices of a kiosk", exit_code);
  AddAbsent(program, "provision", "Prepare a kiosk for its place", exit_code);
}

}  // namespace clearway::tools
