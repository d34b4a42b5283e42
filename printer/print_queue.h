#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <semaphore>
#include <thread>
#include <variant>
#include <vector>

#include "base/core/bounded_queue.h"
#include "base/core/clock.h"
#include "base/core/mailbox.h"
#include "base/core/result.h"
#include "base/text/catalogue.h"
#include "hal/document_printer.h"
#include "printer/page.h"
#include "printer/print_journal.h"

namespace clearway::printer {

// One page asked for, by its number since the queue began.
using Ticket = std::uint32_t;

struct PrintRequest {
  PageContent content;
  std::vector<text::Language> languages;  // as RenderPages takes them; at least one
  bool large = false;                     // large print
};

struct Begun {    // it stands in the journal: from here on its end is told, if need be by the next
  Ticket ticket;  // process
  Reference reference;
};
struct Printing {  // the printer has the page
  Ticket ticket{};
};
struct Printed {  // the printer took all of it; whether paper came out is for the person to see
  Ticket ticket{};
};
// Nothing came out, and nothing will. Exactly one of Printed, PrintFailed and PrintUnknown comes
// for every ticket; a new attempt is a new ticket, and only a person asks for one.
struct PrintFailed {
  Ticket ticket{};
  Error error;
  hal::DeviceCode code{};  // what to tell about the device: MEDIA_EMPTY, TIMEOUT, CANCELLED...
};
// Paper may have come out: a person has to look. What has not come out is taken back.
struct PrintUnknown {
  Ticket ticket{};
  Error error;
  hal::DeviceCode code{};
};
// A page that an earlier process had begun and told no end of.
struct EarlierPage {
  Reference reference;
  PageEnd end;
};
// What staff ask of the printer beyond pages.
enum class Upkeep : std::uint8_t {
  kClearQueue,  // every page that waits or prints is taken back, and its end told
  kRetract,     // paper that nobody took is pulled back
};
struct UpkeepDone {
  Upkeep what = Upkeep::kClearQueue;
  Status status;  // as hal::DocumentPrinter says
};
using PrintEvent = std::variant<Begun, Printing, Printed, PrintFailed, PrintUnknown, EarlierPage,
                                UpkeepDone, hal::PrinterChanged>;

struct PrintQueueOptions {
  std::filesystem::path catalogues = text::CatalogueFolder();
  // A page that is not finished so long after it was asked for is taken back: its owner has left.
  std::chrono::milliseconds patience = std::chrono::seconds(60);
  std::size_t capacity = 8;  // tickets whose end has not been told
  Paper paper = kA4;         // what lies in the printer
  // Where pages are kept account of across crashes; empty: nowhere, for programs that print one
  // page and end.
  std::filesystem::path journal;
};

// Owns the print thread: pages are laid out there, one after the other, and the printer is spoken
// to there only. What a page showed is wiped as soon as the printer has it. Enqueue, Cancel, Ask
// and Poll belong to one thread, main, and never wait; Stop, after which nothing is asked for,
// does.
class PrintQueue {
 public:
  explicit PrintQueue(std::unique_ptr<hal::DocumentPrinter> printer,
                      PrintQueueOptions options = {});
  ~PrintQueue();
  PrintQueue(const PrintQueue&) = delete;
  PrintQueue& operator=(const PrintQueue&) = delete;

  // kFull: too many pages are waiting; the request is wiped then as well.
  [[nodiscard]] Result<Ticket> Enqueue(PrintRequest request);
  // Takes a page back if there is still time; its end is told all the same.
  void Cancel(Ticket ticket);
  // An UpkeepDone follows. False: another is under way already.
  [[nodiscard]] bool Ask(Upkeep upkeep);
  // Within seconds: waiting pages are taken back; a page under way has kStopGrace to be taken by
  // the printer, else it is taken back as well. Poll tells the ends after this; an end that did not
  // come within kStopPatience, of a server that hangs for instance, the next process tells.
  void Stop();
  static constexpr std::chrono::milliseconds kStopGrace{2000};
  static constexpr std::chrono::milliseconds kStopPatience{5000};
  // What happened since the last call. The printer's first status comes by itself.
  [[nodiscard]] std::vector<PrintEvent> Poll();

  // When the print thread last went round its loop: for a watchdog. A server that hangs delays a
  // round by its socket time-outs, kLongestRound at most.
  [[nodiscard]] Moment last_beat() const { return last_beat_.load(); }
  static constexpr std::chrono::seconds kLongestRound{30};

 private:
  struct Order {
    Ticket ticket = 0;
    PrintRequest request;
    Moment asked;
  };
  struct Withdrawal {
    Ticket ticket = 0;
  };
  using Command = std::variant<Order, Withdrawal, Upkeep>;
  class Press;

  // At most so many open pages of an earlier process are told at a time: the others wait.
  static constexpr std::size_t kMostEarlier = 8;

  void Tell(PrintEvent event);
  [[nodiscard]] bool TellOfEarlier(EarlierPage page);

  const PrintQueueOptions options_;
  BoundedQueue<Command> commands_;
  BoundedQueue<PrintEvent> events_;
  Mailbox<hal::DeviceStatus> status_;
  std::atomic<Moment> last_beat_;
  Ticket last_ticket_ = 0;
  std::size_t open_tickets_ = 0;  // main's count: taken by Enqueue, given back by Poll
  bool upkeep_runs_ = false;      // main's: asked for and not told
  // Nobody polls any more: what ends now stays open in the journal.
  std::atomic<bool> unheard_ = false;
  std::binary_semaphore ended_{0};  // the print thread's work
  std::jthread thread_;             // last: everything above outlives it
};

}  // namespace clearway::printer
