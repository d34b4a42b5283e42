#include "camera/reed_solomon.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace clearway::camera {
namespace {

using Polynomial = std::vector<std::uint8_t>;  // coefficients, the constant one first

constexpr int kFieldPolynomial = 0x11d;
constexpr int kOrder = 255;  // of the field's multiplicative group

struct FieldTables {
  std::array<std::uint8_t, std::size_t{2} * kOrder> power{};  // of the generator 2
  std::array<int, 256> logarithm{};
};

constexpr FieldTables MakeTables() {
  FieldTables tables;
  int value = 1;
  for (int i = 0; i < kOrder; ++i) {
    const auto at = static_cast<std::size_t>(i);
    tables.power[at] = tables.power[at + kOrder] = static_cast<std::uint8_t>(value);
    tables.logarithm[static_cast<std::size_t>(value)] = i;
    value <<= 1;
    if (value > 255) value ^= kFieldPolynomial;
  }
  return tables;
}

constexpr FieldTables kField = MakeTables();

// 2 to the power of `exponent`, which may be negative.
std::uint8_t Power(int exponent) {
  return kField.power[static_cast<std::size_t>((exponent % kOrder + kOrder) % kOrder)];
}

std::uint8_t Times(std::uint8_t a, std::uint8_t b) {
  if (a == 0 || b == 0) return 0;
  const int exponent = kField.logarithm[a] + kField.logarithm[b];
  return kField.power[static_cast<std::size_t>(exponent)];
}

std::uint8_t Inverse(std::uint8_t a) {
  return Power(-kField.logarithm[a]);
}

std::uint8_t ValueAt(const Polynomial& polynomial, std::uint8_t x) {
  std::uint8_t value = 0;
  for (const std::uint8_t coefficient : std::views::reverse(polynomial)) {
    value = static_cast<std::uint8_t>(Times(value, x) ^ coefficient);
  }
  return value;
}

// Only the coefficients below `terms`.
Polynomial Product(const Polynomial& a, const Polynomial& b, std::size_t terms) {
  Polynomial product(terms, 0);
  for (std::size_t i = 0; i < std::min(a.size(), terms); ++i) {
    for (std::size_t j = 0; j < b.size() && i + j < terms; ++j) product[i + j] ^= Times(a[i], b[j]);
  }
  return product;
}

Polynomial Syndromes(std::span<const std::uint8_t> block, int count) {
  Polynomial syndromes;
  for (int i = 0; i < count; ++i) {
    std::uint8_t value = 0;
    const std::uint8_t root = Power(i);
    for (const std::uint8_t codeword : block)
      value = static_cast<std::uint8_t>(Times(value, root) ^ codeword);
    syndromes.push_back(value);
  }
  return syndromes;
}

// The polynomial whose roots are the inverse locators of the erased places.
Polynomial ErasureLocator(std::span<const int> erased, std::size_t block_size) {
  Polynomial locator = {1};
  for (const int place : erased) {
    const std::uint8_t root = Power(static_cast<int>(block_size) - 1 - place);
    locator = Product(locator, {1, root}, locator.size() + 1);
  }
  return locator;
}

// Berlekamp and Massey's algorithm, begun with the erasures known (Blahut 1983, section 9.2).
Polynomial Locator(const Polynomial& syndromes, const Polynomial& erasure_locator) {
  const int erased = static_cast<int>(erasure_locator.size()) - 1;
  Polynomial locator = erasure_locator;
  Polynomial before = erasure_locator;
  int length = erased;
  for (int r = erased; r < static_cast<int>(syndromes.size()); ++r) {
    std::uint8_t discrepancy = 0;
    for (std::size_t i = 0; i < locator.size() && static_cast<int>(i) <= r; ++i)
      discrepancy ^= Times(locator[i], syndromes[static_cast<std::size_t>(r) - i]);
    before.insert(before.begin(), 0);
    if (discrepancy == 0) continue;
    Polynomial next = locator;
    next.resize(std::max(locator.size(), before.size()), 0);
    for (std::size_t i = 0; i < before.size(); ++i) next[i] ^= Times(discrepancy, before[i]);
    if (2 * length <= r + erased) {
      length = r + 1 + erased - length;
      before = locator;
      for (std::uint8_t& c : before) c = Times(c, Inverse(discrepancy));
    }
    locator = std::move(next);
  }
  while (locator.size() > 1 && locator.back() == 0) locator.pop_back();
  return locator;
}

// Places in the block that the locator names; fewer than its degree where it is not a real one.
std::vector<int> PlacesOf(const Polynomial& locator, std::size_t block_size) {
  std::vector<int> places;
  for (int place = 0; place < static_cast<int>(block_size); ++place) {
    if (ValueAt(locator, Power(place - static_cast<int>(block_size) + 1)) == 0)
      places.push_back(place);
  }
  return places;
}

// Forney's formula: what to add at each place.
void Mend(std::span<std::uint8_t> block, const Polynomial& syndromes, const Polynomial& locator,
          std::span<const int> places) {
  const Polynomial evaluator = Product(syndromes, locator, syndromes.size());
  Polynomial derivative;
  for (std::size_t i = 1; i < locator.size(); ++i)
    derivative.push_back(i % 2 == 1 ? locator[i] : std::uint8_t{0});
  for (const int place : places) {
    const int exponent = static_cast<int>(block.size()) - 1 - place;
    const std::uint8_t inverse = Power(-exponent);
    const std::uint8_t slope = ValueAt(derivative, inverse);
    const std::uint8_t size = Times(ValueAt(evaluator, inverse), Power(exponent));
    block[static_cast<std::size_t>(place)] ^= Times(size, Inverse(slope));
  }
}

bool AllZero(const Polynomial& polynomial) {
  return std::ranges::all_of(polynomial, [](std::uint8_t c) { return c == 0; });
}

}  // namespace

std::optional<int> CorrectBlock(std::span<std::uint8_t> block, int check_count,
                                std::span<const int> erased) {
  const auto erased_count = static_cast<int>(erased.size());
  if (erased_count > check_count) return std::nullopt;
  const Polynomial syndromes = Syndromes(block, check_count);
  if (AllZero(syndromes)) return 0;
  const Polynomial locator = Locator(syndromes, ErasureLocator(erased, block.size()));
  const auto degree = static_cast<int>(locator.size()) - 1;
  const int errors = std::max(0, degree - erased_count);
  if (2 * errors + erased_count > check_count) return std::nullopt;
  const std::vector<int> places = PlacesOf(locator, block.size());
  if (static_cast<int>(places.size()) != degree) return std::nullopt;
  const std::vector<std::uint8_t> before(block.begin(), block.end());
  Mend(block, syndromes, locator, places);
  if (AllZero(Syndromes(block, check_count))) return errors;
  std::ranges::copy(before, block.begin());
  return std::nullopt;
}

std::vector<std::uint8_t> CheckCodewords(std::span<const std::uint8_t> data, int check_count) {
  std::vector<std::uint8_t> block(data.begin(), data.end());
  std::vector<int> erased;
  for (int i = 0; i < check_count; ++i) {
    erased.push_back(static_cast<int>(block.size()));
    block.push_back(0);
  }
  (void)CorrectBlock(block, check_count, erased);
  return {block.begin() + static_cast<std::ptrdiff_t>(data.size()), block.end()};
}

}  // namespace clearway::camera
