#include "certificate/certlogic/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace clearway::certlogic {
namespace {

std::unexpected<Error> Wrong(Operator op, std::string_view what) {
  return Fail(Fault::kInvalid, fmt::format("\"{}\": {}", ToString(op), what));
}

std::unexpected<Error> OutOfSteps() {
  return Fail(Fault::kFull, "it takes more steps than a rule may");
}

bool ComparesDates(Operator op) {
  return op >= Operator::kAfter && op <= Operator::kNotBefore;
}

template <typename T>
bool Holds(Operator op, T left, T right) {
  switch (op) {
    case Operator::kLess:
    case Operator::kBefore:
      return left < right;
    case Operator::kGreater:
    case Operator::kAfter:
      return left > right;
    case Operator::kNotGreater:
    case Operator::kNotAfter:
      return left <= right;
    default:
      return left >= right;
  }
}

// Whether each operand stands in that order to the next.
template <typename T>
bool HoldsAlong(Operator op, const std::vector<T>& operands) {
  return std::ranges::adjacent_find(
             operands, [op](T left, T right) { return !Holds(op, left, right); }) == operands.end();
}

Result<Value> Compare(Operator op, const std::vector<Value>& operands) {
  if (ComparesDates(op)) {
    std::vector<DateTime> times;
    for (const Value& operand : operands) {
      const auto* time = std::get_if<DateTime>(&operand);
      if (time == nullptr) return Wrong(op, "all operands must be date-times");
      times.push_back(*time);
    }
    return HoldsAlong(op, times);
  }
  std::vector<double> numbers;
  for (const Value& operand : operands) {
    const std::optional<double> number = AsInteger(operand);
    if (!number) return Wrong(op, "all operands must be integers");
    numbers.push_back(*number);
  }
  return HoldsAlong(op, numbers);
}

Result<Value> Plus(const Value& left, const Value& right) {
  const std::optional<double> one = AsInteger(left);
  const std::optional<double> other = AsInteger(right);
  if (!one || !other) return Wrong(Operator::kPlus, "both operands must be integers");
  return *one + *other;
}

// The fragments of a UVCI are split by these (Annex 2 of the EU's guidelines on proof of
// vaccination).
constexpr std::string_view kSeparators = "/#:";
constexpr std::string_view kUvciPrefix = "URN:UVCI:";

std::optional<std::string_view> UvciFragment(std::string_view uvci, std::int64_t index) {
  if (index < 0) return std::nullopt;
  if (uvci.starts_with(kUvciPrefix)) uvci.remove_prefix(kUvciPrefix.size());
  for (; index > 0; --index) {
    const std::size_t separator = uvci.find_first_of(kSeparators);
    if (separator == std::string_view::npos) return std::nullopt;
    uvci.remove_prefix(separator + 1);
  }
  return uvci.substr(0, uvci.find_first_of(kSeparators));
}

std::size_t SizeOf(const Value& value) {
  const auto* item = std::get_if<encoding::json::Item>(&value);
  return item == nullptr ? 0 : item->size();
}

}  // namespace

Result<Value> Evaluation::Evaluate(const Node& node, const Value& scope) {
  if (!budget_.Spend(1)) return OutOfSteps();
  switch (node.op) {
    case Operator::kConstant:
      return expression_->Constant(node);
    case Operator::kVar:
      return Access(node, scope);
    case Operator::kIf:
      return If(node, scope);
    case Operator::kAnd:
      return And(node, scope);
    case Operator::kNot:
      return Not(node, scope);
    case Operator::kPlusTime:
      return PlusTime(node, scope);
    case Operator::kReduce:
      return Reduce(node, scope);
    case Operator::kExtractFromUvci:
      return ExtractFromUvci(node, scope);
    case Operator::kDccDateOfBirth:
      return DccDateOfBirth(node, scope);
    default:
      return EvaluateOperation(node, scope);
  }
}

// Operations that need all of their operands' values.
Result<Value> Evaluation::EvaluateOperation(const Node& node, const Value& scope) {
  Result<std::vector<Value>> operands = EvaluateOperands(node, scope);
  if (!operands) return std::unexpected(operands.error());
  switch (node.op) {
    case Operator::kArray:
      return MakeList(std::move(*operands));
    case Operator::kEqual: {
      const bool equal = AreEqual((*operands)[0], (*operands)[1], budget_);
      return budget_.used_up() ? Result<Value>(OutOfSteps()) : equal;
    }
    case Operator::kIn:
      return In((*operands)[0], (*operands)[1]);
    case Operator::kPlus:
      return Plus((*operands)[0], (*operands)[1]);
    default:
      return Compare(node.op, *operands);
  }
}

Result<std::vector<Value>> Evaluation::EvaluateOperands(const Node& node, const Value& scope) {
  std::vector<Value> values;
  values.reserve(node.count);
  for (std::size_t i = 0; i < node.count; ++i) {
    Result<Value> value = Evaluate(expression_->Operand(node, i), scope);
    if (!value) return std::unexpected(value.error());
    values.push_back(*value);
  }
  return values;
}

Result<Value> Evaluation::Access(const Node& node, const Value& scope) {
  Value value = scope;
  for (const PathStep& step : expression_->Path(node)) {
    if (!budget_.Spend(1 + SizeOf(value) / 16)) return OutOfSteps();
    const Value element = step.index ? ElementAt(value, *step.index) : Value{};
    value = std::holds_alternative<std::monostate>(element) ? MemberOf(value, step.name) : element;
  }
  return value;
}

