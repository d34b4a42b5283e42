#include "printer/print_queue.h"

#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "base/core/wipe.h"
#include "hal/system_clock.h"

namespace clearway::printer {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRoundWhilePrinting{100};
constexpr milliseconds kRoundAtRest{1000};

hal::DeviceCode CodeOf(Fault fault) {
  switch (fault) {
    case Fault::kFull:
      return hal::DeviceCode::kMediaFull;
    case Fault::kTimeout:
      return hal::DeviceCode::kTimeout;
    case Fault::kDenied:
      return hal::DeviceCode::kCancelled;
    case Fault::kUnavailable:
    case Fault::kNotFound:
      return hal::DeviceCode::kNotReachable;
    case Fault::kUnsupported:
      return hal::DeviceCode::kMediaMisplaced;
    case Fault::kInvalid:
      return hal::DeviceCode::kFormatError;
    case Fault::kBroken:
      break;
  }
  return hal::DeviceCode::kSoftwareError;
}

bool EndsTicket(const PrintEvent& event) {
  return std::holds_alternative<Printed>(event) || std::holds_alternative<PrintFailed>(event) ||
         std::holds_alternative<PrintUnknown>(event);
}

}  // namespace

// What lives on the print thread: the printer, the fonts and the languages, and the page under way.
class PrintQueue::Press {
 public:
  Press(PrintQueue& queue, std::unique_ptr<hal::DocumentPrinter> printer)
      : queue_(queue), printer_(std::move(printer)) {}
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;
  ~Press() {
    for (Order& order : waiting_) Wipe(order.request.content);
  }

  void Run(const std::stop_token& stop) {
    OpenFonts();
    OpenJournal();
    while (!stop.stop_requested()) {
      queue_.last_beat_.store(hal::SystemClock::SteadyNow());
      Observe();
      RecallEarlier();
      TakeBackOverdue();
      if (!under_way_ && !waiting_.empty()) PrintNext();
      TakeCommands(stop);
    }
    FinishOrTakeBack();
  }

 private:
  struct Job {
    Ticket ticket = 0;
    hal::JobId id = 0;
    Moment asked;
    Reference reference;
  };

  // Finding and opening them takes as long as a page: not while a traveller waits.
  void OpenFonts() const {
    for (const auto weight : {text::Weight::kRegular, text::Weight::kBold}) {
      (void)typesetter_.Set("Aa 中 ع", text::Language::English(), {.weight = weight});
    }
  }

  void OpenJournal() {
    if (queue_.options_.journal.empty()) return;
    auto journal = PrintJournal::Open(queue_.options_.journal);
    if (journal) {
      journal_.emplace(std::move(*journal));
      earlier_ = journal_->open_pages();
      no_journal_.reset();
    } else {
      no_journal_ = std::move(journal.error());
    }
  }

  // What an earlier process had begun, one a round: a server that hangs makes each wait. One that
  // is away has its page asked for again after the others.
  void RecallEarlier() {
    if (earlier_.empty()) return;
    const OpenPage page = earlier_.front();
    earlier_.erase(earlier_.begin());
    const auto recalled = printer_->Recall(page.reference);
    if (!recalled) return earlier_.push_back(page);
    const PageEnd end = EndOf(*recalled);
    if (!page.told && !queue_.TellOfEarlier({page.reference, end})) return earlier_.push_back(page);
    if (journal_) (void)journal_->End(page.reference, end);
  }

  static PageEnd EndOf(hal::Recalled recalled) {
    switch (recalled) {
      case hal::Recalled::kPrinted:
        return PageEnd::kPrinted;
      case hal::Recalled::kNotPrinted:
        return PageEnd::kNotPrinted;
      case hal::Recalled::kUnknown:
        break;
    }
    return PageEnd::kUnknown;
  }

  [[nodiscard]] bool IsBusy() const { return under_way_ || !earlier_.empty(); }

  void TakeCommands(const std::stop_token& stop) {
    auto command = queue_.commands_.PopFor(stop, IsBusy() ? kRoundWhilePrinting : kRoundAtRest);
    for (; command; command = queue_.commands_.TryPop()) {
      if (auto* order = std::get_if<Order>(&*command)) {
        waiting_.push_back(std::move(*order));
      } else if (const auto* withdrawal = std::get_if<Withdrawal>(&*command)) {
        Withdraw(withdrawal->ticket);
      } else {
        Do(std::get<Upkeep>(*command));
      }
    }
  }

