#include "printer/print_journal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace clearway::printer {
namespace {

namespace fs = std::filesystem;

class PrintJournalTest : public testing::Test {
 protected:
  PrintJournalTest() {
    std::string name = (fs::temp_directory_path() / "clearway-journal-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~PrintJournalTest() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path path() const { return folder_ / "print.journal"; }
  [[nodiscard]] PrintJournal Open() const { return PrintJournal::Open(path()).value(); }
  [[nodiscard]] std::string Content() const {
    std::ostringstream content;
    content << std::ifstream(path(), std::ios::binary).rdbuf();
    return content.str();
  }
  void Write(const std::string& content) const {
    std::ofstream(path(), std::ios::binary) << content;
  }

  fs::path folder_;
  const Reference first_ = NewReference();
  const Reference second_ = NewReference();
};

TEST_F(PrintJournalTest, remembers_what_began_and_did_not_end) {
  {
    PrintJournal journal = Open();
    EXPECT_TRUE(journal.Begin(first_));
    EXPECT_TRUE(journal.Begin(second_));
    EXPECT_TRUE(journal.End(first_, PageEnd::kPrinted));
  }
  const PrintJournal journal = Open();
  ASSERT_EQ(journal.open_pages().size(), 1u);
  EXPECT_EQ(journal.open_pages()[0].reference, second_);
  EXPECT_FALSE(journal.open_pages()[0].told);
}

TEST_F(PrintJournalTest, remembers_what_was_told_as_unknown_and_may_still_be_in_the_printer) {
  {
    PrintJournal journal = Open();
    EXPECT_TRUE(journal.Begin(first_));
    EXPECT_TRUE(journal.Tell(first_));
  }
  ASSERT_EQ(Open().open_pages().size(), 1u);
  EXPECT_TRUE(Open().open_pages()[0].told);
  EXPECT_TRUE(Open().End(first_, PageEnd::kUnknown));
  EXPECT_TRUE(Open().open_pages().empty());
}

TEST_F(PrintJournalTest, survives_a_power_cut_at_every_byte) {
  {
    PrintJournal journal = Open();
    EXPECT_TRUE(journal.Begin(first_));
    EXPECT_TRUE(journal.Tell(first_));
    EXPECT_TRUE(journal.Begin(second_));
    EXPECT_TRUE(journal.End(first_, PageEnd::kNotPrinted));
  }
  const std::string whole = Content();
  const std::size_t first_line = whole.find('\n') + 1;
  const std::size_t third_line = whole.find(second_ + " begun\n") + second_.size() + 7;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    Write(whole.substr(0, length));
    const auto journal = PrintJournal::Open(path());
    ASSERT_TRUE(journal) << length;
    const std::size_t begun = (length >= first_line ? 1 : 0) + (length >= third_line ? 1 : 0);
    const std::size_t ended = length == whole.size() ? 1 : 0;
    EXPECT_EQ(journal->open_pages().size(), begun - ended) << length;
  }
}

TEST_F(PrintJournalTest, refuses_a_file_that_is_something_else) {
  for (const std::string& content :
       {std::string("hello\n"), first_ + "\n", first_ + " printed\n", first_ + " eaten\n",
        first_ + " begun\n" + first_ + " begun\n", std::string("../../etc/passwd begun\n")}) {
    Write(content);
    const auto journal = PrintJournal::Open(path());
    ASSERT_FALSE(journal) << content;
    EXPECT_EQ(journal.error().fault, Fault::kInvalid);
    EXPECT_EQ(Content(), content);
  }
}

TEST_F(PrintJournalTest, does_not_grow_with_the_pages_that_have_ended) {
  PrintJournal journal = Open();
  EXPECT_TRUE(journal.Begin(first_));
  for (int i = 0; i < 3000; ++i) {
    const Reference reference = NewReference();
    ASSERT_TRUE(journal.Begin(reference));
    ASSERT_TRUE(journal.End(reference, PageEnd::kPrinted));
  }
  EXPECT_LT(fs::file_size(path()), 40'000u);
  ASSERT_EQ(Open().open_pages().size(), 1u);
  EXPECT_EQ(Open().open_pages()[0].reference, first_);
}

TEST_F(PrintJournalTest, can_be_read_again_after_every_change_of_many) {
  // One page that stays open makes the lines an odd number, so that the file is written anew at an
  // end as well as at a beginning.
  for (const bool told : {false, true}) {
    fs::remove(path());
    PrintJournal journal = Open();
    ASSERT_TRUE(journal.Begin(first_));
    if (told) {
      ASSERT_TRUE(journal.Tell(first_));
    }
    for (int i = 0; i < 1200; ++i) {
      const Reference reference = NewReference();
      ASSERT_TRUE(journal.Begin(reference));
      ASSERT_TRUE(journal.End(reference, PageEnd::kPrinted));
      if (i % 7 != 0) continue;
      fs::copy_file(path(), folder_ / "copy", fs::copy_options::overwrite_existing);
      const auto again = PrintJournal::Open(folder_ / "copy");
      ASSERT_TRUE(again) << i;
      ASSERT_EQ(again->open_pages().size(), 1u) << i;
      EXPECT_EQ(again->open_pages()[0].told, told) << i;
    }
  }
}

TEST_F(PrintJournalTest, is_for_its_own_user_only) {
  EXPECT_TRUE(Open().Begin(first_));
  EXPECT_EQ(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(PrintJournalTest, says_when_it_cannot_be_kept) {
  EXPECT_FALSE(PrintJournal::Open(folder_ / "nowhere" / "print.journal"));
}

}  // namespace
}  // namespace clearway::printer
