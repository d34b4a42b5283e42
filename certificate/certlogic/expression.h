#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/json.h"
#include "certificate/certlogic/value.h"

namespace clearway::certlogic {

// The specification that is followed, of github.com/ehn-dcc-development/eu-dcc-business-rules.
inline constexpr std::string_view kSpecification = "1.3.2";

enum class Operator : std::uint8_t {
  kConstant,
  kArray,
  kVar,
  kIf,
  kAnd,
  kNot,
  kEqual,
  kIn,
  kPlus,
  kLess,
  kGreater,
  kNotGreater,
  kNotLess,
  kAfter,
  kBefore,
  kNotAfter,
  kNotBefore,
  kPlusTime,
  kReduce,
  kExtractFromUvci,
  kDccDateOfBirth,
};
// As a rule writes it, e.g. "not-before"; empty for constants and arrays, which have none.
[[nodiscard]] const char* ToString(Operator op);

// One operation of an expression.
struct Node {
  Operator op = Operator::kConstant;
  TimeUnit unit = TimeUnit::kDay;  // kPlusTime
  std::uint32_t first = 0;         // of its operands; kConstant: which; kVar: of its path
  std::uint32_t count = 0;
  std::int64_t number = 0;  // kPlusTime: amount; kExtractFromUvci: index
};

// A step of a data access. A whole number also is an array's index.
struct PathStep {
  std::string_view name;
  std::optional<std::size_t> index;
};

// What breaks the specification, in the words of its reference validator, and where.
struct Issue {
  encoding::json::Item expression;
  std::string message;
};

// Nested deeper than this, an expression is refused: no recursion goes further.
inline constexpr std::size_t kDeepest = 100;
// How a JSON text that holds rules is to be read: an operation takes two levels of it.
inline constexpr encoding::json::Limits kRuleLimits{.depth = 2 * kDeepest + 8, .items = 65536};

// A CertLogic expression, checked once and evaluated many times. It views the JSON that it was made
// from, whose Document must outlive it.
class Expression {
 public:
  // kInvalid with the first issue when it breaks the specification, kFull when it nests too deeply.
  [[nodiscard]] static Result<Expression> Compile(const encoding::json::Item& logic);
  // Everything that breaks the specification; empty when it can be compiled.
  [[nodiscard]] static std::vector<Issue> Check(const encoding::json::Item& logic);

  [[nodiscard]] const Node& root() const { return nodes_.back(); }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const Node& Operand(const Node& node, std::size_t index) const {
    return nodes_[operands_[node.first + index]];
  }
  [[nodiscard]] const Value& Constant(const Node& node) const { return constants_[node.first]; }
  [[nodiscard]] std::span<const PathStep> Path(const Node& node) const {
    return std::span(path_steps_).subspan(node.first, node.count);
  }
  // All data accesses, in the order of the text.
  [[nodiscard]] std::vector<std::string> Accesses() const;

 private:
  friend class Compiler;
  Expression() = default;

  std::vector<Node> nodes_;  // operands before the operation; the root is last
  std::vector<std::uint32_t> operands_;
  std::vector<Value> constants_;
  std::vector<PathStep> path_steps_;
};

}  // namespace clearway::certlogic
