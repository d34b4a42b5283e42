#include "keys/trust_keeper.h"

#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "base/core/file.h"
#include "tests/unit/keys/test_root.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;
using encoding::ByteView;

TrustBundle Numbered(std::uint64_t sequence, std::vector<Bytes> roots = {}) {
  TrustBundle bundle;
  bundle.sequence = sequence;
  bundle.issued_at = Timestamp(std::chrono::seconds(1'700'000'000));
  bundle.expires_at = bundle.issued_at + std::chrono::hours(24);
  bundle.roots = std::move(roots);
  return bundle;
}

class TrustKeeperTest : public testing::Test {
 protected:
  TrustKeeperTest() {
    std::string name = (fs::temp_directory_path() / "trust-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~TrustKeeperTest() override { fs::remove_all(folder_); }

  TrustKeeper Keeper() {
    auto keeper = TrustKeeper::Open(folder_, {first_.spki()});
    EXPECT_TRUE(keeper) << keeper.error().detail;
    return std::move(*keeper);
  }
  std::uint64_t NumberAfterRestart() {
    const TrustKeeper keeper = Keeper();
    return keeper.current() == nullptr ? 0 : keeper.current()->sequence;
  }
  Status Import(const TrustBundle& bundle, const std::vector<const TestRoot*>& roots) {
    return Keeper().Import(Signed(bundle, roots));
  }

  fs::path folder_;
  TestRoot first_;
  TestRoot second_;
  TestRoot third_;
};

TEST_F(TrustKeeperTest, begins_without_a_bundle) {
  EXPECT_EQ(Keeper().current(), nullptr);
}

TEST_F(TrustKeeperTest, keeps_an_imported_bundle_over_a_restart) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, never_goes_back_to_an_older_bundle) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  const Status older = Import(Numbered(2), {&first_});
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().fault, Fault::kDenied);
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, takes_the_current_bundle_again_without_complaint) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  EXPECT_TRUE(Import(Numbered(3), {&first_}));
}

TEST_F(TrustKeeperTest, refuses_another_bundle_of_the_current_number) {
  const TrustBundle current = Numbered(3);
  TrustBundle other = current;
  other.rules = {{'{', '}'}};
  ASSERT_TRUE(Import(current, {&first_}));
  const Status refused = Import(other, {&first_});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kDenied);
  EXPECT_NE(refused.error().detail.find("another trust bundle of the number 3"), std::string::npos);
  EXPECT_TRUE(Import(current, {&first_, &second_}));  // signed once more, with the same content
}

TEST_F(TrustKeeperTest, tells_the_bundle_that_changed_the_roots_from_another_of_its_number) {
  TrustBundle change = Numbered(3, {second_.spki()});
  ASSERT_TRUE(Import(change, {&first_}));
  EXPECT_TRUE(Import(change, {&first_}));
  change.rules = {{'{', '}'}};
  EXPECT_FALSE(Import(change, {&first_}));
}

TEST_F(TrustKeeperTest, keeps_the_last_good_one_when_a_strangers_or_broken_one_comes) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  EXPECT_FALSE(Import(Numbered(4), {&second_}));
  EXPECT_FALSE(Keeper().Import(encoding::AsBytes("not a bundle")));
  EXPECT_FALSE(Import(Numbered(4, {{1, 2, 3}}), {&first_}));  // names a root that is no key
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, lets_root_n_sign_the_change_to_root_n_plus_1_and_then_only_that) {
  ASSERT_TRUE(Import(Numbered(1, {second_.spki()}), {&first_, &second_}));
  EXPECT_FALSE(Import(Numbered(2), {&first_}));
  ASSERT_TRUE(Import(Numbered(2), {&second_}));
  ASSERT_TRUE(Import(Numbered(3, {third_.spki()}), {&second_}));
  ASSERT_TRUE(Import(Numbered(4), {&third_}));
  EXPECT_FALSE(Import(Numbered(5), {&second_}));
  EXPECT_EQ(NumberAfterRestart(), 4U);
}

