#include "printer/font_program.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace clearway::printer {
namespace {

constexpr std::uint8_t kReturn = 11;  // as a whole subroutine: cairo's sign that it is unused

// DICT operators; 12 is followed by a second byte.
constexpr int kPrivate = 18;
constexpr int kSubrs = 19;
constexpr int kEscape = 12;
constexpr int kFontArray = 1200 + 36;

struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// An INDEX: a count, the offsets' width, an offset for each element and one more, the elements.
struct Index {
  std::size_t offsets = 0;  // where they begin
  std::size_t width = 0;
  std::size_t data = 0;  // what the offsets count from, the first being 1
  std::vector<Extent> elements;
  std::size_t end = 0;
};

using Program = std::span<std::uint8_t>;

std::optional<std::size_t> NumberAt(Program program, std::size_t at, std::size_t width) {
  if (width == 0 || width > 4 || at > program.size() || program.size() - at < width)
    return std::nullopt;
  std::size_t number = 0;
  for (const std::uint8_t byte : program.subspan(at, width)) number = number << 8 | byte;
  return number;
}

std::optional<Index> IndexAt(Program program, std::size_t at) {
  const auto count = NumberAt(program, at, 2);
  if (!count) return std::nullopt;
  Index index;
  index.end = at + 2;
  if (*count == 0) return index;
  const auto width = NumberAt(program, at + 2, 1);
  if (!width) return std::nullopt;
  index.width = *width;
  index.offsets = at + 3;
  index.data = index.offsets + (*count + 1) * index.width - 1;
  for (std::size_t i = 0; i <= *count; ++i) {
    const auto offset = NumberAt(program, index.offsets + i * index.width, index.width);
    const std::size_t here = index.data + offset.value_or(0);
    if (!offset || *offset == 0 || here > program.size() || (i > 0 && here < index.end))
      return std::nullopt;
    if (i > 0) index.elements.push_back({index.end, here});
    index.end = here;
  }
  return index;
}

// The whole numbers that stand before each operator of a DICT.
using Dict = std::map<int, std::vector<long>>;

// Reads one operand at `at`, and leaves `at` behind it.
std::optional<long> OperandAt(Program dict, std::size_t& at) {
  const int first = dict[at++];
  const auto take = [&](std::size_t width) -> std::optional<long> {
    const auto number = NumberAt(dict, at, width);
    at += width;
    if (!number) return std::nullopt;
    return static_cast<long>(*number);
  };
  if (first >= 32 && first <= 246) return first - 139;
  if (first == 28) return take(2);
  if (first == 29) return take(4);
  if (first >= 247 && first <= 254) {
    const auto second = take(1);
    if (!second) return std::nullopt;
    return first < 251 ? (first - 247L) * 256 + *second + 108
                       : (251L - first) * 256 - *second - 108;
  }
  if (first != 30) return std::nullopt;
  while (at < dict.size() && (dict[at] & 15) != 15) ++at;  // a decimal fraction: of no interest
  ++at;
  return 0;
}

std::optional<Dict> DictIn(Program dict) {
  Dict read;
  std::vector<long> operands;
  for (std::size_t at = 0; at < dict.size();) {
    if (dict[at] > 21) {
      const auto operand = OperandAt(dict, at);
      if (!operand || at > dict.size()) return std::nullopt;
      operands.push_back(*operand);
      continue;
    }
    int name = dict[at++];
    if (name == kEscape) {
      if (at == dict.size()) return std::nullopt;
      name = 1200 + dict[at++];
    }
    read[name] = std::exchange(operands, {});
  }
  return read;
}

std::optional<Dict> DictAt(Program program, Extent where) {
  return DictIn(program.subspan(where.begin, where.end - where.begin));
}

// Fonts of one program may name the same INDEX. It is emptied once: its elements have moved then.
void AddNew(Index index, std::vector<Index>& found) {
  const bool is_known = std::ranges::any_of(
      found, [&](const Index& other) { return other.offsets == index.offsets; });
  if (!is_known) found.push_back(std::move(index));
}

// The local subroutines that a DICT's Private DICT names. False: it is damaged.
bool FindLocal(Program program, const Dict& dict, std::vector<Index>& found) {
  const auto named = dict.find(kPrivate);
  if (named == dict.end()) return true;
  if (named->second.size() != 2) return false;
  const auto size = static_cast<std::size_t>(named->second[0]);
  const auto begin = static_cast<std::size_t>(named->second[1]);
  if (begin > program.size() || size > program.size() - begin) return false;
  const auto own = DictAt(program, {begin, begin + size});
  if (!own) return false;
  const auto subroutines = own->find(kSubrs);
  if (subroutines == own->end()) return true;
  if (subroutines->second.size() != 1 || subroutines->second[0] < 0) return false;
  auto index = IndexAt(program, begin + static_cast<std::size_t>(subroutines->second[0]));
  if (!index) return false;
  AddNew(*std::move(index), found);
  return true;
}

// Every INDEX of subroutines, or none where the program is not understood.
std::vector<Index> SubroutinesIn(Program program) {
  const auto header = NumberAt(program, 2, 1);
  const auto names = header ? IndexAt(program, *header) : std::nullopt;
  const auto tops = names ? IndexAt(program, names->end) : std::nullopt;
  const auto strings = tops ? IndexAt(program, tops->end) : std::nullopt;
  auto global = strings ? IndexAt(program, strings->end) : std::nullopt;
  if (!global || tops->elements.size() != 1) return {};
  const auto top = DictAt(program, tops->elements[0]);
  std::vector<Index> found{*std::move(global)};
  if (!top || !FindLocal(program, *top, found)) return {};
  const auto array = top->find(kFontArray);
  if (array == top->end()) return found;
  if (array->second.size() != 1 || array->second[0] < 0) return {};
  const auto fonts = IndexAt(program, static_cast<std::size_t>(array->second[0]));
  if (!fonts) return {};
  for (const Extent& font : fonts->elements) {
    const auto dict = DictAt(program, font);
    if (!dict || !FindLocal(program, *dict, found)) return {};
  }
  return found;
}

void WriteNumber(Program program, std::size_t at, std::size_t width, std::size_t number) {
  for (std::size_t i = width; i-- > 0; number >>= 8) {
    program[at + i] = static_cast<std::uint8_t>(number);
  }
}

void Empty(Program program, const Index& index) {
  if (index.elements.empty()) return;
  std::size_t end = index.elements.front().begin;
  for (std::size_t i = 0; i < index.elements.size(); ++i) {
    const auto [from, to] = index.elements[i];
    if (to - from != 1 || program[from] != kReturn) {
      std::copy(program.begin() + static_cast<std::ptrdiff_t>(from),
                program.begin() + static_cast<std::ptrdiff_t>(to),
                program.begin() + static_cast<std::ptrdiff_t>(end));
      end += to - from;
    }
    WriteNumber(program, index.offsets + (i + 1) * index.width, index.width, end - index.data);
  }
  // What follows has its place from offsets of its own, so the rest may stay, as zeros.
  std::ranges::fill(program.subspan(end, index.end - end), std::uint8_t{0});
}

}  // namespace

bool EmptyUnusedSubroutines(std::span<std::uint8_t> program) {
  const std::vector<Index> found = SubroutinesIn(program);
  for (const Index& index : found) Empty(program, index);
  return !found.empty();
}

}  // namespace clearway::printer
