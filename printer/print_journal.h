#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/core/unique_fd.h"

namespace clearway::printer {

// A page's name in the journal and at the print server: 16 random hexadecimal digits, which say
// nothing about anybody.
using Reference = std::string;
[[nodiscard]] Reference NewReference();

enum class PageEnd : std::uint8_t {
  kPrinted,     // the printer took all of it
  kNotPrinted,  // nothing came out, and nothing will
  kUnknown,     // paper may have come out: a person has to look
};
[[nodiscard]] const char* ToString(PageEnd end);

// A page that the printer may still have.
struct OpenPage {
  Reference reference;
  bool told = false;  // its end was told as kUnknown; only the printer's copy is left to take back
};

// Which pages were handed to a printer and how they ended: references and words, never content. One
// file, a line a change, on the disk before the change is made; a last line that a power cut tore
// is left out. Not thread-safe: the print thread owns it.
class PrintJournal {
 public:
  // Opens or makes the file, readable for its own user only, and keeps nothing of it but the open
  // pages. kInvalid: this is no print journal; kDenied, kFull, kUnavailable: as the disk has it.
  [[nodiscard]] static Result<PrintJournal> Open(std::filesystem::path path);

  // In the order in which they began.
  [[nodiscard]] const std::vector<OpenPage>& open_pages() const { return open_pages_; }

  // Before a printer hears of the page. On an error the page must not be printed.
  [[nodiscard]] Status Begin(const Reference& reference);
  // Its end was told as unknown, while the printer may still have it.
  Status Tell(const Reference& reference);
  // The printer has it no more.
  Status End(const Reference& reference, PageEnd end);

 private:
  explicit PrintJournal(std::filesystem::path path) : path_(std::move(path)) {}
  [[nodiscard]] Status Load();
  [[nodiscard]] Status Take(std::string_view line);
  [[nodiscard]] Status Rewrite();
  // The file has grown long, or half a line may stand at its end.
  [[nodiscard]] bool IsDue() const { return lines_ >= kMostLines || !file_; }
  [[nodiscard]] Status Note(const Reference& reference, std::string_view word);
  [[nodiscard]] Status Append(const Reference& reference, std::string_view word);

  static constexpr std::size_t kMostLines = 1000;

  std::filesystem::path path_;
  UniqueFd file_;
  std::size_t lines_ = 0;
  std::vector<OpenPage> open_pages_;
};

}  // namespace clearway::printer
