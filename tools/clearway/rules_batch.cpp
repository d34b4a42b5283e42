#include "tools/clearway/rules_batch.h"

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"
#include "certificate/certlogic/evaluation.h"
#include "certificate/certlogic/expression.h"
#include "tools/clearway/case_lines.h"

namespace clearway::tools {
namespace {

using encoding::CanonicalJson;
using encoding::CanonicalText;
using encoding::json::Document;
using encoding::json::Item;

std::string IssuesJson(const std::vector<certlogic::Issue>& issues) {
  std::string out = "[";
  for (const certlogic::Issue& issue : issues) {
    if (out.size() > 1) out += ',';
    out += R"({"expr":)" + CanonicalJson(issue.expression) + R"(,"message":)" +
           CanonicalText(issue.message) + '}';
  }
  return out + ']';
}

// The member that says what became of a sound expression.
std::string OutcomeJson(const Item& logic, const Item& data) {
  const auto expression = certlogic::Expression::Compile(logic);
  if (!expression) return R"(,"error":)" + CanonicalText(expression.error().detail);
  const certlogic::Value scope = certlogic::FromJson(data);
  certlogic::Evaluation evaluation(*expression, scope);
  const auto value = evaluation.Run();
  if (!value) return R"(,"error":)" + CanonicalText(value.error().detail);
  return R"(,"value":)" + certlogic::ToJson(*value);
}

Result<std::string> EvaluateCase(const Result<std::string_view>& line) {
  if (!line) return std::unexpected(line.error());
  const auto document = Document::Parse(*line, certlogic::kRuleLimits);
  if (!document) return std::unexpected(document.error());
  const auto logic = document->root().Find("logic");
  if (!logic) return Fail(Fault::kInvalid, "the case has no logic");
  const auto id = document->root().Find("id");
  const auto issues = certlogic::Expression::Check(*logic);
  std::string result =
      R"({"id":)" + (id ? CanonicalJson(*id) : "null") + R"(,"issues":)" + IssuesJson(issues);
  const auto data = document->root().Find("data");
  if (issues.empty() && data) result += OutcomeJson(*logic, *data);
  return result + '}';
}

}  // namespace

std::size_t RunRulesBatch(std::istream& cases, std::ostream& results) {
  std::size_t broken = 0;
  CaseLines lines(cases, results);
  while (const auto line = lines.Next()) {
    const Result<std::string> result = EvaluateCase(*line);
    if (!result) ++broken;
    results << (result ? *result
                       : R"({"id":null,"error":)" + CanonicalText(result.error().detail) + '}')
            << '\n';
  }
  return broken;
}

}  // namespace clearway::tools
