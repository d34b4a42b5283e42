#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/encoding/json.h"
#include "certificate/certlogic/budget.h"
#include "certificate/certlogic/date_time.h"

namespace clearway::certlogic {

struct List;
struct Record;

// A value that a rule works with: null, a boolean, a number, a text, a date-time, an array or
// object of a JSON document, and arrays and objects that were made while evaluating. Cheap to copy;
// what it points to must outlive it.
using Value = std::variant<std::monostate, bool, double, std::string_view, DateTime,
                           encoding::json::Item, const List*, const Record*>;

// How large a made value is, all inside of it counted each time that it occurs.
struct Extent {
  std::size_t nodes = 1;
  std::size_t depth = 0;  // arrays and objects that were made, inside of each other
};
// A made value beyond these is none: it would grow without end.
inline constexpr Extent kLargest{.nodes = 65536, .depth = 64};
[[nodiscard]] Extent ExtentOf(const Value& value);

// An array made of values.
struct List {
  std::vector<Value> elements;
  Extent extent;
};

// An object made of values: the data of a rule, and the context of a reduction.
struct Record {
  std::vector<std::pair<std::string_view, Value>> members;
  Extent extent;
};
[[nodiscard]] Extent ExtentAround(const std::vector<Value>& values);

[[nodiscard]] Value FromJson(const encoding::json::Item& item);
// RFC 8785 text; a date-time is its text.
[[nodiscard]] std::string ToJson(const Value& value);

// Truthy, falsy, or neither, as a date-time is (CertLogic specification, "Truthy and falsy
// values").
[[nodiscard]] std::optional<bool> Truth(const Value& value);
// A number without a fraction.
[[nodiscard]] std::optional<double> AsInteger(const Value& value);
// The elements of an array of either kind; nullopt for what is no array.
[[nodiscard]] std::optional<std::vector<Value>> ElementsOf(const Value& value);
// The value under a key of an object of either kind; null when there is none, or this is no object.
[[nodiscard]] Value MemberOf(const Value& value, std::string_view key);
// An array's element; null beyond its end, or when this is no array.
[[nodiscard]] Value ElementAt(const Value& value, std::size_t index);

// Equal in kind and content, arrays and objects included. Costs the budget a step for each pair
// that is compared; false once it is used up.
[[nodiscard]] bool AreEqual(const Value& one, const Value& other, Budget& budget);

}  // namespace clearway::certlogic
