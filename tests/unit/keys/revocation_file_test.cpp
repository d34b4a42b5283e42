#include "keys/revocation_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "keys/revocation_builder.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

constexpr Timestamp kIssued(std::chrono::seconds(1'700'000'000));
constexpr Timestamp kNow = kIssued + hours(1);
constexpr fs::perms kWritable =
    fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
constexpr auto kScope = "eu:AAAAAAAAAAA=";

std::vector<std::uint8_t> Value(unsigned number) {
  const std::string text = std::to_string(number);
  return {text.begin(), text.end()};
}

class RevocationFileTest : public testing::Test {
 protected:
  RevocationFileTest() {
    std::string name = (fs::temp_directory_path() / "revocation-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    path_ = folder_ / "revocations";
  }
  ~RevocationFileTest() override { fs::remove_all(folder_); }

  // A file with `count` values under kScope and one timed value.
  void Build(unsigned count) {
    auto builder = RevocationBuilder::Create(path_);
    ASSERT_TRUE(builder) << builder.error().detail;
    builder->AddScope(kScope, kIssued, kIssued + hours(24));
    for (unsigned i = 0; i < count; ++i) {
      ASSERT_TRUE(builder->Add(RevocationKind::kUvci, kScope, Value(i)));
    }
    ASSERT_TRUE(builder->Add(RevocationKind::kSmartRid, kScope, Value(7), kIssued - hours(5)));
    ASSERT_TRUE(builder->Finish(kIssued));
    EXPECT_EQ(fs::status(path_).permissions() & kWritable, fs::perms::none);
    fs::permissions(path_, fs::perms::owner_write, fs::perm_options::add);  // for who damages it
  }

  RevocationAnswer Find(const RevocationFile& file, RevocationKind kind, unsigned number) {
    return file.Find(kind, kScope, Value(number), kIssued, kNow);
  }

  // Changes one byte of the file.
  void Flip(std::uint64_t offset) {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(byte);
  }

  fs::path folder_;
  fs::path path_;
};

TEST_F(RevocationFileTest, finds_what_was_added_and_nothing_else) {
  Build(20'000);
  const auto file = RevocationFile::Open(path_);
  ASSERT_TRUE(file) << file.error().detail;
  EXPECT_EQ(file->entries(), 20'001U);
  for (unsigned i = 0; i < 20'000; ++i) {
    ASSERT_EQ(Find(*file, RevocationKind::kUvci, i), RevocationAnswer::kRevoked) << i;
    ASSERT_EQ(Find(*file, RevocationKind::kUvci, i + 20'000), RevocationAnswer::kNotRevoked) << i;
  }
  EXPECT_TRUE(file->CheckAll());
}

TEST_F(RevocationFileTest, keeps_kinds_and_scopes_apart) {
  Build(10);
  const auto file = RevocationFile::Open(path_);
  ASSERT_TRUE(file);
  EXPECT_EQ(Find(*file, RevocationKind::kSignature, 3), RevocationAnswer::kNotRevoked);
  EXPECT_EQ(file->Find(RevocationKind::kUvci, "eu:other", Value(3), kIssued, kNow),
            RevocationAnswer::kUnlisted);
}

TEST_F(RevocationFileTest, says_stale_after_the_next_update_but_still_finds_the_revoked) {
  Build(10);
  const auto file = RevocationFile::Open(path_);
  ASSERT_TRUE(file);
  const Timestamp late = kIssued + hours(25);
  EXPECT_EQ(file->Find(RevocationKind::kUvci, kScope, Value(11), kIssued, late),
            RevocationAnswer::kStale);
  EXPECT_EQ(file->Find(RevocationKind::kUvci, kScope, Value(3), kIssued, late),
            RevocationAnswer::kRevoked);
}

TEST_F(RevocationFileTest, revokes_by_a_timed_entry_only_what_was_issued_before) {
  Build(0);
  const auto file = RevocationFile::Open(path_);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->Find(RevocationKind::kSmartRid, kScope, Value(7), kIssued - hours(6), kNow),
            RevocationAnswer::kRevoked);
  EXPECT_EQ(file->Find(RevocationKind::kSmartRid, kScope, Value(7), kIssued - hours(5), kNow),
            RevocationAnswer::kNotRevoked);
}

TEST_F(RevocationFileTest, a_scope_named_twice_is_as_old_as_its_older_half) {
  auto builder = RevocationBuilder::Create(path_);
  ASSERT_TRUE(builder);
  builder->AddScope(kScope, kIssued, kIssued + hours(48));
  builder->AddScope(kScope, kIssued, kIssued + hours(2));
  builder->AddScope(kScope, kIssued, kIssued + hours(72));
  ASSERT_TRUE(builder->Finish(kIssued));
  const auto file = RevocationFile::Open(path_);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->Find(RevocationKind::kUvci, kScope, Value(1), kIssued, kIssued + hours(3)),
            RevocationAnswer::kStale);
}

TEST_F(RevocationFileTest, counts_an_entry_that_was_added_twice_once) {
  auto builder = RevocationBuilder::Create(path_);
  ASSERT_TRUE(builder);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(builder->Add(RevocationKind::kUvci, kScope, Value(1)));
  ASSERT_TRUE(builder->Finish(kIssued));
  EXPECT_EQ(RevocationFile::Open(path_)->entries(), 1U);
}

TEST_F(RevocationFileTest, never_gives_the_all_clear_from_a_changed_block) {
  Build(20'000);
  const auto size = fs::file_size(path_);
  const auto header = RevocationFile::Open(path_).value().header_digest();
  for (std::uint64_t offset = 0; offset < size; offset += 9973) {
    Flip(offset);
    const auto file = RevocationFile::Open(path_, header);
    if (file) {
      EXPECT_FALSE(file->CheckAll()) << offset;
      for (unsigned i = 0; i < 20'000; i += 501) {
        const auto answer = Find(*file, RevocationKind::kUvci, i);
        EXPECT_TRUE(answer == RevocationAnswer::kRevoked || answer == RevocationAnswer::kDamaged)
            << offset;
      }
    }
    Flip(offset);
  }
}

TEST_F(RevocationFileTest, takes_the_place_of_plain_files_only) {
  const fs::path link = folder_ / "link";
  const fs::path folder = folder_ / "folder";
  fs::create_symlink(path_, link);
  fs::create_directory(folder);
  for (const fs::path& place : {link, folder}) {
    auto builder = RevocationBuilder::Create(place);
    ASSERT_TRUE(builder) << builder.error().detail;
    EXPECT_EQ(builder->Finish(kIssued).error().fault, Fault::kInvalid) << place;
    EXPECT_FALSE(fs::exists(place.string() + ".new"));
  }
  EXPECT_TRUE(fs::is_symlink(link));
}

TEST_F(RevocationFileTest, refuses_a_cut_file_an_extended_one_and_another_than_promised) {
  Build(100);
  const auto promised = RevocationFile::Open(path_).value().header_digest();
  const auto size = fs::file_size(path_);
  for (const std::uint64_t cut :
       {std::uint64_t{0}, std::uint64_t{100}, std::uint64_t{4096}, size - 1}) {
    fs::resize_file(path_, cut);
    EXPECT_FALSE(RevocationFile::Open(path_)) << cut;
    Build(100);
  }
  fs::resize_file(path_, size + 1);
  EXPECT_FALSE(RevocationFile::Open(path_));
  Build(101);
  EXPECT_FALSE(RevocationFile::Open(path_, promised));
}

// Its lists were named by what two authorities can share.
TEST_F(RevocationFileTest, refuses_a_file_of_the_first_version) {
  Build(100);
  std::fstream(path_, std::ios::in | std::ios::out | std::ios::binary).write("CWREVOK1", 8);
  const auto file = RevocationFile::Open(path_);
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().detail, testing::HasSubstr("of the first version"));
}

TEST_F(RevocationFileTest, names_a_missing_file) {
  const auto file = RevocationFile::Open(path_);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().fault, Fault::kNotFound);
}

TEST_F(RevocationFileTest, leaves_no_other_file_behind) {
  Build(100);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace clearway::keys
