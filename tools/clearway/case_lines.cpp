#include "tools/clearway/case_lines.h"

#include <algorithm>
#include <utility>

#include "base/encoding/utf8.h"

namespace clearway::tools {
namespace {

constexpr std::size_t kAtOnce = 16384;  // bytes

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::unexpected<Error> TooLong() {
  return Fail(Fault::kFull, "the line is longer than 16 MiB");
}

}  // namespace

CaseLines::CaseLines(std::istream& cases, std::ostream& results)
    : cases_(cases), results_(results) {
  cases_.tie(nullptr);  // which would write out each result by itself
}

// Only what is there already, so that nothing waits while a result is held back. False at the end.
bool CaseLines::ReadMore() {
  if (cases_.rdbuf()->in_avail() <= 0) results_.flush();
  const int first = cases_.get();
  if (first == std::istream::traits_type::eof()) return false;
  read_.erase(0, std::exchange(begin_, 0));
  if (is_passed_over_) read_.clear();
  read_.push_back(static_cast<char>(first));
  const std::size_t before = read_.size();
  read_.resize(before + kAtOnce);
  const auto more = cases_.readsome(read_.data() + before, kAtOnce);
  read_.resize(before + static_cast<std::size_t>(more));
  return true;
}

std::string_view CaseLines::TakeLine(std::size_t length) {
  ++number_;
  const std::string_view line = std::string_view(read_).substr(begin_, length);
  begin_ = std::min(begin_ + length + 1, read_.size());
  return line;
}

std::optional<Result<std::string_view>> CaseLines::NextLine() {
  std::size_t searched = 0;  // of the line's bytes
  while (true) {
    const std::size_t end = read_.find('\n', begin_ + searched);
    const std::size_t length = std::min(end, read_.size()) - begin_;
    is_passed_over_ = is_passed_over_ || length > kLongest;
    if (end != std::string::npos) {
      const std::string_view line = TakeLine(length);
      if (std::exchange(is_passed_over_, false)) return TooLong();
      return line;
    }
    searched = is_passed_over_ ? 0 : length;
    if (!ReadMore()) return LastLine();
  }
}

// Of a text that does not end with a line's end.
std::optional<Result<std::string_view>> CaseLines::LastLine() {
  const bool is_broken_off = cases_.bad();
  const bool is_too_long = std::exchange(is_passed_over_, false);
  cases_.clear(std::ios::eofbit);
  const std::string_view line = std::string_view(read_).substr(begin_);
  begin_ = read_.size();
  if (line.empty() && !is_broken_off && !is_too_long) return std::nullopt;
  ++number_;
  if (is_broken_off) return Fail(Fault::kUnavailable, "the input cannot be read any further");
  if (is_too_long) return TooLong();
  return line;
}

std::optional<Result<std::string_view>> CaseLines::Next() {
  std::optional<Result<std::string_view>> line = NextLine();
  if (number_ == 1 && line && *line) **line = encoding::WithoutByteOrderMark(**line);
  while (line && *line && IsBlank(**line)) line = NextLine();
  return line;
}

}  // namespace clearway::tools
