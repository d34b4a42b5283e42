#include "tools/new_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;

class NewFilesTest : public testing::Test {
 protected:
  NewFilesTest() {
    std::string name = (fs::temp_directory_path() / "new-files-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~NewFilesTest() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(NewFilesTest, takes_no_name_that_is_taken_not_even_by_a_link_to_nowhere) {
  EXPECT_TRUE(NewFiles::AreFree({folder_ / "a", folder_ / "b"}));
  fs::create_symlink(folder_ / "nowhere", folder_ / "b");
  const Status free = NewFiles::AreFree({folder_ / "a", folder_ / "b"});
  ASSERT_FALSE(free);
  EXPECT_EQ(free.error().fault, Fault::kDenied);
}

TEST_F(NewFilesTest, removes_what_it_made_unless_it_is_kept) {
  {
    NewFiles files;
    std::ofstream(folder_ / "theirs") << "x";
    ASSERT_TRUE(files.MakePublic(folder_ / "a", "1"));
    EXPECT_FALSE(files.MakePublic(folder_ / "none" / "b", "2"));
  }
  EXPECT_FALSE(fs::exists(folder_ / "a"));
  EXPECT_TRUE(fs::exists(folder_ / "theirs"));
  {
    NewFiles files;
    ASSERT_TRUE(files.MakePublic(folder_ / "a", "1"));
    files.Keep();
  }
  EXPECT_TRUE(fs::exists(folder_ / "a"));
}

TEST_F(NewFilesTest, are_none_that_the_command_reads_and_no_private_key) {
  fs::create_directory(folder_ / "signers");
  for (const char* name : {"read", "signers/one.pem", "free"}) std::ofstream(folder_ / name) << "x";
  std::ofstream(folder_ / "their.key") << "-----BEGIN PRIVATE KEY-----\n";
  const std::vector<std::string> inputs = {folder_ / "read", folder_ / "signers"};
  EXPECT_TRUE(IsNoneOf(folder_ / "free", inputs));
  EXPECT_TRUE(IsNoneOf(folder_ / "new", inputs));
  EXPECT_TRUE(IsNoneOf(folder_ / "signers" / "new", inputs)) << "nothing is lost";
  EXPECT_EQ(IsNoneOf(folder_ / "read", inputs).error().fault, Fault::kInvalid);
  EXPECT_EQ(IsNoneOf(folder_ / "signers" / "one.pem", inputs).error().fault, Fault::kInvalid);
  EXPECT_EQ(IsNoneOf(folder_ / "their.key", inputs).error().fault, Fault::kDenied);
}

}  // namespace
}  // namespace clearway::tools
