#include "base/encoding/mrz_layout.h"

#include <array>
#include <utility>

namespace clearway::encoding::mrz {
namespace {

constexpr std::array kTd1Composite{Field{0, 5, 25}, Field{1, 0, 7}, Field{1, 8, 7},
                                   Field{1, 18, 11}};
constexpr std::array kTd2Composite{Field{1, 0, 10}, Field{1, 13, 7}, Field{1, 21, 14}};
constexpr std::array kTd3Composite{Field{1, 0, 10}, Field{1, 13, 7}, Field{1, 21, 22}};

constexpr Layout kTd1{.lines = 3,
                      .columns = 30,
                      .first_letters = "ACI",
                      .code = {0, 0, 2},
                      .issuer = {0, 2, 3},
                      .names = {2, 0, 30},
                      .number = {0, 5, 9},
                      .number_check = {0, 14, 1},
                      .nationality = {1, 15, 3},
                      .birth_date = {1, 0, 6},
                      .birth_date_check = {1, 6, 1},
                      .sex = {1, 7, 1},
                      .expiry = {1, 8, 6},
                      .expiry_check = {1, 14, 1},
                      .optional_data = {0, 15, 15},
                      .more_optional_data = {1, 18, 11},
                      .composite_check = {1, 29, 1},
                      .composite = kTd1Composite,
                      .has_long_numbers = true};

// The formats of two lines share their first 28 columns; they differ in what follows.
constexpr Layout TwoLines(std::uint8_t columns, std::string_view first_letters) {
  return {.lines = 2,
          .columns = columns,
          .first_letters = first_letters,
          .code = {0, 0, 2},
          .issuer = {0, 2, 3},
          .names = {0, 5, static_cast<std::uint8_t>(columns - 5)},
          .number = {1, 0, 9},
          .number_check = {1, 9, 1},
          .nationality = {1, 10, 3},
          .birth_date = {1, 13, 6},
          .birth_date_check = {1, 19, 1},
          .sex = {1, 20, 1},
          .expiry = {1, 21, 6},
          .expiry_check = {1, 27, 1}};
}

constexpr Layout Td2() {
  Layout layout = TwoLines(36, "ACIP");
  layout.optional_data = {1, 28, 7};
  layout.composite_check = {1, 35, 1};
  layout.composite = kTd2Composite;
  layout.has_long_numbers = true;
  return layout;
}

constexpr Layout Td3() {
  Layout layout = TwoLines(44, "P");
  layout.optional_data = {1, 28, 14};
  layout.optional_data_check = {1, 42, 1};
  layout.composite_check = {1, 43, 1};
  layout.composite = kTd3Composite;
  return layout;
}

constexpr Layout Visa(std::uint8_t columns) {
  Layout layout = TwoLines(columns, "V");
  layout.optional_data = {1, 28, static_cast<std::uint8_t>(columns - 28)};
  return layout;
}

constexpr Layout kTd2 = Td2();
constexpr Layout kTd3 = Td3();
constexpr Layout kVisaA = Visa(44);
constexpr Layout kVisaB = Visa(36);

constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsOrFiller = "0123456789<";
constexpr std::string_view kSexes = "FM<";

// What a field holds at every one of its columns; what no row names may hold anything.
struct FieldAlphabet {
  Field Layout::*field;
  std::string_view alphabet;
};
constexpr std::array kFieldAlphabets{
    FieldAlphabet{&Layout::issuer, kLetters},
    FieldAlphabet{&Layout::names, kLetters},
    FieldAlphabet{&Layout::nationality, kLetters},
    FieldAlphabet{&Layout::birth_date, kDigitsOrFiller},
    FieldAlphabet{&Layout::birth_date_check, kDigits},
    FieldAlphabet{&Layout::sex, kSexes},
    FieldAlphabet{&Layout::expiry, kDigitsOrFiller},
    FieldAlphabet{&Layout::expiry_check, kDigits},
    FieldAlphabet{&Layout::optional_data_check, kDigitsOrFiller},
    FieldAlphabet{&Layout::composite_check, kDigits},
};

bool Covers(const Field& field, std::size_t line, std::size_t column) {
  return field.line == line && column >= field.begin &&
         column < std::size_t{field.begin} + field.length;
}

}  // namespace

const Layout& LayoutOf(Format format) {
  switch (format) {
    case Format::kTd1:
      return kTd1;
    case Format::kTd2:
      return kTd2;
    case Format::kVisaA:
      return kVisaA;
    case Format::kVisaB:
      return kVisaB;
    case Format::kTd3:
      break;
  }
  return kTd3;
}

std::string_view AlphabetAt(Format format, std::size_t line, std::size_t column) {
  const Layout& layout = LayoutOf(format);
  if (line >= layout.lines || column >= layout.columns) return {};
  if (line == 0 && column == 0) return layout.first_letters;
  // Cards exist whose second letter is a digit (residence permits "C1").
  if (line == 0 && column == 1) return layout.has_long_numbers ? kAll : kLetters;
  if (Covers(layout.number_check, line, column)) {
    return layout.has_long_numbers ? kDigitsOrFiller : kDigits;
  }
  for (const auto& [field, alphabet] : kFieldAlphabets) {
    if (Covers(layout.*field, line, column)) return alphabet;
  }
  return kAll;
}

}  // namespace clearway::encoding::mrz