  void Do(Upkeep upkeep) {
    if (upkeep == Upkeep::kRetract) {
      return queue_.Tell(UpkeepDone{upkeep, printer_->Retract()});
    }
    TakeBackWaiting();
    Status cleared = printer_->ClearQueue();
    Observe();
    queue_.Tell(UpkeepDone{upkeep, std::move(cleared)});
  }

  void TakeBackWaiting() {
    while (!waiting_.empty()) Withdraw(waiting_.front().ticket);
  }

  void Withdraw(Ticket ticket) {
    if (under_way_ && under_way_->ticket == ticket) printer_->Cancel(under_way_->id);
    for (auto order = waiting_.begin(); order != waiting_.end(); ++order) {
      if (order->ticket != ticket) continue;
      Wipe(order->request.content);
      waiting_.erase(order);
      return GiveUp(ticket, {Fault::kDenied, "the page was taken back"});
    }
  }

  void PrintNext() {
    Order order = std::move(waiting_.front());
    waiting_.pop_front();
    auto pages = Render(order.request);
    Wipe(order.request.content);
    if (!pages)
      return GiveUp(order.ticket, std::move(pages.error()), hal::DeviceCode::kFormatError);
    hal::Document document{.pdf = std::move(pages->pdf),
                           .media = std::move(pages->media),
                           .reference = NewReference()};
    Hand(order, document);
    clearway::Wipe(document.pdf);
  }

  // The journal first: a page whose number nobody kept could come out twice.
  void Hand(const Order& order, const hal::Document& document) {
    if (Status begun = Begin(document.reference); !begun) {
      return GiveUp(order.ticket, std::move(begun.error()), hal::DeviceCode::kSoftwareError);
    }
    queue_.Tell(Begun{order.ticket, document.reference});
    const auto id = printer_->Submit(document);
    if (!id) {
      End(document.reference, PageEnd::kNotPrinted);
      return GiveUp(order.ticket, id.error());
    }
    under_way_ = {
        .ticket = order.ticket, .id = *id, .asked = order.asked, .reference = document.reference};
    queue_.Tell(Printing{order.ticket});
    Observe();
  }

  [[nodiscard]] Status Begin(const Reference& reference) {
    if (no_journal_) OpenJournal();  // the disk may have room again
    if (no_journal_) return std::unexpected(*no_journal_);
    return journal_ ? journal_->Begin(reference) : Status{};
  }
  void End(const Reference& reference, PageEnd end) {
    if (journal_ && !queue_.unheard_) (void)journal_->End(reference, end);
  }

  Result<Pages> Render(const PrintRequest& request) {
    std::vector<const text::Catalogue*> languages;
    for (const text::Language& language : request.languages) {
      const auto catalogue = CatalogueOf(language);
      if (!catalogue) return std::unexpected(catalogue.error());
      languages.push_back(*catalogue);
    }
    if (languages.empty()) return Fail(Fault::kInvalid, "a page needs a language");
    return RenderPages({&request.content, 1}, languages, typesetter_,
                       {.paper = queue_.options_.paper, .large = request.large});
  }

  Result<const text::Catalogue*> CatalogueOf(const text::Language& language) {
    const auto known = catalogues_.find(language.tag());
    if (known != catalogues_.end()) return &known->second;
    auto catalogue = text::Catalogue::Load(language, queue_.options_.catalogues);
    if (!catalogue) return std::unexpected(catalogue.error());
    return &catalogues_.emplace(language.tag(), std::move(*catalogue)).first->second;
  }

  void Observe() {
    for (const hal::PrinterEvent& event : printer_->Poll()) {
      if (const auto* changed = std::get_if<hal::PrinterChanged>(&event)) {
        last_status_ = changed->status;
        queue_.status_.Put(changed->status);
      } else if (const auto* sent = std::get_if<hal::JobSent>(&event)) {
        OnSent(sent->job);
      } else if (const auto* failed = std::get_if<hal::JobFailed>(&event)) {
        OnFailed(*failed);
      }
    }
  }