TEST_F(TrustKeeperTest, retires_a_root_also_where_the_one_that_stays_is_named_twice) {
  const std::vector<Bytes> both{first_.spki(), second_.spki()};
  auto keeper = TrustKeeper::Open(folder_, both);
  ASSERT_TRUE(keeper);
  ASSERT_TRUE(keeper->Import(Signed(Numbered(1, {first_.spki(), first_.spki()}), {&first_})));
  EXPECT_FALSE(keeper->Import(Signed(Numbered(2), {&second_})));
  EXPECT_TRUE(keeper->Import(Signed(Numbered(2), {&first_})));
}

TEST_F(TrustKeeperTest, does_not_believe_a_file_for_lying_in_its_folder) {
  ASSERT_TRUE(Import(Numbered(1, {second_.spki()}), {&first_}));
  ASSERT_TRUE(Import(Numbered(2), {&second_}));
  // The retired root's key was stolen, and the thief can write to the disk.
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", Signed(Numbered(9), {&first_}), 0644));
  EXPECT_EQ(NumberAfterRestart(), 1U);  // the one before, which is genuine
  ASSERT_TRUE(ReplaceFile(folder_ / "roots" / "00000000000000000009",
                          Signed(Numbered(9, {third_.spki()}), {&first_}), 0644));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", Signed(Numbered(10), {&third_}), 0644));
  EXPECT_EQ(NumberAfterRestart(), 1U);
}

TEST_F(TrustKeeperTest, falls_back_to_the_one_before_when_the_newest_is_damaged_and_says_so) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  ASSERT_TRUE(Import(Numbered(4), {&first_}));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", encoding::AsBytes("damaged"), 0644));
  TrustKeeper keeper = Keeper();
  ASSERT_NE(keeper.current(), nullptr);
  EXPECT_EQ(keeper.current()->sequence, 3U);
  EXPECT_FALSE(keeper.problem().empty());
  // The damaged file does not push out the good one.
  ASSERT_TRUE(keeper.Import(Signed(Numbered(5), {&first_})));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", encoding::AsBytes("damaged again"), 0644));
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

// Cut off, emptied, and with a changed byte at each end and within the content.
std::vector<Bytes> DamagedForms(const Bytes& file) {
  std::vector<Bytes> forms = {{}, Bytes(file.begin(), file.end() - 1)};
  for (const std::size_t at : {std::size_t{0}, std::size_t{10}, file.size() / 2, file.size() - 1}) {
    forms.push_back(file);
    forms.back()[at] ^= 1;
  }
  return forms;
}

TEST_F(TrustKeeperTest, gives_no_retired_root_its_place_back_when_the_bundle_that_retired_it_rots) {
  const Bytes change = Signed(Numbered(3, {second_.spki()}), {&first_});
  for (const Bytes& damaged : DamagedForms(change)) {
    fs::remove_all(folder_);
    ASSERT_TRUE(Import(Numbered(1), {&first_}));
    ASSERT_TRUE(Import(Numbered(2), {&first_}));
    ASSERT_TRUE(Keeper().Import(change));
    ASSERT_TRUE(ReplaceFile(folder_ / "bundle", damaged, 0644));
    EXPECT_EQ(NumberAfterRestart(), 3U);
    EXPECT_FALSE(Keeper().problem().empty());
    EXPECT_FALSE(Import(Numbered(5), {&first_}));
    ASSERT_TRUE(Import(Numbered(4), {&second_}));
    EXPECT_EQ(NumberAfterRestart(), 4U);
    EXPECT_TRUE(Keeper().problem().empty());
  }
}

TEST_F(TrustKeeperTest, takes_the_higher_number_of_the_one_before_and_the_newest_link) {
  ASSERT_TRUE(Import(Numbered(3, {second_.spki()}), {&first_}));
  ASSERT_TRUE(Import(Numbered(4), {&second_}));
  ASSERT_TRUE(Import(Numbered(5), {&second_}));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", encoding::AsBytes("damaged"), 0644));
  EXPECT_EQ(NumberAfterRestart(), 4U);
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle.previous", encoding::AsBytes("damaged"), 0644));
  EXPECT_EQ(NumberAfterRestart(), 3U);
  EXPECT_FALSE(Import(Numbered(6), {&first_}));
  EXPECT_TRUE(Import(Numbered(6), {&second_}));
}

