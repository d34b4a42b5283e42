#include "printer/print_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <set>

#include "tests/unit/printer/sample_page.h"

namespace clearway::printer {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kDeadline{20};

PrintRequest Request() {
  return {.content = SampleContent(), .languages = {text::Language::English()}};
}

// A printer whose behaviour a test decides: what no real one does on demand.
class ScriptedPrinter : public hal::DocumentPrinter {
 public:
  struct Script {
    std::mutex mutex;
    std::vector<hal::PrinterEvent> events;  // to be told next
    bool refuses = false;
    bool ends_at_once = false;
    std::vector<hal::JobId> submitted;
    std::vector<hal::JobId> cancelled;
    std::vector<std::string> recalled;
    Result<hal::Recalled> answer_to_recall = hal::Recalled::kUnknown;
    bool silent = false;  // says nothing of what is cancelled
    int cleared = 0;
    Status answer_to_clearing;
    Status answer_to_retracting;
    std::atomic<bool> hangs = false;
  };
  explicit ScriptedPrinter(Script& script) : script_(script) {}

  Result<hal::JobId> Submit(const hal::Document& document) override {
    const std::lock_guard lock(script_.mutex);
    EXPECT_FALSE(document.pdf.empty());
    if (script_.refuses) return Fail(Fault::kUnavailable, "no server");
    const auto id = static_cast<hal::JobId>(100 + script_.submitted.size());
    script_.submitted.push_back(id);
    if (script_.ends_at_once) script_.events.emplace_back(hal::JobSent{id});
    return id;
  }
  void Cancel(hal::JobId job) override {
    const std::lock_guard lock(script_.mutex);
    script_.cancelled.push_back(job);
    if (script_.silent) return;
    script_.events.emplace_back(hal::JobFailed{job, {Fault::kDenied, "cancelled"}});
  }
  Result<hal::Recalled> Recall(const std::string& reference) override {
    const std::lock_guard lock(script_.mutex);
    script_.recalled.push_back(reference);
    return script_.answer_to_recall;
  }
  Status ClearQueue() override {
    const std::lock_guard lock(script_.mutex);
    ++script_.cleared;
    for (const hal::JobId job : script_.submitted) {
      script_.events.emplace_back(hal::JobFailed{job, {Fault::kDenied, "cancelled"}});
    }
    return script_.answer_to_clearing;
  }
  Status Retract() override {
    const std::lock_guard lock(script_.mutex);
    return script_.answer_to_retracting;
  }
  std::vector<hal::PrinterEvent> Poll() override {
    while (script_.hangs) std::this_thread::yield();
    const std::lock_guard lock(script_.mutex);
    return std::exchange(script_.events, {});
  }

 private:
  Script& script_;
};

class PrintQueueTest : public ::testing::Test {
 protected:
  void Open(PrintQueueOptions options = {}) {
    queue_ = std::make_unique<PrintQueue>(std::make_unique<ScriptedPrinter>(script_), options);
  }

  // Polls until an event of this kind came, which is returned; fails after the deadline.
  template <typename Event>
  std::optional<Event> Await() {
    const auto deadline = steady_clock::now() + kDeadline;
    while (steady_clock::now() < deadline) {
      for (PrintEvent& event : queue_->Poll()) seen_.push_back(std::move(event));
      for (auto event = seen_.begin(); event != seen_.end(); ++event) {
        if (const auto* found = std::get_if<Event>(&*event)) {
          Event copy = *found;
          seen_.erase(event);
          return copy;
        }
      }
      std::this_thread::yield();
    }
    ADD_FAILURE() << "the event did not come";
    return std::nullopt;
  }

  void Tell(hal::PrinterEvent event) {
    const std::lock_guard lock(script_.mutex);
    script_.events.push_back(std::move(event));
  }

