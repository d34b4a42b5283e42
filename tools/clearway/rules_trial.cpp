#include "tools/clearway/rules_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/core/file.h"
#include "base/encoding/bytes.h"
#include "base/encoding/json.h"
#include "certificate/certlogic/evaluation.h"
#include "certificate/rules/explain.h"
#include "certificate/rules/rule_folder.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;
using certlogic::Value;
using encoding::json::Document;
using encoding::json::Item;

// A JSON file and what it holds.
struct JsonFile {
  encoding::Bytes bytes;
  Document document;
};

Result<JsonFile> ReadJson(const fs::path& path) {
  auto bytes = ReadFile(path, rules::RuleSet::kLargestDocument);
  if (!bytes) return Fail(bytes.error().fault, path.string() + ": " + bytes.error().detail);
  auto document = Document::Parse(encoding::AsText(*bytes), certlogic::kRuleLimits);
  if (!document) return Fail(Fault::kInvalid, path.string() + ": " + document.error().detail);
  return JsonFile{std::move(*bytes), std::move(*document)};
}

// The data of a test: as it is, or with the folder's value sets where it brings none.
class TestData {
 public:
  TestData(const Item& test, const rules::RuleSet& rules) {
    if (const auto payload = test.Find("payload"))
      data_.members.emplace_back("payload", certlogic::FromJson(*payload));
    const auto external = test.Find("external");
    if (external) {
      for (const auto& [key, value] : external->Members()) {
        external_.members.emplace_back(key, certlogic::FromJson(value));
      }
    }
    if (!external || !external->Find("valueSets")) {
      external_.members.emplace_back("valueSets", rules.value_sets());
    }
    data_.members.emplace_back("external", &std::as_const(external_));
  }
  TestData(const TestData&) = delete;
  TestData& operator=(const TestData&) = delete;
  ~TestData() = default;

  [[nodiscard]] Value value() const { return &data_; }

 private:
  certlogic::Record external_;
  certlogic::Record data_;
};

std::string Outcome(const certlogic::Expression& logic, const Value& data) {
  certlogic::Evaluation evaluation(logic, data);
  const auto value = evaluation.Run();
  return value ? certlogic::ToJson(*value) : "an error: " + value.error().detail;
}

// Nullopt when the test comes out as it wants to.
std::optional<std::string> FailureOf(const certlogic::Expression& logic, const fs::path& file,
                                     const rules::RuleSet& rules) {
  const Result<JsonFile> test = ReadJson(file);
  if (!test) return test.error().detail;
  const auto expected = test->document.root().Find("expected");
  if (!expected) return file.string() + ": it has no member expected";
  const TestData data(test->document.root(), rules);
  const std::string wanted = certlogic::ToJson(certlogic::FromJson(*expected));
  const std::string came = Outcome(logic, data.value());
  if (wanted == came) return std::nullopt;
  return fmt::format("{}: wanted {}, got {}", file.string(), wanted, came);
}

std::vector<fs::path> JsonFilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    if (at->path().extension() == ".json") files.push_back(at->path());
  }
  std::ranges::sort(files);
  return files;
}

void TryRule(const rules::Rule& rule, const fs::path& folder, const rules::RuleSet& rules,
             RulesTrial& trial) {
  const fs::path file = folder / rule.heading.source;
  for (const fs::path& test : JsonFilesIn(file.parent_path() / "tests")) {
    ++trial.tests;
    if (!rule.condition.logic) {
      trial.failures.push_back(test.string() + ": the rule is unsound: " + rule.condition.problem);
    } else if (auto failure = FailureOf(*rule.condition.logic, test, rules)) {
      trial.failures.push_back(std::move(*failure));
    }
  }
}

}  // namespace

Result<RulesTrial> TryRules(const fs::path& folder) {
  const Result<rules::RuleSet> rules = rules::LoadRuleFolder(folder);
  if (!rules) return std::unexpected(rules.error());
  RulesTrial trial;
  for (const rules::Rule& rule : rules->rules()) TryRule(rule, folder, *rules, trial);
  if (trial.tests == 0) {
    return Fail(Fault::kNotFound, "no rule below " + folder.string() +
                                      " has a folder tests beside it with *.json in it");
  }
  return trial;
}

Result<std::string> ExplainRule(const fs::path& path, const fs::path& input_path) {
  const Result<JsonFile> file = ReadJson(path);
  if (!file) return std::unexpected(file.error());
  std::vector<rules::Problem> problems;
  const rules::Rule rule = rules::ReadRule(file->document.root(), path.string(), problems);
  if (!rule.condition.logic) return Fail(Fault::kInvalid, rule.condition.problem);
  std::string words =
      fmt::format("{} of {} ({}, {}): {}\n", rule.heading.identifier, rule.heading.country,
                  rule.invalidates ? "invalidation" : "acceptance", ToString(rule.subject),
                  TextFor(rule.heading.description, "en"));
  if (input_path.empty()) return words + rules::Explain(*rule.condition.logic, std::nullopt);
  const Result<JsonFile> input = ReadJson(input_path);
  if (!input) return std::unexpected(input.error());
  return words + rules::Explain(*rule.condition.logic, certlogic::FromJson(input->document.root()));
}

}  // namespace clearway::tools
