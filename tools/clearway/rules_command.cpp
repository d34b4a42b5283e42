#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/core/printable.h"
#include "certificate/rules/rule_folder.h"
#include "tools/clearway/command.h"
#include "tools/clearway/complain.h"
#include "tools/clearway/rules_batch.h"
#include "tools/clearway/rules_trial.h"

namespace clearway::tools {
namespace {

using command_line::Command;

// Words that are partly a stranger's.
void PrintLines(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    fmt::print("{}\n", Printable(line));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
}

int Check(const std::string& folder) {
  const Result<rules::RuleSet> rules = rules::LoadRuleFolder(folder);
  if (!rules) return Complain(rules.error());
  for (const rules::Problem& problem : rules->problems()) {
    PrintLines(ToText(problem));
  }
  std::set<std::string> countries;
  for (const rules::Rule& rule : rules->rules()) countries.insert(rule.heading.country);
  fmt::print("{} rules of {} countries, {} requirements, {} mistakes\n", rules->rules().size(),
             countries.size(), rules->requirements().size(), rules->problems().size());
  return rules->problems().empty() ? kExitAccepted : kExitRefused;
}

int Test(const std::string& folder) {
  const Result<RulesTrial> trial = TryRules(folder);
  if (!trial) return Complain(trial.error());
  for (const std::string& failure : trial->failures) PrintLines(failure);
  fmt::print("{} of {} tests passed\n", trial->tests - trial->failures.size(), trial->tests);
  return trial->failures.empty() ? kExitAccepted : kExitRefused;
}

void AddRulesCheck(const Command& rules, int& exit_code) {
  Command command = rules.AddCommand(
      "check", "Read a folder of rules and say every mistake; exit 1 if there is one");
  const auto folder = std::make_shared<std::string>();
  command.Add("folder", *folder, "folder of *.json").Required().Takes("DIR");
  command.OnRun([folder, &exit_code] { exit_code = Check(*folder); });
}

void AddTest(const Command& rules, int& exit_code) {
  Command command = rules.AddCommand(
      "test", "Run the tests that lie beside rules; exit 1 if one comes out wrong");
  const auto folder = std::make_shared<std::string>();
  command
      .Add("folder", *folder,
           "folder of CC/IDENTIFIER/rule.json with CC/IDENTIFIER/tests/*.json beside it, "
           "each {\"payload\", \"external\", \"expected\"}")
      .Required()
      .Takes("DIR");
  command.OnRun([folder, &exit_code] { exit_code = Test(*folder); });
}

void AddExplain(const Command& rules, int& exit_code) {
  Command command = rules.AddCommand(
      "explain", "Say a rule in words; with an input, what each part of it comes to");
  struct Options {
    std::string rule;
    std::string input;
  };
  const auto options = std::make_shared<Options>();
  command.Add("rule", options->rule, "a rule's *.json").Required().Takes("FILE");
  command.Add("--input", options->input, "JSON {\"payload\", \"external\"}; a rule's test is one")
      .Takes("FILE");
  command.OnRun([options, &exit_code] {
    const Result<std::string> words = ExplainRule(options->rule, options->input);
    if (words) PrintLines(*words);
    exit_code = words ? kExitAccepted : Complain(words.error());
  });
}

void AddEvaluate(const Command& rules, int& exit_code) {
  Command command =
      rules.AddCommand("evaluate", "Evaluate CertLogic expressions from stdin, for programs");
  command.Footer(
      "One JSON object a line of up to 16 MiB in, one a line out, in the same order.\n"
      "in   {\"id\", \"logic\", \"data\"?}\n"
      "out  {\"id\", \"issues\": [{\"expr\", \"message\"}]}   it breaks the CertLogic "
      "specification\n"
      "     {\"id\", \"issues\": [], \"value\"}              what it evaluates to over the data\n"
      "     {\"id\", \"issues\": [], \"error\"}              why it cannot be evaluated over it\n"
      "Exit status: 0, or 2 when a line was no case.");
  command.OnRun([&exit_code] {
    std::ios::sync_with_stdio(false);
    exit_code = RunRulesBatch(std::cin, std::cout) == 0 ? kExitAccepted : kExitUsage;
  });
}

}  // namespace

void AddRulesCommand(const Command& program, int& exit_code) {
  Command rules = program.AddCommand("rules", "Try acceptance rules");
  rules.RequireCommand();
  AddRulesCheck(rules, exit_code);
  AddTest(rules, exit_code);
  AddExplain(rules, exit_code);
  AddEvaluate(rules, exit_code);
}

}  // namespace clearway::tools
