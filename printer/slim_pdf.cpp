#include "printer/slim_pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/wipe.h"
#include "base/encoding/zlib_stream.h"
#include "printer/font_program.h"

namespace clearway::printer {
namespace {

constexpr std::string_view kFont = "/Subtype /CIDFontType0C";
constexpr std::string_view kStream = ">>\nstream\n";
constexpr std::size_t kLargestProgram = 4 << 20;  // bytes, inflated
constexpr std::size_t kEntry = 20;                // bytes of a line of the table of objects

std::string_view Text(const std::vector<std::uint8_t>& pdf) {
  return {reinterpret_cast<const char*>(pdf.data()), pdf.size()};
}

// A number in digits after `at` and blanks, and where its digits are.
struct Digits {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t value = 0;
};

std::optional<Digits> DigitsAt(std::string_view text, std::size_t at) {
  Digits digits;
  digits.begin = text.find_first_not_of(" \n", at);
  if (digits.begin == std::string_view::npos) return std::nullopt;
  const auto [end, error] =
      std::from_chars(text.data() + digits.begin, text.data() + text.size(), digits.value);
  if (error != std::errc()) return std::nullopt;
  digits.end = static_cast<std::size_t>(end - text.data());
  return digits;
}

struct FontStream {
  std::size_t begin = 0;
  Digits length;  // as the object says that holds it, behind the stream
};

// cairo writes "<< /Length N 0 R", the type and the stream, and then object N with the length.
std::optional<FontStream> StreamOf(std::string_view pdf, std::size_t type) {
  const std::size_t named = pdf.rfind("/Length ", type);
  const std::size_t begin = pdf.find(kStream, type);
  if (named == std::string_view::npos || begin == std::string_view::npos) return std::nullopt;
  const auto number = DigitsAt(pdf, named + 8);
  if (!number || !pdf.substr(number->end).starts_with(" 0 R")) return std::nullopt;
  const std::string object = fmt::format("\n{} 0 obj\n", number->value);
  const std::size_t holder = pdf.find(object, begin);
  if (holder == std::string_view::npos) return std::nullopt;
  const auto length = DigitsAt(pdf, holder + object.size());
  const std::size_t from = begin + kStream.size();
  if (!length || length->value > holder - from) return std::nullopt;
  return FontStream{from, *length};
}

// Where the table of objects begins, and its number of entries.
struct Table {
  std::size_t entries = 0;
  std::size_t count = 0;
  Digits start;  // the words at the PDF's end that say where it is
};

std::optional<Table> TableOf(std::string_view pdf) {
  constexpr std::string_view kStart = "startxref\n";
  constexpr std::string_view kTable = "xref\n0 ";
  const std::size_t word = pdf.rfind(kStart);
  const auto start =
      word == std::string_view::npos ? std::nullopt : DigitsAt(pdf, word + kStart.size());
  if (!start || start->value >= word || !pdf.substr(start->value).starts_with(kTable))
    return std::nullopt;
  const auto count = DigitsAt(pdf, start->value + kTable.size());
  if (!count) return std::nullopt;
  Table table{count->end + 1, count->value, *start};
  if ((word - table.entries) / kEntry < table.count) return std::nullopt;
  return table;
}

void Write(std::vector<std::uint8_t>& pdf, const Digits& where, std::size_t value) {
  const std::string text = fmt::format("{:0{}}", value, where.end - where.begin);
  std::ranges::copy(text, pdf.begin() + static_cast<std::ptrdiff_t>(where.begin));
}

// What lies behind `place` has moved `by` bytes to the front.
void MendTable(std::vector<std::uint8_t>& pdf, const Table& table, std::size_t place,
               std::size_t by) {
  for (std::size_t i = 0; i < table.count; ++i) {
    const std::size_t line = table.entries - by + i * kEntry;
    const auto offset = DigitsAt(Text(pdf), line);
    if (offset && offset->value > place) Write(pdf, *offset, offset->value - by);
  }
}

void Replace(std::vector<std::uint8_t>& pdf, const FontStream& stream, const Table& table,
             const std::vector<std::uint8_t>& smaller) {
  const std::size_t by = stream.length.value - smaller.size();
  Write(pdf, stream.length, smaller.size());
  Write(pdf, table.start, table.start.value - by);
  const auto begin = pdf.begin() + static_cast<std::ptrdiff_t>(stream.begin);
  const auto rest = std::ranges::copy(smaller, begin).out;
  pdf.erase(rest, rest + static_cast<std::ptrdiff_t>(by));
  MendTable(pdf, table, stream.begin, by);
}

void SlimFont(std::vector<std::uint8_t>& pdf, std::size_t type) {
  const auto stream = StreamOf(Text(pdf), type);
  const auto table = TableOf(Text(pdf));
  if (!stream || !table || table->entries < stream->begin) return;
  auto program = encoding::InflateZlib(
      std::span<const std::uint8_t>(pdf).subspan(stream->begin, stream->length.value),
      kLargestProgram);
  if (!program || !EmptyUnusedSubroutines(*program)) return;
  const std::vector<std::uint8_t> smaller = encoding::DeflateZlib(*program);
  if (smaller.size() < stream->length.value) Replace(pdf, *stream, *table, smaller);
}

}  // namespace

void SlimFonts(std::vector<std::uint8_t>& pdf) {
  const std::size_t room = pdf.size();
  for (std::size_t at = 0; (at = Text(pdf).find(kFont, at)) != std::string_view::npos;) {
    SlimFont(pdf, at);
    at += kFont.size();
  }
  // What moved to the front is still there behind the new end.
  const std::size_t size = pdf.size();
  pdf.resize(room);
  Wipe(pdf.data() + size, room - size);
  pdf.resize(size);
}

}  // namespace clearway::printer
