#include "tools/clearway/case_lines.h"

#include <limits>

namespace clearway::tools {
namespace {

// With the end that getline sets.
constexpr std::size_t kRoom = CaseLines::kLongest + 1;

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

// Memory that no line reaches is never touched.
CaseLines::CaseLines(std::istream& cases, std::ostream& results)
    : cases_(cases), results_(results), line_(std::make_unique_for_overwrite<char[]>(kRoom)) {
  cases_.tie(nullptr);  // which would write out each result by itself
}

std::optional<Result<std::string_view>> CaseLines::NextLine() {
  if (cases_.rdbuf()->in_avail() <= 0) results_.flush();
  cases_.getline(line_.get(), static_cast<std::streamsize>(kRoom));
  const auto taken = static_cast<std::size_t>(cases_.gcount());
  if (taken == 0) return std::nullopt;
  ++number_;
  if (cases_.eof()) return std::string_view(line_.get(), taken);
  if (!cases_.fail()) return std::string_view(line_.get(), taken - 1);  // without its end
  cases_.clear();
  cases_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  return Fail(Fault::kFull, "the line is longer than 4 MiB");
}

std::optional<Result<std::string_view>> CaseLines::Next() {
  std::optional<Result<std::string_view>> line = NextLine();
  while (line && *line && IsBlank(**line)) line = NextLine();
  return line;
}

}  // namespace clearway::tools
