#include "base/command_line/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <sstream>
#include <utility>

#include "base/core/without_payload.h"

namespace clearway::command_line {
namespace {

// The words behind the program's name as CLI11 takes them: the last first. It would make a list of
// a word in [ ], as some seals are; with a line end behind it it is one word.
std::vector<std::string> WordsForParser(int count, const char* const* arguments) {
  std::vector<std::string> words;
  for (int i = count - 1; i > 0; --i) {
    std::string& word = words.emplace_back(arguments[i]);
    if (word.starts_with('[') && word.ends_with(']')) word += '\n';
  }
  return words;
}

std::string WithoutAddedEnd(std::string word) {
  if (word.starts_with('[') && word.ends_with("]\n")) word.pop_back();
  return word;
}

// An option whose values are words: they come out as they were given.
CLI::Option* OfWords(CLI::Option* option) {
  return option->transform(WithoutAddedEnd);
}

}  // namespace

Option Option::Required() {
  option_->required();
  return *this;
}

Option Option::Takes(const std::string& what) {
  option_->type_name(what);
  return *this;
}

Option Option::ShowsDefault() {
  option_->capture_default_str();
  return *this;
}

Option Option::OneOf(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option Option::Between(int lowest, int highest) {
  option_->check(CLI::Range(lowest, highest));
  return *this;
}

Option Option::Between(std::uint64_t lowest, std::uint64_t highest) {
  option_->check(CLI::Range(lowest, highest));
  return *this;
}

Option Option::Between(double lowest, double highest) {
  option_->check(CLI::Range(lowest, highest));
  return *this;
}

Option Option::ExistingFolder() {
  option_->check(CLI::ExistingDirectory);
  return *this;
}

Option Option::Words(int fewest, int most) {
  option_->expected(fewest, most);
  return *this;
}

Option Option::OneWordEach() {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::Needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

Command Command::AddCommand(const std::string& name, const std::string& what) const {
  return Command(app_->add_subcommand(name, what));
}

Option Command::Add(const std::string& names, std::string& value, const std::string& what) const {
  return Option(OfWords(app_->add_option(names, value, what)));
}

Option Command::Add(const std::string& names, std::vector<std::string>& value,
                    const std::string& what) const {
  return Option(OfWords(app_->add_option(names, value, what)));
}

Option Command::Add(const std::string& names, std::filesystem::path& value,
                    const std::string& what) const {
  return Option(OfWords(app_->add_option(names, value, what)));
}

Option Command::Add(const std::string& names, int& value, const std::string& what) const {
  return Option(app_->add_option(names, value, what));
}

Option Command::Add(const std::string& names, std::uint32_t& value, const std::string& what) const {
  return Option(app_->add_option(names, value, what));
}

Option Command::Add(const std::string& names, std::uint64_t& value, const std::string& what) const {
  return Option(app_->add_option(names, value, what));
}

Option Command::Add(const std::string& names, double& value, const std::string& what) const {
  return Option(app_->add_option(names, value, what));
}

Option Command::AddFlag(const std::string& names, bool& value, const std::string& what) const {
  return Option(app_->add_flag(names, value, what));
}

Option Command::AddTaker(const std::string& name,
                         std::function<std::string(const std::string&)> take,
                         const std::string& what) const {
  return Option(app_->add_option_function<std::string>(
      name,
      [name, take = std::move(take)](const std::string& word) {
        if (const std::string wrong = take(word); !wrong.empty()) {
          throw CLI::ValidationError(name, wrong);
        }
      },
      what));
}

void Command::RequireCommand() const {
  app_->require_subcommand(1);
}

void Command::TakeOptionsAnywhere() const {
  app_->fallthrough();
}

void Command::Footer(const std::string& text) const {
  app_->footer(text);
}

void Command::OnRun(std::function<void()> run) const {
  app_->callback(std::move(run));
}

void Command::OnRunWithWords(std::function<void(const std::vector<std::string>&)> run) const {
  app_->prefix_command();
  app_->set_help_flag();
  app_->callback([app = app_, run = std::move(run)] { run(app->remaining()); });
}

bool Command::IsNamed() const {
  return app_->parsed();
}

Program::Program(const std::string& name, const std::string& what)
    : Program(std::make_unique<CLI::App>(what, name)) {}

Program::Program(std::unique_ptr<CLI::App> app) : Command(app.get()), owned_(std::move(app)) {}

Program::~Program() = default;

void Program::Version(const std::string& text) {
  app().set_version_flag("--version", text);
}

Outcome Program::Parse(int count, const char* const* arguments) {
  try {
    app().parse(WordsForParser(count, arguments));
    return {.kind = Outcome::Kind::kUnderstood, .text = {}};
  } catch (const CLI::ParseError& error) {
    std::ostringstream answer;
    if (app().exit(error, answer, answer) == 0) {
      return {.kind = Outcome::Kind::kAnswered, .text = answer.str()};
    }
    return {.kind = Outcome::Kind::kRefused, .text = ForTerminal(error.what())};
  }
}

std::string Program::Help() const {
  return app().help();
}

std::string Program::Name() const {
  return app().get_name();
}

bool Program::HasNamedCommand() const {
  return !app().get_subcommands().empty();
}

std::optional<int> Tell(const Outcome& outcome, int status_of_refusal) {
  switch (outcome.kind) {
    case Outcome::Kind::kUnderstood:
      return std::nullopt;
    case Outcome::Kind::kAnswered:
      std::cout << outcome.text;
      return 0;
    case Outcome::Kind::kRefused:
      break;
  }
  std::cerr << outcome.text << "\nRun with --help for more information.\n";
  return status_of_refusal;
}

}  // namespace clearway::command_line
