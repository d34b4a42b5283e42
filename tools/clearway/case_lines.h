#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "base/core/result.h"

namespace clearway::tools {

// The cases of a batch, one in each line that is not blank. A line takes no more memory than its
// bound, however long a stranger makes it. Results are written out before anything waits for more
// of the cases, and otherwise many at once.
class CaseLines {
 public:
  static constexpr std::size_t kLongest = std::size_t{16} << 20;  // bytes

  // Both must outlive it.
  CaseLines(std::istream& cases, std::ostream& results);

  // The next case, which stands until the next call; nullopt at the end. kFull: its line is too
  // long; all of it is passed over. kUnavailable: the input broke off; the end comes next.
  [[nodiscard]] std::optional<Result<std::string_view>> Next();
  // The last case's line, counted from one.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  [[nodiscard]] std::optional<Result<std::string_view>> NextLine();
  [[nodiscard]] std::optional<Result<std::string_view>> LastLine();
  [[nodiscard]] std::string_view TakeLine(std::size_t length);
  [[nodiscard]] bool ReadMore();

  std::istream& cases_;
  std::ostream& results_;
  std::string read_;             // what was read; the lines before begin_ are done
  std::size_t begin_ = 0;        // where the next line begins
  bool is_passed_over_ = false;  // the line that is read is too long
  std::size_t number_ = 0;
};

}  // namespace clearway::tools