TEST_F(TrustKeeperTest, gives_no_retired_root_its_place_back_when_the_link_that_retired_it_rots) {
  const Bytes change = Signed(Numbered(3, {second_.spki()}), {&first_});
  const fs::path link = folder_ / "roots" / "00000000000000000003";
  for (const Bytes& damaged : DamagedForms(change)) {
    for (const std::uint64_t newest : {3U, 4U}) {
      fs::remove_all(folder_);
      ASSERT_TRUE(Keeper().Import(change));
      if (newest == 4) {
        ASSERT_TRUE(Import(Numbered(4), {&second_}));
      }
      ASSERT_TRUE(ReplaceFile(link, damaged, 0644));
      EXPECT_EQ(NumberAfterRestart(), newest);
      EXPECT_FALSE(Import(Numbered(5), {&first_}));
      ASSERT_TRUE(Import(Numbered(5), {&second_}));
      EXPECT_EQ(ReadFile(link, kMostBundleBytes).value_or(Bytes{}), change);  // it is whole again
      ASSERT_TRUE(Import(Numbered(6), {&second_}));
      EXPECT_EQ(NumberAfterRestart(), 6U);
    }
  }
}

TEST_F(TrustKeeperTest, lets_nobody_sign_while_neither_bundle_nor_link_says_who_may) {
  const Bytes change = Signed(Numbered(3, {second_.spki()}), {&first_});
  ASSERT_TRUE(Import(Numbered(2), {&first_}));
  ASSERT_TRUE(Keeper().Import(change));
  const fs::path link = folder_ / "roots" / "00000000000000000003";
  for (const fs::path& file : {folder_ / "bundle", link})
    ASSERT_TRUE(ReplaceFile(file, encoding::AsBytes("damaged"), 0644));
  EXPECT_EQ(NumberAfterRestart(), 2U);
  const Status refused = Import(Numbered(5), {&first_});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kBroken);
  EXPECT_NE(refused.error().detail.find(link.string()), std::string::npos);
  ASSERT_TRUE(ReplaceFile(link, change, 0644));  // as the sentence says
  EXPECT_EQ(NumberAfterRestart(), 3U);
  EXPECT_TRUE(Import(Numbered(4), {&second_}));
}

TEST_F(TrustKeeperTest, is_whole_again_when_the_bundle_in_use_is_imported_over_its_damaged_file) {
  const Bytes change = Signed(Numbered(3, {second_.spki()}), {&first_});
  ASSERT_TRUE(Keeper().Import(change));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", encoding::AsBytes("damaged"), 0644));
  ASSERT_TRUE(Keeper().Import(change));
  EXPECT_TRUE(Keeper().problem().empty());
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, says_when_no_bundle_is_good_and_takes_the_next_one) {
  ASSERT_TRUE(Import(Numbered(3), {&first_}));
  ASSERT_TRUE(ReplaceFile(folder_ / "bundle", encoding::AsBytes("damaged"), 0644));
  TrustKeeper keeper = Keeper();
  EXPECT_EQ(keeper.current(), nullptr);
  EXPECT_NE(keeper.problem().find("import one again"), std::string::npos);
  EXPECT_FALSE(keeper.Import(Signed(Numbered(4), {&second_})));
  ASSERT_TRUE(keeper.Import(Signed(Numbered(4), {&first_})));
  EXPECT_TRUE(keeper.problem().empty());
  EXPECT_EQ(NumberAfterRestart(), 4U);
}

TEST_F(TrustKeeperTest, begins_anew_in_an_empty_folder_only) {
  EXPECT_FALSE(TrustKeeper::KeepsIn(folder_));
  ASSERT_TRUE(Import(Numbered(2, {second_.spki()}), {&first_}));
  ASSERT_TRUE(Import(Numbered(3), {&second_}));
  ASSERT_TRUE(Import(Numbered(4), {&second_}));
  fs::remove(folder_ / "bundle");
  EXPECT_EQ(NumberAfterRestart(), 3U);
  EXPECT_FALSE(Keeper().problem().empty());
  EXPECT_FALSE(Import(Numbered(1), {&second_}));
  fs::remove(folder_ / "bundle.previous");
  EXPECT_EQ(NumberAfterRestart(), 2U);
  EXPECT_TRUE(TrustKeeper::KeepsIn(folder_));
  EXPECT_FALSE(Import(Numbered(5), {&first_}));
  EXPECT_TRUE(Import(Numbered(5), {&second_}));
}

