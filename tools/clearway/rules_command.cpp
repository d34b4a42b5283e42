#include <iostream>

#include "tools/clearway/command.h"
#include "tools/clearway/rules_batch.h"

namespace clearway::tools {
namespace {

void AddEvaluate(CLI::App& rules, int& exit_code) {
  CLI::App* command =
      rules.add_subcommand("evaluate", "Evaluate CertLogic expressions from stdin, for programs");
  command->footer(
      "One JSON object a line in, one a line out, in the same order.\n"
      "in   {\"id\", \"logic\", \"data\"?}\n"
      "out  {\"id\", \"issues\": [{\"expr\", \"message\"}]}   it breaks the CertLogic "
      "specification\n"
      "     {\"id\", \"issues\": [], \"value\"}              what it evaluates to over the data\n"
      "     {\"id\", \"issues\": [], \"error\"}              why it cannot be evaluated over it\n"
      "Exit status: 0, or 2 when a line was no case.");
  command->callback([&exit_code] {
    std::ios::sync_with_stdio(false);
    exit_code = RunRulesBatch(std::cin, std::cout) == 0 ? kExitAccepted : kExitUsage;
  });
}

}  // namespace

void AddRulesCommand(CLI::App& program, int& exit_code) {
  CLI::App* rules = program.add_subcommand("rules", "Try acceptance rules");
  rules->require_subcommand(1);
  AddEvaluate(*rules, exit_code);
}

}  // namespace clearway::tools
