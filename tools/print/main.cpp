// clearway-print: a certificate as a page or a picture of its code. See request.cpp for its usage.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/core/unique_fd.h"
#include "base/core/wipe.h"
#include "base/core/without_payload.h"
#include "certificate/read.h"
#include "hal/system_clock.h"
#include "keys/reader_keys.h"
#include "keys/trust_store.h"
#include "printer/page.h"
#include "printer/print_queue.h"
#include "printer/qr_code.h"
#include "printer/qr_picture.h"
#include "tools/parse_and_run.h"
#include "tools/print/request.h"

namespace clearway::print {
namespace {

enum Exit { kDone = 0, kNotValid = 1, kUsage = 2, kTrouble = 3 };

constexpr int kPixelsAModule = 8;
constexpr int kAnyWidth = printer::kWidestSymbol + 2 * printer::kQuietZone;

// An exit status, and what to say about it.
struct Failure {
  Exit status;
  std::string sentence;
};
template <typename T>
using Step = std::expected<T, Failure>;

std::unexpected<Failure> Stop(Exit status, std::string sentence) {
  return std::unexpected(Failure{status, std::move(sentence)});
}

Timestamp Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Step<keys::TrustStore> LoadTrust(const Request& request) {
  const auto demo = request.demo ? keys::DemoSigners::kAllow : keys::DemoSigners::kRefuse;
  keys::TrustStore trust;
  for (const std::string& folder : request.trust) {
    if (const Status added = trust.AddFolder(folder, demo); !added) {
      return Stop(kUsage, added.error().detail);
    }
  }
  return trust;
}

Step<keys::ReaderKeys> LoadReaderKeys(const Request& request) {
  auto readers = request.readers.Load(hal::SystemClock::SteadyNow());
  if (!readers) return Stop(kUsage, readers.error().detail);
  for (const std::string& problem : readers->problems()) {
    fmt::print(stderr, "clearway print: {}\n", ForTerminal(problem));
  }
  return std::move(*readers);
}

// Why there is no content to print beside the code.
std::unexpected<Failure> NoContent(const certificate::Reading& reading, const Request& request) {
  constexpr std::string_view kOrPicture =
      "print the picture of its code alone with --png, if that is what you want";
  if (reading.authenticity.cause != certificate::Cause::kSealed) {
    return Stop(kNotValid,
                fmt::format("this is no certificate that Clearway can read: {}", kOrPicture));
  }
  if (request.readers.folder.empty()) {
    return Stop(kNotValid,
                fmt::format("the certificate is sealed: give the keys that open it, --reader-keys "
                            "and --device-key; or {}",
                            kOrPicture));
  }
  return Stop(kNotValid, fmt::format("the certificate is sealed for readers whose key is not in "
                                     "{}: {}",
                                     request.readers.folder, kOrPicture));
}

// A page's content; a certificate that --trust refuses has none.
Step<printer::PageContent> Decode(const std::string& text, const Request& request,
                                  const certificate::Keyring& keyring) {
  const certificate::Reading reading = certificate::Read(text, keyring, Now());
  if (!reading.certificate) return NoContent(reading, request);
  const bool verify = !request.trust.empty();
  if (const auto cause = reading.authenticity.cause; verify && cause) {
    return Stop(kNotValid,
                fmt::format("the certificate is not valid ({}): it is not printed as verified; see "
                            "clearway verify, or print it without --trust",
                            certificate::ToString(*cause)));
  }
  return printer::PageContent{.presentation = certificate::Present(*reading.certificate),
                              .code = text,
                              .demo = reading.signed_by && reading.signed_by->demo,
                              .unverified = !verify,
                              .place = request.place,
                              .printed_at = Now(),
                              .copy = request.copy};
}

// Several certificates, for one traveller, in the languages of the first.
struct PagesContent {
  std::vector<printer::PageContent> certificates;
  std::vector<text::Language> languages;
};

Step<PagesContent> Decode(const Request& request) {
  const auto language = text::Language::Of(request.language);
  if (!language) return Stop(kUsage, language.error().detail);
  const auto trust = LoadTrust(request);
  if (!trust) return std::unexpected(trust.error());
  const auto readers = LoadReaderKeys(request);
  if (!readers) return std::unexpected(readers.error());
  const certificate::Keyring keyring(*trust, readers->keys());
  PagesContent pages;
  for (const std::string& text : request.texts) {
    auto content = Decode(text, request, keyring);
    if (!content) return std::unexpected(content.error());
    pages.certificates.push_back(std::move(*content));
  }
  const auto format = certificate::Read(request.texts.front(), keyring, Now()).format;
  pages.languages = printer::PageLanguages(*language, format);
  return pages;
}

Step<void> WriteFile(const std::string& path, const std::vector<std::uint8_t>& bytes) {
  const UniqueFd file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
  std::size_t written = 0;
  while (file && written < bytes.size()) {
    const ssize_t count = ::write(file.get(), bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  if (file && written == bytes.size()) return {};
  const int error = errno;
  if (file) ::unlink(path.c_str());
  return Stop(kTrouble, fmt::format("{} cannot be written: {}", path, std::strerror(error)));
}

Step<void> WritePicture(const Request& request) {
  if (request.texts.size() != 1) return Stop(kUsage, "a picture holds one code: give one text");
  const auto code = printer::EncodeQr(request.texts.front(), kAnyWidth);
  if (!code) return Stop(kNotValid, code.error().detail);
  auto png = printer::QrPicture(*code, kPixelsAModule);
  if (!png) return Stop(kTrouble, png.error().detail);
  auto written = WriteFile(request.png, *png);
  Wipe(*png);
  return written;
}

Step<printer::Pages> Render(const Request& request, const PagesContent& content) {
  const auto paper = printer::PaperNamed(request.paper);
  if (!paper) return Stop(kUsage, paper.error().detail);
  std::vector<text::Catalogue> catalogues;
  for (const text::Language& language : content.languages) {
    auto catalogue = text::Catalogue::Load(language);
    if (!catalogue) return Stop(kUsage, catalogue.error().detail);
    catalogues.push_back(std::move(*catalogue));
  }
  std::vector<const text::Catalogue*> languages;
  languages.reserve(catalogues.size());
  for (const text::Catalogue& catalogue : catalogues) languages.push_back(&catalogue);
  auto pages =
      printer::RenderPages(content.certificates, languages, text::Typesetter(text::Medium::kPaper),
                           {.paper = *paper, .large = request.large});
  if (!pages) return Stop(kNotValid, pages.error().detail);
  return std::move(*pages);
}

Step<void> WritePages(const Request& request, const PagesContent& content) {
  auto pages = Render(request, content);
  if (!pages) return std::unexpected(pages.error());
  auto written = WriteFile(request.pdf, pages->pdf);
  Wipe(pages->pdf);
  return written;
}

// What became of the page, if it has ended.
std::optional<Step<void>> EndOf(const printer::PrintEvent& event) {
  if (std::holds_alternative<printer::Printed>(event)) return Step<void>{};
  if (const auto* failed = std::get_if<printer::PrintFailed>(&event)) {
    return Stop(kTrouble,
                fmt::format("{} ({})", failed->error.detail, hal::ToString(failed->code)));
  }
  if (const auto* unknown = std::get_if<printer::PrintUnknown>(&event)) {
    return Stop(kTrouble, fmt::format("whether it was printed is not known: {} ({})",
                                      unknown->error.detail, hal::ToString(unknown->code)));
  }
  return std::nullopt;
}

// Waits until the printer has taken the page, which the queue's own patience bounds.
Step<void> PrintOne(printer::PrintQueue& queue, printer::PrintRequest page) {
  if (const auto ticket = queue.Enqueue(std::move(page)); !ticket) {
    return Stop(kTrouble, ticket.error().detail);
  }
  while (true) {
    for (const printer::PrintEvent& event : queue.Poll()) {
      if (auto end = EndOf(event)) return std::move(*end);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Step<void> Print(const Request& request, PagesContent content) {
  const auto paper = printer::PaperNamed(request.paper);
  if (!paper) return Stop(kUsage, paper.error().detail);
  auto device = hal::OpenDocumentPrinter(request.printer, printer::MediaName(*paper, 0));
  if (!device) return Stop(kUsage, device.error().detail);
  printer::PrintQueue queue(std::move(*device), {.paper = *paper});
  for (printer::PageContent& certificate : content.certificates) {
    auto printed = PrintOne(queue, {.content = std::move(certificate),
                                    .languages = content.languages,
                                    .large = request.large});
    if (!printed) return printed;
  }
  return {};
}

Step<void> Carry(const Request& request) {
  if (!request.png.empty()) {
    if (auto written = WritePicture(request); !written) return written;
  }
  if (request.pdf.empty() && request.printer.empty()) return {};
  auto pages = Decode(request);
  if (!pages) return std::unexpected(pages.error());
  if (request.trust.empty()) {
    fmt::print(stderr,
               "clearway print: nobody verified this certificate (no --trust), and the page "
               "says so\n");
  }
  if (!request.pdf.empty()) {
    if (auto written = WritePages(request, *pages); !written) return written;
  }
  if (request.printer.empty()) return {};
  return Print(request, std::move(*pages));
}

int Main(int count, char** arguments) {
  // A crash must not leave a certificate on disk.
  const rlimit no_core{0, 0};
  (void)setrlimit(RLIMIT_CORE, &no_core);
  auto request = ParseArguments(count, arguments);
  if (!request) {
    fmt::print(stderr, "clearway print: {}\n", request.error().detail);
    return kUsage;
  }
  if (request->help) return kDone;
  const auto carried = Carry(*request);
  for (std::string& text : request->texts) Wipe(text);
  if (carried) return kDone;
  fmt::print(stderr, "clearway print: {}\n", ForTerminal(carried.error().sentence));
  return carried.error().status;
}

}  // namespace
}  // namespace clearway::print

int main(int count, char** arguments) {
  using namespace clearway::print;
  return clearway::tools::WithOutputWritten("clearway print", kTrouble,
                                            [&] { return Main(count, arguments); });
}