TEST_F(TrustKeeperTest, lets_no_older_bundle_take_the_place_of_one_that_it_may_not_read) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  ASSERT_TRUE(Import(Numbered(1), {&first_}));
  ASSERT_TRUE(Import(Numbered(2), {&first_}));
  fs::permissions(folder_ / "bundle", fs::perms::none);
  const auto keeper = TrustKeeper::Open(folder_, {first_.spki()});
  ASSERT_FALSE(keeper);
  EXPECT_EQ(keeper.error().fault, Fault::kDenied);
}

// A power cut leaves some prefix of the steps of an import done, and the file in work cut at some
// byte.
TEST_F(TrustKeeperTest, has_the_old_bundle_or_the_new_one_after_a_power_cut_at_any_byte) {
  const Bytes next = Signed(Numbered(2, {second_.spki()}), {&first_});
  const Bytes after = Signed(Numbered(3), {&second_});
  const fs::path link = folder_ / "roots" / "00000000000000000002";
  for (std::size_t cut = 0; cut <= next.size(); ++cut) {
    fs::remove_all(folder_);
    ASSERT_TRUE(Import(Numbered(1), {&first_}));
    const ByteView part = ByteView(next).first(cut);
    ASSERT_TRUE(ReplaceFile(folder_ / "roots" / "00000000000000000002.new", part, 0644));
    ASSERT_EQ(NumberAfterRestart(), 1U) << cut;
    ASSERT_TRUE(ReplaceFile(link, next, 0644));
    ASSERT_EQ(NumberAfterRestart(), 2U) << cut;
    ASSERT_TRUE(ReplaceFile(folder_ / "bundle.new", part, 0644));
    ASSERT_EQ(NumberAfterRestart(), 2U) << cut;
    // And the kiosk takes the interrupted one again, and what follows it.
    if (cut % 50 != 0) continue;
    ASSERT_TRUE(Keeper().Import(next));
    ASSERT_TRUE(Keeper().Import(after));
    ASSERT_EQ(NumberAfterRestart(), 3U) << cut;
  }
}

