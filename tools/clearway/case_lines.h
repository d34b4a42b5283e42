#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string_view>

#include "base/core/result.h"

namespace clearway::tools {

// The cases of a batch, one in each line that is not blank. A line takes no more memory than its
// bound, however long a stranger makes it. Results are written out before anything waits for the
// next case, and otherwise many at once.
class CaseLines {
 public:
  static constexpr std::size_t kLongest = std::size_t{4} << 20;  // bytes

  // Both must outlive it.
  CaseLines(std::istream& cases, std::ostream& results);

  // The next case, which stands until the next call; nullopt at the end. kFull: its line is too
  // long; all of it is passed over.
  [[nodiscard]] std::optional<Result<std::string_view>> Next();
  // The last case's line, counted from one.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  [[nodiscard]] std::optional<Result<std::string_view>> NextLine();

  std::istream& cases_;
  std::ostream& results_;
  std::unique_ptr<char[]> line_;
  std::size_t number_ = 0;
};

}  // namespace clearway::tools