  void OnSent(hal::JobId id) {
    EndAbandoned(id, PageEnd::kPrinted);
    const auto job = TakeUnderWay(id);
    if (!job) return;
    End(job->reference, PageEnd::kPrinted);
    queue_.Tell(Printed{job->ticket});
  }

  void OnFailed(const hal::JobFailed& failed) {
    const PageEnd end = failed.may_have_printed ? PageEnd::kUnknown : PageEnd::kNotPrinted;
    EndAbandoned(failed.job, end);
    const auto job = TakeUnderWay(failed.job);
    if (!job) return;
    End(job->reference, end);
    GiveUp(job->ticket, failed.error, end);
  }

  // Jobs whose end was told as unknown may still end.
  void EndAbandoned(hal::JobId id, PageEnd end) {
    const auto found = abandoned_.find(id);
    if (found == abandoned_.end()) return;
    End(found->second, end);
    abandoned_.erase(found);
  }

  // The page under way, which is none any more, if it has this number.
  [[nodiscard]] std::optional<Job> TakeUnderWay(hal::JobId id) {
    const bool is_it = under_way_ && under_way_->id == id;
    return is_it ? std::exchange(under_way_, {}) : std::nullopt;
  }

  [[nodiscard]] bool IsOverdue(Moment asked) const {
    return hal::SystemClock::SteadyNow() - asked >= queue_.options_.patience;
  }

  void TakeBackOverdue() {
    while (!waiting_.empty() && IsOverdue(waiting_.front().asked)) {
      Wipe(waiting_.front().request.content);
      GiveUpOverdue(waiting_.front().ticket);
      waiting_.pop_front();
    }
    if (!under_way_ || !IsOverdue(under_way_->asked)) return;
    printer_->Cancel(under_way_->id);
    // It may have come out between the last look and this: then that is the answer.
    overdue_ = true;
    Observe();
    overdue_ = false;
    if (auto job = std::exchange(under_way_, {})) Abandon(*std::move(job));
  }

  // A server that is away takes it back when it returns; until then nobody knows.
  void Abandon(Job job) {
    if (journal_) (void)journal_->Tell(job.reference);
    abandoned_.emplace(job.id, std::move(job.reference));
    GiveUpOverdue(job.ticket, PageEnd::kUnknown);
  }

  void GiveUpOverdue(Ticket ticket, PageEnd end = PageEnd::kNotPrinted) {
    const bool reason_known = last_status_.code != hal::DeviceCode::kOk;
    TellEnd(ticket,
            {Fault::kTimeout,
             "the printer did not finish the page in time: it was taken back, see what the printer "
             "displays"},
            reason_known ? last_status_.code : hal::DeviceCode::kTimeout, end);
  }

  // The device's own trouble says more than the fault of one job.
  void GiveUp(Ticket ticket, Error error, PageEnd end = PageEnd::kNotPrinted) {
    if (overdue_) return GiveUpOverdue(ticket, end);
    const bool unavailable = last_status_.state == hal::DeviceState::kUnavailable &&
                             error.fault != Fault::kDenied && error.fault != Fault::kFull;
    const hal::DeviceCode code = unavailable ? last_status_.code : CodeOf(error.fault);
    TellEnd(ticket, std::move(error), code, end);
  }
  void GiveUp(Ticket ticket, Error error, hal::DeviceCode code) {
    TellEnd(ticket, std::move(error), code, PageEnd::kNotPrinted);
  }

  void TellEnd(Ticket ticket, Error error, hal::DeviceCode code, PageEnd end) {
    if (end == PageEnd::kUnknown) {
      queue_.Tell(PrintUnknown{ticket, std::move(error), code});
    } else {
      queue_.Tell(PrintFailed{ticket, std::move(error), code});
    }
  }

  // A page that the printer says nothing of stays in the journal as it is: begun, and not told.
  void FinishOrTakeBack() {
    TakeBackWaiting();
    const auto deadline = hal::SystemClock::SteadyNow() + kStopGrace;
    while (under_way_ && hal::SystemClock::SteadyNow() < deadline) {
      std::this_thread::sleep_for(kRoundWhilePrinting);
      Observe();
    }
    if (!under_way_) return;
    printer_->Cancel(under_way_->id);
    Observe();
  }

