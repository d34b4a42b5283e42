#include "base/core/log.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace clearway {

LogLine::LogLine(Priority priority, LogName name) {
  const char prefix[] = {'<', static_cast<char>('0' + static_cast<int>(priority)), '>'};
  Append({prefix, sizeof prefix});
  Append(name.text());
}

void LogLine::AddNumber(LogName key, std::int64_t number, std::string_view unit) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  AddText(key, {digits.data(), static_cast<std::size_t>(end - digits.data())});
  Append(unit);
}

void LogLine::AddText(LogName key, std::string_view text) {
  Append(" ");
  Append(key.text());
  Append("=");
  Append(text);
}

void LogLine::Append(std::string_view text) {
  const std::size_t room = buffer_.size() - 1 - size_;  // one byte is kept for the line end
  const std::size_t taken = std::min(room, text.size());
  size_ += text.copy(buffer_.data() + size_, taken);
}

void LogLine::Write(LogName meaning) {
  Append(" ");
  Append(meaning.text());
  buffer_[size_++] = '\n';
  while (::write(STDERR_FILENO, buffer_.data(), size_) < 0 && errno == EINTR) {
  }
}

}  // namespace clearway
