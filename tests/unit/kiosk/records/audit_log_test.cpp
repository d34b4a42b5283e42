#include "kiosk/records/audit_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>

#include "temporary_folder.h"

namespace clearway::records {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Timestamp kMorning{seconds(1'795'251'600)};  // 2026-11-21T09:00:00Z

TrustedTime At(Timestamp time, bool trusted = true) {
  return {.now = time, .trusted = trusted};
}

AuditLog MustOpen(const TemporaryFolder& folder) {
  Result<AuditLog> log = AuditLog::Open(folder.audit(), "gate-4");
  if (!log) throw std::runtime_error(log.error().detail);
  return std::move(*log);
}

void Append(const TemporaryFolder& folder, int count, Timestamp time = kMorning) {
  AuditLog log = MustOpen(folder);
  for (int i = 0; i < count; ++i) ASSERT_TRUE(log.Append({SessionBegan{}, At(time)}));
  ASSERT_TRUE(log.Sync());
}

AuditReport Verify(const TemporaryFolder& folder) {
  return VerifyAudit(folder.audit()).value();
}

std::vector<nlohmann::json> Lines(const std::string& content) {
  std::istringstream stream(content);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

VerdictGiven SomeVerdict() {
  const certificate::Reason expired{.code = "expired", .for_public = {}, .for_staff = {}};
  return {.format = certificate::Format::kEuDcc,
          .answer = certificate::Answer::kRefused,
          .reasons = {ReasonCode(expired), ReasonCode(expired)},
          .issuer = CountryCode("FR"),
          .demo = true};
}

TEST(AuditLog, writes_each_record_as_one_line_of_json) {
  const TemporaryFolder folder;
  {
    AuditLog log = MustOpen(folder);
    for (const AuditRecord& record : std::initializer_list<AuditRecord>{
             KioskStarted{true}, SessionBegan{}, SomeVerdict(), PrintStarted{3},
             PrintEnded{3, PrintOutcome::kFailed, hal::DeviceCode::kMediaJammed},
             PrintRecalled{PrintOutcome::kUnknown}, DeviceFault{events::Device::kCamera, {}},
             DeviceRecovered{events::Device::kDocumentPrinter}, SessionEnded{SessionEnd::kTimedOut},
             KioskStopped{}, LogRepaired{5}, LogSetAside{6}})
      ASSERT_TRUE(log.Append({record, At(kMorning)}));
  }
  const std::vector<nlohmann::json> lines = Lines(folder.Read());
  ASSERT_THAT(lines, SizeIs(12));
  EXPECT_EQ(lines[0]["kind"], "kiosk_started");
  EXPECT_EQ(lines[0]["seq"], 1);
  EXPECT_EQ(lines[0]["kiosk"], "gate-4");
  EXPECT_EQ(lines[2]["kind"], "verdict");
  EXPECT_EQ(lines[2]["time"], "2026-11-21T09:00:00Z");
  EXPECT_EQ(lines[2]["trusted"], true);
  EXPECT_EQ(lines[2]["format"], "eu-dcc");
  EXPECT_EQ(lines[2]["answer"], certificate::ToString(certificate::Answer::kRefused));
  EXPECT_EQ(lines[2]["reasons"], (nlohmann::json{"expired", "expired"}));
  EXPECT_EQ(lines[2]["issuer"], "FR");
  EXPECT_EQ(lines[2]["demo"], true);
  EXPECT_EQ(lines[4]["outcome"], "failed");
  EXPECT_EQ(lines[4]["code"], "MEDIA_JAMMED");
  EXPECT_EQ(lines[5]["outcome"], "unknown");
  EXPECT_EQ(lines[6]["device"], "camera");
  EXPECT_EQ(lines[8]["end"], "timed_out");
  EXPECT_TRUE(Verify(folder).sound());
}

TEST(AuditLog, is_readable_by_its_owner_only) {
  const TemporaryFolder folder;
  Append(folder, 1);
  struct stat status {};
  ASSERT_EQ(stat((folder.audit() / folder.Names()[0]).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(AuditLog, goes_on_with_its_chain_after_a_restart) {
  const TemporaryFolder folder;
  Append(folder, 2);
  Append(folder, 2);
  const AuditReport report = Verify(folder);
  EXPECT_EQ(report.records, 4u);
  EXPECT_EQ(report.files, 1u);
  EXPECT_TRUE(report.sound());
}

TEST(AuditLog, begins_a_file_a_day_and_keeps_the_chain_even_when_the_clock_goes_back) {
  const TemporaryFolder folder;
  Append(folder, 2);
  Append(folder, 1, kMorning + hours(24));
  Append(folder, 1, Timestamp{});
  Append(folder, 1, kMorning + hours(24));
  EXPECT_THAT(
      folder.Names(),
      ElementsAre("audit-000000000001-2026-11-21.jsonl", "audit-000000000003-2026-11-22.jsonl",
                  "audit-000000000004-1970-01-01.jsonl", "audit-000000000005-2026-11-22.jsonl"));
  EXPECT_EQ(Verify(folder).records, 5u);
  EXPECT_TRUE(Verify(folder).sound());
}

TEST(AuditLog, knows_the_newest_moment_of_a_trusted_clock) {
  const TemporaryFolder folder;
  EXPECT_EQ(MustOpen(folder).newest_trusted_time(), std::nullopt);
  Append(folder, 1, kMorning);
  {
    AuditLog log = MustOpen(folder);
    ASSERT_TRUE(log.Append({SessionBegan{}, At(Timestamp{}, false)}));
    EXPECT_EQ(log.newest_trusted_time(), kMorning);
  }
  EXPECT_EQ(MustOpen(folder).newest_trusted_time(), kMorning) << "from an older file";
}

TEST(AuditLog, knows_the_newest_trusted_moment_after_the_clock_was_turned_back) {
  const TemporaryFolder folder;
  Append(folder, 1, kMorning + hours(240));
  AuditLog log = MustOpen(folder);
  ASSERT_TRUE(log.Append({SessionBegan{}, At(kMorning)}));
  EXPECT_EQ(log.newest_trusted_time(), kMorning + hours(240));
}

// Each day's file knows it by itself: an older one may have been taken away.
TEST(AuditLog, carries_the_newest_trusted_moment_into_files_of_a_clock_that_was_turned_back) {
  const TemporaryFolder folder;
  Append(folder, 1, kMorning + hours(240));
  Append(folder, 2, kMorning);
  std::filesystem::remove(folder.audit() / folder.Names()[0]);
  EXPECT_EQ(MustOpen(folder).newest_trusted_time(), kMorning + hours(240));
  const auto lines = Lines(folder.Read());
  EXPECT_EQ(lines[0]["newest"], "2026-12-01T09:00:00Z");
  Append(folder, 1, kMorning + hours(480));
  EXPECT_FALSE(Lines(folder.Read(folder.Names()[1]))[0].contains("newest")) << "its own is newer";
}

TEST(AuditLog, keeps_the_newest_trusted_moment_of_a_file_that_it_sets_aside) {
  const TemporaryFolder folder;
  Append(folder, 2, kMorning + hours(240));
  folder.Write(folder.Names()[0], folder.Read() + "x\n");
  Append(folder, 1, kMorning);
  EXPECT_EQ(MustOpen(folder).newest_trusted_time(), kMorning + hours(240));
}

TEST(AuditLog, is_written_by_one_program_at_a_time) {
  const TemporaryFolder folder;
  const AuditLog first = MustOpen(folder);
  const Result<AuditLog> second = AuditLog::Open(folder.audit(), "gate-4");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::kUnavailable);
}

TEST(AuditLog, refuses_a_kiosk_name_that_would_break_a_line) {
  const TemporaryFolder folder;
  for (const char* name : {"", "gate 4", "a\"b", "01234567890123456789012345678901234567890"})
    EXPECT_FALSE(AuditLog::Open(folder.audit(), name)) << name;
}

// --- After a power cut ---------------------------------------------------------------------------

TEST(AuditLog, comes_back_from_a_cut_at_any_byte_of_its_last_line) {
  const TemporaryFolder whole;
  Append(whole, 2);
  const std::string content = whole.Read();
  const std::string name = whole.Names()[0];
  for (std::size_t cut = content.find('\n'); cut <= content.size(); ++cut) {
    const TemporaryFolder folder;
    folder.Write(name, content.substr(0, cut));
    Append(folder, 1);
    const AuditReport report = Verify(folder);
    ASSERT_TRUE(report.sound()) << cut;
    ASSERT_FALSE(report.torn_end) << cut;
    const bool torn = cut != 0 && content[cut - 1] != '\n';
    const auto kept = static_cast<std::uint64_t>(
        std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(cut), '\n'));
    ASSERT_EQ(report.records, kept + 1 + (torn ? 1 : 0)) << cut;
  }
}

TEST(AuditLog, records_that_a_torn_line_was_cut_off) {
  const TemporaryFolder folder;
  Append(folder, 2);
  folder.Write(folder.Names()[0], folder.Read() + "{\"seq\":3,");
  EXPECT_TRUE(Verify(folder).torn_end);
  Append(folder, 1);
  const auto lines = Lines(folder.Read());
  ASSERT_THAT(lines, SizeIs(4));
  EXPECT_EQ(lines[2]["kind"], "log_repaired");
  EXPECT_EQ(lines[2]["bytes"], 9);
}

TEST(AuditLog, goes_on_from_the_day_before_when_the_newest_file_is_empty) {
  const TemporaryFolder folder;
  Append(folder, 2);
  folder.Write("audit-000000000003-2026-11-22.jsonl", "");
  Append(folder, 1, kMorning + hours(24));
  EXPECT_EQ(Verify(folder).records, 3u);
  EXPECT_TRUE(Verify(folder).sound());
}

TEST(AuditLog, sets_a_broken_newest_file_aside_and_begins_a_new_chain) {
  const TemporaryFolder folder;
  Append(folder, 3);
  std::string content = folder.Read();
  content[content.find("session_began")] = 'S';
  folder.Write(folder.Names()[0], content);
  Append(folder, 1);
  EXPECT_THAT(folder.Names(), ElementsAre("audit-000000000001-2026-11-21.jsonl.broken",
                                          "audit-000000000004-2026-11-21.jsonl"));
  const auto lines = Lines(folder.Read(folder.Names()[1]));
  EXPECT_EQ(lines[0]["kind"], "log_set_aside");
  EXPECT_EQ(lines[0]["line"], 1);
  EXPECT_FALSE(Verify(folder).sound());
  EXPECT_THAT(Verify(folder).set_aside, SizeIs(1));
}

TEST(AuditLog, passes_over_files_that_are_not_named_like_its_own) {
  const TemporaryFolder folder;
  Append(folder, 2);
  for (const char* name :
       {"audit-1-2026-11-22.jsonl", "audit-00000000000x-2026-11-22.jsonl", "notes",
        "audit-000000000009-2026-11-22.jsonl.old", "audit-000000000009-2026-11-22.json", ".broken",
        "audit-000000000009-2026-1122-.jsonl", "my-audit-000000000009-2026-11-22.jsonl.broken"}) {
    folder.Write(name, "a stranger's");
  }
  Append(folder, 1);
  EXPECT_EQ(Verify(folder).records, 3u);
  EXPECT_TRUE(Verify(folder).sound());
  EXPECT_THAT(Verify(folder).set_aside, IsEmpty());
}

// --- Verifying -----------------------------------------------------------------------------------

TEST(VerifyAudit, finds_every_changed_byte) {
  const TemporaryFolder whole;
  Append(whole, 2);
  const std::string content = whole.Read();
  for (std::size_t place = 0; place < content.size(); ++place) {
    std::string changed = content;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    whole.Write(whole.Names()[0], changed);
    const AuditReport report = Verify(whole);
    ASSERT_TRUE(report.first_break || report.torn_end) << place;
    const auto line = static_cast<std::uint64_t>(
        std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
    ASSERT_EQ(report.records, line) << place;
  }
}

TEST(VerifyAudit, finds_a_line_left_out_put_in_twice_or_exchanged) {
  const TemporaryFolder folder;
  Append(folder, 4);
  const std::string name = folder.Names()[0];
  std::vector<std::string> lines;
  std::istringstream stream(folder.Read());
  for (std::string line; std::getline(stream, line);) lines.push_back(line + "\n");
  const auto breaks = [&](std::initializer_list<std::size_t> order) {
    std::string content;
    for (const std::size_t index : order) content += lines[index];
    folder.Write(name, content);
    return Verify(folder).first_break.has_value();
  };
  EXPECT_FALSE(breaks({0, 1, 2, 3}));
  EXPECT_TRUE(breaks({0, 2, 3}));
  EXPECT_TRUE(breaks({0, 1, 1, 2, 3}));
  EXPECT_TRUE(breaks({0, 2, 1, 3}));
  EXPECT_TRUE(breaks({1, 2, 3}));
}

TEST(VerifyAudit, finds_a_day_that_is_missing) {
  const TemporaryFolder folder;
  for (int day = 0; day < 3; ++day) Append(folder, 2, kMorning + hours(24) * day);
  std::filesystem::remove(folder.audit() / folder.Names()[1]);
  const AuditReport report = Verify(folder);
  ASSERT_TRUE(report.first_break);
  EXPECT_EQ(report.first_break->file, "audit-000000000005-2026-11-23.jsonl");
  EXPECT_EQ(report.first_break->line, 1u);
  EXPECT_THAT(report.first_break->what, HasSubstr("does not follow record 2"));
}

TEST(VerifyAudit, finds_a_cut_line_in_the_middle_of_the_files) {
  const TemporaryFolder folder;
  for (int day = 0; day < 3; ++day) Append(folder, 2, kMorning + hours(24) * day);
  const std::string name = folder.Names()[1];
  folder.Write(name, folder.Read(name) + "{");
  const AuditReport report = Verify(folder);
  ASSERT_TRUE(report.first_break);
  EXPECT_EQ(report.first_break->file, name);
  EXPECT_EQ(report.first_break->line, 3u);
  EXPECT_FALSE(report.torn_end);
}

TEST(VerifyAudit, says_the_newest_hash_so_that_later_cuts_show) {
  const TemporaryFolder folder;
  Append(folder, 2);
  EXPECT_THAT(folder.Read(), HasSubstr("\"hash\":\"" + Verify(folder).last_hash + "\"}\n"));
}

TEST(VerifyAudit, says_that_there_is_no_folder) {
  const Result<AuditReport> report = VerifyAudit("/nonexistent/audit");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::kNotFound);
}

TEST(VerifyAudit, survives_a_file_without_line_ends_and_one_of_noise) {
  const TemporaryFolder folder;
  folder.Write("audit-000000000001-2026-11-21.jsonl", std::string(1 << 20, '\0'));
  EXPECT_TRUE(Verify(folder).torn_end);
  folder.Write("audit-000000000001-2026-11-21.jsonl", std::string(1 << 16, '\n'));
  EXPECT_TRUE(Verify(folder).first_break);
}

// --- A full disk ---------------------------------------------------------------------------------

// No file grows beyond `bytes` while this lives: what a full disk looks like to write(2).
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = SIG_DFL;
};

TEST(AuditLog, says_that_the_disk_is_full_and_leaves_no_half_line) {
  const TemporaryFolder folder;
  Append(folder, 2);
  const std::size_t size = folder.Read().size();
  {
    AuditLog log = MustOpen(folder);
    const FullDisk full(size + 100);
    const Status written = log.Append({SessionBegan{}, At(kMorning)});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().fault, Fault::kFull);
  }
  EXPECT_EQ(folder.Read().size(), size);
  Append(folder, 1);
  EXPECT_EQ(Verify(folder).records, 3u);
  EXPECT_TRUE(Verify(folder).sound());
}

}  // namespace
}  // namespace clearway::records
