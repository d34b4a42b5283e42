#include "hal/document_printer.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/core/unique_fd.h"

namespace clearway::hal {
namespace {

namespace fs = std::filesystem;
using ::testing::SizeIs;

constexpr DeviceStatus kReady{DeviceState::kReady, DeviceCode::kOk};
constexpr DeviceStatus kNotReachable{DeviceState::kUnavailable, DeviceCode::kNotReachable};

Document Page(std::size_t bytes = 1000) {
  return {.pdf = std::vector<std::uint8_t>(bytes, 'x')};
}

template <typename Event>
const Event* Find(const std::vector<PrinterEvent>& events) {
  for (const PrinterEvent& event : events) {
    if (const auto* found = std::get_if<Event>(&event)) return found;
  }
  return nullptr;
}

class FilePrinterTest : public ::testing::Test {
 protected:
  FilePrinterTest() {
    std::string name = (fs::temp_directory_path() / "clearway-printer-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FilePrinterTest() override { fs::remove_all(folder_); }

  std::unique_ptr<DocumentPrinter> Open(const fs::path& folder) {
    return std::move(OpenDocumentPrinter("file:" + folder.string())).value();
  }

  fs::path folder_;
};

TEST(DocumentPrinterUri, that_names_no_printer_is_refused) {
  for (const char* uri : {"", "file:", "file:?presenter=1", "lpt1", "cups", "http://x", "cups:a b",
                          "cups:a/b", "cups:a#b", "cups:q?x=y", "cups:q?server="}) {
    const auto printer = OpenDocumentPrinter(uri);
    ASSERT_FALSE(printer.has_value()) << uri;
    EXPECT_EQ(printer.error().fault, Fault::kInvalid) << uri;
  }
  for (const char* uri :
       {"cups:", "cups:Kiosk", "cups:Kiosk?server=/run/x", "cups:?server=a:6631"}) {
    EXPECT_TRUE(OpenDocumentPrinter(uri).has_value()) << uri;
  }
}

TEST_F(FilePrinterTest, writes_numbered_pages_that_only_its_user_reads) {
  const auto printer = Open(folder_);
  const JobId first = printer->Submit(Page(3000)).value();
  const JobId second = printer->Submit(Page()).value();
  const auto events = printer->Poll();
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(std::get<JobSent>(events[0]).job, first);
  EXPECT_EQ(std::get<JobSent>(events[1]).job, second);
  EXPECT_EQ(std::get<PrinterChanged>(events[2]).status, kReady);
  EXPECT_EQ(fs::file_size(folder_ / "certificate-1.pdf"), 3000u);
  EXPECT_EQ(fs::status(folder_ / "certificate-2.pdf").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(FilePrinterTest, reports_a_status_once) {
  const auto printer = Open(folder_);
  EXPECT_THAT(printer->Poll(), SizeIs(1));
  EXPECT_THAT(printer->Poll(), SizeIs(0));
}

TEST_F(FilePrinterTest, never_replaces_a_page_that_is_there) {
  std::ofstream(folder_ / "certificate-1.pdf") << "old";
  const auto printer = Open(folder_);
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  EXPECT_EQ(fs::file_size(folder_ / "certificate-1.pdf"), 3u);
  EXPECT_EQ(fs::file_size(folder_ / "certificate-2.pdf"), 1000u);
}

TEST_F(FilePrinterTest, without_a_presenter_pulls_nothing_back) {
  const auto printer = Open(folder_);
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  EXPECT_EQ(printer->Retract().error().fault, Fault::kUnsupported);
  EXPECT_TRUE(fs::exists(folder_ / "certificate-1.pdf"));
}

TEST_F(FilePrinterTest, with_a_presenter_pulls_back_what_nobody_took) {
  const auto printer = OpenDocumentPrinter("file:" + folder_.string() + "?presenter=1").value();
  EXPECT_EQ(printer->Retract().error().fault, Fault::kNotFound);
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  EXPECT_TRUE(printer->Retract().has_value());
  EXPECT_FALSE(fs::exists(folder_ / "certificate-2.pdf"));
  EXPECT_TRUE(fs::exists(folder_ / "retracted/certificate-2.pdf"));
  EXPECT_TRUE(fs::exists(folder_ / "certificate-1.pdf")) << "that one was taken long ago";
  EXPECT_EQ(printer->Retract().error().fault, Fault::kNotFound);
}

TEST_F(FilePrinterTest, with_a_presenter_leaves_alone_what_was_taken) {
  const auto printer = OpenDocumentPrinter("file:" + folder_.string() + "?presenter=1").value();
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  fs::remove(folder_ / "certificate-1.pdf");
  EXPECT_EQ(printer->Retract().error().fault, Fault::kNotFound);
}

TEST_F(FilePrinterTest, makes_a_missing_folder) {
  const auto printer = Open(folder_ / "a/b");
  ASSERT_TRUE(printer->Submit(Page()).has_value());
  EXPECT_NE(Find<JobSent>(printer->Poll()), nullptr);
  EXPECT_TRUE(fs::exists(folder_ / "a/b/certificate-1.pdf"));
}

TEST_F(FilePrinterTest, says_so_when_the_folder_cannot_be_and_recovers_when_it_can) {
  std::ofstream(folder_ / "in-the-way") << "a file";
  const auto printer = Open(folder_ / "in-the-way");
  const JobId job = printer->Submit(Page()).value();
  const auto events = printer->Poll();
  ASSERT_NE(Find<JobFailed>(events), nullptr);
  EXPECT_EQ(Find<JobFailed>(events)->job, job);
  EXPECT_THAT(Find<JobFailed>(events)->error.detail, ::testing::HasSubstr("in-the-way"));
  EXPECT_EQ(Find<PrinterChanged>(events)->status, kNotReachable);
  fs::remove(folder_ / "in-the-way");
  EXPECT_EQ(Find<PrinterChanged>(printer->Poll())->status, kReady);
}

// A file size limit stands for the full disk: the write fails half-way, as it does there.
TEST_F(FilePrinterTest, leaves_nothing_half_written_on_a_full_disk) {
  const auto printer = Open(folder_);
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{.rlim_cur = 5000, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto job = printer->Submit(Page(100'000));
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_TRUE(job.has_value());
  const auto events = printer->Poll();
  ASSERT_NE(Find<JobFailed>(events), nullptr);
  EXPECT_EQ(Find<JobFailed>(events)->error.fault, Fault::kFull);
  EXPECT_TRUE(fs::is_empty(folder_));
  ASSERT_TRUE(printer->Submit(Page(100'000)).has_value());
  EXPECT_NE(Find<JobSent>(printer->Poll()), nullptr);
}

TEST_F(FilePrinterTest, removes_what_a_power_cut_left_half_written) {
  std::ofstream(folder_ / ".unfinished.pdf") << "half a certificate";
  const auto printer = Open(folder_);
  EXPECT_NE(Find<PrinterChanged>(printer->Poll()), nullptr);
  EXPECT_FALSE(fs::exists(folder_ / ".unfinished.pdf"));
}

class CupsPrinterTest : public FilePrinterTest {
 protected:
  std::unique_ptr<DocumentPrinter> OpenCups() {
    return std::move(OpenDocumentPrinter("cups:Kiosk?server=" + socket_path().string())).value();
  }
  fs::path socket_path() const { return folder_ / "cups.sock"; }
};

TEST_F(CupsPrinterTest, that_has_no_server_is_not_reachable_and_accepts_nothing) {
  const auto printer = OpenCups();
  EXPECT_EQ(Find<PrinterChanged>(printer->Poll())->status, kNotReachable);
  const auto job = printer->Submit(Page());
  ASSERT_FALSE(job.has_value());
  EXPECT_EQ(job.error().fault, Fault::kUnavailable);
}

// A stopped server's socket takes connections and bytes, and never answers.
TEST_F(CupsPrinterTest, does_not_wait_forever_for_a_server_that_hangs) {
  const UniqueFd server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_path().string().copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(::listen(server.get(), 8), 0);
  const auto printer = OpenCups();
  const auto before = std::chrono::steady_clock::now();
  EXPECT_FALSE(printer->Submit(Page()).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
  const auto events = printer->Poll();
  ASSERT_NE(Find<PrinterChanged>(events), nullptr);
  EXPECT_EQ(Find<PrinterChanged>(events)->status.state, DeviceState::kUnavailable);
}

}  // namespace
}  // namespace clearway::hal
