#include "certificate/rules/explain.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "certificate/certlogic/evaluation.h"

namespace clearway::rules {
namespace {

using certlogic::Expression;
using certlogic::Node;
using certlogic::Operator;
using certlogic::Value;

constexpr std::size_t kLongestValue = 60;  // characters

std::string Shortened(std::string text) {
  if (text.size() <= kLongestValue) return text;
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

const char* RelationOf(Operator op) {
  switch (op) {
    case Operator::kEqual:
      return "is";
    case Operator::kIn:
      return "is one of";
    case Operator::kPlus:
      return "plus";
    case Operator::kLess:
      return "is less than";
    case Operator::kGreater:
      return "is more than";
    case Operator::kNotGreater:
      return "is at most";
    case Operator::kNotLess:
      return "is at least";
    case Operator::kAfter:
      return "is after";
    case Operator::kBefore:
      return "is before";
    case Operator::kNotAfter:
      return "is not after";
    default:
      return "is not before";
  }
}

class Explainer {
 public:
  Explainer(const Expression& logic, const std::optional<Value>& data)
      : logic_(&logic), data_(data) {}

  // Conditions that are made of others take lines of their own; everything else is one line.
  void Tell(const Node& node, std::size_t depth) {
    switch (node.op) {
      case Operator::kAnd:
        Line("all of these:", node, depth);
        return TellAll(node, depth + 1);
      case Operator::kIf:
        Line("if " + Phrase(logic_->Operand(node, 0)), logic_->Operand(node, 0), depth);
        Tell(logic_->Operand(node, 1), depth + 1);
        Line("else", depth);
        return Tell(logic_->Operand(node, 2), depth + 1);
      case Operator::kNot:
        Line("not:", node, depth);
        return Tell(logic_->Operand(node, 0), depth + 1);
      default:
        Line(Phrase(node), node, depth);
    }
  }

  std::string Take() { return std::move(text_); }

 private:
  void TellAll(const Node& node, std::size_t depth) {
    for (std::size_t i = 0; i < node.count; ++i) Tell(logic_->Operand(node, i), depth);
  }

  void Line(const std::string& words, std::size_t depth) {
    text_ += std::string(2 * depth, ' ') + words + '\n';
  }

  void Line(const std::string& words, const Node& node, std::size_t depth) {
    if (!data_) return Line(words, depth);
    certlogic::Evaluation evaluation(*logic_, *data_);
    const auto value = evaluation.Run(node);
    Line(words + (value ? "   = " + Shortened(certlogic::ToJson(*value))
                        : "   cannot be evaluated: " + value.error().detail),
         depth);
  }

  std::string Phrase(const Node& node) {
    switch (node.op) {
      case Operator::kConstant:
        return Shortened(certlogic::ToJson(logic_->Constant(node)));
      case Operator::kVar:
        return PathOf(node);
      case Operator::kArray:
        return "[" + Joined(node, ", ") + "]";
      case Operator::kIf:
        return fmt::format("({} if {}, else {})", Operand(node, 1), Operand(node, 0),
                           Operand(node, 2));
      case Operator::kAnd:
        return "(" + Joined(node, " and ") + ")";
      case Operator::kNot:
        return "not " + Operand(node, 0);
      case Operator::kPlusTime:
        return TimePhrase(node);
      case Operator::kReduce:
        return fmt::format("(from {} over each of {}: {})", Operand(node, 2), Operand(node, 0),
                           Operand(node, 1));
      case Operator::kExtractFromUvci:
        return fmt::format("fragment {} of {}", node.number, Operand(node, 0));
      case Operator::kDccDateOfBirth:
        return "the birth date " + Operand(node, 0);
      default:
        return Joined(node, fmt::format(" {} ", RelationOf(node.op)));
    }
  }

  std::string TimePhrase(const Node& node) {
    if (node.number == 0) return Operand(node, 0);
    return fmt::format("{} {} {} {}{}", Operand(node, 0), node.number < 0 ? "minus" : "plus",
                       node.number < 0 ? -node.number : node.number, ToString(node.unit),
                       node.number == 1 || node.number == -1 ? "" : "s");
  }

  std::string PathOf(const Node& node) {
    std::string path;
    for (const certlogic::PathStep& step : logic_->Path(node)) {
      path += (path.empty() ? "" : ".") + std::string(step.name);
    }
    return path.empty() ? "the data" : path;
  }

  std::string Operand(const Node& node, std::size_t index) {
    return Phrase(logic_->Operand(node, index));
  }

  std::string Joined(const Node& node, std::string_view between) {
    std::string text;
    for (std::size_t i = 0; i < node.count; ++i) {
      text += (i == 0 ? std::string() : std::string(between)) + Operand(node, i);
    }
    return text;
  }

  const Expression* logic_;
  const std::optional<Value>& data_;
  std::string text_;
};

}  // namespace

std::string Explain(const Expression& logic, const std::optional<Value>& data) {
  Explainer explainer(logic, data);
  explainer.Tell(logic.root(), 0);
  return explainer.Take();
}

}  // namespace clearway::rules
