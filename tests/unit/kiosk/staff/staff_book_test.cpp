#include "kiosk/staff/staff_book.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/keys/temporary_folder.h"
#include "tests/unit/kiosk/staff/badge_maker.h"

namespace clearway::staff {
namespace {

using encoding::Bytes;

const Bytes kKey(32, 5);

StaffBook Example() {
  StaffBook book;
  for (std::uint8_t i = 1; i < 4; ++i) {
    Enrolment one{.badge = BadgeOf(Role::kStaff, i).id, .role = Role::kSupervisor, .wrong = i};
    one.salt.fill(i);
    one.verifier.fill(static_cast<std::uint8_t>(100 + i));
    one.enrolled_by.fill(1);
    book.enrolments.push_back(one);
  }
  book.lockout = {
      .wrong = 3, .locks = 2, .locked_at = kNow, .locked_until = kNow, .last_wrong = kNow};
  return book;
}

TEST(StaffBook, comes_back_whole_from_its_file) {
  const keys::TemporaryFolder folder;
  const auto file = folder.path() / "staff";
  EXPECT_EQ(LoadStaffBook(file, kKey), StaffBook{});
  ASSERT_TRUE(SaveStaffBook(Example(), file, kKey));
  const auto book = LoadStaffBook(file, kKey);
  ASSERT_TRUE(book);
  EXPECT_EQ(*book, Example());
  struct stat about {};
  ASSERT_EQ(stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST(StaffBook, is_not_believed_when_any_byte_of_it_was_changed) {
  const Bytes file = EncodeStaffBook(Example(), kKey);
  EXPECT_TRUE(ParseStaffBook(file, kKey));
  for (std::size_t i = 0; i < file.size(); ++i) {
    Bytes changed = file;
    changed[i] ^= 1;
    EXPECT_FALSE(ParseStaffBook(changed, kKey)) << i;
    EXPECT_FALSE(ParseStaffBook(encoding::ByteView(file).first(i), kKey)) << i;
  }
  EXPECT_FALSE(ParseStaffBook(file, Bytes(32, 6)));
}

TEST(StaffBook, of_somebody_elses_is_broken_and_says_what_to_do) {
  const keys::TemporaryFolder folder;
  const auto file = folder.path() / "staff";
  ASSERT_TRUE(SaveStaffBook(Example(), file, Bytes(32, 6)));
  const auto book = LoadStaffBook(file, kKey);
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().fault, Fault::kBroken);
}

TEST(StaffBook, holds_no_badge_twice) {
  StaffBook book = Example();
  book.enrolments.push_back(book.enrolments.front());
  EXPECT_FALSE(ParseStaffBook(EncodeStaffBook(book, kKey), kKey));
}

}  // namespace
}  // namespace clearway::staff
