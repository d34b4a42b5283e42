#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/core/result.h"
#include "certificate/certlogic/budget.h"
#include "certificate/certlogic/expression.h"
#include "certificate/certlogic/value.h"

namespace clearway::certlogic {

// Steps that a rule may take; the longest national rules take some hundred.
inline constexpr std::size_t kMostSteps = 100'000;

// One evaluation of one expression. It owns the arrays and objects that are made on the way, so it
// must outlive the value that it returns.
class Evaluation {
 public:
  // Both must outlive it.
  Evaluation(const Expression& expression, const Value& data, std::size_t steps = kMostSteps)
      : expression_(&expression), data_(&data), budget_(steps) {}

  // kInvalid when an operand is of a kind that its operation does not take, or is no date-time;
  // kFull when the budget is used up, or a value grows beyond kLargest. No error names a value of
  // the data.
  [[nodiscard]] Result<Value> Run() { return Evaluate(expression_->root(), *data_); }
  // Of one operation within the expression, outside of a reduction's lambda.
  [[nodiscard]] Result<Value> Run(const Node& node) { return Evaluate(node, *data_); }

  [[nodiscard]] std::size_t steps_left() const { return budget_.left(); }

 private:
  Result<Value> Evaluate(const Node& node, const Value& scope);
  Result<Value> EvaluateOperation(const Node& node, const Value& scope);
  Result<std::vector<Value>> EvaluateOperands(const Node& node, const Value& scope);
  Result<Value> Access(const Node& node, const Value& scope);
  Result<Value> If(const Node& node, const Value& scope);
  Result<Value> And(const Node& node, const Value& scope);
  Result<Value> Not(const Node& node, const Value& scope);
  Result<Value> In(const Value& sought, const Value& array);
  Result<Value> PlusTime(const Node& node, const Value& scope);
  Result<Value> Reduce(const Node& node, const Value& scope);
  Result<Value> ExtractFromUvci(const Node& node, const Value& scope);
  Result<Value> DccDateOfBirth(const Node& node, const Value& scope);
  Result<bool> TruthOf(const Node& node, const Value& value) const;
  Result<Value> MakeList(std::vector<Value> elements);
  Result<Value> MakeContext(const Value& accumulator, const Value& current);

  const Expression* expression_;
  const Value* data_;
  Budget budget_;
  std::vector<std::unique_ptr<const List>> lists_;
  std::vector<std::unique_ptr<const Record>> records_;
};

}  // namespace clearway::certlogic
