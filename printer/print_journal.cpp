#include "printer/print_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/core/file.h"

namespace clearway::printer {

namespace {

constexpr std::size_t kReferenceDigits = 16;
constexpr std::size_t kLargestFile = 1 << 20;  // bytes
constexpr std::string_view kBegun = "begun";
constexpr std::string_view kTold = "told";
constexpr mode_t kOwnerOnly = 0600;

bool IsReference(std::string_view text) {
  return text.size() == kReferenceDigits && std::ranges::all_of(text, [](char digit) {
           return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
         });
}

std::string LineOf(std::string_view reference, std::string_view word) {
  return fmt::format("{} {}\n", reference, word);
}

bool IsEnd(std::string_view word) {
  return word == ToString(PageEnd::kPrinted) || word == ToString(PageEnd::kNotPrinted) ||
         word == ToString(PageEnd::kUnknown);
}

std::unexpected<Error> NoJournal() {
  return Fail(
      Fault::kInvalid,
      "the print journal is damaged: move it away, and look whether a page lies in the printer");
}

}  // namespace

Reference NewReference() {
  std::array<std::uint8_t, kReferenceDigits / 2> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
  Reference reference;
  for (const std::uint8_t byte : bytes) reference += fmt::format("{:02x}", byte);
  return reference;
}

const char* ToString(PageEnd end) {
  switch (end) {
    case PageEnd::kPrinted:
      return "printed";
    case PageEnd::kNotPrinted:
      return "not_printed";
    case PageEnd::kUnknown:
      break;
  }
  return "unknown";
}

Result<PrintJournal> PrintJournal::Open(std::filesystem::path path) {
  PrintJournal journal(std::move(path));
  if (Status loaded = journal.Load(); !loaded) return std::unexpected(loaded.error());
  if (Status written = journal.Rewrite(); !written) return std::unexpected(written.error());
  return journal;
}

Status PrintJournal::Load() {
  const auto bytes = ReadFile(path_, kLargestFile);
  if (!bytes && bytes.error().fault == Fault::kNotFound) return {};
  if (!bytes) return std::unexpected(bytes.error());
  std::string_view rest(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    if (Status taken = Take(rest.substr(0, end)); !taken) return taken;
    rest.remove_prefix(end + 1);
  }
  return {};
}

Status PrintJournal::Take(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !IsReference(line.substr(0, space))) return NoJournal();
  const std::string_view word = line.substr(space + 1);
  const auto page = std::ranges::find(open_pages_, line.substr(0, space), &OpenPage::reference);
  if (word == kBegun && page == open_pages_.end()) {
    open_pages_.push_back({.reference = Reference(line.substr(0, space))});
  } else if (word == kTold && page != open_pages_.end()) {
    page->told = true;
  } else if (IsEnd(word) && page != open_pages_.end()) {
    open_pages_.erase(page);
  } else {
    return NoJournal();
  }
  return {};
}

Status PrintJournal::Rewrite() {
  std::string text;
  lines_ = 0;
  for (const OpenPage& page : open_pages_) {
    text += LineOf(page.reference, kBegun);
    if (page.told) text += LineOf(page.reference, kTold);
    lines_ += page.told ? 2 : 1;
  }
  file_.Reset();
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (Status replaced = ReplaceFile(path_, bytes, kOwnerOnly); !replaced) return replaced;
  file_.Reset(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
  if (!file_) return Fail(Fault::kUnavailable, "the print journal cannot be opened again");
  return {};
}

// What is open has been changed before: a file written anew says it already.
Status PrintJournal::Note(const Reference& reference, std::string_view word) {
  return IsDue() ? Rewrite() : Append(reference, word);
}

Status PrintJournal::Append(const Reference& reference, std::string_view word) {
  const std::string line = LineOf(reference, word);
  if (::write(file_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      ::fdatasync(file_.get()) != 0) {
    const Fault fault = errno == ENOSPC || errno == EDQUOT ? Fault::kFull : Fault::kUnavailable;
    file_.Reset();  // half a line may stand there: the next change writes the file anew
    return Fail(fault, "the print journal cannot be written: see whether its disk is full");
  }
  ++lines_;
  return {};
}

Status PrintJournal::Begin(const Reference& reference) {
  if (IsDue()) {
    if (Status written = Rewrite(); !written) return written;
  }
  if (Status appended = Append(reference, kBegun); !appended) return appended;
  open_pages_.push_back({.reference = reference});
  return {};
}

Status PrintJournal::Tell(const Reference& reference) {
  const auto page = std::ranges::find(open_pages_, reference, &OpenPage::reference);
  if (page == open_pages_.end() || page->told) return {};
  page->told = true;
  return Note(reference, kTold);
}

Status PrintJournal::End(const Reference& reference, PageEnd end) {
  const auto page = std::ranges::find(open_pages_, reference, &OpenPage::reference);
  if (page == open_pages_.end()) return {};
  open_pages_.erase(page);
  return Note(reference, ToString(end));
}

}  // namespace clearway::printer
