#include "certificate/certlogic/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/encoding/canonical_json.h"

namespace clearway::certlogic {

using encoding::json::Item;
using encoding::json::Kind;

namespace {

constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kMostIssues = 100;
constexpr double kLargestInteger = 9007199254740991;  // ECMAScript's MAX_SAFE_INTEGER

struct Signature {
  std::string_view name;
  Operator op;
  std::size_t fewest;
  std::size_t most;
};

constexpr std::array kSignatures = std::to_array<Signature>({
    {"if", Operator::kIf, 3, 3},
    {"and", Operator::kAnd, 2, kAnyNumber},
    {"!", Operator::kNot, 1, 1},
    {"===", Operator::kEqual, 2, 2},
    {"in", Operator::kIn, 2, 2},
    {"+", Operator::kPlus, 2, 2},
    {"<", Operator::kLess, 2, 3},
    {">", Operator::kGreater, 2, 3},
    {"<=", Operator::kNotGreater, 2, 3},
    {">=", Operator::kNotLess, 2, 3},
    {"after", Operator::kAfter, 2, 3},
    {"before", Operator::kBefore, 2, 3},
    {"not-after", Operator::kNotAfter, 2, 3},
    {"not-before", Operator::kNotBefore, 2, 3},
    {"plusTime", Operator::kPlusTime, 3, 3},
    {"reduce", Operator::kReduce, 3, 3},
    {"extractFromUVCI", Operator::kExtractFromUvci, 2, 2},
    {"dccDateOfBirth", Operator::kDccDateOfBirth, 1, 1},
});

// The reference validator's sentences: the conformance suite compares them.
std::string WrongCount(const Signature& signature, std::size_t count) {
  const std::string_view name = signature.name;
  switch (signature.op) {
    case Operator::kIf:
      return fmt::format("an \"if\"-operation must have exactly 3 values/operands, but it has {}",
                         count);
    case Operator::kAnd:
      return fmt::format("an \"and\" operation must have at least 2 operands, but it has {}",
                         count);
    case Operator::kNot:
      return fmt::format(
          "a !-operation (logical not/negation) must have exactly 1 operand, but it has {}", count);
    case Operator::kPlusTime:
    case Operator::kReduce:
      return fmt::format("a \"{}\"-operation must have exactly 3 values/operands, but it has {}",
                         name, count);
    case Operator::kExtractFromUvci:
      return fmt::format("an \"{}\"-operation must have exactly 2 values/operands, but it has {}",
                         name, count);
    case Operator::kDccDateOfBirth:
      return fmt::format("a \"{}\"-operation must have exactly 1 value/operand, but it has {}",
                         name, count);
    default:
      return fmt::format("an operation with operator \"{}\" must have {} operands, but it has {}",
                         name, signature.most == 3 ? "2 or 3" : "2", count);
  }
}

// As ECMAScript puts a value into a sentence.
std::string InWords(const Item& item) {
  if (const auto text = item.AsText()) return std::string(*text);
  return encoding::CanonicalJson(item);
}

std::optional<std::int64_t> WholeNumber(const Item& item) {
  const std::optional<double> number = AsInteger(FromJson(item));
  if (!number || *number > kLargestInteger || *number < -kLargestInteger) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::optional<std::size_t> IndexOf(std::string_view name) {
  std::size_t index = 0;
  const auto outcome = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool whole = outcome.ec == std::errc{} && outcome.ptr == name.data() + name.size();
  return whole ? std::optional(index) : std::nullopt;
}

bool IsPath(std::string_view path) {
  return !path.starts_with('.') && !path.ends_with('.') &&
         path.find("..") == std::string_view::npos;
}

}  // namespace

// Checks an expression and translates it, in one walk over its JSON.
class Compiler {
 public:
  // The index of the node that stands for the value.
  std::uint32_t Add(const Item& item, std::size_t depth) {
    if (depth > kDeepest) return Refuse(item, "the expression is nested too deeply");
    switch (item.kind()) {
      case Kind::kNull:
        return Refuse(item, "invalid CertLogic expression");
      case Kind::kNumber:
        if (!WholeNumber(item)) return Refuse(item, InWords(item) + " is a non-integer number");
        return AddConstant(item);
      case Kind::kArray:
        return AddArray(item, depth);
      case Kind::kObject:
        return AddOperation(item, depth);
      default:
        return AddConstant(item);
    }
  }

  [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }
  Expression Take() { return std::move(made_); }

 private:
  std::uint32_t AddNode(const Node& node) {
    made_.nodes_.push_back(node);
    return static_cast<std::uint32_t>(made_.nodes_.size() - 1);
  }

  std::uint32_t Refuse(const Item& item, std::string message) {
    if (issues_.size() < kMostIssues) issues_.push_back({item, std::move(message)});
    return 0;
  }

  std::uint32_t AddConstant(const Item& item) {
    made_.constants_.push_back(FromJson(item));
    return AddNode({.op = Operator::kConstant,
                    .first = static_cast<std::uint32_t>(made_.constants_.size() - 1)});
  }

