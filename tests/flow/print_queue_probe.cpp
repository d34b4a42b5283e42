// A kiosk's print queue without the kiosk, for tests that kill it: pages by name on standard input,
// an answer line for each thing that happens. usage: print_queue_probe URI JOURNAL
//   print NAME -> "begun NAME REFERENCE", "accepted NAME", then one of "printed NAME", "failed
//   NAME", "unknown NAME" and for what an earlier process left: "earlier REFERENCE END"
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <iostream>
#include <map>
#include <sstream>

#include "printer/print_queue.h"

namespace clearway::printer {
namespace {

// Its name stands on the page, where the test looks for it.
PrintRequest PageNamed(const std::string& name) {
  PrintRequest request;
  request.content.presentation = {.title = "Certificate", .sections = {{"Holder", {}}}};
  request.content.code = "HC1:" + name;
  request.content.place = name;
  request.content.printed_at = Timestamp{std::chrono::seconds(1'795'287'600)};
  request.languages = {text::Language::English()};
  return request;
}

class Probe {
 public:
  explicit Probe(PrintQueue& queue) : queue_(queue) {}

  void Do(const std::string& line) {
    const std::string name = line.substr(line.find(' ') + 1);
    const auto ticket = queue_.Enqueue(PageNamed(name));
    if (ticket) {
      names_[*ticket] = name;
    } else {
      Say(fmt::format("refused {}", name));
    }
  }

  void Report() {
    for (const PrintEvent& event : queue_.Poll()) std::visit(*this, event);
  }

  void operator()(const Begun& begun) {
    Say(fmt::format("begun {} {}", names_[begun.ticket], begun.reference));
  }
  void operator()(const Printing& printing) { Say("accepted " + names_[printing.ticket]); }
  void operator()(const Printed& printed) { Say("printed " + names_[printed.ticket]); }
  void operator()(const PrintFailed& failed) { Say("failed " + names_[failed.ticket]); }
  void operator()(const PrintUnknown& unknown) { Say("unknown " + names_[unknown.ticket]); }
  void operator()(const EarlierPage& earlier) {
    Say(fmt::format("earlier {} {}", earlier.reference, ToString(earlier.end)));
  }
  void operator()(const UpkeepDone&) {}
  void operator()(const hal::PrinterChanged&) {}

 private:
  static void Say(const std::string& line) { std::cout << line << std::endl; }

  PrintQueue& queue_;
  std::map<Ticket, std::string> names_;
};

int Run(const std::string& uri, const std::string& journal) {
  auto device = hal::OpenDocumentPrinter(uri);
  if (!device) return 2;
  PrintQueue queue(std::move(*device), {.patience = std::chrono::seconds(10), .journal = journal});
  Probe probe(queue);
  std::cout << "ready" << std::endl;
  std::string waiting;
  while (true) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (::poll(&input, 1, 10) > 0) {
      char bytes[256];
      const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
      if (count <= 0) return 0;
      waiting.append(bytes, static_cast<std::size_t>(count));
    }
    for (std::size_t end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
      probe.Do(waiting.substr(0, end));
      waiting.erase(0, end + 1);
    }
    probe.Report();
  }
}

}  // namespace
}  // namespace clearway::printer

int main(int count, char** arguments) {
  if (count != 3) return 2;
  return clearway::printer::Run(arguments[1], arguments[2]);
}
