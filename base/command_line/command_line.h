#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// What programs are called with, taken apart by CLI11. It is one large header, which costs a
// compiler seconds in every file that sees it: command_line.cpp alone does.
namespace clearway::command_line {

// A word or list of words that a command takes. Each demand answers the option, for the next.
class Option {
 public:
  Option Required();
  // Of its value, for --help: "FILE", "TIME".
  Option Takes(const std::string& what);
  Option ShowsDefault();
  Option OneOf(const std::vector<std::string>& words);
  Option Between(int lowest, int highest);
  Option Between(std::uint64_t lowest, std::uint64_t highest);
  Option Between(double lowest, double highest);
  Option ExistingFolder();
  // Of a list: how many words.
  Option Words(int fewest, int most);
  // Of a list: named again for each further word.
  Option OneWordEach();
  Option Needs(const Option& other);

 private:
  friend class Command;
  explicit Option(CLI::Option* option) : option_(option) {}
  CLI::Option* option_;
};

// A command that is still being described: a handle, good as long as its Program is. What options
// write to must live until the words are parsed. Names are as CLI11 takes them: "input" for what
// stands alone, "--out" or "-o,--out" for what is named.
class Command {
 public:
  Command AddCommand(const std::string& name, const std::string& what) const;

  // `value` is as it was where the words do not name it.
  Option Add(const std::string& names, std::string& value, const std::string& what) const;
  Option Add(const std::string& names, std::vector<std::string>& value,
             const std::string& what) const;
  Option Add(const std::string& names, std::filesystem::path& value, const std::string& what) const;
  Option Add(const std::string& names, int& value, const std::string& what) const;
  Option Add(const std::string& names, std::uint32_t& value, const std::string& what) const;
  Option Add(const std::string& names, std::uint64_t& value, const std::string& what) const;
  Option Add(const std::string& names, double& value, const std::string& what) const;
  Option AddFlag(const std::string& names, bool& value, const std::string& what) const;
  // `take` answers what is wrong with the word; nothing: it has been taken.
  Option AddTaker(const std::string& name, std::function<std::string(const std::string&)> take,
                  const std::string& what) const;

  void RequireCommand() const;
  // Before commands are added, which take these two over: its options may stand behind its
  // commands' names, too; and the text below --help.
  void TakeOptionsAnywhere() const;
  void Footer(const std::string& text) const;
  // Called where the words name this command.
  void OnRun(std::function<void()> run) const;
  // The same, with all words behind the command's name, --help as well: they are another's.
  void OnRunWithWords(std::function<void(const std::vector<std::string>&)> run) const;

  [[nodiscard]] bool IsNamed() const;  // by words that have been parsed

 protected:
  explicit Command(CLI::App* app) : app_(app) {}
  [[nodiscard]] CLI::App& app() const { return *app_; }

 private:
  CLI::App* app_;
};

struct Outcome {
  enum class Kind { kUnderstood, kAnswered /* --help, --version */, kRefused } kind;
  // The answer to --help, with its line end; or what is wrong, for a terminal: a sentence without
  // a certificate that stood among the words.
  std::string text;
};

class Program : public Command {
 public:
  Program(const std::string& name, const std::string& what);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  // The answer to --version.
  void Version(const std::string& text);
  // Writes the options and calls what is to be run. `arguments` as main has them.
  [[nodiscard]] Outcome Parse(int count, const char* const* arguments);
  [[nodiscard]] std::string Help() const;
  [[nodiscard]] std::string Name() const;
  [[nodiscard]] bool HasNamedCommand() const;

 private:
  explicit Program(std::unique_ptr<CLI::App> app);
  std::unique_ptr<CLI::App> owned_;
};

// The exit status of a program that has nothing to do but to tell, on stdout an answer, on stderr a
// refusal: 0 or that of a refusal. nullopt where its words were understood.
[[nodiscard]] std::optional<int> Tell(const Outcome& outcome, int status_of_refusal);

}  // namespace clearway::command_line