  // An array of constants alone is a constant: it is not built anew each time.
  std::uint32_t AddArray(const Item& item, std::size_t depth) {
    const std::vector<Item> elements = item.Elements();
    const bool constant = std::ranges::all_of(elements, [](const Item& element) {
      return element.AsText() || element.AsBoolean() || WholeNumber(element);
    });
    if (constant) return AddConstant(item);
    return AddWithOperands({.op = Operator::kArray}, elements, depth);
  }

  std::uint32_t AddWithOperands(Node node, std::span<const Item> items, std::size_t depth) {
    std::vector<std::uint32_t> operands;
    operands.reserve(items.size());
    for (const Item& item : items) operands.push_back(Add(item, depth + 1));
    node.first = static_cast<std::uint32_t>(made_.operands_.size());
    node.count = static_cast<std::uint32_t>(operands.size());
    made_.operands_.insert(made_.operands_.end(), operands.begin(), operands.end());
    return AddNode(node);
  }

  std::uint32_t AddOperation(const Item& item, std::size_t depth) {
    const auto members = item.Members();
    if (members.size() != 1) {
      return Refuse(item, fmt::format("expression object must have exactly one key, but it has {}",
                                      members.size()));
    }
    const auto& [name, values] = members.front();
    if (name == "var") return AddVar(item, values);
    if (values.kind() != Kind::kArray) {
      return Refuse(item, R"(operation not of the form { "<operator>": [ <values...> ] })");
    }
    const auto* signature = std::ranges::find(kSignatures, name, &Signature::name);
    if (signature == kSignatures.end()) {
      return Refuse(item, fmt::format("unrecognised operator: \"{}\"", name));
    }
    return AddKnown(item, *signature, values.Elements(), depth);
  }

  std::uint32_t AddVar(const Item& item, const Item& path) {
    const auto text = path.AsText();
    if (!text) return Refuse(item, R"(not of the form { "var": "<path>" })");
    if (!IsPath(*text)) {
      return Refuse(item, fmt::format("data access path doesn't have a valid format: {}", *text));
    }
    Node node{.op = Operator::kVar, .first = static_cast<std::uint32_t>(made_.path_steps_.size())};
    for (std::string_view rest = *text; !rest.empty(); ++node.count) {
      const std::string_view name = rest.substr(0, rest.find('.'));
      made_.path_steps_.push_back({name, IndexOf(name)});
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
    return AddNode(node);
  }

  std::uint32_t AddKnown(const Item& item, const Signature& signature, std::vector<Item> values,
                         std::size_t depth) {
    if (values.size() < signature.fewest || values.size() > signature.most) {
      Refuse(item, WrongCount(signature, values.size()));
      if (signature.op == Operator::kNot) return 0;
      values.erase(
          values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), signature.most)),
          values.end());
    }
    const bool has_parameters =
        signature.op == Operator::kPlusTime || signature.op == Operator::kExtractFromUvci;
    const std::span<const Item> all(values);
    const std::size_t operands = has_parameters ? std::min<std::size_t>(1, all.size()) : all.size();
    const std::uint32_t added = AddWithOperands({.op = signature.op}, all.first(operands), depth);
    ReadParameters(item, signature, all.subspan(operands), made_.nodes_[added]);
    return added;
  }

  // Those values that have to be literals: amount and unit, or index.
  void ReadParameters(const Item& item, const Signature& signature,
                      std::span<const Item> parameters, Node& node) {
    if (parameters.empty()) return;
    const auto number = WholeNumber(parameters[0]);
    if (!number) {
      Refuse(item, fmt::format("\"{}\" argument (#2) of \"{}\" must be an integer, but it is: {}",
                               signature.op == Operator::kPlusTime ? "amount" : "index",
                               signature.name, InWords(parameters[0])));
    }
    node.number = number.value_or(0);
    if (parameters.size() < 2) return;
    const auto unit = ParseTimeUnit(parameters[1].AsText().value_or(std::string_view{}));
    if (!unit) {
      Refuse(item, fmt::format("\"unit\" argument (#3) of \"plusTime\" must be a string equal to "
                               "one of year, month, day, hour, but it is: {}",
                               InWords(parameters[1])));
    }
    node.unit = unit.value_or(TimeUnit::kDay);
  }

  Expression made_;
  std::vector<Issue> issues_;
};

const char* ToString(Operator op) {
  if (op == Operator::kVar) return "var";
  const auto* signature = std::ranges::find(kSignatures, op, &Signature::op);
  return signature == kSignatures.end() ? "" : signature->name.data();
}

Result<Expression> Expression::Compile(const Item& logic) {
  Compiler compiler;
  compiler.Add(logic, 0);
  if (!compiler.issues().empty()) {
    return Fail(Fault::kInvalid, compiler.issues().front().message);
  }
  return compiler.Take();
}

std::vector<Issue> Expression::Check(const Item& logic) {
  Compiler compiler;
  compiler.Add(logic, 0);
  return compiler.issues();
}

std::vector<std::string> Expression::Accesses() const {
  std::vector<std::string> accesses;
  for (const Node& node : nodes_) {
    if (node.op != Operator::kVar) continue;
    std::string path;
    for (const PathStep& step : Path(node))
      path += (path.empty() ? "" : ".") + std::string(step.name);
    accesses.push_back(std::move(path));
  }
  return accesses;
}

}  // namespace clearway::certlogic
