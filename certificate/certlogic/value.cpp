#include "certificate/certlogic/value.h"

#include <algorithm>
#include <cmath>

#include "base/encoding/canonical_json.h"

namespace clearway::certlogic {
namespace {

using encoding::json::Item;
using encoding::json::Kind;
using Members = std::vector<std::pair<std::string_view, Value>>;

bool IsItem(const Value& value, Kind kind) {
  const Item* item = std::get_if<Item>(&value);
  return item != nullptr && item->kind() == kind;
}

std::optional<Members> MembersOf(const Value& value) {
  if (const auto* record = std::get_if<const Record*>(&value)) return (*record)->members;
  if (!IsItem(value, Kind::kObject)) return std::nullopt;
  Members members;
  for (const auto& [key, item] : std::get<Item>(value).Members()) {
    members.emplace_back(key, FromJson(item));
  }
  return members;
}

// What looking a key up costs: objects are searched from their beginning.
std::size_t LookUpCost(std::size_t members) {
  return 1 + members / 16;
}

bool AreEqualElements(const std::vector<Value>& one, const std::vector<Value>& other,
                      Budget& budget) {
  return std::ranges::equal(
      one, other, [&budget](const Value& a, const Value& b) { return AreEqual(a, b, budget); });
}

// Keys of an object are unlike each other, so as many that are found on both sides are all.
bool AreEqualMembers(const Members& one, const Members& other, Budget& budget) {
  if (one.size() != other.size()) return false;
  return std::ranges::all_of(one, [&](const auto& member) {
    if (!budget.Spend(LookUpCost(other.size()))) return false;
    const auto found = std::ranges::find(other, member.first, &Members::value_type::first);
    return found != other.end() && AreEqual(member.second, found->second, budget);
  });
}

std::string ArrayToJson(const List& list) {
  std::string out = "[";
  for (const Value& element : list.elements) {
    if (out.size() > 1) out += ',';
    out += ToJson(element);
  }
  return out + ']';
}

std::string ObjectToJson(const Record& record) {
  std::string out = "{";
  for (const auto& [key, value] : record.members) {
    if (out.size() > 1) out += ',';
    out += encoding::CanonicalText(key) + ':' + ToJson(value);
  }
  return out + '}';
}

struct JsonText {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(double number) const { return encoding::CanonicalNumber(number); }
  std::string operator()(std::string_view text) const { return encoding::CanonicalText(text); }
  std::string operator()(DateTime time) const {
    return encoding::CanonicalText(FormatDateTime(time));
  }
  std::string operator()(const Item& item) const { return encoding::CanonicalJson(item); }
  std::string operator()(const List* list) const { return ArrayToJson(*list); }
  std::string operator()(const Record* record) const { return ObjectToJson(*record); }
};

struct Truthiness {
  std::optional<bool> operator()(std::monostate) const { return false; }
  std::optional<bool> operator()(bool flag) const { return flag; }
  std::optional<bool> operator()(double number) const { return number != 0; }
  std::optional<bool> operator()(std::string_view text) const { return !text.empty(); }
  std::optional<bool> operator()(DateTime) const { return std::nullopt; }
  std::optional<bool> operator()(const Item& item) const { return item.size() > 0; }
  std::optional<bool> operator()(const List* list) const { return !list->elements.empty(); }
  std::optional<bool> operator()(const Record* record) const { return !record->members.empty(); }
};

}  // namespace

Extent ExtentOf(const Value& value) {
  if (const auto* list = std::get_if<const List*>(&value)) return (*list)->extent;
  if (const auto* record = std::get_if<const Record*>(&value)) return (*record)->extent;
  if (const Item* item = std::get_if<Item>(&value)) return {.nodes = item->nodes(), .depth = 0};
  return {};
}

Extent ExtentAround(const std::vector<Value>& values) {
  Extent around;
  for (const Value& value : values) {
    const Extent extent = ExtentOf(value);
    around.nodes += extent.nodes;
    around.depth = std::max(around.depth, extent.depth + 1);
  }
  return around;
}

Value FromJson(const Item& item) {
  // NOLINTBEGIN(bugprone-unchecked-optional-access): its kind says that it is there
  switch (item.kind()) {
    case Kind::kNull:
      return std::monostate{};
    case Kind::kBoolean:
      return *item.AsBoolean();
    case Kind::kNumber:
      return *item.AsNumber();
    case Kind::kText:
      return *item.AsText();
    default:
      return item;
  }
  // NOLINTEND(bugprone-unchecked-optional-access)
}

std::string ToJson(const Value& value) {
  return std::visit(JsonText{}, value);
}

std::optional<bool> Truth(const Value& value) {
  return std::visit(Truthiness{}, value);
}

std::optional<double> AsInteger(const Value& value) {
  const double* number = std::get_if<double>(&value);
  if (number == nullptr || !std::isfinite(*number) || std::floor(*number) != *number) {
    return std::nullopt;
  }
  return *number;
}

std::optional<std::vector<Value>> ElementsOf(const Value& value) {
  if (const auto* list = std::get_if<const List*>(&value)) return (*list)->elements;
  if (!IsItem(value, Kind::kArray)) return std::nullopt;
  std::vector<Value> elements;
  const Item& array = std::get<Item>(value);
  elements.reserve(array.size());
  for (const Item& element : array.Elements()) elements.push_back(FromJson(element));
  return elements;
}

Value MemberOf(const Value& value, std::string_view key) {
  if (const auto* record = std::get_if<const Record*>(&value)) {
    const Members& members = (*record)->members;
    const auto found = std::ranges::find(members, key, &Members::value_type::first);
    return found == members.end() ? Value{} : found->second;
  }
  const Item* item = std::get_if<Item>(&value);
  const auto found = item == nullptr ? std::nullopt : item->Find(key);
  return found ? FromJson(*found) : Value{};
}

Value ElementAt(const Value& value, std::size_t index) {
  if (const auto* list = std::get_if<const List*>(&value)) {
    return index < (*list)->elements.size() ? (*list)->elements[index] : Value{};
  }
  const Item* item = std::get_if<Item>(&value);
  const auto found = item == nullptr ? std::nullopt : item->At(index);
  return found ? FromJson(*found) : Value{};
}

bool AreEqual(const Value& one, const Value& other, Budget& budget) {
  if (!budget.Spend(1)) return false;
  if (const auto* text = std::get_if<std::string_view>(&one)) {
    const auto* same = std::get_if<std::string_view>(&other);
    return same != nullptr && budget.Spend(text->size() / 64) && *text == *same;
  }
  if (const auto elements = ElementsOf(one)) {
    const auto others = ElementsOf(other);
    return others && budget.Spend(elements->size()) && AreEqualElements(*elements, *others, budget);
  }
  if (const auto members = MembersOf(one)) {
    const auto others = MembersOf(other);
    return others && budget.Spend(members->size()) && AreEqualMembers(*members, *others, budget);
  }
  if (one.index() != other.index()) return false;
  if (const auto* flag = std::get_if<bool>(&one)) return *flag == std::get<bool>(other);
  if (const auto* number = std::get_if<double>(&one)) return *number == std::get<double>(other);
  if (const auto* time = std::get_if<DateTime>(&one)) return *time == std::get<DateTime>(other);
  return true;  // null and null
}

}  // namespace clearway::certlogic