  ScriptedPrinter::Script script_;
  std::vector<PrintEvent> seen_;
  std::unique_ptr<PrintQueue> queue_;
};

TEST_F(PrintQueueTest, tells_that_a_page_is_printing_and_then_printed) {
  Open();
  const Ticket ticket = queue_->Enqueue(Request()).value();
  EXPECT_EQ(Await<Printing>()->ticket, ticket);
  Tell(hal::JobSent{100});
  EXPECT_EQ(Await<Printed>()->ticket, ticket);
}

TEST_F(PrintQueueTest, prints_one_page_after_the_other) {
  script_.ends_at_once = true;
  Open();
  const Ticket first = queue_->Enqueue(Request()).value();
  const Ticket second = queue_->Enqueue(Request()).value();
  EXPECT_EQ(Await<Printed>()->ticket, first);
  EXPECT_EQ(Await<Printed>()->ticket, second);
}

TEST_F(PrintQueueTest, that_is_cleared_takes_back_the_page_under_way_and_those_that_wait) {
  Open();
  const Ticket first = queue_->Enqueue(Request()).value();
  const Ticket second = queue_->Enqueue(Request()).value();
  Await<Printing>();
  ASSERT_TRUE(queue_->Ask(Upkeep::kClearQueue));
  const auto done = Await<UpkeepDone>();
  EXPECT_EQ(done->what, Upkeep::kClearQueue);
  EXPECT_TRUE(done->status.has_value());
  const auto one = Await<PrintFailed>();
  const auto other = Await<PrintFailed>();
  EXPECT_EQ(std::set({one->ticket, other->ticket}), std::set({first, second}));
  EXPECT_EQ(one->code, hal::DeviceCode::kCancelled);
  EXPECT_EQ(other->code, hal::DeviceCode::kCancelled);
  const std::lock_guard lock(script_.mutex);
  EXPECT_EQ(script_.cleared, 1);
  EXPECT_EQ(script_.submitted.size(), 1u) << "what waited was never handed over";
}

TEST_F(PrintQueueTest, that_cannot_be_cleared_at_the_server_says_so_and_goes_on) {
  script_.answer_to_clearing = Fail(Fault::kUnavailable, "no server");
  script_.ends_at_once = true;
  Open();
  ASSERT_TRUE(queue_->Ask(Upkeep::kClearQueue));
  EXPECT_FALSE(queue_->Ask(Upkeep::kClearQueue)) << "one at a time";
  EXPECT_EQ(Await<UpkeepDone>()->status.error().fault, Fault::kUnavailable);
  EXPECT_TRUE(queue_->Ask(Upkeep::kRetract));
  EXPECT_TRUE(Await<UpkeepDone>()->status.has_value());
  const Ticket ticket = queue_->Enqueue(Request()).value();
  EXPECT_EQ(Await<Printed>()->ticket, ticket);
}

TEST_F(PrintQueueTest, of_a_printer_that_cannot_retract_says_so) {
  script_.answer_to_retracting = Fail(Fault::kUnsupported, "no motor");
  Open();
  ASSERT_TRUE(queue_->Ask(Upkeep::kRetract));
  const auto done = Await<UpkeepDone>();
  EXPECT_EQ(done->what, Upkeep::kRetract);
  EXPECT_EQ(done->status.error().fault, Fault::kUnsupported);
}

TEST_F(PrintQueueTest, passes_on_what_the_printer_says_of_itself) {
  Open();
  const hal::DeviceStatus empty{hal::DeviceState::kUnavailable, hal::DeviceCode::kMediaEmpty};
  Tell(hal::PrinterChanged{empty});
  EXPECT_EQ(Await<hal::PrinterChanged>()->status, empty);
}

TEST_F(PrintQueueTest, fails_with_the_devices_own_trouble) {
  Open();
  Tell(hal::PrinterChanged{{hal::DeviceState::kUnavailable, hal::DeviceCode::kMediaJammed}});
  Await<hal::PrinterChanged>();
  const Ticket ticket = queue_->Enqueue(Request()).value();
  Await<Printing>();
  Tell(hal::JobFailed{100, {Fault::kUnavailable, "gave up"}});
  const auto failed = Await<PrintFailed>();
  EXPECT_EQ(failed->ticket, ticket);
  EXPECT_EQ(failed->code, hal::DeviceCode::kMediaJammed);
}

TEST_F(PrintQueueTest, fails_when_nobody_accepts_the_page_and_tries_again_only_when_asked) {
  script_.refuses = true;
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  EXPECT_EQ(Await<PrintFailed>()->error.fault, Fault::kUnavailable);
  {
    const std::lock_guard lock(script_.mutex);
    script_.refuses = false;
    EXPECT_TRUE(script_.submitted.empty());
  }
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  Await<Printing>();
}

TEST_F(PrintQueueTest, takes_back_a_page_that_does_not_come_out_in_time) {
  Open({.patience = milliseconds(3000)});  // longer than a sanitizer needs to lay the page out
  Tell(hal::PrinterChanged{{hal::DeviceState::kUnavailable, hal::DeviceCode::kMediaEmpty}});
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  const auto failed = Await<PrintFailed>();
  EXPECT_EQ(failed->error.fault, Fault::kTimeout);
  EXPECT_EQ(failed->code, hal::DeviceCode::kMediaEmpty);
  const std::lock_guard lock(script_.mutex);
  EXPECT_EQ(script_.cancelled, std::vector<hal::JobId>{100});
}

TEST_F(PrintQueueTest, does_not_print_what_waited_too_long_behind_another_page) {
  Open({.patience = milliseconds(3000)});
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  EXPECT_EQ(Await<PrintFailed>()->error.fault, Fault::kTimeout);
  EXPECT_EQ(Await<PrintFailed>()->error.fault, Fault::kTimeout);
  const std::lock_guard lock(script_.mutex);
  EXPECT_EQ(script_.submitted.size(), 1u);
}

TEST_F(PrintQueueTest, takes_back_what_its_owner_does_not_want_any_more) {
  Open();
  const Ticket first = queue_->Enqueue(Request()).value();
  const Ticket second = queue_->Enqueue(Request()).value();
  Await<Printing>();
  queue_->Cancel(second);
  EXPECT_EQ(Await<PrintFailed>()->ticket, second);
  queue_->Cancel(first);
  const auto failed = Await<PrintFailed>();
  EXPECT_EQ(failed->ticket, first);
  EXPECT_EQ(failed->code, hal::DeviceCode::kCancelled);
}

TEST_F(PrintQueueTest, refuses_more_than_it_holds_until_ends_were_told) {
  Open({.capacity = 2});
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  EXPECT_EQ(queue_->Enqueue(Request()).error().fault, Fault::kFull);
  Await<Printing>();
  Tell(hal::JobSent{100});
  Await<Printed>();
  EXPECT_TRUE(queue_->Enqueue(Request()).has_value());
}

TEST_F(PrintQueueTest, fails_a_page_that_cannot_be_laid_out) {
  Open();
  PrintRequest request = Request();
  request.content.code = std::string(9000, 'x');
  ASSERT_TRUE(queue_->Enqueue(std::move(request)).has_value());
  EXPECT_EQ(Await<PrintFailed>()->code, hal::DeviceCode::kFormatError);
  PrintRequest foreign = Request();
  foreign.languages = {*text::Language::Of("tlh")};
  ASSERT_TRUE(queue_->Enqueue(std::move(foreign)).has_value());
  EXPECT_EQ(Await<PrintFailed>()->error.fault, Fault::kNotFound);
}

TEST_F(PrintQueueTest, stops_soon_with_pages_waiting_and_takes_back_the_one_under_way) {
  // The page under way never ends, and its patience is a day: who waited for either would not come
  // back.
  Open({.patience = std::chrono::hours(24)});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  Await<Printing>();
  queue_.reset();
  EXPECT_EQ(script_.submitted.size(), 1u);
  EXPECT_EQ(script_.cancelled, std::vector<hal::JobId>{100});
}

TEST_F(PrintQueueTest, that_is_stopped_tells_how_every_page_ended) {
  Open({.patience = std::chrono::hours(24)});
  std::set<Ticket> asked;
  for (int i = 0; i < 5; ++i) asked.insert(queue_->Enqueue(Request()).value());
  const Ticket first = Await<Printing>()->ticket;
  queue_->Stop();
  EXPECT_EQ(script_.submitted.size(), 1u);
  std::set<Ticket> failed;
  for (const PrintEvent& event : queue_->Poll()) seen_.push_back(event);
  for (const PrintEvent& event : seen_) {
    const auto* end = std::get_if<PrintFailed>(&event);
    if (end == nullptr) continue;
    EXPECT_EQ(end->code, hal::DeviceCode::kCancelled);
    EXPECT_TRUE(failed.insert(end->ticket).second) << "told once";
  }
  EXPECT_EQ(failed, asked);
  EXPECT_TRUE(asked.contains(first));
  queue_->Stop();
  EXPECT_TRUE(queue_->Poll().empty());
}

TEST_F(PrintQueueTest, beats_while_there_is_nothing_to_do) {
  Open();
  const Moment begin = queue_->last_beat();
  const auto deadline = steady_clock::now() + kDeadline;
  while (queue_->last_beat() == begin && steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_GT(queue_->last_beat(), begin);
}

TEST_F(PrintQueueTest, asks_the_person_when_printing_had_begun) {
  Open();
  const Ticket ticket = queue_->Enqueue(Request()).value();
  Await<Printing>();
  Tell(hal::JobFailed{100, {Fault::kUnavailable, "gave up"}, /*may_have_printed=*/true});
  EXPECT_EQ(Await<PrintUnknown>()->ticket, ticket);
}

TEST_F(PrintQueueTest, asks_the_person_when_the_printer_keeps_silent) {
  script_.silent = true;
  Open({.patience = milliseconds(3000)});
  const Ticket ticket = queue_->Enqueue(Request()).value();
  EXPECT_EQ(Await<PrintUnknown>()->ticket, ticket);
  EXPECT_TRUE(queue_->Enqueue(Request()).has_value());
  Await<Printing>();
}

class PrintQueueWithJournal : public PrintQueueTest {
 protected:
  PrintQueueWithJournal() {
    std::string name = (fs::temp_directory_path() / "clearway-queue-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~PrintQueueWithJournal() override {
    queue_.reset();
    fs::remove_all(folder_);
  }
  void Open() { PrintQueueTest::Open({.journal = path()}); }
  [[nodiscard]] fs::path path() const { return folder_ / "print.journal"; }
  [[nodiscard]] std::string Content() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
};

TEST_F(PrintQueueWithJournal, has_a_page_in_it_before_the_printer_hears_of_it) {
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  const auto begun = Await<Begun>();
  Await<Printing>();
  EXPECT_EQ(Content(), begun->reference + " begun\n");
  Tell(hal::JobSent{100});
  Await<Printed>();
  EXPECT_EQ(Content(), begun->reference + " begun\n" + begun->reference + " printed\n");
}

TEST_F(PrintQueueWithJournal, recalls_what_an_earlier_process_left_and_tells_of_it_once) {
  const Reference reference = NewReference();
  ASSERT_TRUE(PrintJournal::Open(path())->Begin(reference));
  script_.answer_to_recall = hal::Recalled::kPrinted;
  Open();
  const auto earlier = Await<EarlierPage>();
  EXPECT_EQ(earlier->reference, reference);
  EXPECT_EQ(earlier->end, PageEnd::kPrinted);
  queue_.reset();
  EXPECT_TRUE(PrintJournal::Open(path())->open_pages().empty());
  EXPECT_EQ(script_.recalled, std::vector<std::string>{reference});
}

TEST_F(PrintQueueWithJournal, that_is_stopped_while_a_page_prints_tells_what_the_journal_has) {
  Open();
  const Ticket ticket = queue_->Enqueue(Request()).value();
  const auto begun = Await<Begun>();
  Await<Printing>();
  Tell(hal::JobFailed{100, {Fault::kDenied, "cancelled"}, /*may_have_printed=*/true});
  queue_->Stop();
  EXPECT_EQ(Await<PrintUnknown>()->ticket, ticket);
  EXPECT_EQ(Content(), begun->reference + " begun\n" + begun->reference + " unknown\n");
}

TEST_F(PrintQueueWithJournal, leaves_a_page_whose_end_it_could_not_tell_to_the_next_start) {
  script_.silent = true;
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  const auto begun = Await<Begun>();
  Await<Printing>();
  queue_->Stop();
  for (const PrintEvent& event : queue_->Poll()) {
    EXPECT_TRUE(std::holds_alternative<hal::PrinterChanged>(event)) << "nobody knows an end";
  }
  queue_.reset();
  Open();
  const auto earlier = Await<EarlierPage>();
  EXPECT_EQ(earlier->reference, begun->reference);
  EXPECT_EQ(earlier->end, PageEnd::kUnknown);
}

TEST_F(PrintQueueWithJournal, whose_server_hangs_stops_all_the_same_and_the_next_start_tells) {
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  const auto begun = Await<Begun>();
  Await<Printing>();
  script_.hangs = true;
  Tell(hal::JobSent{100});
  queue_->Stop();
  const std::vector<PrintEvent> last = queue_->Poll();
  script_.hangs = false;
  queue_.reset();
  for (const PrintEvent& event : last) EXPECT_FALSE(std::holds_alternative<Printed>(event));
  EXPECT_EQ(Content(), begun->reference + " begun\n") << "nobody heard how it ended";
  Open();
  EXPECT_EQ(Await<EarlierPage>()->reference, begun->reference);
}

TEST_F(PrintQueueWithJournal, whose_server_hangs_stops_at_once_where_no_page_is_open) {
  Open();
  script_.hangs = true;
  const auto begin = steady_clock::now();
  queue_->Stop();
  EXPECT_LT(steady_clock::now() - begin, PrintQueue::kStopPatience);
  script_.hangs = false;
}

TEST_F(PrintQueueWithJournal, asks_again_while_nobody_answers_for_an_earlier_page) {
  ASSERT_TRUE(PrintJournal::Open(path())->Begin(NewReference()));
  script_.answer_to_recall = Fail(Fault::kUnavailable, "no server");
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  Await<Printing>();
  {
    const std::lock_guard lock(script_.mutex);
    EXPECT_FALSE(script_.recalled.empty());
    script_.answer_to_recall = hal::Recalled::kNotPrinted;
  }
  EXPECT_EQ(Await<EarlierPage>()->end, PageEnd::kNotPrinted);
}

TEST_F(PrintQueueWithJournal, tells_no_end_twice_and_still_recalls) {
  {
    PrintJournal journal = PrintJournal::Open(path()).value();
    const Reference reference = NewReference();
    ASSERT_TRUE(journal.Begin(reference));
    ASSERT_TRUE(journal.Tell(reference));
  }
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  Await<Printing>();
  for (const PrintEvent& event : seen_) EXPECT_FALSE(std::holds_alternative<EarlierPage>(event));
  const std::lock_guard lock(script_.mutex);
  EXPECT_EQ(script_.recalled.size(), 1u);
}

TEST_F(PrintQueueWithJournal, prints_nothing_that_it_cannot_keep_account_of) {
  std::ofstream(path()) << "no journal\n";
  Open();
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  EXPECT_EQ(Await<PrintFailed>()->error.fault, Fault::kInvalid);
  const std::lock_guard lock(script_.mutex);
  EXPECT_TRUE(script_.submitted.empty());
}

TEST_F(PrintQueueTest, prints_into_a_folder) {
  std::string name = (fs::temp_directory_path() / "clearway-queue-XXXXXX").string();
  const fs::path folder = ::mkdtemp(name.data());
  queue_ = std::make_unique<PrintQueue>(
      std::move(hal::OpenDocumentPrinter("file:" + folder.string())).value());
  ASSERT_TRUE(queue_->Enqueue(Request()).has_value());
  EXPECT_TRUE(Await<Printed>().has_value());
  EXPECT_GT(fs::file_size(folder / "certificate-1.pdf"), 10'000u);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace clearway::printer