  PrintQueue& queue_;
  std::unique_ptr<hal::DocumentPrinter> printer_;
  const text::Typesetter typesetter_{text::Medium::kPaper};
  std::map<std::string, text::Catalogue> catalogues_;  // by tag
  std::deque<Order> waiting_;
  std::optional<Job> under_way_;
  std::map<hal::JobId, Reference> abandoned_;  // told as unknown, not yet taken back
  std::optional<PrintJournal> journal_;
  std::optional<Error> no_journal_;  // why the one that is wanted cannot be kept
  std::vector<OpenPage> earlier_;    // another process's, not yet recalled
  hal::DeviceStatus last_status_;
  bool overdue_ = false;
};

PrintQueue::PrintQueue(std::unique_ptr<hal::DocumentPrinter> printer, PrintQueueOptions options)
    : options_(std::move(options)),
      commands_(2 * options_.capacity),
      events_(3 * options_.capacity + kMostEarlier + 1),
      last_beat_(hal::SystemClock::SteadyNow()),
      thread_([this, owned = std::move(printer)](const std::stop_token& stop) mutable {
        Press(*this, std::move(owned)).Run(stop);
        ended_.release();
      }) {}

PrintQueue::~PrintQueue() {
  unheard_ = true;
  thread_.request_stop();
  thread_.join();
  while (auto command = commands_.TryPop()) {
    if (auto* order = std::get_if<Order>(&*command)) Wipe(order->request.content);
  }
}

void PrintQueue::Stop() {
  thread_.request_stop();
  const bool ended = open_tickets_ > 0 && ended_.try_acquire_for(kStopPatience);
  if (!ended) {
    unheard_ = true;
    return;
  }
  while (auto command = commands_.TryPop()) {
    auto* order = std::get_if<Order>(&*command);
    if (order == nullptr) continue;
    Wipe(order->request.content);
    Tell(PrintFailed{
        order->ticket, {Fault::kDenied, "the page was taken back"}, hal::DeviceCode::kCancelled});
  }
}

Result<Ticket> PrintQueue::Enqueue(PrintRequest request) {
  Command command = Order{.ticket = last_ticket_ + 1,
                          .request = std::move(request),
                          .asked = hal::SystemClock::SteadyNow()};
  if (open_tickets_ < options_.capacity && commands_.TryPush(std::move(command))) {
    ++open_tickets_;
    return ++last_ticket_;
  }
  Wipe(std::get<Order>(command).request.content);  // TryPush takes nothing when it refuses
  return Fail(Fault::kFull, "too many pages are waiting for the printer: try again in a moment");
}

void PrintQueue::Cancel(Ticket ticket) {
  // A full queue has nothing but orders and withdrawals to come: this one is lost, and the page's
  // own time limit remains.
  (void)commands_.TryPush(Withdrawal{ticket});
}

bool PrintQueue::Ask(Upkeep upkeep) {
  Command command = upkeep;
  if (upkeep_runs_ || !commands_.TryPush(std::move(command))) return false;
  upkeep_runs_ = true;
  return true;
}

std::vector<PrintEvent> PrintQueue::Poll() {
  std::vector<PrintEvent> events;
  if (const auto status = status_.Take()) events.emplace_back(hal::PrinterChanged{*status});
  while (auto event = events_.TryPop()) {
    if (std::holds_alternative<UpkeepDone>(*event)) upkeep_runs_ = false;
    if (EndsTicket(*event)) --open_tickets_;
    events.push_back(std::move(*event));
  }
  return events;
}

// Main empties the queue many times a second: what finds no room is told a round later.
bool PrintQueue::TellOfEarlier(EarlierPage page) {
  return !unheard_ && events_.size() < kMostEarlier && events_.TryPush(PrintEvent(std::move(page)));
}

// Never full: a ticket has three events, and no more tickets are open than a third of what it holds
// besides the earlier pages and one upkeep.
void PrintQueue::Tell(PrintEvent event) {
  (void)events_.TryPush(std::move(event));
}

}  // namespace clearway::printer