// Runs the import in a process of its own, which is killed as it enters or leaves its system call
// number `calls`. False: it came to its end before.
bool ImportKilledAt(int calls, TrustKeeper& keeper, const Bytes& file) {
  const pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    _exit(keeper.Import(file) ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  for (int call = 0; call < calls && WIFSTOPPED(status); ++call) {
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    waitpid(child, &status, 0);
  }
  if (!WIFSTOPPED(status)) return false;
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return true;
}

bool CanTrace() {
  const pid_t child = fork();
  if (child == 0) _exit(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(TrustKeeperTest, has_the_old_bundle_or_the_new_one_when_killed_at_any_system_call) {
  if (!CanTrace()) GTEST_SKIP() << "no process may be traced here";
  const Bytes next = Signed(Numbered(2, {second_.spki()}), {&first_});
  const Bytes after = Signed(Numbered(3), {&second_});
  std::set<std::uint64_t> seen;
  bool killed = true;
  for (int calls = 1; killed; ++calls) {
    fs::remove_all(folder_);
    ASSERT_TRUE(Import(Numbered(1), {&first_}));
    TrustKeeper keeper = Keeper();
    killed = ImportKilledAt(calls, keeper, next);
    const std::uint64_t number = NumberAfterRestart();
    ASSERT_TRUE(number == 1 || number == 2) << calls;
    seen.insert(number);
    ASSERT_TRUE(Keeper().Import(next)) << calls;
    ASSERT_TRUE(Keeper().Import(after)) << calls;
    ASSERT_EQ(NumberAfterRestart(), 3U) << calls;
  }
  EXPECT_EQ(seen, (std::set<std::uint64_t>{1, 2}));
}

// A process that may write `bytes` bytes a file and is killed by the next.
void ImportKilledAfterByte(rlim_t bytes, TrustKeeper& keeper, const Bytes& file) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(keeper.Import(file) ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) << bytes;
}

TEST_F(TrustKeeperTest, has_the_old_bundle_when_killed_after_any_byte) {
  const Bytes next = Signed(Numbered(2, {second_.spki()}), {&first_});
  ASSERT_TRUE(Import(Numbered(1), {&first_}));
  for (rlim_t bytes = 0; bytes < next.size(); ++bytes) {
    TrustKeeper keeper = Keeper();
    ImportKilledAfterByte(bytes, keeper, next);
    ASSERT_EQ(NumberAfterRestart(), 1U) << bytes;
  }
  EXPECT_TRUE(Keeper().Import(next));
  EXPECT_EQ(NumberAfterRestart(), 2U);
}

TEST_F(TrustKeeperTest, has_taken_a_change_of_roots_whose_import_was_cut_off_behind_it) {
  ASSERT_TRUE(Import(Numbered(1), {&first_}));
  ASSERT_TRUE(ReplaceFile(folder_ / "roots" / "00000000000000000002",
                          Signed(Numbered(2, {second_.spki()}), {&first_}), 0644));
  EXPECT_EQ(NumberAfterRestart(), 2U);
  EXPECT_FALSE(Import(Numbered(3), {&first_}));
  ASSERT_TRUE(Import(Numbered(3), {&second_}));
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, takes_no_bundle_of_a_retired_root_whatever_its_number) {
  const Bytes old = Signed(Numbered(1), {&first_});
  ASSERT_TRUE(Keeper().Import(old));
  ASSERT_TRUE(Import(Numbered(2, {second_.spki()}), {&first_}));
  ASSERT_TRUE(Import(Numbered(3), {&second_}));
  TrustBundle forged = Numbered(1);
  forged.expires_at += std::chrono::hours(24);
  for (const Bytes& put_back : {old, Signed(forged, {&first_}), Signed(Numbered(2), {&first_})}) {
    ASSERT_TRUE(ReplaceFile(folder_ / "bundle", put_back, 0644));
    const TrustKeeper keeper = Keeper();
    ASSERT_NE(keeper.current(), nullptr);
    EXPECT_EQ(keeper.current()->sequence, 2U);
    EXPECT_EQ(keeper.current()->roots, std::vector<Bytes>{second_.spki()});
  }
  ASSERT_TRUE(Import(Numbered(3), {&second_})) << "it gets on";
  EXPECT_EQ(NumberAfterRestart(), 3U);
}

TEST_F(TrustKeeperTest, sees_what_another_keeper_imported_since_it_was_opened) {
  ASSERT_TRUE(Import(Numbered(1), {&first_}));
  TrustKeeper early = Keeper();
  TrustKeeper late = Keeper();
  ASSERT_TRUE(early.Import(Signed(Numbered(101, {second_.spki()}), {&first_})));
  const Status older = late.Import(Signed(Numbered(100), {&first_}));
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().fault, Fault::kDenied);
  EXPECT_EQ(late.current()->sequence, 101U);
  EXPECT_FALSE(late.Import(Signed(Numbered(102), {&first_})));
  ASSERT_TRUE(late.Import(Signed(Numbered(102), {&second_})));
  EXPECT_EQ(NumberAfterRestart(), 102U);
}

TEST_F(TrustKeeperTest, never_goes_back_when_two_programs_import_at_once) {
  TrustBundle large = Numbered(100);
  large.rules = {Bytes(4U << 20, ' ')};
  const Bytes older = Signed(large, {&first_});
  const Bytes newer = Signed(Numbered(101), {&first_});
  for (int round = 0; round < 10; ++round) {
    fs::remove_all(folder_);
    ASSERT_TRUE(Import(Numbered(1), {&first_}));
    const pid_t child = fork();
    if (child == 0) _exit(Keeper().Import(older) ? 0 : 1);
    EXPECT_TRUE(Keeper().Import(newer));
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(NumberAfterRestart(), 101U) << round;
  }
}

TEST_F(TrustKeeperTest, writes_nothing_when_it_only_reads) {
  ASSERT_TRUE(Import(Numbered(1), {&first_}));
  fs::remove(folder_ / "roots");
  EXPECT_EQ(NumberAfterRestart(), 1U);
  EXPECT_FALSE(fs::exists(folder_ / "roots"));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(NumberAfterRestart(), 1U);
  if (geteuid() != 0) {
    EXPECT_FALSE(Import(Numbered(2), {&first_}));
  }
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(TrustKeeperTest, takes_no_bundle_that_has_expired_or_is_from_the_future) {
  const TrustBundle current = Numbered(3);
  const TrustBundle next = Numbered(4);
  const std::chrono::hours hour(1);
  const Timestamp late = current.expires_at + hour;
  TrustKeeper keeper = Keeper();
  ASSERT_TRUE(keeper.Import(Signed(current, {&first_}), current.issued_at + hour));
  for (const Timestamp now : {next.expires_at + hour, next.issued_at - hour}) {
    const Status refused = keeper.Import(Signed(next, {&first_}), now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::kDenied);
  }
  EXPECT_TRUE(keeper.Import(Signed(current, {&first_}), late));  // in use already: nothing changes
  EXPECT_EQ(NumberAfterRestart(), 3U);
  EXPECT_TRUE(keeper.Import(Signed(next, {&first_})));  // no clock is believed
}

TEST_F(TrustKeeperTest, takes_an_expired_bundle_only_when_it_changes_the_roots) {
  const TrustBundle change = Numbered(1, {second_.spki()});
  const Timestamp late = change.expires_at + std::chrono::hours(1);
  EXPECT_FALSE(
      Keeper().Import(Signed(change, {&first_}), change.issued_at - std::chrono::hours(1)));
  TrustBundle next = Numbered(2);
  next.expires_at = late + std::chrono::hours(1);
  TrustKeeper keeper = Keeper();
  EXPECT_FALSE(keeper.Import(Signed(next, {&second_}), late));
  ASSERT_TRUE(keeper.Import(Signed(change, {&first_}), late));
  EXPECT_TRUE(keeper.Import(Signed(next, {&second_}), late));
  EXPECT_FALSE(keeper.Import(Signed(Numbered(3, {second_.spki()}), {&second_}), late))
      << "it names the roots that rule already";
  EXPECT_EQ(NumberAfterRestart(), 2U);
}

TEST_F(TrustKeeperTest, passes_over_whatever_is_no_link_in_the_folder_of_links) {
  ASSERT_TRUE(Import(Numbered(1, {second_.spki()}), {&first_}));
  const fs::path links = folder_ / "roots";
  fs::create_directories(links / "00000000000000000002" / "full");
  fs::create_directories(links / "a folder" / "full");
  ASSERT_EQ(mkfifo((links / "00000000000000000003").c_str(), 0644), 0);
  fs::create_symlink("nowhere", links / "00000000000000000004");
  fs::create_symlink("loop", links / "loop");
  ASSERT_TRUE(ReplaceFile(links / "notes", encoding::AsBytes("x"), 0644));
  EXPECT_EQ(NumberAfterRestart(), 1U);
  ASSERT_TRUE(Import(Numbered(5, {third_.spki()}), {&second_}));
  ASSERT_TRUE(Import(Numbered(6), {&third_}));
  EXPECT_TRUE(fs::exists(links / "notes"));
}

TEST_F(TrustKeeperTest, does_not_open_when_a_link_may_not_be_read) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  ASSERT_TRUE(Import(Numbered(1, {second_.spki()}), {&first_}));
  const fs::path link = folder_ / "roots" / "00000000000000000001";
  for (const fs::path& closed : {link, link.parent_path()}) {
    fs::permissions(closed, closed == link ? fs::perms::none : fs::perms::owner_read);
    const auto keeper = TrustKeeper::Open(folder_, {first_.spki()});
    fs::permissions(closed, fs::perms::owner_all);
    ASSERT_FALSE(keeper);
    EXPECT_EQ(keeper.error().fault, Fault::kDenied);
  }
}

TEST_F(TrustKeeperTest, names_a_folder_that_cannot_be_used) {
  ASSERT_TRUE(ReplaceFile(folder_ / "file", encoding::AsBytes("x"), 0644));
  const auto keeper = TrustKeeper::Open(folder_ / "file", {first_.spki()});
  ASSERT_FALSE(keeper);
  EXPECT_EQ(keeper.error().fault, Fault::kDenied);
}

}  // namespace
}  // namespace clearway::keys
