// CertLogic: a rule in the first line, its data in the rest. Whatever compiles ends within its
// budget, and gives the same value again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/encoding/bytes.h"
#include "certificate/certlogic/evaluation.h"

using namespace clearway;

namespace {

constexpr std::size_t kSteps = 5000;
constexpr std::size_t kShown = 1000;  // nodes of a value that is written out

std::string Evaluated(const certlogic::Expression& expression, const certlogic::Value& data) {
  certlogic::Evaluation evaluation(expression, data, kSteps);
  const auto value = evaluation.Run();
  if (evaluation.steps_left() > kSteps) std::abort();
  if (!value) return value.error().detail;
  if (certlogic::ExtentOf(*value).nodes > certlogic::kLargest.nodes) std::abort();
  return certlogic::ExtentOf(*value).nodes < kShown ? certlogic::ToJson(*value) : "large";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = encoding::AsText({data, size});
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto logic = encoding::json::Document::Parse(text.substr(0, line), certlogic::kRuleLimits);
  const auto input = encoding::json::Document::Parse(text.substr(line), certlogic::kRuleLimits);
  if (!logic) return 0;
  const auto expression = certlogic::Expression::Compile(logic->root());
  if (expression.has_value() != certlogic::Expression::Check(logic->root()).empty()) std::abort();
  if (!expression || !input) return 0;
  const certlogic::Value scope = certlogic::FromJson(input->root());
  if (Evaluated(*expression, scope) != Evaluated(*expression, scope)) std::abort();
  return 0;
}
