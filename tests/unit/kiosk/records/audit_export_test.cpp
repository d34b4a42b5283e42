#include "kiosk/records/audit_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "kiosk/records/audit_actions.h"
#include "temporary_folder.h"

namespace clearway::records {
namespace {

using std::chrono::hours;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Timestamp kMorning{std::chrono::seconds(1'795'251'600)};  // 2026-11-21T09:00:00Z
constexpr staff::BadgeId kBadge{1, 2, 3, 4, 5, 6, 7, 8};

void Write(const TemporaryFolder& folder, const std::vector<AuditRecord>& records,
           Timestamp time = kMorning) {
  auto log = AuditLog::Open(folder.audit(), "gate-4");
  ASSERT_TRUE(log);
  for (const AuditRecord& record : records) {
    ASSERT_TRUE(log->Append({record, {.now = time, .trusted = true}}));
  }
}

std::string Export(const TemporaryFolder& folder, const ExportRequest& request = {}) {
  std::string text;
  EXPECT_TRUE(ExportAudit(folder.audit(), request, [&](std::string_view line) { text += line; }));
  return text;
}

std::set<std::uint64_t> NotCompleted(const TemporaryFolder& folder) {
  AuditActions actions;
  EXPECT_TRUE(VerifyAudit(folder.audit(), [&](const AuditLine& line, std::string_view text) {
    actions.Take(line, text);
  }));
  return actions.NotCompleted();
}

ActionBegun Reprint(std::uint32_t action) {
  return {.action = action, .what = staff::StaffAction::kReprint, .badge = kBadge};
}

TEST(AuditActions, that_ended_are_completed_however_they_ended) {
  const TemporaryFolder folder;
  Write(folder, {KioskStarted{}, Reprint(1), Reprint(2), ActionEnded{2, ActionOutcome::kCancelled},
                 ActionEnded{1, ActionOutcome::kDone}});
  EXPECT_TRUE(NotCompleted(folder).empty());
}

TEST(AuditActions, count_as_failed_when_the_kiosk_starts_again_or_nothing_follows) {
  const TemporaryFolder folder;
  Write(folder, {KioskStarted{}, Reprint(1), KioskStarted{}, Reprint(1),
                 ActionEnded{1, ActionOutcome::kDone}, Reprint(2)});
  EXPECT_EQ(NotCompleted(folder), (std::set<std::uint64_t>{2, 6}));
}

TEST(AuditActions, with_a_number_used_twice_do_not_hide_the_first) {
  const TemporaryFolder folder;
  Write(folder, {Reprint(1), Reprint(1), ActionEnded{1, ActionOutcome::kDone}});
  EXPECT_EQ(NotCompleted(folder), (std::set<std::uint64_t>{1}));
}

TEST(AuditExport, writes_an_object_a_line_without_hashes_and_badges) {
  const TemporaryFolder folder;
  Write(folder, {StaffSignedIn{kBadge, staff::Role::kSupervisor}, Reprint(7)});
  EXPECT_EQ(
      Export(folder),
      R"({"seq":1,"time":"2026-11-21T09:00:00Z","trusted":true,"kiosk":"gate-4",)"
      R"("kind":"staff_signed_in","role":"supervisor"})"
      "\n"
      R"({"seq":2,"time":"2026-11-21T09:00:00Z","trusted":true,"kiosk":"gate-4",)"
      R"("kind":"action_begun","action":7,"what":"reprint","reason":"none","outcome":"failed"})"
      "\n");
  EXPECT_THAT(Export(folder, {.with_badges = true}), HasSubstr(R"("badge":"0102030405060708")"));
}

TEST(AuditExport, names_whose_pin_was_given_and_by_whom_with_badges_only) {
  const TemporaryFolder folder;
  constexpr staff::BadgeId kGiver{9, 2, 3, 4, 5, 6, 7, 8};
  Write(folder, {PinGiven{.badge = kBadge, .by = kGiver}});
  EXPECT_THAT(Export(folder), HasSubstr(R"("kind":"pin_given"})"));
  EXPECT_THAT(Export(folder, {.with_badges = true}),
              HasSubstr(R"("badge":"0102030405060708","by":"0902030405060708"})"));
}

TEST(AuditExport, says_that_nobody_waited_for_an_actions_end) {
  const TemporaryFolder folder;
  Write(folder, {Reprint(1), ActionEnded{1, ActionOutcome::kUnknown}});
  EXPECT_TRUE(NotCompleted(folder).empty());
  EXPECT_THAT(Export(folder), HasSubstr(R"("action":1,"outcome":"unknown"})"));
}

TEST(AuditExport, writes_a_table) {
  const TemporaryFolder folder;
  Write(folder, {CopyKept{}, SignInRefused{kBadge, staff::SignInProblem::kLocked}});
  EXPECT_EQ(Export(folder, {.format = ExportFormat::kCsv}),
            "seq,time,trusted,kiosk,kind,details\r\n"
            "1,2026-11-21T09:00:00Z,true,gate-4,copy_kept,\r\n"
            "2,2026-11-21T09:00:00Z,true,gate-4,sign_in_refused,problem=locked\r\n");
}

TEST(AuditExport, names_the_kiosk_of_a_receipt) {
  const TemporaryFolder folder;
  Write(folder, {ReceiptChecked{KioskName(certificate::Receipt{.kiosk = "hall-2"}), {}}});
  EXPECT_THAT(Export(folder, {.format = ExportFormat::kCsv}),
              HasSubstr("receipt_checked,from=hall-2 outcome=counts"));
}

TEST(AuditExport, keeps_to_its_range) {
  const TemporaryFolder folder;
  for (int day = 0; day < 3; ++day) Write(folder, {CopyKept{}}, kMorning + hours(24 * day));
  const std::string middle =
      Export(folder, {.from = kMorning + hours(24), .until = kMorning + hours(48)});
  EXPECT_THAT(middle, AllOf(HasSubstr("2026-11-22"), Not(HasSubstr("2026-11-21")),
                            Not(HasSubstr("2026-11-23"))));
}

TEST(AuditExport, ends_at_a_break_and_says_so) {
  const TemporaryFolder folder;
  Write(folder, {CopyKept{}, CopyOpened{}, CopyKept{}});
  std::string content = folder.Read();
  content.replace(content.find("copy_opened"), 11, "copy_kepper");
  folder.Write(folder.Names().at(0), content);
  std::string text;
  const auto report = ExportAudit(folder.audit(), {}, [&](std::string_view line) { text += line; });
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->sound());
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
}

TEST(AuditLines, of_copies_and_staff_hold_words_and_numbers_only) {
  const TemporaryFolder folder;
  Write(folder,
        {CopyNotOpened{vault::VaultFault::kBudgetSpent}, CopiesPurged{3, 1},
         IssuerAsked{Retrieval::kTimeout}, BadgeRefused{staff::BadgeProblem::kForged},
         ReceiptChecked{KioskName(certificate::Receipt{.kiosk = "hall-2"}),
                        certificate::ReceiptProblem::kExpired},
         ReceiptChecked{}, StaffSignedOut{kBadge}, ActionEnded{9, ActionOutcome::kNotAdmitted}});
  const std::string text = folder.Read();
  for (const char* part : {R"("kind":"copy_not_opened","fault":"budget_spent")",
                           R"("kind":"copies_purged","expired":3,"lost":1)",
                           R"("kind":"issuer_asked","outcome":"timeout")",
                           R"("kind":"badge_refused","problem":"forged")",
                           R"("kind":"receipt_checked","from":"hall-2","outcome":"expired")",
                           R"("kind":"receipt_checked","from":"","outcome":"counts")",
                           R"("kind":"staff_signed_out","badge":"0102030405060708")",
                           R"("kind":"action_ended","action":9,"outcome":"not_admitted")"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_TRUE(VerifyAudit(folder.audit())->sound());
}

}  // namespace
}  // namespace clearway::records