Result<bool> Evaluation::TruthOf(const Node& node, const Value& value) const {
  const std::optional<bool> truth = Truth(value);
  if (!truth) return Wrong(node.op, "a date-time is neither truthy nor falsy");
  return *truth;
}

Result<Value> Evaluation::If(const Node& node, const Value& scope) {
  const Result<Value> guard = Evaluate(expression_->Operand(node, 0), scope);
  if (!guard) return guard;
  const Result<bool> truth = TruthOf(node, *guard);
  if (!truth) return std::unexpected(truth.error());
  return Evaluate(expression_->Operand(node, *truth ? 1 : 2), scope);
}

// The first falsy operand, or the last.
Result<Value> Evaluation::And(const Node& node, const Value& scope) {
  Result<Value> value = true;
  for (std::size_t i = 0; i < node.count; ++i) {
    value = Evaluate(expression_->Operand(node, i), scope);
    if (!value) return value;
    const bool last = i + 1 == node.count;
    if (last) break;
    const Result<bool> truth = TruthOf(node, *value);
    if (!truth) return std::unexpected(truth.error());
    if (!*truth) break;
  }
  return value;
}

Result<Value> Evaluation::Not(const Node& node, const Value& scope) {
  const Result<Value> operand = Evaluate(expression_->Operand(node, 0), scope);
  if (!operand) return operand;
  const Result<bool> truth = TruthOf(node, *operand);
  if (!truth) return std::unexpected(truth.error());
  return !*truth;
}

Result<Value> Evaluation::In(const Value& sought, const Value& array) {
  const auto elements = ElementsOf(array);
  if (!elements) return Wrong(Operator::kIn, "the right-hand side must be an array");
  const bool found = std::ranges::any_of(
      *elements, [&](const Value& element) { return AreEqual(sought, element, budget_); });
  if (budget_.used_up()) return OutOfSteps();
  return found;
}

Result<Value> Evaluation::PlusTime(const Node& node, const Value& scope) {
  const Result<Value> operand = Evaluate(expression_->Operand(node, 0), scope);
  if (!operand) return operand;
  const auto* text = std::get_if<std::string_view>(&*operand);
  const auto time = text == nullptr ? std::nullopt : ParseDateTime(*text);
  if (!time) return Wrong(node.op, "the first operand must be the text of a date or date-time");
  const auto moved = certlogic::PlusTime(*time, node.number, node.unit);
  if (!moved) return Wrong(node.op, "the result lies outside of the years 1 to 9999");
  return *moved;
}

// A left fold: the lambda sees {"accumulator", "current"} alone (CertLogic specification,
// "reduce").
Result<Value> Evaluation::Reduce(const Node& node, const Value& scope) {
  const Result<Value> operand = Evaluate(expression_->Operand(node, 0), scope);
  if (!operand) return operand;
  Result<Value> accumulator = Evaluate(expression_->Operand(node, 2), scope);
  if (!accumulator || std::holds_alternative<std::monostate>(*operand)) return accumulator;
  const auto elements = ElementsOf(*operand);
  if (!elements) return Wrong(node.op, "the first operand must be an array or null");
  for (const Value& current : *elements) {
    const Result<Value> context = MakeContext(*accumulator, current);
    if (!context) return context;
    accumulator = Evaluate(expression_->Operand(node, 1), *context);
    if (!accumulator) break;
  }
  return accumulator;
}

Result<Value> Evaluation::ExtractFromUvci(const Node& node, const Value& scope) {
  const Result<Value> operand = Evaluate(expression_->Operand(node, 0), scope);
  if (!operand || std::holds_alternative<std::monostate>(*operand)) return operand;
  const auto* text = std::get_if<std::string_view>(&*operand);
  if (text == nullptr) return Wrong(node.op, "the first operand must be a text or null");
  if (!budget_.Spend(text->size() / 64)) return OutOfSteps();
  const auto fragment = UvciFragment(*text, node.number);
  return fragment ? Value(*fragment) : Value();
}

Result<Value> Evaluation::DccDateOfBirth(const Node& node, const Value& scope) {
  const Result<Value> operand = Evaluate(expression_->Operand(node, 0), scope);
  if (!operand) return operand;
  const auto* text = std::get_if<std::string_view>(&*operand);
  const auto date = text == nullptr ? std::nullopt : ParseBirthDate(*text);
  if (!date) return Wrong(node.op, "the operand must be YYYY, YYYY-MM or YYYY-MM-DD");
  return *date;
}

Result<Value> Evaluation::MakeList(std::vector<Value> elements) {
  const Extent extent = ExtentAround(elements);
  if (extent.nodes > kLargest.nodes || extent.depth > kLargest.depth) {
    return Fail(Fault::kFull, "an array grows beyond all bounds");
  }
  lists_.push_back(std::make_unique<const List>(List{std::move(elements), extent}));
  return lists_.back().get();
}

Result<Value> Evaluation::MakeContext(const Value& accumulator, const Value& current) {
  const Extent extent = ExtentAround({accumulator, current});
  if (extent.nodes > kLargest.nodes || extent.depth > kLargest.depth) {
    return Fail(Fault::kFull, "a reduction grows beyond all bounds");
  }
  records_.push_back(std::make_unique<const Record>(
      Record{{{"accumulator", accumulator}, {"current", current}}, extent}));
  return records_.back().get();
}

}  // namespace clearway::certlogic
