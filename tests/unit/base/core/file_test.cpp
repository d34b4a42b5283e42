#include "base/core/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace clearway {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string name = (fs::temp_directory_path() / "file-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    path_ = folder_ / "file";
  }
  ~FileTest() override { fs::remove_all(folder_); }

  fs::path folder_;
  fs::path path_;
};

TEST_F(FileTest, reads_back_what_it_wrote_with_the_mode_asked_for) {
  ASSERT_TRUE(ReplaceFile(path_, Bytes{1, 2, 3}, 0600));
  EXPECT_EQ(ReadFile(path_, 3), (Bytes{1, 2, 3}));
  struct stat about {};
  ASSERT_EQ(stat(path_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(FileTest, replaces_what_was_there_and_leaves_nothing_beside_it) {
  ASSERT_TRUE(ReplaceFile(path_, Bytes(1000, 1), 0644));
  ASSERT_TRUE(ReplaceFile(path_, Bytes{2}, 0644));
  EXPECT_EQ(ReadFile(path_, 10), Bytes{2});
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(FileTest, refuses_more_than_the_bound_folders_and_what_is_not_there) {
  ASSERT_TRUE(ReplaceFile(path_, Bytes(11, 1), 0644));
  EXPECT_EQ(ReadFile(path_, 10).error().fault, Fault::kInvalid);
  EXPECT_EQ(ReadFile(folder_, 10).error().fault, Fault::kInvalid);
  EXPECT_EQ(ReadFile(folder_ / "none", 10).error().fault, Fault::kNotFound);
  EXPECT_EQ(ReadFile("/dev/zero", 10).error().fault, Fault::kInvalid);
}

TEST_F(FileTest, replaces_no_link_no_pipe_and_no_folder) {
  const fs::path aim = folder_ / "aim";
  ASSERT_TRUE(ReplaceFile(aim, Bytes{1}, 0644));
  fs::create_symlink(aim, path_);
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const fs::path& taken : {path_, pipe, folder_}) {
    const Status written = ReplaceFile(taken, Bytes{2}, 0644);
    ASSERT_FALSE(written) << taken;
    EXPECT_EQ(written.error().fault, Fault::kInvalid) << taken;
  }
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(ReadFile(aim, 10), Bytes{1});
}

TEST_F(FileTest, writes_into_no_draft_that_somebody_else_laid_there) {
  const fs::path theirs = folder_ / "theirs";
  const fs::path draft = folder_ / "file.new";
  ASSERT_TRUE(ReplaceFile(theirs, Bytes{1}, 0644));
  fs::create_hard_link(theirs, draft);  // O_NOFOLLOW alone would follow it
  ASSERT_TRUE(ReplaceFile(path_, Bytes{2}, 0644));
  EXPECT_EQ(ReadFile(theirs, 10), Bytes{1});
  fs::create_symlink(theirs, draft);
  ASSERT_TRUE(ReplaceFile(path_, Bytes{3}, 0644));
  EXPECT_EQ(ReadFile(theirs, 10), Bytes{1});
  EXPECT_EQ(ReadFile(path_, 10), Bytes{3});
}

TEST_F(FileTest, gives_the_mode_asked_for_whatever_the_umask) {
  for (const mode_t mask : {0000U, 0077U}) {
    const mode_t before = umask(mask);
    const Status written = ReplaceFile(path_, Bytes{1}, 0644);
    umask(before);
    ASSERT_TRUE(written);
    EXPECT_EQ(fs::status(path_).permissions(), fs::perms(0644));
  }
}

TEST_F(FileTest, lists_a_folder_by_name_and_says_that_it_cannot_be_read) {
  for (const char* name : {"b", "a", "c"}) ASSERT_TRUE(ReplaceFile(folder_ / name, Bytes{1}, 0644));
  EXPECT_EQ(PathsIn(folder_), (std::vector{folder_ / "a", folder_ / "b", folder_ / "c"}));
  EXPECT_EQ(PathsIn(folder_ / "none").error().fault, Fault::kNotFound);
  EXPECT_EQ(PathsIn(folder_ / "a").error().fault, Fault::kNotFound);
}

TEST_F(FileTest, keeps_the_old_content_when_there_is_no_room_for_the_new) {
  ASSERT_TRUE(ReplaceFile(path_, Bytes{1}, 0644));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 100;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status written = ReplaceFile(path_, Bytes(1000, 2), 0644);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().fault, Fault::kFull);
  EXPECT_EQ(ReadFile(path_, 10), Bytes{1});
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace clearway
